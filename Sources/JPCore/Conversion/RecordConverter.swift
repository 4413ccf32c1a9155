import HL7v2
import SSMIX2

/// The state of converting one record: what it has become so far, and the ids it has given.
///
/// Each data kind adds its conversion in an extension, in a file of its own.
struct RecordConverter {
  let context: ConversionContext
  let systems: CodeSystems
  let record: SourceRecord
  let index: Int
  /// The record alone: an array that all its resources share.
  private let contributors: [Int]
  /// The Reference to the patient, made once: every resource names him by reference and by regional
  /// identifier.
  let subject: [UInt8]
  var ids: LogicalIDs
  /// What was made so far; their JSON comes with ``finish()``.
  private(set) var resources: [Resource] = []
  /// Where in `space` the JSON of each is; nil for one that has its own.
  private var places: [Range<Int>?] = []
  var findings: [ConversionFinding] = []
  /// References of the observations that belong to an order, by the index of their OBX.
  var supporting: [Int: String] = [:]
  /// How the coded values went so far.
  var codedValues = CodedValues()
  /// The strictest confidentiality of the message's orders (ORC-28), for `meta.security` of all that it makes.
  private(set) var orderConfidentiality: Coding?
  let repeatedItems: RepeatedItems
  /// Where resources are written.
  let space: ResourceSpace
  /// What fields said so far.
  var learned: LearnedPieces
  /// Whether what fields say can be remembered by their bytes: other delimiters cut the same bytes otherwise.
  let learns: Bool
  /// How many laboratory results went the short way.
  var usualResultCount = 0
  /// Whether usual laboratory results may go the short way; the general one makes the same of them.
  var goesShortWay = true

  /// - Parameter learned: What fields of other messages said.
  init(
    _ record: SourceRecord, index: Int, context: ConversionContext, learned: LearnedPieces = LearnedPieces()
  ) {
    self.learned = learned
    learns = record.message.encodingCharacters == .standard
    self.record = record
    self.index = index
    contributors = [index]
    self.context = context
    systems = CodeSystems(release: context.release, local: context.localSystems)
    repeatedItems = RepeatedItems(
      record.message, hasOrders: Self.resultsBelongToOrders(record.path.version.key.kind))
    space = ResourceSpace(capacity: min(1 << 20, 4096 + record.message.source.count * 16))
    let key = record.path.version.key
    subject = PatientResource.reference(localID: key.patientID, context: context)
    var parts = [key.patientID]
    if key.careDate != RecordKey.none { parts.append(key.careDate) }
    // A kind folder may have the name of a standard kind.
    if key.storageType == .extended { parts.append("ext") }
    parts.append(key.kind)
    if key.orderNumber != RecordKey.fixedOrderNumber { parts.append(key.orderNumber) }
    // A resource for most segments.
    let count = min(record.message.segments.count, 256)
    ids = LogicalIDs(facility: context.facilityCode, parts: parts, count: count)
    orderConfidentiality = strictestOrder()
    resources.reserveCapacity(count)
    places.reserveCapacity(count)
  }

  var message: Message { record.message }

  /// The chart number, from the path.
  var patientID: String { record.path.version.key.patientID }

  /// The message as a tree of its groups, by the structure of its data kind, whatever its MSH-9 says.
  func grouped(_ messageCode: String, _ trigger: String) throws(ConversionError) -> SegmentGroup {
    guard let structure = MessageStructure.structure(messageCode: messageCode, trigger: trigger) else {
      throw ConversionError(reason: "the data kind has no message structure")
    }
    return MessageGrouping(message, by: structure).root
  }

