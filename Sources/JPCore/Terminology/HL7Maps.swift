import HL7v2

// HL7 tables whose codes FHIR demands in other words (JAMI ConceptMaps, and ours where JAMI has none).

/// Translations of HL7 v2 codes into FHIR codes with a required binding. Nil: no target.
package enum HL7Map {
  /// 0001 to AdministrativeGender.
  static func gender(_ code: String) -> String? {
    switch code.foldedWidth.uppercased() {
    case "M": "male"
    case "F": "female"
    case "O", "A", "N": "other"
    case "U": "unknown"
    default: nil
    }
  }

  /// 0004 to v3-ActCode.
  static func encounterClass(_ code: String?) -> String? {
    switch code?.trimmed {
    case "I": "IMP"
    case "O": "AMB"
    case "E": "EMER"
    case "P": "PRENC"
    default: nil
    }
  }

  /// 0127 to AllergyIntoleranceCategory. Animals count as environment: FHIR's `biologic` means preparations.
  static func allergyCategory(_ code: String?) -> String? {
    switch code?.trimmed {
    case "DA": "medication"
    case "FA": "food"
    case "EA", "PA", "LA", "AA": "environment"
    default: nil
    }
  }

  /// 0128 to AllergyIntoleranceSeverity.
  static func reactionSeverity(_ code: String?) -> String? {
    switch code?.trimmed {
    case "MI": "mild"
    case "MO": "moderate"
    case "SV": "severe"
    default: nil
    }
  }

  /// 0438 to clinical and verification status; nil: not stated.
  static func allergyStatus(_ code: String?) -> (clinical: String, verification: String)? {
    switch code?.trimmed {
    case "C": ("active", "confirmed")
    case "I": ("inactive", "confirmed")
    case "U", "P", "S", "D": ("active", "unconfirmed")
    case "E": ("", "entered-in-error")
    default: nil
    }
  }

  /// 0200 to NameUse.
  static func nameUse(_ code: String?) -> String? {
    switch code?.trimmed {
    case "L": "official"
    case "D": "usual"
    case "M": "maiden"
    case "N": "nickname"
    case "S": "anonymous"
    default: nil
    }
  }

  /// 0201 to ContactPointUse.
  static func contactUse(_ code: String?) -> String? {
    switch code?.trimmed {
    case "PRN": "home"
    case "WPN": "work"
    case "PRS": "mobile"
    default: nil
    }
  }

  /// 0202 to ContactPointSystem.
  static func contactSystem(_ code: String?) -> String {
    switch code?.trimmed {
    case "FX": "fax"
    case "BP": "pager"
    case "Internet", "X.400": "email"
    default: "phone"
    }
  }

  /// 0465 to the code of iso21090-EN-representation.
  static func nameRepresentation(_ code: String?) -> String? {
    switch code?.foldedWidth.trimmed {
    case "I": "IDE"
    case "P": "SYL"
    case "A": "ABC"
    default: nil
    }
  }

  /// 0063, what the insured is to the patient, to subscriber-relationship, what the patient is to the insured.
  static func subscriberRelationship(_ code: String) -> String? {
    switch code {
    case "SEL": "self"
    case "SPO": "spouse"
    case "CHD", "NCH", "SCH", "FCH": "parent"
    case "PAR", "MTH", "FTH": "child"
    case "DOM", "GCH", "GRP", "SIB", "BRO", "SIS", "EXF", "OTH", "DEP", "WRD", "CGV", "GRD", "EME", "EMR":
      "other"
    default: nil
    }
  }

  /// Whether a relationship of 0063 is the same from both sides.
  static func isMutual(relationship code: String) -> Bool {
    ["SEL", "SPO", "DOM", "SIB", "EXF", "OTH"].contains(code)
  }

  /// 0085 to ObservationStatus.
  static func observationStatus(_ code: String?) -> String {
    switch code?.trimmed {
    case "F", "U": "final"
    case "P", "S", "R": "preliminary"
    case "C": "corrected"
    case "D", "W": "entered-in-error"
    case "X": "cancelled"
    case "O", "I": "registered"
    default: "unknown"
    }
  }

  /// What an outcome says of the course of a diagnosis.
  enum DiagnosisCourse {
    /// It is over: a code of condition-clinical.
    case over(String)
    /// Not recovered: over where an end is told.
    case notRecovered
    /// It goes on, or nothing is known.
    case goingOn
  }

  /// 0241 and JHSD0006, whose letters do not contradict each other; nil for any other code.
  static func diagnosisCourse(_ field: Field) -> DiagnosisCourse? {
    field.decided { code in
      switch code {
      case "F": .over("resolved")
      case "M": .over("remission")
      case "D", "S", "I": .over("inactive")
      case "N": .notRecovered
      case "R", "W", "U", "C", "O": .goingOn
      default: nil
      }
    }
  }

  /// 0123 to DiagnosticReportStatus.
  static func reportStatus(_ code: String?) -> String? {
    switch code?.trimmed {
    case "F": "final"
    case "P", "R": "preliminary"
    case "A": "partial"
    case "C": "corrected"
    case "O", "I", "S": "registered"
    case "X": "cancelled"
    default: nil
    }
  }

  /// Whether an order control (0119) says that it will not be done.
  static func isCancelled(orderControl: String?) -> Bool {
    requestStatus(orderStatus: nil, orderControl: orderControl) == "revoked"
  }

  /// 0123, and 0119 where the order was taken back, to ImagingStudyStatus. A performed examination has its images.
  static func imagingStatus(result: String?, orderControl: String?) -> String {
    if isCancelled(orderControl: orderControl) || result?.trimmed == "X" { return "cancelled" }
    return ["O", "I", "S"].contains(result?.trimmed) ? "registered" : "available"
  }

  /// DiagnosticReportStatus of a whole: as far as its least advanced result; OBR-25 (0123) speaks where there is none.
  /// - Parameter statuses: Each once.
  static func reportStatus(ofResults statuses: [String], stated code: String?) -> String {
    let stated = reportStatus(code)
    if statuses.isEmpty { return stated ?? "unknown" }
    if statuses.contains("registered"), statuses.count == 1 { return "registered" }
    if statuses.contains("preliminary") || statuses.contains("registered") { return "preliminary" }
    if stated == "preliminary" || stated == "partial" { return "preliminary" }
    if statuses.contains("corrected") { return "corrected" }
    if statuses.contains("final") { return "final" }
    if statuses.contains("cancelled") { return "cancelled" }
    return statuses.contains("entered-in-error") && statuses.count == 1 ? "entered-in-error" : "unknown"
  }

  /// 0078 to v3-ObservationInterpretation, where the letters are the same.
  static func interpretation(_ code: String) -> String? {
    interpretations.contains(code) ? code : nil
  }

  private static let interpretations: Set<String> = [
    "L", "H", "LL", "HH", "<", ">", "N", "A", "AA", "U", "D", "B", "W", "S", "R", "I", "MS", "VS", "POS",
    "NEG",
    "IND", "DET", "ND",
  ]

  /// 0038, else 0119, to RequestStatus of an order for examinations.
  static func requestStatus(orderStatus: String?, orderControl: String?) -> String {
    switch orderStatus?.trimmed {
    case "CM": return "completed"
    case "A", "IP", "SC": return "active"
    case "CA", "DC", "RP": return "revoked"
    case "HD": return "on-hold"
    case "ER": return "entered-in-error"
    default: break
    }
    switch orderControl?.trimmed {
    case "NW", "XO", "RP", "RO", "PA", "CH": return "active"
    case "CA", "OC", "CR", "DC", "OD", "DR": return "revoked"
    case "HD", "HR", "OH": return "on-hold"
    default: return "unknown"
    }
  }

  /// 0074, Diagnostic Service Section, as FHIR has it.
  static let diagnosticSections: Set<String> = [
    "AU", "BG", "BLB", "CG", "CH", "CP", "CT", "CTH", "CUS", "EC", "EN", "GE", "HM", "ICU", "IMG", "IMM",
    "LAB",
    "MB", "MCB", "MYC", "NMR", "NMS", "NRS", "OSL", "OT", "OTH", "OUS", "PAR", "PAT", "PF", "PHR", "PHY",
    "PT",
    "RAD", "RC", "RT", "RUS", "RX", "SP", "SR", "TX", "URN", "VR", "VUS", "XRC",
  ]

  /// 0485 to RequestPriority, the most urgent first.
  static let requestPriorities = [
    (code: "S", priority: "stat"), (code: "A", priority: "asap"), (code: "R", priority: "routine"),
  ]

  /// 0038, else 0119, to MedicationRequestStatus.
  static func prescriptionStatus(orderStatus: String?, orderControl: String?) -> String {
    switch requestStatus(orderStatus: orderStatus, orderControl: orderControl) {
    case "revoked":
      ["DC", "OD", "DR"].contains((orderStatus ?? orderControl ?? "").trimmed) ? "stopped" : "cancelled"
    case let status: status
    }
  }

  /// 0322, and 0323 where the entry is taken back, to MedicationAdministrationStatus.
  static func administrationStatus(_ completion: String?, action: String?) -> String {
    if action?.trimmed == "D" { return "entered-in-error" }
    return switch completion?.trimmed {
    case "CP": "completed"
    case "PA": "in-progress"
    case "RE", "NA": "not-done"
    default: "unknown"
    }
  }

  /// 0322 and 0323 to ImmunizationStatus, which has neither unfinished nor unknown.
  static func immunizationStatus(_ completion: String?, action: String?) -> String? {
    let status = administrationStatus(completion, action: action)
    return ["completed", "not-done", "entered-in-error"].contains(status) ? status : nil
  }

  /// 0177 to v3-Confidentiality. What table 0177 adds to the grades (employee, person of note, kinds of
  /// disease) only restricts further, so anything unknown is restricted: never less protected than the
  /// hospital meant. Case, width and blanks do not make another code. What is sent and what stays inside are both
  /// decided by this map.
  package static func confidentiality(_ code: String) -> (code: String, isKnown: Bool) {
    switch code.foldedWidth.trimmed.uppercased() {
    case "V": ("V", true)
    case "R": ("R", true)
    case "N": ("N", true)
    case "U": ("U", true)
    case "HIV", "PSY", "SDV", "ETH", "EMP", "UWM", "VIP", "AID", "STD": ("R", true)
    default: ("R", false)
    }
  }

  /// The strictest grade that a field tells, in whichever triplet and repetition; a code of any table counts, since a grade
  /// that is read where none was meant only keeps a record inside. `R`, and not known, where there is none.
  package static func confidentiality(_ field: Field) -> (code: String, isKnown: Bool) {
    let codes = field.repetitions.flatMap { [$0[1].presentText, $0[4].presentText].compactMap(\.self) }
    let known = codes.map { confidentiality($0) }.filter(\.isKnown)
    let strictest = ["V", "R", "N", "U"].first { grade in known.contains { $0.code == grade } }
    return strictest.map { ($0, true) } ?? ("R", false)
  }
}
