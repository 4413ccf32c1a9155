import HL7v2

// The short way of laboratory results. Nearly all are alike: a number with a unit and a range, an item of JLAC10 with its
// local code, no note. These are put together from the bytes of the message and from pieces of JSON that many results of a
// message share. The general way, `addResult` of OML-11, is the truth: whatever is unusual goes it, and both write the
// same bytes.

private typealias Bytes = UnsafeBufferPointer<UInt8>

/// What all results of one order have in common, as pieces of JSON.
struct UsualResults {
  /// From the id to the item in the identifier.
  let head: [UInt8]
  /// From there to the status.
  let basedOn: [UInt8]
  /// The time of results that have none of their own.
  let time: [UInt8]
  let specimen: [UInt8]
  /// The beginning of what ids are made of.
  let identity: [UInt8]
}

/// What results of one message said before, as pieces of JSON by the bytes of the field.
struct UsualPieces {
  /// From the status to the code of the item, by OBX-11.
  fileprivate var states = PiecesByField()
  fileprivate var interpretations = PiecesByField()
  fileprivate var times = PiecesByField()
  fileprivate var units: [UsualUnit] = []
  fileprivate var systems: [ItemSystem] = []
  /// How many results went the short way.
  fileprivate(set) var count = 0

  init() {}

  /// How many of each are kept: looking for one costs the same however many a message has.
  fileprivate static let most = 32
}

/// A few pieces of JSON by the bytes that they were made of.
private struct PiecesByField {
  private var pieces: [(field: [UInt8], json: [UInt8])] = []

  subscript(field: Bytes) -> [UInt8]? {
    for index in pieces.indices where field.equals(pieces[index].field) { return pieces[index].json }
    return nil
  }

  mutating func keep(_ json: [UInt8], of field: Bytes) {
    if pieces.count < UsualPieces.most { pieces.append((Array(field), json)) }
  }
}

/// OBX-6, what it is in JSON, and how it counts.
private final class UsualUnit {
  let field: [UInt8]
  let unit: UnitOfMeasure?
  let members: [UInt8]
  let counted: CodedValues

  init(field: [UInt8], unit: UnitOfMeasure?, counted: CodedValues) {
    self.field = field
    self.unit = unit
    self.counted = counted
    members = JSONWriter.continued { json in
      json.string("unit", unit?.text)
      json.string("system", unit?.system)
      json.string("code", unit?.code)
    }
  }
}

/// A system named in OBX-3.6.
private struct ItemSystem {
  enum Kind {
    /// It has no URI: the code is not sent beside the one of JLAC10.
    case unknown
    /// The beginning of a Coding.
    case coding([UInt8])
    /// What it means depends on the code.
    case other
  }

  let name: [UInt8]
  let kind: Kind
}

/// OBX-3: a code of JLAC10 with its name, and perhaps the facility's own.
private struct UsualItem {
  var code: Bytes
  var name: Bytes
  /// Whether a code is left out since its system has no URI.
  var isWeakened = false
  var local: (coding: [UInt8], code: Bytes, name: Bytes)?
}

