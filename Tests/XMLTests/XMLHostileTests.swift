import Glibc
import Testing

@testable import XML

@Suite("Hostile XML")
struct XMLHostileTests {
  private static let billionLaughs =
    "<!DOCTYPE a [<!ENTITY b \"ha\">"
    + (0..<30).map { "<!ENTITY b\($0) \"&b\($0 == 0 ? "" : String($0 - 1));&b;&b;&b;\">" }.joined()
    + "]><a>&b29;</a>"

  @Test(
    "A document type declaration is refused, whatever it holds",
    arguments: [
      billionLaughs, "<!DOCTYPE a [<!ENTITY b SYSTEM \"file:///etc/passwd\">]><a>&b;</a>",
      "<!DOCTYPE a SYSTEM \"http://127.0.0.1:1/a.dtd\"><a/>",
      "<!DOCTYPE a PUBLIC \"-//W3C//DTD XHTML 1.0//EN\" \"http://127.0.0.1:1/a.dtd\"><a/>",
      "<!DOCTYPE a [<!ENTITY % p SYSTEM \"file:///dev/zero\"> %p;]><a/>", "<!DOCTYPE a><a/>",
      "<?xml version=\"1.0\" standalone=\"no\"?><!DOCTYPE a [<!ATTLIST a x CDATA \"d\">]><a/>",
    ])
  func documentTypes(_ text: String) {
    #expect(errorCode(text) == .documentType)
    #expect(errorCode(text.utf16Bytes(bigEndian: true)) == .documentType)
  }

  @Test(
    "What is no XML is refused",
    arguments: [
      ("&b;", .notWellFormed), ("<a>&b;</a>", .notWellFormed), ("<a x='&b;'/>", .notWellFormed),
      ("<a></b>", .notWellFormed), ("<a/><b/>", .notWellFormed), ("<a/>b", .notWellFormed),
      ("<a x='1' x='2'/>", .notWellFormed), ("<n:a/>", .notWellFormed),
      ("<a xmlns:m='u' xmlns:n='u' m:x='1' n:x='2'/>", .notWellFormed),
      ("<r><a x='<'/><b/></r>", .notWellFormed),
      ("<a>]]></a>", .notWellFormed), ("<a><!-- -- --></a>", .notWellFormed), ("MSH|^~\\&|", .notWellFormed),
      ("<?xml version='1.0' encoding='UTF-8' encoding='UTF-8'?><a/>", .notWellFormed),
      ("<?xml version='1.0' encoding=UTF-8?><a/>", .notWellFormed), ("{}", .notWellFormed),
      ("Lo\u{27}", .notWellFormed),
      ("<a>&#0;</a>", .notWellFormed), ("<a>\u{1}</a>", .notWellFormed), ("", .empty), (" \n\t", .empty),
    ] as [(String, XMLError.Code)])
  func malformed(_ text: String, _ code: XMLError.Code) {
    #expect(errorCode(text) == code)
  }

  @Test("NUL is refused wherever it stands")
  func nul() throws {
    let bytes = Array("<a x='1'>text<b/></a>".utf8)
    for position in 1...bytes.count {
      var changed = bytes
      changed.insert(0, at: position)
      let code = try #require(errorCode(changed), "read with NUL at \(position)")
      #expect([.notWellFormed, .encoding, .truncated].contains(code), "NUL at \(position)")
    }
    #expect(errorCode([0]) == .encoding)
  }

