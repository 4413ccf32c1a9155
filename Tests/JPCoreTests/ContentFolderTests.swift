import Foundation
import HL7v2
import SSMIX2
import Testing
import XML

@testable import JPCore

@Suite("Content folders")
struct ContentFolderTests {
  private static let letter = ModelFolder.letter()
  private static let message = Array((ModelFolder.vitalSigns.joined(separator: "\r") + "\r").utf8)
  private static let pdf = Array("%PDF-1.5\n".utf8)

  private func names(_ files: [(path: String, bytes: [UInt8])]) throws -> [String] {
    try ContentFolder(reading: files).files.map(\.path)
  }

  @Test("the main document comes first, leftovers not at all")
  func order() throws {
    #expect(
      try names([("b.png", [1]), ("main_document.pdf", Self.pdf), ("a.png", [1]), ("x/Thumbs.db", [1])])
        == ["main_document.pdf", "a.png", "b.png"])
    let loose = try ContentFolder(reading: [("b.pdf", Self.pdf), ("a.pdf", Self.pdf)])
    #expect(!loose.hasMainDocument && loose.main == nil && loose.files.map(\.path) == ["a.pdf", "b.pdf"])
  }

  @Test("what the files say of the patient")
  func statements() throws {
    let folder = try ContentFolder(
      reading: [("main_document.hl7", Self.message), ("letter.xml", Self.letter), ("a.pdf", Self.pdf)])
    #expect(folder.message?.first("PID")?[3].text == "0001234567")
    #expect(folder.files.map(\.type) == [.hl7, .pdf, .cda])
    guard case .clinicalDocument(let header) = folder.files[2].statement else {
      Issue.record("the letter says nothing")
      return
    }
    #expect(header.patients.first?.identifiers.first?.extension == "0001234567")
    #expect(folder.clinicalDocument == nil)
  }

  /// The first bytes do not show what the root element is, or lie about it.
  @Test("a clinical document is one however its root is hidden")
  func hidden() throws {
    let text = String(decoding: Self.letter, as: UTF8.self)
    let comment = "<!--" + String(repeating: "x", count: 5000) + "-->"
    let late = text.replacing("<ClinicalDocument", with: comment + "<ClinicalDocument")
    #expect(try ContentFolder(reading: [("a.xml", Array(late.utf8))]).clinicalDocument != nil)
    let other = text.replacing("ClinicalDocument", with: "Notes")
    let folder = try ContentFolder(reading: [("a.xml", Array(other.utf8))])
    #expect(folder.clinicalDocument == nil && folder.main?.type == .xml)
  }

  @Test("what cannot be read is refused")
  func refusals() {
    func failure(_ files: [(path: String, bytes: [UInt8])]) -> ContentFolderError? {
      do throws(ContentFolderError) {
        _ = try ContentFolder(reading: files)
        return nil
      } catch {
        return error
      }
    }
    #expect(failure([]) == .noFile)
    #expect(failure([("Thumbs.db", [1])]) == .noFile)
    #expect(failure([("main_document.pdf", Self.pdf), ("a.png", [])]) == .emptyFile)
    guard case .message(let error) = failure([("main_document.hl7", Array("nonsense".utf8))]) else {
      Issue.record("nonsense was read")
      return
    }
    #expect(error.code == .notHL7)
    let text = String(decoding: Self.letter, as: UTF8.self)
    func code(_ text: String, name: String = "a.xml") -> XMLError.Code? {
      guard case .clinicalDocument(.xml(let error)) = failure([(name, Array(text.utf8))]) else { return nil }
      return error.code
    }
    #expect(code(String(text.prefix(900))) == .truncated)
    #expect(
      code(text.replacing("<ClinicalDocument", with: "<!DOCTYPE x [<!ENTITY a 'b'>]><ClinicalDocument"))
        == .documentType)
    #expect(code("no markup", name: "letter.xml") == .notWellFormed)
    #expect(
      failure([("a.xml", Array(text.replacing("urn:hl7-org:v3", with: "urn:other").utf8))])
        == .clinicalDocument(.notClinicalDocument))
  }

  @Test("the digest tells names and contents, not their order")
  func digest() throws {
    func digest(_ files: [(path: String, bytes: [UInt8])]) throws -> [UInt8] {
      try ContentFolder(reading: files).sha256
    }
    let one = try digest([("a", [1]), ("b", [2])])
    #expect(try digest([("b", [2]), ("a", [1])]) == one)
    #expect(try digest([("a", [2]), ("b", [1])]) != one)
    #expect(try digest([("a", [1]), ("c", [2])]) != one)
    #expect(try digest([("a", [1]), ("b", [2]), ("c", [3])]) != one)
  }

  @Test("base 64 of every length", arguments: 0...20)
  func base64(length: Int) {
    let bytes = (0..<length).map { UInt8(truncatingIfNeeded: $0 * 37 + 200) }
    var text: [UInt8] = []
    Base64.append(bytes, to: &text)
    #expect(String(decoding: text, as: UTF8.self) == Data(bytes).base64EncodedString())
    #expect(text.count == Base64.count(of: length))
  }
}
