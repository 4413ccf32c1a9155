import HL7v2
import SSMIX2

@testable import JPCore

/// One content folder of a sort, as a hospital fills it.
struct ModelFolder {
  var name: String
  var kind: String
  var files: [(path: String, bytes: [UInt8])]

  func record() throws -> SourceRecord { try folderRecord(kind, files) }

  static let vitalSignsKind = "L-OBSERVATIONS^OBSERVATIONS^99ZL01"
  static let referralKind = "^紹介状^^57133-1^紹介状^LN"
  static let reportKind = "RAD01^放射線読影報告書^99ZL02^18748-4^画像診断報告書^LN"

  static let all: [ModelFolder] = [
    ModelFolder(
      name: "vital-signs", kind: vitalSignsKind, files: [("main_document.hl7", encoded(vitalSigns))]),
    ModelFolder(
      name: "referral-letter", kind: referralKind,
      files: [("main_document.xml", letter()), ("style.xsl", Array("<xsl:stylesheet/>".utf8))]),
    ModelFolder(
      name: "report-with-attachments", kind: reportKind,
      files: [
        ("図1.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 0, 0x10]), ("main_document.pdf", Array("%PDF-1.5\n%%EOF\n".utf8)),
        ("波形/ecg.mwf", [0x40, 0x20] + Array("MFR heart".utf8)), ("波形/所見.txt", Array("洞調律\n".utf8)),
        ("Thumbs.db", [1, 2, 3]), ("数値.xlsx", [0x50, 0x4B, 3, 4]),
      ]),
  ]

  private static func encoded(_ segments: [String]) -> [UInt8] {
    let text = segments.joined(separator: "\r") + "\r"
    return (try? ISO2022JPEncoder().encode(text)) ?? []
  }

  static let header =
    "MSH|^~\\&|HIS|2212345678|GW|RCV|20240405233015.004||ORU^R30^ORU_R30|1|P|2.5||||||~ISO IR87||ISO 2022-1994"
  static let patient = "PID|0001||0001234567^^^^PI||試験^太郎^^^^^L^I||19700401|M"
  static let order =
    "ORC|SC|000000020240405|V000000020240405||CM||||202404050800|200^看護^花子^^^^^^^L^^^^^I||110^医師^一郎^^^^^^^L^^^^^I"
    + "|32^302^^^^N||||01^内科^HL70069"

  /// 国立病院機構 vital signs of a day, as its own sample has them, and what nurses measure besides.
  static let vitalSigns = [
    header, patient, "PV1|0001|I|32^302^1^^^N", order,
    "OBR|1|000000020240405|V000000020240405|01^バイタル^99T08|||202404050800|202404051500||||||||"
      + "110^医師^一郎^^^^^^^L^^^^^I||||||20240405150500",
    "NTE|1||臥位で測定",
    "OBX|1|NM|9A751000000000001^収縮期血圧（１回目）^JC10||138|mm(hg)^mmHg^ISO+|<130|H|||F|||202404050800||200^看護^花子^^^^^^^L^^^^^I",
    "OBX|2|NM|9A761000000000001^拡張期血圧（１回目）^JC10||78|mm(hg)^mmHg^ISO+|<85||||F|||202404050800",
    "OBX|3|NM|9P300000000000001^脈拍（測定部位記載なし）^JC10||104|(hb)^回／１分^ISO+|50-90||||F|||202404050800",
    "NTE|1||不整あり",
    "OBX|4|NM|9P200000000000001^呼吸数（観察または聴診）^JC10||24|/min^回／１分^ISO+|12-16||||F|||202404050800",
    "OBX|5|NM|9P100000000000001^体温（体温計による腋窩）^JC10||38.9|cel^℃^ISO+|35.5-37.5||||F|||202404050800",
    "OBX|6|NM|3H065000000000001^経皮的酸素飽和度^JC10||91|%^%^ISO+|>95||||P|||202404050800",
    "OBX|7|NM|9A751000000000001^収縮期血圧（１回目）^JC10||126|mm(hg)^mmHg^ISO+|<130||||F|||202404051500",
    "OBX|8|NM|9N006000000000001^体重^JC10||62.5|kg^kg^ISO+|||||F|||202404050700",
    "OBX|9|ST|N01^食事摂取^99NUR||主食 8 割||||||F|||202404051230",
  ]

  /// 診療情報提供書.
  static func letter(
    patient: String = #"<id root="1.2.392.100495.20.3.51.12212345678" extension="0001234567"/>"#,
    confidentiality: String = "N", more: String = ""
  ) -> [UInt8] {
    Array(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <ClinicalDocument xmlns="urn:hl7-org:v3">
        <id root="2.25.303030" extension="42.2"/>
        <code code="MD0020730" codeSystem="1.2.392.200119.5.3.1" displayName="診療情報提供書"/>
        <title>診療情報提供書</title>
        <effectiveTime value="20240405101012+0900"/>
        <confidentialityCode code="\(confidentiality)" codeSystem="2.16.840.1.113883.5.25"/>
        <languageCode code="ja-JP"/>
        <setId root="2.25.303030" extension="42"/>
        <versionNumber value="2"/>
        <recordTarget><patientRole>
          \(patient)
          <patient><name use="IDE"><family>試験</family><given>太郎</given></name></patient>
        </patientRole></recordTarget>
        <author>
          <time value="20240405101012+0900"/>
          <assignedAuthor>
            <id root="2.25.404040" extension="110"/>
            <assignedPerson>
              <name use="IDE"><family>医師</family><given>一郎</given></name>
              <name use="SYL"><family>イシ</family><given>イチロウ</given></name>
            </assignedPerson>
          </assignedAuthor>
        </author>
        <author>
          <time value="20240405101012+0900"/>
          <assignedAuthor>
            <id nullFlavor="NI"/>
            <assignedAuthoringDevice><softwareName>文書作成システム</softwareName></assignedAuthoringDevice>
          </assignedAuthor>
        </author>
        <custodian><assignedCustodian><representedCustodianOrganization>
          <id root="1.2.392.100495.20.3.23" extension="2212345678"/><name>登呂病院</name>
        </representedCustodianOrganization></assignedCustodian></custodian>
        <documentationOf><serviceEvent classCode="ACCM">
          <code code="IMP" codeSystem="2.16.840.1.113883.5.4" displayName="入院"/>
          <effectiveTime><low value="20240401"/><high value="20240405"/></effectiveTime>
        </serviceEvent></documentationOf>
        <relatedDocument typeCode="RPLC">
          <parentDocument><id root="2.25.303030" extension="42.1"/></parentDocument>
        </relatedDocument>\(more)
        <component><nonXMLBody><text>本文</text></nonXMLBody></component>
      </ClinicalDocument>

      """.utf8)
  }
}

extension CoverageScenario {
  /// Vital signs; without OBX-14 the request tells when.
  static func bedside(isFull: Bool) -> CoverageModel {
    var result: [Int: String] = [
      1: "1", 2: "NM", 3: "9A751000000000001^収縮期血圧^JC10", 4: "1", 5: "138", 6: "mm(hg)^mmHg^ISO+", 7: "<130",
      8: "N", 11: "F", 16: "200^看護^花子", 17: "01^自動^99M",
    ]
    if isFull { result[14] = "202404050800" }
    return CoverageModel(
      ObservationMessage.kind, type: "ORU^R30^ORU_R30", date: "20240405", timestamp: "20240405101112",
      [
        patient, segment("PV1", [1: "0001", 2: "I", 3: "32^302"]), segment("PV2", [3: "^入院理由"]),
        segment("ORC", [1: "SC", 2: "42", 3: "V42", 5: "CM", 9: "20240405", 28: "N"]),
        segment(
          "OBR",
          [1: "1", 2: "42", 4: "01^バイタル^99T08", 7: "202404050800", 8: "202404050900", 22: "20240405150500"]),
        segment("TQ1", [1: "1", 7: "20240405"]), segment("OBX", result), segment("NTE", [1: "1", 3: "臥位"]),
      ])
  }
}
