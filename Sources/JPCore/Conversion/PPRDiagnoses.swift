import HL7v2

extension RecordConverter {
  /// PPR-01 (PPR^ZD1): a Condition of each PRB with the ZPR, NTE and ORC that follow it; JP_Condition, in
  /// 1.2.0 JP_Condition_Diagnosis.
  ///
  /// The instance number PRB-4 is a diagnosis' identity. The file is a snapshot: what the newer one lacks is
  /// no longer made.
  mutating func convertDiagnoses() throws(ConversionError) {
    var group: [Segment] = []
    for segment in message.segments {
      if segment.isNamed("PRB") {
        try addDiagnosis(group)
        group = [segment]
      } else if !group.isEmpty {
        group.append(segment)
      }
    }
    try addDiagnosis(group)
  }

  private mutating func addDiagnosis(_ group: [Segment]) throws(ConversionError) {
    guard let prb = group.first else { return }
    let zpr = group.first { $0.isNamed("ZPR") }
    let orc = group.first { $0.isNamed("ORC") }
    let modifiers = modifiers(zpr)
    let classification = classification(prb)
    let code = diagnosisCode(prb, zpr, classification, hasModifiers: !modifiers.isEmpty)
    guard !code.isEmpty else {
      throw ConversionError(segment: "PRB", field: 3, reason: "a diagnosis has neither code nor name")
    }
    let instance = prb[4].valued?.trimmed
    let onset = dateTime(prb, 16)
    let id = ids.next("Condition", instance ?? "\(prb[3].firstRepetition.encodedText)|\(prb[16].text)")
    let isError = prb[1].valued?.foldedWidth.trimmed == "DE"
    var course = course(prb)
    // Without a clinical status, which an error may not have, FHIR allows no abatement (R4 con-4, con-5).
    if isError { course.end = nil }
    if case .date(let end) = course.end, PeriodValue(start: onset, end: end).isReversed {
      note(.datePeriodReversed, prb, 9)
      course.end = nil
    }
    let isSuspected = prb[13].isDecided { $0 == "1" }
    let suspected = isSuspected ? JPExtension.suspected(context.release) : nil
    let sites = group.filter { $0.isNamed("ZPD") }.map { concept($0, 2) }
    let categories = [prb[10][5].valued, prb[18].isEmpty ? nil : concept(prb, 18).text]
    let identifier = instanceIdentifier([instance])
    let (recorded, security) = (dateTime(prb, 7), security(prb))
    let recorder = written(
      OrderingStaff(person: provider(orc, 12), department: orc.flatMap { department($0) }))
    let outcome = outcomeConcept(prb)
    let (subject, extensions) = (subject, JPExtension.diagnosis(context.release))
    let unsaid = extensions == nil ? modifiers.words(missingIn: code.text ?? "") : []
    let unclassified = classification.codings.isEmpty ? classification.text : nil
    var notes = notes(prb, zpr, group) + unsaid + (unclassified.map { ["分類: \($0)"] } ?? [])
    if !isSuspected || isError { notes += inWords(prb, 13, "確認状態", .valueWeakened) }
    if HL7Map.diagnosisCourse(prb[14]) == nil { notes += inWords(prb, 14, "転帰", .valueWeakened) }
    if !course.isEndOfOutcome, let changed = end(prb, 15) {
      note(.valueWeakened, prb, 15)
      notes.append("転帰日 " + changed.words)
    }
    // What is told and is no date is told as it is written.
    let onsetText = onset == nil ? told(prb, 16) : nil
    add("Condition", id: id, profile: .condition, security: security) { json in
      if let extensions { json.extensionConcepts([(extensions.outcome, outcome)]) }
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      if !isError { json.status("clinicalStatus", HL7System.conditionClinical, course.status) }
      json.status(
        "verificationStatus", HL7System.conditionVerification,
        isError ? "entered-in-error" : suspected)
      json.concepts("category", categories.compactMap { $0.map { Concept(text: $0) } })
      json.object("code") { json in
        if let extensions {
          json.extensionConcepts(
            modifiers.before.map { (extensions.prefixModifier, $0) }
              + modifiers.after.map { (extensions.postfixModifier, $0) })
        }
        json.members(of: code)
      }
      json.concepts("bodySite", sites)
      json.raw("subject", subject)
      json.string("onsetDateTime", onset)
      json.string("onsetString", onsetText)
      switch course.end {
      case .date(let end): json.string("abatementDateTime", end)
      case .text(let end): json.string("abatementString", end)
      case nil: break
      }
      json.string("recordedDate", recorded)
      json.reference("recorder", recorder)
      json.notes(notes)
    }
  }