  @Test("Every true prefix is cut, and no document")
  func truncated() {
    let bytes = Array("<?xml version=\"1.0\"?><a x='1'><!-- 日 --><b>日本&amp;</b><![CDATA[c]]><?p q?></a>".utf8)
    #expect(errorCode(bytes) == nil)
    for length in 22..<bytes.count {
      #expect(errorCode(Array(bytes.prefix(length))) == .truncated, "length \(length)")
    }
    for length in 1..<22 { #expect(errorCode(Array(bytes.prefix(length))) != nil, "length \(length)") }
  }

  private static func labelled(_ encoding: String, _ content: [UInt8] = [0x61]) -> [UInt8] {
    Array("<?xml version=\"1.0\" encoding=\"\(encoding)\"?><a>".utf8) + content + Array("</a>".utf8)
  }

  private static let badlyEncoded: [[UInt8]] = [
    labelled("UTF-8", [0x93, 0xFA]), labelled("UTF-8", [0xC0, 0xBC]), labelled("UTF-8", [0xED, 0xA0, 0x80]),
    labelled("EUC-JP", [0xC6, 0x41]), labelled("Shift_JIS", [0xFF, 0xFF]), labelled("UTF-16"),
    labelled("ISO-2022-KR"), labelled("UTF-7"), labelled("UTF-8//IGNORE"), labelled("KANARIENVOGEL"),
    labelled(""),
    [0, 0, 0, 0x3C, 0, 0, 0, 0x61], [0x3C, 0, 0, 0, 0x61, 0, 0, 0], [0xFF, 0xFE, 0, 0, 0x3C, 0, 0, 0],
    [0xEF, 0xBB, 0xBF] + labelled("Shift_JIS"),
    "<?xml version=\"1.0\" encoding=\"UTF-8\"?><a/>".utf16Bytes(bigEndian: false),
  ]

  @Test("Wrong, contradictory and unlisted encodings are refused", arguments: badlyEncoded)
  func encodings(_ bytes: [UInt8]) {
    #expect(errorCode(bytes) == .encoding)
  }

  private static func wide(_ count: Int, _ element: (Int) -> String) -> String {
    "<a>" + (0..<count).map(element).joined() + "</a>"
  }

  private static let oversized: [(String, XMLLimits, XMLError.Code)] = [
    (String(repeating: "<a>", count: 1_000_000), .standard, .tooDeep),
    (String(repeating: "<a>", count: 6) + String(repeating: "</a>", count: 6), XMLLimits(depth: 5), .tooDeep),
    ("<a x='\(String(repeating: "y", count: 100_000))'/>", .standard, .attributeTooLong),
    ("<a x='\(String(repeating: "y", count: 12 << 20))'/>", .standard, .markupTooLong),
    ("<a><!--\(String(repeating: "y", count: 1 << 20))--></a>", .standard, .markupTooLong),
    ("<a><?p \(String(repeating: "y", count: 1 << 20))?></a>", .standard, .markupTooLong),
    ("<\(String(repeating: "a", count: 2_000))/>", .standard, .tooManyNames),
    ("<a xmlns='\(String(repeating: "u", count: 2_000))'/>", .standard, .tooManyNames),
    (wide(20_000) { "<b\($0)/>" }, .standard, .tooManyNames),
    (wide(501_000) { _ in "<b/>" }, .standard, .tooManyElements),
    ("<a \((0..<300).map { "x\($0)='' " }.joined())/>", .standard, .tooManyAttributes),
    ("<a \((0..<11_000).map { "x\($0)='' " }.joined())/>", .standard, .tooManyAttributes),
    ("<a \((0..<300).map { "xmlns:x\($0)='u\($0)' " }.joined())/>", .standard, .tooManyAttributes),
    (wide(11) { _ in "<b x='' y=''/>" }, XMLLimits(attributes: 20), .tooManyAttributes),
    (wide(11) { _ in "<b>0123456789</b>" }, XMLLimits(textBytes: 100), .tooMuchText),
    (wide(11) { _ in "<b><![CDATA[0123456789]]></b>" }, XMLLimits(textBytes: 100), .tooMuchText),
    ("<a><![CDATA[\(String(repeating: "y", count: 9 << 20))]]></a>", .standard, .markupTooLong),
    (String(repeating: " ", count: 1_001), XMLLimits(bytes: 1_000), .tooLarge),
    (String(repeating: " ", count: 1 << 20) + "<a/>", .standard, .markupTooLong),
  ]

  @Test("Each limit has its error", arguments: oversized.indices)
  func limits(_ index: Int) {
    let (text, limits, code) = Self.oversized[index]
    let clock = ContinuousClock()
    let time = clock.measure { #expect(errorCode(text, limits) == code, "document \(index)") }
    // Some of these take a parser without limits minutes.
    #expect(time < .seconds(10), "document \(index)")
  }

  @Test("Large text and a large CDATA section take linear time", arguments: ["", "<![CDATA["])
  func largeText(_ opening: String) throws {
    let size = opening.isEmpty ? 15 << 20 : 7 << 20
    var bytes = Array("<a>\(opening)".utf8)
    bytes += [UInt8](repeating: 0x5D, count: opening.isEmpty ? 0 : size)
    bytes += [UInt8](repeating: 0x79, count: opening.isEmpty ? size : 0)
    bytes += Array((opening.isEmpty ? "" : "]]>").utf8) + Array("</a>".utf8)
    let clock = ContinuousClock()
    var length = 0
    let time = try clock.measure { length = try XMLReader().read(bytes).root.text.utf8.count }
    #expect(length == size)
    #expect(time < .seconds(20))
  }

  // The end of a CDATA section that straddles two pieces must be seen, or the rest of the document goes to libxml2 in one
  // piece: its check of attributes is quadratic, and the limit of a piece would refuse a sound document.
  @Test("A CDATA section may end anywhere", arguments: -4...2)
  func straddlingEnd(_ shift: Int) throws {
    let start = "<a><![CDATA["
    let padding = String(repeating: "x", count: (16 << 10) + shift - start.utf8.count)
    let attributes = (0..<100_000).map { "x\($0)=''" }.joined(separator: " ")
    let clock = ContinuousClock()
    let time = clock.measure {
      #expect(errorCode("\(start)\(padding)]]><b \(attributes)/></a>") == .markupTooLong)
    }
    #expect(time < .seconds(5))
    let rest = String(repeating: "<b>0123456789</b>", count: 600_000)
    let sound = Array("\(start)\(padding)]]>\(rest)</a>".utf8)
    #expect(try XMLReader(limits: XMLLimits(elements: 1_000_000)).read(sound).root.text.utf8.count > 0)
  }

  @Test("Reading and refusing again and again keeps no memory")
  func leaks() throws {
    let body = (0..<2_000).map { "<b x='\($0)'>日本</b>" }.joined()
    let documents = [
      "<a>\(body)</a>", "<a>\(body)", "<a>\(body)&c;</a>", "<!DOCTYPE a [<!ENTITY b 'c'>]><a>\(body)</a>",
      "<a>\(body)\u{1}</a>", "<?xml version='1.0' encoding='EUC-JP'?><a>\(body)</a>",
      "<?oasis-xml-catalog catalog='file:///nowhere'?><a>\(body)</a>",
    ].map { Array($0.utf8) }
    func round() { for document in documents { _ = errorCode(document) } }
    for _ in 0..<20 { round() }
    // Other tests of the process allocate meanwhile: a leak of ours shows in every attempt, their noise does not.
    var growth = Int.max
    for _ in 0..<10 where growth >= 4 << 20 {
      let before = try residentBytes()
      for _ in 0..<100 { round() }
      growth = try residentBytes() - before
    }
    // One document a round would be 8 MiB.
    #expect(growth < 4 << 20)
  }

  private func residentBytes() throws -> Int {
    let file = try #require(fopen("/proc/self/statm", "r"))
    defer { fclose(file) }
    var line = [CChar](repeating: 0, count: 256)
    _ = fgets(&line, Int32(line.count), file)
    let fields = String(decoding: line.prefix { $0 != 0 }.map { UInt8(bitPattern: $0) }, as: UTF8.self)
      .split(separator: " ")
    return try #require(fields.count > 1 ? Int(fields[1]) : nil) * Int(sysconf(Int32(_SC_PAGESIZE)))
  }
}
