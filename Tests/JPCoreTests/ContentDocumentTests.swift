import Foundation
import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Documents of the extended storage")
struct ContentDocumentTests {
  private func convert(
    _ kind: String, _ files: [(path: String, bytes: [UInt8])], _ context: ConversionContext = .example()
  ) throws -> Conversion {
    Converter.convert([try folderRecord(kind, files)], context: context)
  }

  private func letter(_ bytes: [UInt8]) throws -> Conversion {
    try convert(ModelFolder.referralKind, [("main_document.xml", bytes)])
  }

  @Test("a letter: what its header says")
  func header() throws {
    let conversion = try letter(ModelFolder.letter())
    let document = try conversion.only("DocumentReference")
    #expect(document["masterIdentifier"]["value"].string == "urn:oid:2.25.303030^42.2")
    #expect(document["date"].string == "2024-04-05T10:10:12+09:00")
    #expect(
      document["type"].all("code") == ["57133-1", "57133-1", "MD0020730"]
        && document["type"]["text"].string == "紹介状")
    #expect(
      document["type"].all("system") == [
        "http://jpfhir.jp/fhir/core/CodeSystem/JP_DocumentCodes_CS", "http://loinc.org",
        "urn:oid:1.2.392.200119.5.3.1",
      ])
    #expect(document["author"].array.map { $0["type"].string } == ["Practitioner", "Device"])
    #expect(document.contained("Practitioner").all("family") == ["医師", "イシ"])
    #expect(document["custodian"]["display"].string == "登呂病院")
    #expect(document["relatesTo"][0]["code"].string == "replaces")
    #expect(document["relatesTo"][0]["target"]["identifier"]["value"].string == "urn:oid:2.25.303030^42.1")
    #expect(document["relatesTo"][0]["target"]["reference"].string == nil)
    #expect(document["context"]["period"]["start"].string == "2024-04-01")
    #expect(document["securityLabel"].all("code") == ["N"] && !document["meta"]["security"].exists)
    #expect(conversion.findings.isEmpty)
  }

  @Test("each file is a Binary, byte for byte")
  func contents() throws {
    let model = try #require(ModelFolder.all.first { $0.name == "report-with-attachments" })
    let conversion = Converter.convert([try model.record()], context: .example())
    let document = try conversion.only("DocumentReference")
    let attachments = document["content"].array.map { $0["attachment"] }
    #expect(
      attachments.map { $0["title"].string } == [
        "main_document.pdf", "図1.jpg", "数値.xlsx", "波形/ecg.mwf", "波形/所見.txt",
      ])
    #expect(
      attachments.map { $0["contentType"].string } == [
        "application/pdf", "image/jpeg", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "application/octet-stream", "text/plain",
      ])
    for attachment in attachments {
      let bytes = try #require(model.files.first { $0.path == attachment["title"].string }?.bytes)
      let resource = try #require(conversion.resources.first { $0.reference == attachment["url"].string })
      let binary = try JSON(resource.json)
      #expect(binary["data"].string == Data(bytes).base64EncodedString())
      #expect(binary["contentType"].string == attachment["contentType"].string)
      #expect(
        binary["meta"]["profile"][0].string == "http://jpfhir.jp/fhir/core/StructureDefinition/JP_Binary")
      #expect(
        binary["securityContext"]["reference"].string == "DocumentReference/\(document["id"].string ?? "")")
    }
    // As sha1sum says it.
    #expect(attachments[0]["hash"].string == "DP/LRKR4cw9SSZQEdTp+IkVqe18=")
    #expect(attachments[0]["size"].value as? Int == 15)
    #expect(try conversion.all("Binary").count == attachments.count)
    // A kind's local code without a URI is text, and nobody says when the document was made.
    #expect(document["type"].all("code") == ["18748-4", "18748-4"])
    #expect(document["date"].string == "2024-04-05T10:11:12.000+09:00")
    #expect(Set(conversion.findings.map(\.code)) == [.codeWithoutSystem, .dateFromPath])
    #expect(!document["author"].exists && !document["docStatus"].exists && !document["context"].exists)
  }

  @Test("a local kind whose system has a URI is coded")
  func localKind() throws {
    let context = ConversionContext.example(localSystems: ["99ZL02": "http://toro.example/kinds"])
    let conversion = try convert(ModelFolder.reportKind, [("a.pdf", Array("%PDF-".utf8))], context)
    let document = try conversion.only("DocumentReference")
    #expect(document["type"].all("code") == ["18748-4", "18748-4", "RAD01"])
    let plain = try convert("LJCS-100D", [("a.pdf", Array("%PDF-".utf8))]).only("DocumentReference")
    #expect(plain["type"].all("code") == [] && plain["type"]["text"].string == "LJCS-100D")
  }

  @Test(
    "what a document's confidentiality becomes",
    arguments: [("V", "V"), ("R", "R"), ("PSY", "R"), ("nonsense", "R")])
  func confidential(code: String, grade: String) throws {
    let conversion = try letter(ModelFolder.letter(confidentiality: code))
    let document = try conversion.only("DocumentReference")
    #expect(document["securityLabel"].all("code") == [grade])
    #expect(document["meta"]["security"].all("code") == [grade])
    #expect(try conversion.only("Binary")["meta"]["security"].all("code") == [grade])
    #expect(try CDAHeader(parsing: ModelFolder.letter(confidentiality: code)).isRestricted)
  }

  @Test("usual documents are not restricted", arguments: ["N", "L", "U", "M"])
  func usual(code: String) throws {
    #expect(try !CDAHeader(parsing: ModelFolder.letter(confidentiality: code)).isRestricted)
  }

  @Test("versions of a document keep their id, and each file has one of its own")
  func identity() throws {
    func references(_ timestamp: String, _ names: [String]) throws -> Set<String> {
      let files = names.map { (path: $0, bytes: Array("%PDF-\(timestamp)".utf8)) }
      let record = try folderRecord(ModelFolder.reportKind, timestamp: timestamp, files)
      return Set(Converter.convert([record], context: .example()).resources.map(\.reference))
    }
    let first = try references("20240405101112000", ["main_document.pdf", "a.pdf", "b.pdf"])
    let second = try references("20240406101112000", ["main_document.pdf", "b.pdf"])
    #expect(first.count == 4 && second.count == 3 && second.isSubset(of: first))
    // A kind folder that is called like a standard kind makes other resources than the kind.
    let named = try convert("OMP-01", [("a.pdf", Array("%PDF-".utf8))])
    #expect(named.problems.isEmpty && named.resources.map(\.type) == ["DocumentReference", "Binary"])
    #expect(named.resources.allSatisfy { $0.id.hasPrefix("2212345678.0001234567.20240405.ext.OMP-01.") })
    #expect(Converter.group(of: try folderRecord("ADT-22", [("a", [1])]).path.version.key) == .record)
  }

  @Test("a message that is no observation is a problem, and named")
  func otherMessages() throws {
    let segments = [
      ModelFolder.header.replacing("ORU^R30^ORU_R30", with: "ADT^A11^ADT_A09"), ModelFolder.patient,
    ]
    let bytes = Array((segments.joined(separator: "\r") + "\r").utf8)
    let conversion = try convert("X", [("main_document.hl7", bytes)])
    #expect(conversion.problems[0]?.segment == "MSH" && conversion.problems[0]?.field == 9)
    #expect(conversion.resources.isEmpty)
  }

  @Test("what lies beside observations is a document")
  func besideObservations() throws {
    let message = Array((ModelFolder.vitalSigns.joined(separator: "\r") + "\r").utf8)
    let conversion = try convert(
      ModelFolder.vitalSignsKind, [("main_document.hl7", message), ("chart.png", [0x89, 0x50])])
    #expect(try conversion.all("Observation").count == 9)
    let document = try conversion.only("DocumentReference")
    #expect(document["content"].all("title") == ["chart.png"])
  }

  @Test("a document has a Provenance and no MessageHeader")
  func frame() throws {
    let files = [(path: "main_document.xml", bytes: ModelFolder.letter())]
    let record = try folderRecord(ModelFolder.referralKind, files)
    let conversion = Converter.convert([record], context: .whole())
    #expect(try conversion.all("MessageHeader").isEmpty)
    let provenance = try conversion.only("Provenance")
    #expect(provenance["target"].array.count == 2)
    let digest = "ni:///sha-256;" + Base64.urlText(record.sha256)
    #expect(provenance["entity"][0]["what"]["identifier"]["value"].string == digest)
  }

  @Test(
    "identifiers of HL7 V3 as FHIR has them",
    arguments: [
      ("1.2.3", "4", "urn:oid:1.2.3", "4", "urn:oid:1.2.3^4"),
      ("2.25.7", nil, "urn:ietf:rfc:3986", "urn:oid:2.25.7", "urn:oid:2.25.7"),
      (
        "6B9F0E9A-1C1D-4E55-8A0B-0123456789AB", nil, "urn:ietf:rfc:3986",
        "urn:uuid:6b9f0e9a-1c1d-4e55-8a0b-0123456789ab", "urn:uuid:6b9f0e9a-1c1d-4e55-8a0b-0123456789ab"
      ),
      ("HOSPITAL", "4", nil, nil, nil), ("1..2", "4", nil, nil, nil), ("3.1", nil, nil, nil, nil),
      ("1.02", nil, nil, nil, nil),
    ] as [(String, String?, String?, String?, String?)])
  func identifiers(_ root: String, _ ext: String?, _ system: String?, _ value: String?, _ uri: String?) throws
  {
    let attributes = #"root="\#(root)""# + (ext.map { #" extension="\#($0)""# } ?? "")
    let header = try CDAHeader(
      parsing: Array(
        #"<ClinicalDocument xmlns="urn:hl7-org:v3"><id \#(attributes)/></ClinicalDocument>"#.utf8))
    let id = try #require(header.id)
    #expect(id.asIdentifier?.system == system && id.asIdentifier?.value == value)
    #expect(id.asDocumentURI == uri)
  }
}