extension RecordConverter {
  /// What the results of an order share; nil where none of them can go the short way.
  func usualResults(
    order: String, placerNumber: String?, service: String?, performed: PeriodValue,
    _ specimen: LaboratorySpecimen?
  ) -> UsualResults? {
    // A message that declares other delimiters, or a map of the facility's codes, has results of its own kind.
    guard goesShortWay, let specimen, let placerNumber, context.codeMap.isEmpty,
      message.encodingCharacters == .standard,
      let number = instanceIdentifier([placerNumber, service, specimen.material, ""])
    else { return nil }
    var head = JSONWriter(capacity: 512)
    head.object { json in
      json.raw("id", "\"\"")
      meta(&json, .observationLab, security: nil)
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: number) }
    }
    let effective = specimen.collected ?? performed.start
    return UsualResults(
      // Without `{"id":"` before it and `"}]}` behind.
      head: Array(head.bytes.dropFirst(7).dropLast(4)),
      basedOn: Array("\"}]".utf8) + JSONWriter.continued { $0.references("basedOn", to: order) },
      time: JSONWriter.continued { json in
        if let effective {
          json.string("effectiveDateTime", effective)
        } else {
          json.object("_effectiveDateTime") { $0.unknownReason() }
        }
      },
      specimen: JSONWriter.continued { $0.reference("specimen", to: specimen.reference) },
      identity: ids.identity("Observation", [service ?? "", specimen.identity, ""]))
  }

  /// Adds a result that is like most; its reference. Nil, and nothing done, for any other.
  mutating func addUsualResult(_ obx: Segment, _ usual: UsualResults) -> String? {
    obx.utf8.withUnsafeBufferPointer { bytes in
      // A sub-ID, and fields that say who and what made the result, are unusual.
      guard bytes.isPlain, let fields = BytesInParts(bytes, separator: 0x7C, most: 15), fields[4].isEmpty,
        let item = usualItem(fields[3])
      else { return nil }
      return add(obx, fields, item, usual)
    }
  }

  private mutating func add(
    _ obx: Segment, _ fields: BytesInParts, _ item: UsualItem, _ usual: UsualResults
  ) -> String {
    // What is noted and counted is so in the order of the general way.
    if item.isWeakened {
      findings.append(ConversionFinding(record: index, code: .codeWithoutSystem, segment: "OBX", field: 3))
    }
    usualPieces.count += 1
    codedValues.standard += 1
    let unit = usualUnit(obx, fields[6])
    let isNumber =
      (fields[2].equals("NM") || fields[2].equals("ST") && unit.unit != nil) && NumberText.isJSON(fields[5])
    let value = isNumber ? nil : value(of: obx, unit: unit.unit)
    let interpretation = interpretationPiece(obx, fields[8])
    let time = timePiece(obx, fields[14]) ?? usual.time
    let state = statePiece(obx, fields[11])
    let id = ids.next(continuing: usual.identity, fields[3])

    var json = ByteBuffer(capacity: 2048)
    json.append(literal: "{\"resourceType\":\"Observation\",\"id\":\"")
    json.append(id)
    json.append(usual.head)
    json.append(item.code)
    json.append(usual.basedOn)
    json.append(state)
    json.append(item)
    json.append(literal: ",\"subject\":")
    json.append(subject)
    json.append(time)
    if let value {
      json.append(JSONWriter.continued { $0.observationValue(value) })
    } else {
      json.append(literal: ",\"valueQuantity\":{\"value\":")
      json.append(fields[5])
      json.append(unit.members)
      json.append(literal: "}")
    }
    json.append(interpretation)
    if let value {
      let notes = unitNotes(value, unit.unit) + pointerNotes(obx)
      if !notes.isEmpty { json.append(JSONWriter.continued { $0.notes(notes) }) }
    }
    json.append(usual.specimen)
    json.append(rangeOf: obx, fields[7], unit)
    json.append(literal: "}")
    add("Observation", id: id, json: json.bytes)
    return "Observation/" + id
  }

  // MARK: - Fields

  /// OBX-3; nil where it is another than ``UsualItem``.
  private mutating func usualItem(_ field: Bytes) -> UsualItem? {
    guard let parts = BytesInParts(field, separator: 0x5E, most: 6), parts[2].equals("JC10"),
      parts[0].isVisible, let first = parts[1].first, first > 0x20
    else { return nil }
    var item = UsualItem(code: parts[0], name: parts[1])
    // A name and a system without a code say nothing.
    if parts[3].isEmpty { return item }
    guard parts[3].isVisible else { return nil }
    switch itemSystem(parts[5]) {
    case .other: return nil
    case .unknown: item.isWeakened = true
    case .coding(let coding):
      if let first = parts[4].first, first <= 0x20 { return nil }
      item.local = (coding, parts[3], parts[4])
    }
    return item
  }

  private mutating func itemSystem(_ name: Bytes) -> ItemSystem.Kind {
    for index in usualPieces.systems.indices where name.equals(usualPieces.systems[index].name) {
      return usualPieces.systems[index].kind
    }
    guard name.isEmpty || name.isVisible, usualPieces.systems.count < UsualPieces.most,
      let uri = systems.foreignURI(named: String(decoding: name, as: UTF8.self))
    else { return .other }
    let kind: ItemSystem.Kind
    if let uri {
      var coding = JSONWriter(capacity: 128)
      coding.object { $0.string("system", uri) }
      kind = .coding([0x2C] + coding.bytes.dropLast() + Array(",\"code\":\"".utf8))
    } else {
      kind = .unknown
    }
    usualPieces.systems.append(ItemSystem(name: Array(name), kind: kind))
    return kind
  }

  private mutating func usualUnit(_ obx: Segment, _ field: Bytes) -> UsualUnit {
    for index in usualPieces.units.indices where field.equals(usualPieces.units[index].field) {
      let unit = usualPieces.units[index]
      codedValues.add(unit.counted)
      return unit
    }
    var before = CodedValues()
    swap(&before, &codedValues)
    let made = unit(of: obx)
    swap(&before, &codedValues)
    codedValues.add(before)
    let unit = UsualUnit(field: Array(field), unit: made, counted: before)
    if usualPieces.units.count < UsualPieces.most { usualPieces.units.append(unit) }
    return unit
  }

  private mutating func interpretationPiece(_ obx: Segment, _ field: Bytes) -> [UInt8] {
    if let known = usualPieces.interpretations[field] { return known }
    let noted = findings.count
    let interpretations = interpretations(of: obx)
    let piece = JSONWriter.continued { $0.concepts("interpretation", interpretations) }
    // What is to be noted is so every time.
    if findings.count == noted { usualPieces.interpretations.keep(piece, of: field) }
    return piece
  }

  /// OBX-14; nil where it says nothing.
  private mutating func timePiece(_ obx: Segment, _ field: Bytes) -> [UInt8]? {
    if field.isEmpty { return nil }
    if let known = usualPieces.times[field] { return known }
    guard let time = dateTime(obx, 14) else { return nil }
    let piece = JSONWriter.continued { $0.string("effectiveDateTime", time) }
    usualPieces.times.keep(piece, of: field)
    return piece
  }

  private mutating func statePiece(_ obx: Segment, _ field: Bytes) -> [UInt8] {
    if let known = usualPieces.states[field] { return known }
    var piece = JSONWriter.continued { json in
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      json.observationCategory("laboratory")
    }
    piece.append(literal: ",\"code\":{\"coding\":[{\"system\":\"")
    piece.append(text: systems.uri(.jlac10))
    piece.append(literal: "\",\"code\":\"")
    usualPieces.states.keep(piece, of: field)
    return piece
  }
}