  /// Adds a resource.
  /// - Parameters:
  ///   - profile: nil for a type that JP Core leaves alone.
  ///   - security: confidentiality of it alone, for `meta.security`.
  ///   - body: writes the members after `meta`.
  mutating func add(
    _ type: String, id: String, profile: Profile?, security: Coding? = nil,
    _ body: (inout JSONWriter) -> Void
  ) {
    var json = JSONWriter(space.take())
    let start = json.count
    json.object { json in
      json.string("resourceType", type)
      json.string("id", id)
      meta(&json, profile, security: security)
      body(&json)
      json.writeContained()
    }
    add(type, id: id, at: start..<json.count)
    space.put(json.finish())
  }

  /// Adds a resource that stands in `space` already.
  mutating func add(_ type: String, id: String, at place: Range<Int>) {
    resources.append(Resource(type: type, id: id, json: SharedBytes(), contributors: contributors))
    places.append(place)
  }

  /// Adds a resource that is large enough for memory of its own.
  mutating func add(_ type: String, id: String, json: consuming ByteBuffer) {
    let range = 0..<json.count
    let json = SharedBytes(json.finish(), range)
    resources.append(Resource(type: type, id: id, json: json, contributors: contributors))
    places.append(nil)
  }

  /// All resources that were made, with their JSON; nothing is left.
  mutating func finish() -> [Resource] {
    let memory = space.finish()
    for index in places.indices {
      if let place = places[index] { resources[index].json = SharedBytes(memory, place) }
    }
    var finished: [Resource] = []
    swap(&finished, &resources)
    places = []
    return finished
  }

  /// Writes `meta`.
  func meta(_ json: inout JSONWriter, _ profile: Profile?, security: Coding?) {
    let security = Confidentiality.stricter(security, orderConfidentiality)
    json.object("meta") { json in
      if let profile { json.array("profile") { $0.string(profile.url(context.release)) } }
      if let security { json.array("security") { $0.object { $0.members(of: security) } } }
    }
  }

  mutating func note(_ code: ConversionFinding.Code, _ segment: Segment?, _ field: Int? = nil) {
    note(code, segmentNamed: segment?.name, field)
  }

  mutating func note(_ code: ConversionFinding.Code, segmentNamed name: String?, _ field: Int?) {
    findings.append(ConversionFinding(record: index, code: code, segment: name, field: field))
  }

  // MARK: - Coded values

  /// A CWE as CodeableConcept: each triplet whose system has a URI is a coding, the original text (component
  /// 9) or the first name is the text, and a code alone is text when the message says nothing else. Codes and
  /// names may hold the subcomponent separator: physiology writes a lead so (`R 振幅&V5`).
  mutating func concept(
    _ repetition: Repetition, _ segment: Segment, _ field: Int, use: CodeUse = .general
  ) -> Concept {
    concept(use: use, segment, field) { component in
      switch component {
      case 1, 2, 4, 5, 9: repetition[component].code
      default: repetition.presentText(component)
      }
    }
  }

  /// A CWE from its components, which are subcomponents inside CQ and RPT.
  mutating func concept(
    use: CodeUse, _ segment: Segment, _ field: Int, component: (Int) -> String?
  ) -> Concept {
    var concept = Concept()
    var plainCode: String?
    var local = LocalCodes()
    for first in [1, 4] {
      let name = concept.text == nil ? component(first + 1) : nil
      if concept.text == nil { concept.text = name }
      guard let code = component(first)?.trimmed else { continue }
      let system = component(first + 2)?.trimmed ?? ""
      if var uri = systems.uri(named: system, code: code, use: use), code.isCode {
        let version = component(first == 1 ? 7 : 8)
        let isICD10 = system == "I10"
        if isICD10 { uri = systems.uri(.icd10(edition: version)) }
        let sent = isICD10 ? ICD10.code(code, in: uri) : code
        if systems.isLocal(system) {
          local.note(system, code, name ?? component(first + 1), coding: concept.codings.count)
        }
        concept.codings.append(
          Coding(
            system: uri, version: version, code: sent, display: name ?? component(first + 1)))
      } else {
        plainCode = plainCode ?? code
        local.note(system, code, name ?? component(first + 1))
      }
    }
    concept.text = component(9) ?? concept.text ?? plainCode ?? concept.codings.first?.code
    finish(&concept, local, use, segment, field)
    return concept
  }

