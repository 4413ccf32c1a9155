/// A letter or a summary in the extended storage, HL7 CDA R2.
struct ClinicalDocument: SyntheticContent {
  enum Sort: Sendable { case referral, dischargeSummary }

  static let referralFolder = "^紹介状^^57133-1^紹介状^LN"
  static let summaryFolder = "^退院時サマリー^^18842-5^退院時サマリー^LN"

  var sort: Sort
  /// Number of the letter; versions keep it.
  var number: Int
  var version = 1
  var encounter: Encounter
  var written: SyntheticMoment
  /// Admission and discharge, of a summary.
  var stay: (start: SyntheticMoment, end: SyntheticMoment)?
  var recipient: String
  /// Titles and texts.
  var sections: [(String, String)]

  var kindFolder: String { sort == .referral ? Self.referralFolder : Self.summaryFolder }
  var careDate: SyntheticMoment { written }
  var key: String { SyntheticMoment.padded(number, 15) }
  var departmentCode: String { encounter.department.code }
  let documentName = "main_document.xml"

  private var title: String { sort == .referral ? "診療情報提供書" : "退院時サマリー" }
  private var code: String {
    sort == .referral
      ? #"<code code="MD0020730" codeSystem="1.2.392.200119.5.3.1" displayName="診療情報提供書"/>"#
      : #"<code code="18842-5" codeSystem="2.16.840.1.113883.6.1" displayName="退院時サマリー"/>"#
  }

  func document(in context: MessageContext) -> [UInt8] {
    let parts = [
      #"<?xml version="1.0" encoding="UTF-8"?>"#,
      #"<ClinicalDocument xmlns="urn:hl7-org:v3" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">"#,
      header(context), patient(context), author(context), custodian(context), recipientPart, relatedDocument,
      servicePart, bodyPart, "</ClinicalDocument>", "",
    ]
    return Array(parts.filter { !$0.isEmpty }.joined(separator: "\n").utf8) + [0x0A]
  }

  private func header(_ context: MessageContext) -> String {
    """
      <typeId root="2.16.840.1.113883.1.3" extension="POCD_HD000040"/>
      <id root="2.25.303030" extension="\(key).\(version)"/>
      \(code)
      <title>\(title)</title>
      <effectiveTime value="\(context.sent.toSecond)+0900"/>
      <confidentialityCode code="N" codeSystem="2.16.840.1.113883.5.25"/>
      <languageCode code="ja-JP"/>
      <setId root="2.25.303030" extension="\(key)"/>
      <versionNumber value="\(version)"/>
    """
  }

  private func patient(_ context: MessageContext) -> String {
    let patient = context.patient
    let root = "1.2.392.100495.20.3.51.1\(context.facilityCode)"
    let word = patient.sex == "F" ? "女性" : "男性"
    let sex = #"code="\#(patient.sex)" codeSystem="2.16.840.1.113883.5.1" displayName="\#(word)""#
    return """
        <recordTarget>
          <patientRole>
            <id root="\(root)" extension="\(patient.id)"/>
            <addr>
              <postalCode>\(patient.postcode)</postalCode>
              <streetAddressLine>\(patient.plainAddress)</streetAddressLine>
            </addr>
            <telecom value="tel:\(patient.phone)" use="HP"/>
            <patient>
              \(Self.name("IDE", patient.family.kanji, patient.given.kanji))
              \(Self.name("SYL", patient.family.kana, patient.given.kana))
              <administrativeGenderCode \(sex)/>
              <birthTime value="\(patient.birth.date)"/>
            </patient>
          </patientRole>
        </recordTarget>
      """
  }

  private static func name(_ use: String, _ family: String, _ given: String) -> String {
    #"<name use="\#(use)"><family>\#(family)</family><given>\#(given)</given></name>"#
  }

  private func author(_ context: MessageContext) -> String {
    let doctor = encounter.doctor
    return """
        <author>
          <time value="\(context.sent.toSecond)+0900"/>
          <assignedAuthor>
            <id root="2.25.404040" extension="\(doctor.id)"/>
            <telecom value="tel:\(Facility.plainPhone)" use="WP"/>
            <assignedPerson>
              \(Self.name("IDE", doctor.family, doctor.given))
            </assignedPerson>
            <representedOrganization><name>\(Facility.name)</name></representedOrganization>
          </assignedAuthor>
        </author>
      """
  }

  private func custodian(_ context: MessageContext) -> String {
    """
      <custodian>
        <assignedCustodian>
          <representedCustodianOrganization>
            <id root="1.2.392.100495.20.3.23" extension="\(context.facilityCode)"/>
            <name>\(Facility.name)</name>
          </representedCustodianOrganization>
        </assignedCustodian>
      </custodian>
    """
  }

  private var recipientPart: String {
    """
      <informationRecipient typeCode="PRCP">
        <intendedRecipient>
          <receivedOrganization><name>\(recipient)</name></receivedOrganization>
        </intendedRecipient>
      </informationRecipient>
    """
  }

  private var relatedDocument: String {
    guard version > 1 else { return "" }
    return """
        <relatedDocument typeCode="RPLC">
          <parentDocument>
            <id root="2.25.303030" extension="\(key).\(version - 1)"/>
          </parentDocument>
        </relatedDocument>
      """
  }

  private var servicePart: String {
    guard let stay else { return "" }
    return """
        <documentationOf>
          <serviceEvent classCode="ACCM">
            <effectiveTime><low value="\(stay.start.date)"/><high value="\(stay.end.date)"/></effectiveTime>
          </serviceEvent>
        </documentationOf>
      """
  }

  private var bodyPart: String {
    let parts = sections.map { title, text in
      """
            <component>
              <section>
                <title>\(title)</title>
                <text><paragraph>\(text)</paragraph></text>
              </section>
            </component>
      """
    }
    return (["  <component>", "    <structuredBody>"] + parts + ["    </structuredBody>", "  </component>"])
      .joined(separator: "\n")
  }
}