extension ByteBuffer {
  /// From the code of the item to the end of Observation.code.
  fileprivate mutating func append(_ item: UsualItem) {
    append(item.code)
    append(literal: "\",\"display\":\"")
    append(item.name)
    append(literal: "\"}")
    if let local = item.local {
      append(local.coding)
      append(local.code)
      if !local.name.isEmpty {
        append(literal: "\",\"display\":\"")
        append(local.name)
      }
      append(literal: "\"}")
    }
    append(literal: "],\"text\":\"")
    append(item.name)
    append(literal: "\"}")
  }

  /// OBX-7: two numbers from its bytes, anything else as always.
  fileprivate mutating func append(rangeOf obx: Segment, _ field: Bytes, _ unit: UsualUnit) {
    if field.isEmpty { return }
    guard let range = NumberText.jsonRange(field) else {
      let text = obx[7].valued
      append(JSONWriter.continued { $0.referenceRange(text, unit.unit) })
      return
    }
    append(literal: ",\"referenceRange\":[{\"low\":{\"value\":")
    append(range.low)
    append(unit.members)
    append(literal: "},\"high\":{\"value\":")
    append(range.high)
    append(unit.members)
    append(literal: "},\"text\":\"")
    append(field)
    append(literal: "\"}]")
  }
}

extension CodedValues {
  /// Adds what another value counted.
  fileprivate mutating func add(_ other: CodedValues) {
    standard += other.standard
    local += other.local
    text += other.text
    if !other.unmapped.isEmpty { unmapped += other.unmapped }
  }
}