  /// A unit (CWE): as printed, with its UCUM or MERIT-9 code when it has one: as the message says, else as the facility's
  /// map says, else by the table of spellings.
  mutating func unit(
    use: CodeUse, _ segment: Segment, _ field: Int, component: (Int) -> String?
  ) -> UnitOfMeasure? {
    guard let text = component(2)?.trimmed ?? component(1)?.trimmed else { return nil }
    var unit = UnitOfMeasure(text: text, system: nil, code: nil)
    if use == .unit {
      for first in [1, 4] where unit.code == nil && component(first + 2)?.trimmed == "MR9P" {
        guard let code = component(first)?.trimmed else { continue }
        unit = UnitOfMeasure(text: text, system: systems.uri(.merit9Unit), code: code)
      }
    }
    if !context.codeMap.isEmpty { map(&unit, use, segment, field, component: component) }
    if unit.code == nil, let code = ucum(component) {
      unit = UnitOfMeasure(text: text, system: HL7System.ucum, code: code)
    }
    count(unit, component: component)
    return unit
  }

  /// The UCUM code of a unit by the spelling of its name, or of its code. A code of a table that is none of units as such
  /// is no spelling: the facility's `S` may be sheets.
  private func ucum(_ component: (Int) -> String?) -> String? {
    if let name = component(2)?.trimmed, let code = UCUM.code(name) { return code }
    for first in [1, 4] {
      guard let code = component(first)?.trimmed else { continue }
      let system = component(first + 2)?.trimmed ?? ""
      guard UCUM.namesInMessages.contains(system), first == 1 || !system.isEmpty else { continue }
      if let known = UCUM.code(code) { return known }
      if system == "UCUM", StandardSystem.ucum.accepts(code) { return code }
    }
    return nil
  }

  // MARK: - Times

  /// The date part of a DT or TS as FHIR date.
  mutating func date(_ segment: Segment?, _ field: Int) -> String? {
    guard let segment, let text = segment[field].valued else { return nil }
    if let date = TimeStamp(text)?.fhirDate { return date }
    note(.dateImpossible, segment, field)
    return nil
  }

  /// A period whose end is left out, with a finding, when it lies before the start.
  mutating func period(start: String?, end: String?, _ segment: Segment?, _ field: Int) -> PeriodValue {
    let period = PeriodValue(start: start, end: end)
    guard period.isReversed else { return period }
    note(.datePeriodReversed, segment, field)
    return PeriodValue(start: start, end: nil)
  }

  /// The care date of the path as FHIR date; nil for kinds without one.
  var careDate: String? {
    TimeStamp(record.path.version.key.careDate)?.fhirDate
  }

  // MARK: - People and places

  /// See ``providers(_:_:)``.
  func people(_ field: Field) -> [NamedReference] {
    var people: [(id: String, names: [StaffName])] = []
    for repetition in field.repetitions where !repetition.isEmpty {
      let person = XCN.Name(repetition)
      let name = StaffName(
        family: person.family, given: person.given, representation: person.representation)
      if let known = Self.person(people, is: name, id: person.id) {
        if !people[known].names.contains(name), !name.text.isBlank { people[known].names.append(name) }
      } else {
        people.append((person.id, name.text.isBlank ? [] : [name]))
      }
    }
    return people.compactMap { staff(id: $0.id.trimmed.nonBlank, names: $0.names) }
  }

