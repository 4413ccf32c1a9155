import HL7v2

// The short way of laboratory results. Nearly all are alike: a number with a unit and a range, an item of JLAC10 with its
// local code, no note. These are put together from the bytes of the message and from pieces of JSON that many results of a
// message share. The general way, `addResult` of OML-11, is the truth: whatever is unusual goes it, and both write the
// same bytes.

private typealias Bytes = UnsafeBufferPointer<UInt8>

/// What all results of one order have in common, as pieces of JSON; one object, since they all share it.
final class UsualResults {
  /// From the id to the item in the identifier.
  fileprivate let head: ArraySlice<UInt8>
  /// From there to the status.
  fileprivate let basedOn: [UInt8]
  /// The time of results that have none of their own.
  fileprivate let time: [UInt8]
  fileprivate let specimen: [UInt8]
  /// The beginning of what ids are made of.
  fileprivate let identity: [UInt8]

  fileprivate init(
    head: ArraySlice<UInt8>, basedOn: [UInt8], time: [UInt8], specimen: [UInt8], identity: [UInt8]
  ) {
    self.head = head
    self.basedOn = basedOn
    self.time = time
    self.specimen = specimen
    self.identity = identity
  }
}

/// OBX-3: a code of JLAC10 with its name, and perhaps the facility's own.
private struct UsualItem {
  var code: Bytes
  var name: Bytes
  /// Whether a code is left out since its system has no URI.
  var isWeakened = false
  var local: (coding: PieceStore<ItemSystem>.Piece, code: Bytes, name: Bytes)?
}

