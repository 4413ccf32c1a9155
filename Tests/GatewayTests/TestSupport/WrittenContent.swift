/// Content folders of the extended storage and what is in them.
enum WrittenContent {
  static let vitalSignsKind = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
  static let reportKind = "RAD01^Report^99ZL02^18748-4^Report^LN"

  /// The name of a report's folder.
  static func report(patient: String, at: String = "20240601090000000") -> WrittenRecord {
    WrittenRecord(
      patient: patient, careDate: "20240601", kind: reportKind, order: "101000000000500", timestamp: at)
  }

  /// The name of the folder of a day's vital signs.
  static func day(patient: String, at: String = "20240601230000000") -> WrittenRecord {
    WrittenRecord(
      patient: patient, careDate: "20240601", kind: vitalSignsKind, order: "000000020240601", timestamp: at)
  }

  /// Pulse, every hour from eight o'clock.
  static func vitalSigns(_ patient: String, values: [Int], confidential: String = "") -> String {
    let rows = values.enumerated().map { index, value in
      "OBX|\(index + 1)|NM|9P300000000000001^Pulse^JC10||\(value)|/min^/min^ISO+|||||F|||202406011\(index)00\r"
    }
    let mark = confidential.isEmpty ? "" : String(repeating: "|", count: 26) + confidential
    return
      "MSH|^~\\&|HIS|2212345678|GW|RCV|20240601230000||ORU^R30^ORU_R30|1|P|2.5||||||~ISO IR87||ISO 2022-1994\r"
      + "PID|0001||\(patient)^^^^PI||A^B^^^^^L^I\rORC|SC|1\(mark)\rOBR|1|1||01^Vital signs^99T08\r"
      + rows.joined()
  }

  /// A clinical document with the identifiers of its patient.
  static func letter(_ patient: String, confidentiality: String = "N", version: Int = 1) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3">
      <id root="2.25.303030" extension="1.\(version)"/>
      <code code="57133-1" codeSystem="2.16.840.1.113883.6.1"/>
      <effectiveTime value="20240601090000+0900"/>
      <confidentialityCode code="\(confidentiality)" codeSystem="2.16.840.1.113883.5.25"/>
      <recordTarget><patientRole>\(patient)</patientRole></recordTarget>
      </ClinicalDocument>
      """.utf8)
  }
}
