import HL7v2

// The short way of laboratory results. Nearly all are alike: a number with a unit and a range, an item of JLAC10 with its
// local code, no note. These are put together from the bytes of the message and from pieces of JSON that many results of a
// message share. The general way, `addResult` of OML-11, is the truth: whatever is unusual goes it, and both write the
// same bytes.

private typealias Bytes = UnsafeBufferPointer<UInt8>

/// What all results of one order have in common, as pieces of JSON; one object, since they all share it.
final class UsualResults {
  private let json: ByteBuffer
  /// From behind the id to the item in the identifier.
  fileprivate let head: Range<Int>
  /// From there to the status.
  fileprivate let basedOn: Range<Int>
  /// The patient.
  fileprivate let subject: Range<Int>
  /// The same, and the time of results that have none of their own.
  fileprivate let subjectAndTime: Range<Int>
  fileprivate let specimen: Range<Int>
  /// The beginning of what ids are made of.
  fileprivate let identity: LogicalIDHasher

  /// - Parameters:
  ///   - json: the pieces, each behind the one before.
  ///   - ends: where the identifier ends that lacks its item, and where each piece behind it does.
  fileprivate init(
    _ json: consuming ByteBuffer, ends: (item: Int, basedOn: Int, subject: Int, time: Int),
    identity: LogicalIDHasher
  ) {
    head = 0..<ends.item
    basedOn = ends.item..<ends.basedOn
    subject = ends.basedOn..<ends.subject
    subjectAndTime = ends.basedOn..<ends.time
    specimen = ends.time..<json.count
    self.json = json
    self.identity = identity
  }

