import HL7v2

extension RecordConverter {
  /// ADT-61 (ADT^A60): AllergyIntolerance, JP_AllergyIntolerance, of each IAM.
  mutating func convertAllergies() {
    for segment in message.all("IAM") { addAllergy(iam: segment) }
  }

  /// AL1 of an order: what was known of the patient when it was made. The references to them.
  mutating func addAllergiesOfOrder() -> [String] {
    var references: [String] = []
    for segment in message.all("AL1") {
      if let reference = addAllergy(al1: segment) { references.append(reference) }
    }
    return references
  }

  /// AL1. The segment tells neither status nor reaction: it is a list of what the patient has, hence active.
  @discardableResult
  mutating func addAllergy(al1: Segment) -> String? {
    // An empty line of the form, not an allergy.
    if !saysSomething(al1[2]) && !saysSomething(al1[3]) { return nil }
    let code = concept(al1, 3)
    let id = ids.next("AllergyIntolerance", identity(of: al1))
    let (subject, category) = (subject, category(al1))
    add("AllergyIntolerance", id: id, profile: .allergyIntolerance) { json in
      json.status("clinicalStatus", HL7System.allergyClinical, "active")
      if let category { json.array("category") { $0.string(category) } }
      json.concept("code", code)
      json.raw("patient", subject)
    }
    return "AllergyIntolerance/\(id)"
  }

  private func saysSomething(_ field: Field) -> Bool { !field.isEmpty && !field.isNull }

  private mutating func addAllergy(iam: Segment) {
    if !saysSomething(iam[2]) && !saysSomething(iam[3]) { return }
    let code = concept(iam, 3)
    let status = allergyStatus(iam)
    let onset = onset(iam)
    let reaction = reaction(iam)
    let (recorded, asserter, category) = (dateTime(iam, 13), provider(iam, 18), category(iam))
    let group = iam[10].isEmpty ? nil : concept(iam, 10).text
    let sources = sources(iam)
    let type = iam[9].decided { ["AL": "allergy", "IN": "intolerance"][$0] }
    let unread =
      (type == nil ? inWords(iam, 9, "種別", .codeUnknown) : [])
      + (iam[17].decided(HL7Map.allergyStatus) == nil ? inWords(iam, 17, "状態", .codeUnknown) : [])
      + (isSeverityRead(iam) ? [] : inWords(iam, 4, "重症度", .codeUnknown))
    let id = ids.next("AllergyIntolerance", iam[7].valued ?? identity(of: iam))
    let identifier = instanceIdentifier([iam[7].valued])
    let subject = subject
    add("AllergyIntolerance", id: id, profile: .allergyIntolerance) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.status("clinicalStatus", HL7System.allergyClinical, status.clinical)
      json.status("verificationStatus", HL7System.allergyVerification, status.verification)
      json.string("type", type)
      if let category { json.array("category") { $0.string(category) } }
      json.concept("code", code)
      json.raw("patient", subject)
      json.string("onsetDateTime", onset.dateTime)
      json.string("onsetString", onset.text)
      json.string("recordedDate", recorded)
      json.reference("asserter", asserter)
      json.notes([onset.note, group, iam[8].valued].compactMap(\.self) + sources + unread)
      if let reaction { json.array("reaction") { $0.object { $0.members(of: reaction) } } }
    }
  }

  /// Who told of it (IAM-14, 15), and where and when it was confirmed (IAM-19, 20): the asserter is who confirmed it
  /// (JAMI), and FHIR has one.
  private mutating func sources(_ iam: Segment) -> [String] {
    let name = XPN(iam[14].firstRepetition).text.nonBlank
    let relationship = iam[15].isEmpty ? nil : concept(iam, 15).text
    let reporter = [name, relationship.map { "（\($0)）" }].compactMap(\.self).joined().nonBlank
    return [
      reporter.map { "情報提供者: \($0)" }, iam[19].valued.map { "確認機関: \($0)" },
      dateTime(iam, 20).map { "確認日時: \($0)" },
    ].compactMap(\.self)
  }

  /// What an allergy is known by from one snapshot to the next: its kind and its allergen.
  private func identity(of segment: Segment) -> String {
    "\(segment[2][1].text)|\(segment[3].firstRepetition.encodedText)"
  }

  private mutating func category(_ segment: Segment) -> String? {
    let code = segment[2][1].valued
    let category = HL7Map.allergyCategory(code)
    // MA and MC, miscellaneous, have no category in FHIR by design.
    if category == nil, let code, !["MA", "MC"].contains(code) { note(.codeUnknown, segment, 2) }
    return category
  }

  /// Both statuses, empty where not stated. An entry made in error has no clinical status (FHIR R4 ait-2),
  /// every other one must have it (ait-1).
  private func allergyStatus(_ iam: Segment) -> (clinical: String?, verification: String?) {
    if iam[6].isDecided({ $0 == "D" }) { return (nil, "entered-in-error") }
    guard let stated = iam[17].decided(HL7Map.allergyStatus) else { return ("active", nil) }
    return (stated.clinical.nonBlank, stated.verification)
  }

  /// The onset: a date, else the words; words beside a date become a note, since FHIR allows one onset.
  private mutating func onset(_ iam: Segment) -> (dateTime: String?, text: String?, note: String?) {
    let words = iam[12].valued
    guard let written = iam[11].valued else { return (nil, words, nil) }
    if let date = TimeStamp(written)?.fhirDate { return (date, nil, words) }
    note(.dateImpossible, iam, 11)
    return (nil, words ?? written, nil)
  }

  fileprivate struct Reaction {
    var severity: String?
    var manifestations: [String]
  }

  /// `U`, unknown, says nothing.
  private func isSeverityRead(_ iam: Segment) -> Bool {
    iam[4].isDecided { $0 == "U" || HL7Map.reactionSeverity($0) != nil }
  }

  private mutating func reaction(_ iam: Segment) -> Reaction? {
    let severity = iam[4].decided(HL7Map.reactionSeverity)
    let manifestations = iam[5].repetitions.compactMap { $0[1].valued }
    if severity == nil && manifestations.isEmpty { return nil }
    return Reaction(severity: severity, manifestations: manifestations)
  }
}

extension JSONWriter {
  /// A status concept of one code; left out when nil.
  mutating func status(_ key: StaticString, _ system: String, _ code: String?) {
    guard let code else { return }
    concept(key, Concept(codings: [Coding(system: system, code: code, display: nil)]))
  }

  /// AllergyIntolerance.reaction: the manifestation is required, and unknown when only the severity is told.
  fileprivate mutating func members(of reaction: RecordConverter.Reaction) {
    array("manifestation") { json in
      if reaction.manifestations.isEmpty { json.object { $0.unknownReason() } }
      for manifestation in reaction.manifestations { json.object { $0.string("text", manifestation) } }
    }
    string("description", reaction.manifestations.joined(separator: "、"))
    string("severity", reaction.severity)
  }
}