  /// Which of the people a repetition names again: the one of its id. Without an id it is who has that name, else the last
  /// one in another script, if all before him have theirs: names in kana behind all doctors may be anybody's.
  private static func person(_ people: [(id: String, names: [StaffName])], is name: StaffName, id: String)
    -> Int?
  {
    if !id.isBlank { return people.firstIndex { $0.id == id } }
    let letters = name.text.filter { !$0.isWhitespace }
    let known = people.firstIndex { $0.names.contains { $0.text.filter { !$0.isWhitespace } == letters } }
    if let known { return known }
    guard let last = people.last, name.representation != nil else { return nil }
    let isNext = people.dropLast().allSatisfy { $0.names.count > 1 }
    let isOtherScript = !last.names.contains { $0.representation == name.representation }
    return isNext && isOtherScript ? people.count - 1 : nil
  }

  /// The first person of an XCN field.
  mutating func provider(_ segment: Segment?, _ field: Int) -> NamedReference? {
    providers(segment, field).first
  }

  /// A member of the facility's staff; the name in kanji is the one that is shown.
  private func staff(id: String?, names: [StaffName]) -> NamedReference? {
    // Without ten digits there is no system for staff numbers, and a number alone identifies nobody.
    let system = context.hasInstitutionCode ? IdentifierSystem.staffOfInstitution + context.facilityCode : nil
    let value = system == nil ? nil : id
    guard value != nil || !names.isEmpty else { return nil }
    let shown = names.first { $0.representation == "I" } ?? names.first
    return NamedReference(
      type: "Practitioner", system: value == nil ? nil : system, value: value, display: shown?.text,
      content: .practitioner(names: names, qualifications: []))
  }

  /// The facility as an Organization.
  var facility: NamedReference? {
    let code = context.hasInstitutionCode ? context.facilityCode : nil
    guard code != nil || !context.facilityName.isBlank else { return nil }
    return NamedReference(
      type: "Organization", system: code == nil ? nil : IdentifierSystem.institution, value: code,
      display: context.facilityName.nonBlank, content: .organization)
  }

  /// A PL as Location: its parts with the site's codes, named in Japanese; the smallest part says what kind of place
  /// it is.
  func place(_ field: Field) -> NamedReference? {
    let place = PL(field.firstRepetition)
    let (kind, type): (String, String?) =
      switch place.type {
      case "C": ("診療科", nil)
      case "D": ("部門", nil)
      default: ("病棟", "wa")
      }
    let parts = [(kind, place.pointOfCare, type), ("病室", place.room, "ro"), ("病床", place.bed, "bd")]
      .filter { !$0.1.isBlank }
    guard let smallest = parts.last else { return nil }
    return NamedReference(
      type: "Location", system: IdentifierSystem.resourceInstance,
      value: instanceIdentifier(parts.map(\.1)),
      display: parts.map { "\($0.0) \($0.1.trimmed)" }.joined(separator: " "),
      content: .location(
        physicalType: smallest.2.map {
          Concept(codings: [Coding(system: HL7System.physicalType, code: $0, display: nil)])
        }))
  }

  /// An order or result number that is unique in the facility only, made unique by the facility's code.
  func instanceIdentifier(_ parts: [String?]) -> String? {
    guard let first = parts.first, first != nil else { return nil }
    let code = context.facilityCode
    let room = parts.reduce(code.utf8.count) { $0 + 1 + ($1?.utf8.count ?? 0) }
    return String(unsafeUninitializedCapacity: room) { number in
      var count = code.withBytes { number.initialize(fromContentsOf: $0) }
      var separator = UInt8(ascii: ".")
      for part in parts {
        guard let part else { continue }
        number[count] = separator
        count += 1
        count += part.trimmed.withBytes {
          UnsafeMutableBufferPointer(rebasing: number[count...]).initialize(fromContentsOf: $0)
        }
        separator = UInt8(ascii: "_")
      }
      return count
    }
  }
}

extension ConversionContext {
  /// Whether the facility's code is the 10-digit institution code that national identifier systems are built
  /// on.
  var hasInstitutionCode: Bool {
    facilityCode.utf8.count == 10 && facilityCode.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }
}