extension RecordConverter {
  /// What the results of an order share; nil where none of them can go the short way.
  mutating func usualResults(
    order: String, placerNumber: String?, service: String?, performed: PeriodValue,
    _ specimen: LaboratorySpecimen?
  ) -> UsualResults? {
    // A message that declares other delimiters, or a map of the facility's codes, has results of its own kind.
    guard goesShortWay, let specimen, let placerNumber, context.codeMap.isEmpty,
      message.encodingCharacters == .standard,
      let number = instanceIdentifier([placerNumber, service, specimen.material, ""])
    else { return nil }
    let head = JSONWriter.continued { json in
      meta(&json, .observationLab, security: nil)
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: number) }
    }
    let effective = specimen.collected ?? performed.start
    return UsualResults(
      // Without `"}]` behind.
      head: head.dropLast(3),
      basedOn: JSONWriter.continued { $0.references("basedOn", to: order) },
      time: JSONWriter.continued { json in
        if let effective {
          json.string("effectiveDateTime", effective)
        } else {
          json.object("_effectiveDateTime") { $0.unknownReason() }
        }
      },
      specimen: JSONWriter.continued { $0.reference("specimen", to: specimen.reference) },
      identity: ids.beginning("Observation", [service ?? "", specimen.identity, ""]))
  }

  /// Adds a result that is like most; its place in `resources`. Nil, and nothing done, for any other.
  mutating func addUsualResult(_ obx: Segment, notes: [String], _ usual: UsualResults) -> Int? {
    var place: Int?
    obx.withBytes { fields in
      // A sub-ID, and fields that say who and what made the result, are unusual.
      guard fields.fieldCount <= 14, fields[4].isEmpty, fields.all.isPlain, let item = usualItem(fields[3])
      else { return }
      place = add(obx, fields, item, notes, usual)
    }
    return place
  }

  private mutating func add(
    _ obx: Segment, _ fields: SegmentBytes, _ item: UsualItem, _ notes: [String], _ usual: UsualResults
  ) -> Int {
    // What is noted and counted is so in the order of the general way.
    if item.isWeakened {
      findings.append(ConversionFinding(record: index, code: .codeWithoutSystem, segment: "OBX", field: 3))
    }
    usualResultCount += 1
    codedValues.standard += 1
    let unit = usualUnit(obx, fields[6])
    let isNumber =
      (fields[2].equals("NM") || fields[2].equals("ST") && learned.units[unit].unit != nil)
      && NumberText.isJSON(fields[5])
    let isText = fields[2].equals("ST") && fields[6].isEmpty && fields[5].isCertainlyText
    let value = isNumber || isText ? nil : self.value(of: obx, unit: learned.units[unit].unit)
    let interpretation = interpretationPiece(obx, fields[8])
    let time = timePiece(obx, fields[14])
    let state = statePiece(obx, fields[11])
    let id = ids.next(continuing: usual.identity, fields[3])

    var json = space.take()
    let start = json.count
    json.append(literal: "{\"resourceType\":\"Observation\",\"id\":\"")
    json.append(id)
    json.append(literal: "\"")
    json.append(usual.head)
    json.append(item.code)
    json.append(literal: "\"}]")
    json.append(usual.basedOn)
    json.append(state, of: learned.states)
    json.append(item, learned.systems)
    json.append(literal: ",\"subject\":")
    json.append(subject)
    if let time { json.append(time, of: learned.times) } else { json.append(usual.time) }
    if let value {
      json.append(JSONWriter.continued { $0.observationValue(value) })
    } else if isText {
      json.append(literal: ",\"valueString\":\"")
      json.append(fields[5])
      json.append(literal: "\"")
    } else {
      json.append(literal: ",\"valueQuantity\":{\"value\":")
      json.append(fields[5])
      json.append(unit, of: learned.units)
      json.append(literal: "}")
    }
    json.append(interpretation, of: learned.interpretations)
    if value != nil || !notes.isEmpty {
      let unitNotes = value.map { self.unitNotes($0, learned.units[unit].unit) + pointerNotes(obx) }
      json.append(JSONWriter.continued { $0.notes(notes + (unitNotes ?? [])) })
    }
    json.append(usual.specimen)
    appendRange(&json, obx, fields[7], unit)
    json.append(literal: "}")
    add("Observation", id: id, at: start..<json.count)
    space.put(json)
    return resources.count - 1
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
    guard parts[3].isVisible, let system = itemSystem(parts[5]) else { return nil }
    switch learned.systems[system] {
    case .other: return nil
    case .unknown: item.isWeakened = true
    case .coding:
      if let first = parts[4].first, first <= 0x20 { return nil }
      item.local = (system, parts[3], parts[4])
    }
    return item
  }

  private mutating func itemSystem(_ name: Bytes) -> PieceStore<ItemSystem>.Piece? {
    if let known = learned.systems.find(name) { return known }
    guard name.isEmpty || name.isVisible else { return nil }
    var kind = ItemSystem.other
    var coding: [UInt8] = []
    if let uri = systems.foreignURI(named: String(decoding: name, as: UTF8.self)) {
      kind = .unknown
      if let uri {
        kind = .coding
        var json = JSONWriter(capacity: 128)
        json.object { $0.string("system", uri) }
        coding = [0x2C] + json.bytes.dropLast() + Array(",\"code\":\"".utf8)
      }
    }
    return learned.systems.add(coding, kind, of: name)
  }

  private mutating func usualUnit(_ obx: Segment, _ field: Bytes) -> PieceStore<LearnedUnit>.Piece {
    if let known = learned.units.find(field) {
      codedValues.add(learned.units[known].counted)
      return known
    }
    var before = CodedValues()
    swap(&before, &codedValues)
    let unit = unit(of: obx)
    swap(&before, &codedValues)
    codedValues.add(before)
    let members = JSONWriter.continued { json in
      json.string("unit", unit?.text)
      json.string("system", unit?.system)
      json.string("code", unit?.code)
    }
    return learned.units.add(members, LearnedUnit(unit: unit, counted: before), of: field)
  }

  private mutating func interpretationPiece(_ obx: Segment, _ field: Bytes) -> PieceStore<Void>.Piece {
    if let known = learned.interpretations.find(field) { return known }
    let noted = findings.count
    let interpretations = interpretations(of: obx)
    let piece = JSONWriter.continued { $0.concepts("interpretation", interpretations) }
    // What is to be noted is so every time.
    return learned.interpretations.add(piece, (), of: findings.count == noted ? field : nil)
  }

  /// OBX-14; nil where it says nothing.
  private mutating func timePiece(_ obx: Segment, _ field: Bytes) -> PieceStore<Void>.Piece? {
    if field.isEmpty { return nil }
    if let known = learned.times.find(field) { return known }
    guard let time = dateTime(obx, 14) else { return nil }
    return learned.times.add(
      JSONWriter.continued { $0.string("effectiveDateTime", time) }, (), of: field)
  }

  private mutating func statePiece(_ obx: Segment, _ field: Bytes) -> PieceStore<Void>.Piece {
    if let known = learned.states.find(field) { return known }
    var piece = JSONWriter.continued { json in
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      json.observationCategory("laboratory")
    }
    piece.append(literal: ",\"code\":{\"coding\":[{\"system\":\"")
    piece.append(text: systems.uri(.jlac10))
    piece.append(literal: "\",\"code\":\"")
    return learned.states.add(piece, (), of: field)
  }

  /// OBX-7: two numbers from its bytes, anything else as always.
  private func appendRange(
    _ json: inout ByteBuffer, _ obx: Segment, _ field: Bytes, _ unit: PieceStore<LearnedUnit>.Piece
  ) {
    if field.isEmpty { return }
    guard let range = NumberText.jsonRange(field) else {
      let text = obx[7].valued
      json.append(
        JSONWriter.continued { $0.referenceRange(text, learned.units[unit].unit) })
      return
    }
    json.append(literal: ",\"referenceRange\":[{\"low\":{\"value\":")
    json.append(range.low)
    json.append(unit, of: learned.units)
    json.append(literal: "},\"high\":{\"value\":")
    json.append(range.high)
    json.append(unit, of: learned.units)
    json.append(literal: "},\"text\":\"")
    json.append(field)
    json.append(literal: "\"}]")
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a value is nothing but a text, and no number with a sign or a word of comparison.
  fileprivate var isCertainlyText: Bool {
    guard let first, let last, first == 0x28 || (first | 0x20) &- 0x61 < 26, last > 0x20, last < 0x80 else {
      return false
    }
    return allSatisfy { $0 != 0x5E }
  }
}

extension ByteBuffer {
  /// From the code of the item to the end of Observation.code.
  fileprivate mutating func append(_ item: UsualItem, _ systems: borrowing PieceStore<ItemSystem>) {
    append(item.code)
    append(literal: "\",\"display\":\"")
    append(item.name)
    append(literal: "\"}")
    if let local = item.local {
      append(local.coding, of: systems)
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
}
