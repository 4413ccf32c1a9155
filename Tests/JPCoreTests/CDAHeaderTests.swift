import Foundation
import HL7v2
import Testing
import XML

@testable import JPCore

@Suite("CDA header")
struct CDAHeaderTests {
  static let extendedStorage = SharedMaterial.repository.appendingPathComponent("SampleStorage/extended")

  private static func letter(flag: Int) throws -> [UInt8] {
    let files =
      FileManager.default.enumerator(atPath: extendedStorage.path)?.compactMap { $0 as? String } ?? []
    let path = try #require(files.first { $0.hasSuffix("_08_\(flag)/main_document.xml") })
    return Array(try Data(contentsOf: extendedStorage.appendingPathComponent(path)))
  }

  private func header(_ content: String, root: String = "ClinicalDocument") throws(CDAError) -> CDAHeader {
    try CDAHeader(parsing: Array("<\(root) xmlns=\"urn:hl7-org:v3\">\(content)</\(root)>".utf8))
  }

  private func identifier(_ root: String, _ number: String?) throws -> CDAIdentifier {
    let suffix = number.map { " extension='\($0)'" } ?? ""
    return try #require(try header("<id root='\(root)'\(suffix)/>").id)
  }

  @Test(
    "The referral letter of SampleStorage is read whole",
    .enabled(
      if: FileManager.default.fileExists(atPath: extendedStorage.path),
      "SampleStorage is not beside the tests"))
  func referralLetter() throws {
    let header = try CDAHeader(parsing: try Self.letter(flag: 1))
    #expect(header.id == (try identifier("2.25.303030", "105061.2")))
    #expect(header.code?.code == "MD0020730")
    #expect(header.code?.codeSystem == "1.2.392.200119.5.3.1")
    #expect(header.code?.displayName == "診療情報提供書")
    #expect(header.title == "診療情報提供書")
    #expect(header.effectiveTime?.timeStamp?.fhirDateTime == "2024-07-22T15:45:12+09:00")
    #expect(header.confidentialityCode?.code == "N")
    #expect(header.languageCode == "ja-JP")
    #expect(header.setID == (try identifier("2.25.303030", "105061")))
    #expect(header.versionNumber == 2)
    #expect(header.missingElements == [])

    let patient = try #require(header.patients.first)
    #expect(patient.identifiers == [try identifier("1.2.392.100495.20.3.51.12212345678", "0000000105")])
    #expect(patient.names.map(\.use) == ["IDE", "SYL"])
    #expect(patient.names.map(\.text) == ["本宮 昭一", "モトミヤ ショウイチ"])
    #expect(patient.names.first?.family == "本宮" && patient.names.first?.given == "昭一")
    #expect(patient.birthTime?.text == "19530227")
    #expect(patient.administrativeGenderCode?.code == "M")

    let author = try #require(header.authors.first)
    #expect(author.identifiers == [try identifier("2.25.404040", "D1004")])
    #expect(author.names.map(\.text) == ["日下 宮雄"])
    #expect(author.organization?.names == ["登呂市民病院"])
    #expect(author.time?.text == "20240722154512+0900")
    #expect(header.custodian?.names == ["登呂市民病院"])
    #expect(header.custodian?.identifiers == [try identifier("1.2.392.100495.20.3.23", "2212345678")])
    #expect(header.relatedDocuments.map(\.typeCode) == ["RPLC"])
    #expect(header.relatedDocuments.first?.identifiers == [try identifier("2.25.303030", "105061.1")])
    #expect(header.serviceEvents.isEmpty)

    let first = try CDAHeader(parsing: try Self.letter(flag: 2))
    #expect(first.setID == header.setID)
    #expect(first.id == header.relatedDocuments.first?.identifiers.first)
  }