  fileprivate func append(_ piece: Range<Int>, to other: inout ByteBuffer) {
    json.withBytes { other.append(UnsafeBufferPointer(rebasing: $0[piece])) }
  }
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
    let effective = specimen.collected ?? performed.start
    var start = ByteBuffer(capacity: 1024)
    // The end of the id.
    start.append(literal: "\"")
    var json = JSONWriter(start, isContinued: true)
    meta(&json, .observationLab, security: nil)
    json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: number) }
    // The item goes before `"}]`.
    let item = json.count - 3
    json.references("basedOn", to: order)
    let basedOn = json.count
    json.raw("subject", subject)
    let subjectEnd = json.count
    if let effective {
      json.string("effectiveDateTime", effective)
    } else {
      json.object("_effectiveDateTime") { $0.unknownReason() }
    }
    let time = json.count
    json.reference("specimen", to: specimen.reference)
    return UsualResults(
      json.finish(), ends: (item, basedOn, subjectEnd, time),
      identity: ids.beginning("Observation", [service ?? "", specimen.identity, ""]))
  }

  /// Adds a result that is like most; its place in `resources`. Nil, and nothing done, for any other.
  mutating func addUsualResult(_ obx: Segment, notes: [String], _ usual: UsualResults) -> Int? {
    var place: Int?
    obx.withBytes { fields in
      // A sub-ID, and fields that say who and what made the result, are unusual.
      guard fields.fieldCount <= 14, fields[4].isEmpty else { return }
      let item = learnedItem(obx, fields[3])
      guard let value = learned.items[item] else { return }
      place = add(obx, fields, item, value, notes, usual)
    }
    return place
  }

  private mutating func add(
    _ obx: Segment, _ fields: SegmentBytes, _ item: PieceStore<LearnedItem?>.Piece, _ itemValue: LearnedItem,
    _ notes: [String], _ usual: UsualResults
  ) -> Int {
    usualResultCount += 1
    // What is noted and counted is so in the order of the general way.
    for code in itemValue.noted { note(code, segmentNamed: "OBX", 3) }
    codedValues.add(itemValue.counted)
    let measure = learnedMeasure(obx, fields)
    let measureValue = learned.measures[measure]
    codedValues.add(measureValue.counted)
    let isString = fields[2].equals("ST")
    let hasUnit = measureValue.unit != nil
    let isNumber = (isString ? hasUnit : fields[2].equals("NM")) && NumberText.isJSON(fields[5])
    let isText = isString && !hasUnit && fields[5].isCertainlyText
    let value = isNumber || isText ? nil : self.value(of: obx, unit: measureValue.unit)
    let interpretation = interpretationPiece(obx, fields[8])
    let time = fields[14].isEmpty ? nil : dateTime(obx, 14)
    let state = statePiece(obx, fields[11])
    let id = ids.next(continuing: usual.identity, fields[3])

    var json = space.take()
    let start = json.count
    json.append(literal: "{\"resourceType\":\"Observation\",\"id\":\"", id)
    usual.append(usual.head, to: &json)
    json.append(item.prefix(itemValue.codeCount), of: learned.items)
    usual.append(usual.basedOn, to: &json)
    json.append(state, of: learned.states)
    json.append(item.dropFirst(itemValue.codeCount), of: learned.items)
    usual.append(time == nil ? usual.subjectAndTime : usual.subject, to: &json)
    if let time {
      json.append(literal: ",\"effectiveDateTime\":\"", time)
      json.append(UInt8(ascii: "\""))
    }
    if let value {
      json.append(JSONWriter.continued { $0.observationValue(value) })
    } else if isText {
      json.append(literal: ",\"valueString\":\"")
      json.append(fields[5])
      json.append(literal: "\"")
    } else {
      json.append(literal: ",\"valueQuantity\":{\"value\":")
      json.append(fields[5])
      json.append(measure.prefix(measureValue.membersCount), of: learned.measures)
    }
    json.append(interpretation, of: learned.interpretations)
    if value != nil || !notes.isEmpty {
      let unitNotes = value.map { self.unitNotes($0, measureValue.unit) + pointerNotes(obx) }
      json.append(JSONWriter.continued { $0.notes(notes + (unitNotes ?? [])) })
    }
    usual.append(usual.specimen, to: &json)
    json.append(measure.dropFirst(measureValue.membersCount), of: learned.measures)
    add("Observation", id: id, at: start..<json.count)
    space.put(json)
    return resources.count - 1
  }

  // MARK: - Fields

  /// OBX-3: its code as it stands in identifiers, and behind it the member `code`. No value for an item that the profile
  /// of laboratory results does not take, and for several.
  private mutating func learnedItem(_ obx: Segment, _ field: Bytes) -> PieceStore<LearnedItem?>.Piece {
    if let known = learned.items.find(field) { return known }
    let (noted, before) = (findings.count, codedValues)
    codedValues = CodedValues()
    let concept = concept(obx, 3)
    let counted = codedValues
    codedValues = before
    let codes = findings[noted...].map(\.code)
    findings.removeLast(findings.count - noted)
    let code = obx[3][1].valued ?? obx[3][4].valued
    guard !concept.codings.isEmpty, let code = code?.trimmed, !field.contains(0x7E) else {
      return learned.items.add([], nil, of: field)
    }
    var json = ByteBuffer(capacity: 512)
    code.withBytes { json.appendEscaped($0) }
    let codeCount = json.count
    json.append(JSONWriter.continued { $0.concept("code", concept) })
    return learned.items.add(
      json.bytes, LearnedItem(codeCount: codeCount, counted: counted, noted: codes), of: field)
  }

  /// OBX-6 and OBX-7: the members of a Quantity behind its value and its end, and behind them the member `referenceRange` and
  /// the end of the resource.
  private mutating func learnedMeasure(_ obx: Segment, _ fields: SegmentBytes)
    -> PieceStore<LearnedMeasure>.Piece
  {
    let key = fields[6...7]
    if let known = learned.measures.find(key) { return known }
    var before = CodedValues()
    swap(&before, &codedValues)
    let unit = unit(of: obx)
    swap(&before, &codedValues)
    let close = UInt8(ascii: "}")
    let members =
      JSONWriter.continued { json in
        json.string("unit", unit?.text)
        json.string("system", unit?.system)
        json.string("code", unit?.code)
      } + [close]
    let range = JSONWriter.continued { $0.referenceRange(obx.referenceRange, unit) } + [close]
    return learned.measures.add(
      members + range, LearnedMeasure(unit: unit, counted: before, membersCount: members.count), of: key)
  }

  private mutating func interpretationPiece(_ obx: Segment, _ field: Bytes) -> PieceStore<Void>.Piece {
    if let known = learned.interpretations.find(field) { return known }
    let noted = findings.count
    let interpretations = interpretations(of: obx)
    let piece = JSONWriter.continued { $0.concepts("interpretation", interpretations) }
    // What is to be noted is so every time.
    return learned.interpretations.add(piece, (), of: findings.count == noted ? field : nil)
  }

  private mutating func statePiece(_ obx: Segment, _ field: Bytes) -> PieceStore<Void>.Piece {
    if let known = learned.states.find(field) { return known }
    let piece = JSONWriter.continued { json in
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      json.observationCategory("laboratory")
    }
    return learned.states.add(piece, (), of: field)
  }
}

extension UnsafeBufferPointer<UInt8> {
  /// Whether a value is nothing but a text that JSON writes in the same way, and no number with a sign or a word of
  /// comparison.
  fileprivate var isCertainlyText: Bool {
    guard let first, let last, first == 0x28 || (first | 0x20) &- 0x61 < 26, last > 0x20, last < 0x80 else {
      return false
    }
    return allSatisfy { byte in
      switch byte {
      // Quotation marks, and the delimiters of HL7.
      case ..<0x20, 0x22, 0x26, 0x5C, 0x5E, 0x7E: false
      default: true
      }
    }
  }
}