  /// Comments, and what is coded about a diagnosis and has no element in Condition: how long it lasts (PRB-12), how
  /// certain it is (PRB-19), its prognosis (PRB-22).
  private mutating func notes(_ prb: Segment, _ zpr: Segment?, _ group: [Segment]) -> [String] {
    var notes = [prb[17].valued, zpr?[7].valued].compactMap(\.self)
    notes += group.filter { $0.isNamed("NTE") }.flatMap(\.commentTexts)
    for (field, name) in [(12, "長期化"), (19, "確実性"), (22, "予後")] where !prb[field].isEmpty {
      if let text = concept(prb, field).text { notes.append("\(name): \(text)") }
    }
    return notes
  }

  /// Management number (PRB-3, ZPR-2), exchange code (ZPR-5) and ICD-10 (PRB-10) of one diagnosis are
  /// codings of one concept, each system once; PRB-3 has the name as a person wrote it.
  private mutating func diagnosisCode(
    _ prb: Segment, _ zpr: Segment?, _ classification: Concept, hasModifiers: Bool
  ) -> Concept {
    var code = concept(prb, 3)
    var further: [Coding] = []
    if let zpr {
      let base = concept(zpr, 2)
      code.text = code.text ?? base.text
      // The base disease without its modifiers is another concept when PRB-3 is coded itself, unless PRB-3 has the base
      // disease's own number, as masters of diseases give it.
      let isUncoded = code.codings.isEmpty
      if isUncoded { further += base.codings }
      // The number of the base disease has that one's name, whatever PRB-3 prints beside it.
      for number in base.codings where number.display != nil {
        let isSame = { (coding: Coding) in coding.system == number.system && coding.code == number.code }
        if let place = code.codings.firstIndex(where: isSame) { code.codings[place].display = number.display }
      }
      let isOfBase = base.codings.contains { number in
        code.codings.contains { $0.system == number.system && $0.code == number.code }
      }
      if !hasModifiers || isUncoded || isOfBase { further += concept(zpr, 5).codings }
    }
    for coding in further + classification.codings
    where !code.codings.contains(where: { $0.system == coding.system }) {
      code.codings.append(coding)
    }
    return code
  }

  /// PRB-10: its first triplet, nearly always ICD-10. The second holds the time of diagnosis.
  private mutating func classification(_ prb: Segment) -> Concept {
    guard prb[10][1].valued != nil else { return Concept() }
    var concept = concept(use: .general, prb, 10) { component in
      switch component {
      case 1, 2: prb[10][component].code
      case 3, 7: prb[10][component].valued?.trimmed
      default: nil
      }
    }
    if concept.codings.isEmpty {
      concept.text = [prb[10][1].code, prb[10][2].code].compactMap(\.self).joined(separator: " ")
    }
    return concept
  }

  private struct Modifiers {
    var before: [Concept] = []
    var after: [Concept] = []
    var isEmpty: Bool { before.isEmpty && after.isEmpty }

    /// Those that a disease's name as printed does not have, each with its place before or after it.
    func words(missingIn name: String) -> [String] {
      let placed = before.map { ("接頭語", $0) } + after.map { ("接尾語", $0) }
      return placed.compactMap { place, modifier in
        // The text of a modifier without a name is its number; its exchange code may have the name.
        let words = modifier.codings.compactMap(\.display) + [modifier.text].compactMap(\.self)
        if words.contains(where: { name.contains($0) }) { return nil }
        return words.first.map { "\(place): \($0)" }
      }
    }
  }