  @Test("An empty header has nothing, and says what it lacks")
  func empty() throws {
    let header = try header("")
    #expect(header.id == nil && header.title == nil && header.patients.isEmpty && header.custodian == nil)
    #expect(
      header.missingElements == [
        "id", "code", "effectiveTime", "confidentialityCode", "recordTarget", "author", "custodian",
      ])
  }

  @Test("Null flavours and values that are none stay absent")
  func absent() throws {
    let header = try header(
      """
      <id nullFlavor="UNK"/><code nullFlavor="NI"/><title> \n </title><effectiveTime nullFlavor="UNK"/>
      <languageCode code=""/><versionNumber value="-1"/>
      <recordTarget><patientRole><id nullFlavor="UNK" extension="1"/>
      <patient><name nullFlavor="MSK"/><birthTime value="unknown"/></patient></patientRole></recordTarget>
      """)
    #expect(header.id == nil && header.code == nil && header.title == nil && header.effectiveTime == nil)
    #expect(header.languageCode == nil && header.versionNumber == nil)
    #expect(header.patients.count == 1)
    #expect(header.patients.first?.identifiers == [])
    #expect(header.patients.first?.names == [])
    #expect(header.patients.first?.birthTime?.timeStamp == nil)
    #expect(header.missingElements.contains("recordTarget"))
  }

  @Test("Several patients, authors and identifiers are all there, in order")
  func several() throws {
    let header = try header(
      """
      <recordTarget><patientRole><id root="1.2" extension="1"/><id root="1.3" extension="2"/>
      <patient><name>山田　太郎</name></patient></patientRole></recordTarget>
      <recordTarget><patientRole><id root="1.2" extension="3"/></patientRole></recordTarget>
      <author><assignedAuthor><assignedAuthoringDevice><manufacturerModelName>M</manufacturerModelName>
      <softwareName>S 1.0</softwareName></assignedAuthoringDevice></assignedAuthor></author>
      <author><assignedAuthor><id root="1.4"/><assignedPerson><name><prefix>Dr</prefix><given>A</given>
      <given>B</given><family>C</family></name></assignedPerson></assignedAuthor></author>
      """)
    #expect(header.patients.map { $0.identifiers.map(\.extension) } == [["1", "2"], ["3"]])
    #expect(header.patients.first?.names.map(\.text) == ["山田　太郎"])
    #expect(header.patients.first?.names.first?.family == nil)
    #expect(header.authors.map(\.deviceName) == ["M S 1.0", nil])
    #expect(header.authors.last?.names.map(\.text) == ["Dr A B C"])
    #expect(header.authors.last?.names.first?.given == "A B")
    #expect(header.authors.last?.identifiers == [try identifier("1.4", nil)])
  }

  @Test("A service event has a stretch of time, open at either end, or one point")
  func serviceEvents() throws {
    func event(_ time: String) -> String {
      "<documentationOf><serviceEvent><id root='1.5'/><code code='X'/>\(time)</serviceEvent></documentationOf>"
    }
    let header = try header(
      event("<effectiveTime><low value=\"20240101\"/><high value=\"20240105\"/></effectiveTime>")
        + event("<effectiveTime><low value=\"20240101\"/><high nullFlavor=\"UNK\"/></effectiveTime>")
        + event("<effectiveTime value=\"202402\"/>") + event(""))
    #expect(
      header.serviceEvents.map { $0.effectiveTime?.start?.text } == ["20240101", "20240101", "202402", nil])
    #expect(header.serviceEvents.map { $0.effectiveTime?.end?.text } == ["20240105", nil, "202402", nil])
    #expect(header.serviceEvents.allSatisfy { $0.code?.code == "X" && $0.identifiers.count == 1 })
  }

  @Test("Elements of other namespaces and of the body are not taken for the header's")
  func strangers() throws {
    let header = try header(
      """
      <x:id xmlns:x="urn:x" root="9.9"/><component><structuredBody><component><section><id root="8.8"/>
      <title>body</title><author><assignedAuthor/></author></section></component></structuredBody></component>
      """)
    #expect(header.id == nil && header.title == nil && header.authors.isEmpty)
  }

  private static let hostile: [(String, CDAError)] = [
    ("<ClinicalDocument/>", .notClinicalDocument), ("<a xmlns='urn:hl7-org:v3'/>", .notClinicalDocument),
    ("<ClinicalDocument xmlns='urn:hl7-org:v2'/>", .notClinicalDocument),
    ("", .xml(XMLError(code: .empty, offset: 0))),
  ]

  @Test("What is no clinical document is refused", arguments: hostile)
  func refused(_ text: String, _ error: CDAError) {
    #expect(throws: error) { try CDAHeader(parsing: Array(text.utf8)) }
  }

  @Test(
    "Hostile documents are refused by the reader's code",
    arguments: [
      ("<!DOCTYPE ClinicalDocument [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>", "&e;", .documentType),
      ("", String(repeating: "<id>", count: 200_000), .tooDeep), ("", "&KANARIENVOGEL;", .notWellFormed),
      ("", "<title>KANARIENVOGEL", .notWellFormed), ("", "\u{0}", .notWellFormed),
    ] as [(String, String, XMLError.Code)])
  func hostileDocuments(_ prologue: String, _ content: String, _ code: XMLError.Code) {
    let text = "\(prologue)<ClinicalDocument xmlns='urn:hl7-org:v3'>\(content)</ClinicalDocument>"
    do throws(CDAError) {
      _ = try CDAHeader(parsing: Array(text.utf8))
      Issue.record("must not be read")
    } catch {
      guard case .xml(let cause) = error else {
        Issue.record("refused for another reason")
        return
      }
      #expect(cause.code == code)
      #expect(!error.description.contains("KANARI"))
    }
  }
}
