import HL7v2

/// What fields said before, by their bytes: a facility has few units, departments and doctors, and its messages repeat
/// them for ever. All but the times hold for every message of a facility. What is remembered only comes back for the same
/// bytes.
struct LearnedPieces: Sendable {
  /// Laboratory results, from the status to the code of the item, by OBX-11.
  var states = PieceStore<Void>()
  /// Members of laboratory results, by OBX-8.
  var interpretations = PieceStore<Void>()
  /// Times as FHIR has them, without JSON.
  var times = PieceStore<String>()
  /// Members of laboratory results, by OBX-6 and OBX-7.
  var measures = PieceStore<LearnedMeasure>(most: 1024)
  /// The items of laboratory results, by OBX-3.
  var items = PieceStore<LearnedItem?>(most: 1024)
  /// Coded fields by their use, without JSON.
  fileprivate var concepts = [PieceStore<LearnedConcept>](
    repeating: PieceStore(), count: CodeUse.allCases.count)
  /// Fields that name people, without JSON.
  fileprivate var people = PieceStore<[NamedReference]>()
  /// Who ordered, and how that is written.
  fileprivate var staff: [WrittenStaff] = []

  init() {}

  /// Forgets what is of one message alone: its times, and what was too long to be remembered.
  mutating func forgetMessage() {
    times.removeAll()
    times.trim()
    states.trim()
    interpretations.trim()
    measures.trim()
    items.trim()
    for use in concepts.indices { concepts[use].trim() }
    people.trim()
  }
}

/// OBX-6 and how it counts; one object, since very many results share it.
final class LearnedMeasure: Sendable {
  let unit: UnitOfMeasure?
  let counted: CodedValues
  /// How many bytes of the piece are members of a Quantity, with its end.
  let membersCount: Int

  init(unit: UnitOfMeasure?, counted: CodedValues, membersCount: Int) {
    self.unit = unit
    self.counted = counted
    self.membersCount = membersCount
  }
}

/// OBX-3 and how it counts; one object, since very many results share it.
final class LearnedItem: Sendable {
  /// How many bytes of the piece are the item's code.
  let codeCount: Int
  let counted: CodedValues
  /// What is to be noted of the field each time.
  let noted: [ConversionFinding.Code]

  init(codeCount: Int, counted: CodedValues, noted: [ConversionFinding.Code]) {
    self.codeCount = codeCount
    self.counted = counted
    self.noted = noted
  }
}

/// A coded field and how it counts; one object, since very many fields share it.
final class LearnedConcept: Sendable {
  let concept: Concept
  let counted: CodedValues
  /// What is to be noted of the field each time.
  let noted: [ConversionFinding.Code]

  init(concept: Concept, counted: CodedValues, noted: [ConversionFinding.Code]) {
    self.concept = concept
    self.counted = counted
    self.noted = noted
  }
}

extension CodedValues {
  /// Adds what another value counted.
  mutating func add(_ other: CodedValues) {
    standard += other.standard
    local += other.local
    text += other.text
    if !other.unmapped.isEmpty { unmapped += other.unmapped }
  }
}

extension RecordConverter {
  /// A CWE, the first of its repetitions; see ``concept(_:_:_:use:)``.
  mutating func concept(_ segment: Segment, _ field: Int, use: CodeUse = .general) -> Concept {
    var known: LearnedConcept?
    if learns { segment.withBytes { known = learned.concepts[use.rawValue].value(of: $0[field]) } }
    if let known {
      codedValues.add(known.counted)
      for code in known.noted { note(code, segment, field) }
      return known.concept
    }
    let (noted, before) = (findings.count, codedValues)
    codedValues = CodedValues()
    let concept = concept(segment[field].firstRepetition, segment, field, use: use)
    let counted = codedValues
    codedValues = before
    codedValues.add(counted)
    if learns {
      let value = LearnedConcept(
        concept: concept, counted: counted, noted: findings[noted...].map(\.code))
      segment.withBytes { _ = learned.concepts[use.rawValue].add([], value, of: $0[field]) }
    }
    return concept
  }

  /// A TS as FHIR dateTime with the precision given; nil when absent or impossible, the latter with a finding. So has an
  /// hour alone, which FHIR cannot tell.
  mutating func dateTime(_ segment: Segment?, _ field: Int) -> String? {
    guard let segment else { return nil }
    var known: String?
    if learns { segment.withBytes { known = learned.times.value(of: $0[field]) } }
    if let known { return known }
    guard let text = segment[field].valued else { return nil }
    guard let stamp = TimeStamp(text), let dateTime = stamp.fhirDateTime else {
      note(.dateImpossible, segment, field)
      return nil
    }
    if stamp.hourAlone != nil {
      note(.valueWeakened, segment, field)
    } else if learns {
      segment.withBytes { _ = learned.times.add([], dateTime, of: $0[field]) }
    }
    return dateTime
  }

  /// The persons of an XCN field, one each: a person's name may come twice, in kanji and in kana.
  mutating func providers(_ segment: Segment?, _ field: Int) -> [NamedReference] {
    guard let segment, !segment[field].isEmpty, !segment[field].isNull else { return [] }
    var known: [NamedReference]?
    if learns { segment.withBytes { known = learned.people.value(of: $0[field]) } }
    if let known { return known }
    let people = people(segment[field])
    if learns { segment.withBytes { _ = learned.people.add([], people, of: $0[field]) } }
    return people
  }

  /// A person as one of a department: a contained PractitionerRole, JP_PractitionerRole; the person alone without a
  /// department.
  mutating func written(_ staff: OrderingStaff) -> WrittenStaff {
    for known in learned.staff where known.staff == staff { return known }
    let written = WrittenStaff(staff, of: facility)
    if learned.staff.count == 32 { learned.staff.removeAll(keepingCapacity: true) }
    // Names are short; what is not comes from hostile messages.
    if written.size <= 8192 { learned.staff.append(written) }
    return written
  }

  /// What was learned; nothing is left.
  mutating func forgetLearned() -> LearnedPieces {
    var forgotten = LearnedPieces()
    swap(&forgotten, &learned)
    return forgotten
  }
}
