import Testing

@testable import XML

/// The code of the error that reading gives; nil when the document is read.
func errorCode(_ bytes: [UInt8], _ limits: XMLLimits = .standard) -> XMLError.Code? {
  do throws(XMLError) {
    _ = try XMLReader(limits: limits).read(bytes)
    return nil
  } catch {
    return error.code
  }
}

func errorCode(_ text: String, _ limits: XMLLimits = .standard) -> XMLError.Code? {
  errorCode(Array(text.utf8), limits)
}

extension String {
  /// UTF-16 with the bytes of each unit in that order.
  func utf16Bytes(bigEndian: Bool, mark: Bool = true) -> [UInt8] {
    ((mark ? [0xFEFF] : []) + Array(utf16)).flatMap { unit in
      let pair = [UInt8(unit >> 8), UInt8(unit & 0xFF)]
      return bigEndian ? pair : pair.reversed()
    }
  }
}

@Suite("XML reader")
struct XMLReaderTests {
  private func read(_ text: String) throws(XMLError) -> XMLElement {
    try XMLReader().read(Array(text.utf8)).root
  }

  @Test("Elements, attributes and text are found by name and namespace")
  func tree() throws {
    let root = try read(
      """
      <?xml version="1.0" encoding="UTF-8"?>
      <?xml-stylesheet type="text/xsl" href="file:///nowhere.xsl"?><!-- note -->
      <a xmlns="urn:one" xmlns:t="urn:two" x="1" t:x="2">
        <b>p<c>q</c>r</b><t:b>other</t:b><b y="z"/><b><![CDATA[<&]]>&amp;&#x65E5;</b>
      </a>
      """)
    #expect(root.name == "a")
    #expect(root.namespace == "urn:one")
    #expect(root.attribute("x") == "1")
    #expect(root.attribute("x", namespace: "urn:two") == "2")
    #expect(root.attribute("y") == nil)
    #expect(root.attributes.map(\.value) == ["1", "2"])
    #expect(root.all("b").map(\.text) == ["pqr", "", "<&&日"])
    #expect(root.all("b", namespace: "urn:two").map(\.text) == ["other"])
    #expect(root.first("b", "c")?.text == "q")
    #expect(root.first("b", "d") == nil)
    #expect(root.first("c") == nil)
    #expect(root.children.map(\.name) == ["b", "b", "b", "b"])
    #expect(root.first()?.name == "a")
  }

  @Test(
    "The five entities and character references are resolved in attributes and text",
    arguments: [
      ("&amp;", "&"), ("&lt;&gt;", "<>"), ("&quot;&apos;", "\"'"), ("&#38;", "&"), ("&#38;lt;", "&lt;"),
      ("&amp;lt;", "&lt;"), ("&#x20BB7;", "𠮷"), ("a&#10;b", "a\nb"),
    ])
  func references(_ written: String, _ meant: String) throws {
    let root = try read("<a x=\"\(written)\">\(written)</a>")
    #expect(root.attribute("x") == meant)
    #expect(root.text == meant)
  }

  private static let declared: [(String, [UInt8])] = [
    ("UTF-8", Array("日本".utf8)), ("Shift_JIS", [0x93, 0xFA, 0x96, 0x7B]),
    ("shift_jis", [0x93, 0xFA, 0x96, 0x7B]), ("Windows-31J", [0x93, 0xFA, 0x96, 0x7B]),
    ("EUC-JP", [0xC6, 0xFC, 0xCB, 0xDC]),
    ("ISO-2022-JP", [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B, 0x5C, 0x1B, 0x28, 0x42]),
  ]

  @Test("Declared encodings are decoded", arguments: declared, [1, 7, 16 << 10])
  func encodings(_ encoding: (String, [UInt8]), _ piece: Int) throws {
    var bytes = Array("<?xml version='1.0' encoding='\(encoding.0)'?>\n<a x='".utf8)
    bytes += encoding.1 + Array("'>".utf8) + encoding.1 + Array("</a>".utf8)
    var reader = XMLReader()
    reader.piece = piece
    let root = try reader.read(bytes).root
    #expect(root.text == "日本")
    #expect(root.attribute("x") == "日本")
  }

  @Test(
    "UTF-16 and UTF-8 are told by their byte order marks and first bytes",
    arguments: ["", "<?xml version=\"1.0\" encoding=\"UTF-16\"?>"], [true, false])
  func marks(_ declaration: String, _ bigEndian: Bool) throws {
    let bytes = (declaration + "<a>日本𠮷</a>").utf16Bytes(bigEndian: bigEndian)
    #expect(try XMLReader().read(bytes).root.text == "日本𠮷")
    #expect(try XMLReader().read([0xEF, 0xBB, 0xBF] + Array("<a>日本</a>".utf8)).root.text == "日本")
  }

  @Test("Pieces of any size give the same document", arguments: [1, 2, 3, 5, 64, 1_000])
  func pieces(_ piece: Int) throws {
    var text = "<a xmlns:n='urn:n'>"
    for number in 0..<40 {
      text += "<n:b i='\(number)'>日本\(number)<![CDATA[]] > ]\(String(repeating: "x", count: 400))]]></n:b>"
    }
    let bytes = Array((text + "</a>").utf8)
    var reader = XMLReader()
    let whole = try reader.read(bytes).root
    reader.piece = piece
    let cut = try reader.read(bytes).root
    #expect(whole.text == cut.text)
    #expect(whole.children.map { $0.attribute("i") } == cut.children.map { $0.attribute("i") })
    #expect(cut.all("b", namespace: "urn:n").count == 40)
  }

  @Test("Errors tell line and offset, and nothing of the document")
  func position() {
    let text = "<a>\n<b>秘密</b>\n<c KANARIENVOGEL=秘密></c></a>"
    do throws(XMLError) {
      _ = try XMLReader().read(Array(text.utf8))
      Issue.record("must not be read")
    } catch {
      #expect(error.code == .notWellFormed)
      #expect(error.line == 3)
      #expect(error.offset.map { 18...text.utf8.count ~= $0 } == true)
      #expect(!error.description.contains("KANARI") && !error.description.contains("秘"))
    }
  }

  @Test("Readers on several threads do not disturb one another")
  func threads() async {
    await withTaskGroup(of: Bool.self) { group in
      for number in 0..<8 {
        group.addTask {
          (0..<100).allSatisfy { round in
            let good = try? XMLReader().read(Array("<a><b>\(number)-\(round)</b></a>".utf8))
            let bad = errorCode("<a><b>\(number)</c></a>")
            return good?.root.first("b")?.text == "\(number)-\(round)" && bad == .notWellFormed
          }
        }
      }
      for await isRight in group { #expect(isRight) }
    }
  }
}