  /// Words before and after the disease's name: each a management number (ZPR-1, 3) and an exchange code
  /// (ZPR-4, 6).
  private mutating func modifiers(_ zpr: Segment?) -> Modifiers {
    guard let zpr else { return Modifiers() }
    return Modifiers(before: modifiers(zpr, 1, 4), after: modifiers(zpr, 3, 6))
  }

  private mutating func modifiers(_ zpr: Segment, _ number: Int, _ exchange: Int) -> [Concept] {
    var result: [Concept] = []
    for repetition in zpr[number].repetitions {
      result.append(concept(repetition, zpr, number, use: .diseaseModifier))
    }
    for (position, repetition) in zpr[exchange].repetitions.enumerated() {
      let exchanged = concept(repetition, zpr, exchange, use: .diseaseModifier)
      if position < result.count {
        result[position].codings += exchanged.codings
      } else {
        result.append(exchanged)
      }
    }
    return result.filter { !$0.isEmpty }
  }

  /// How a diagnosis went on: PRB-14 (0241, JHSD0006) with PRB-15, and PRB-9.
  ///
  /// An ended diagnosis is `resolved` when it was cured or nothing else is said, `inactive` when it ended
  /// otherwise (not recovered, sequelae, given up, death). FHIR demands one of them with an abatement (R4 con-4).
  /// An end that cannot be read is an end all the same: what is told to be over does not go on. The time of another outcome
  /// (better, worse) is no end.
  private mutating func course(_ prb: Segment) -> (status: String, end: DiagnosisEnd?, isEndOfOutcome: Bool) {
    let resolved = end(prb, 9)
    let changed = end(prb, 15)
    // A date says more than a text.
    let either = [resolved, changed].first { $0?.isDate == true } ?? resolved ?? changed
    if prb[14].isEmpty || prb[14].isNull {
      return resolved == nil ? ("active", nil, false) : ("resolved", resolved, false)
    }
    switch HL7Map.diagnosisCourse(prb[14]) {
    case .over(let status): return (status, either, true)
    case .notRecovered: return either == nil ? ("active", nil, true) : ("inactive", either, true)
    case .goingOn, nil: return resolved == nil ? ("active", nil, false) : ("inactive", resolved, false)
    }
  }

  private mutating func end(_ prb: Segment, _ field: Int) -> DiagnosisEnd? {
    dateTime(prb, field).map(DiagnosisEnd.date) ?? told(prb, field).map(DiagnosisEnd.text)
  }

  /// What is told of a time that is none; nil for what fills the field and tells nothing (`00000000`, `99999999`).
  private func told(_ prb: Segment, _ field: Int) -> String? {
    guard let text = prb[field].valued?.trimmed else { return nil }
    return text.isFilling ? nil : text
  }

  private mutating func outcomeConcept(_ prb: Segment) -> Concept {
    prb[14].isEmpty ? Concept() : concept(prb, 14)
  }

  /// PRB-25 as `meta.security`. A code that is not known protects as `R`, with a finding.
  private mutating func security(_ prb: Segment) -> Coding? {
    guard !prb[25].isEmpty, !prb[25].isNull else { return nil }
    let grade = HL7Map.confidentiality(prb[25])
    if !grade.isKnown { note(.codeUnknown, prb, 25) }
    return Coding(system: HL7System.confidentiality, code: grade.code, display: nil)
  }
}

/// When a diagnosis was over: a date, or what is told of it and is none.
private enum DiagnosisEnd {
  case date(String)
  case text(String)

  var isDate: Bool {
    if case .date = self { return true }
    return false
  }

  var words: String {
    switch self {
    case .date(let words), .text(let words): words
    }
  }
}

extension JSONWriter {
  /// Extensions whose value is a CodeableConcept.
  mutating func extensionConcepts(_ extensions: [(url: String, concept: Concept)]) {
    array("extension") { json in
      for (url, concept) in extensions where !concept.isEmpty {
        json.object { json in
          json.string("url", url)
          json.concept("valueCodeableConcept", concept)
        }
      }
    }
  }
}
