import Foundation
import Gateway
import SSMIX2
import Testing

@Suite struct SyntheticDocumentTests {
  private func documents(_ name: String) throws -> [SyntheticFile] {
    let kind = try #require(SyntheticHospital.kind(named: name))
    return files(of: smallHospital(patients: 250, kinds: [kind]))
  }

  @Test(arguments: ["referral-letter", "discharge-summary"])
  func clinicalDocumentsAreWellFormed(name: String) throws {
    let all = try documents(name)
    #expect(!all.isEmpty)
    for file in all {
      #expect(file.path.hasSuffix("/main_document.xml"))
      let text = String(decoding: file.bytes, as: UTF8.self)
      #expect(try openElements(of: text).isEmpty)
      #expect(text.contains(name == "referral-letter" ? "MD0020730" : "18842-5"))
      #expect(text.contains(#"classCode="ACCM""#) == (name == "discharge-summary"))
    }
  }

  @Test func revisedLettersNameWhatTheyReplace() throws {
    let letters = try documents("referral-letter")
    let former = letters.filter { $0.flag == .superseded }
    #expect(!former.isEmpty)
    #expect(
      letters.filter { String(decoding: $0.bytes, as: UTF8.self).contains("RPLC") }.count >= former.count)
  }

  @Test func reportsHaveARightTableOfObjects() throws {
    let all = try documents("imaging-report")
    #expect(!all.isEmpty)
    #expect(all.contains { $0.flag == .deleted })
    for file in all {
      let text = String(decoding: file.bytes, as: Unicode.ASCII.self)
      #expect(text.hasPrefix("%PDF-1.5\n") && text.hasSuffix("%%EOF\n"))
      let last = try #require(text.split(separator: "startxref\n").last)
      let start = String(last.prefix { $0.isNumber })
      let table = Array(file.bytes[try #require(Int(start))...])
      #expect(table.starts(with: Array("xref\n0 8\n".utf8)))
      for number in 1...7 {
        let line = 9 + number * 20
        let offset = try #require(Int(String(decoding: table[line..<(line + 10)], as: UTF8.self)))
        #expect(file.bytes[offset...].starts(with: Array("\(number) 0 obj\n".utf8)))
      }
    }
  }

  /// Elements that are still open at the end; empty for a document whose tags match.
  private func openElements(of text: String) throws -> [Substring] {
    var open: [Substring] = []
    for tag in text.matches(of: /<([\/?]?)([A-Za-z]+)[^<>]*?(\/?)>/) where tag.1 != "?" && tag.3.isEmpty {
      if tag.1 == "/" {
        #expect(open.popLast() == tag.2)
      } else {
        open.append(tag.2)
      }
    }
    return open
  }
}
