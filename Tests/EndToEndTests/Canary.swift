import Foundation

/// A text that is planted in records and must not be found anywhere else, in all the forms that it may take on the way.
struct Canary: Sendable {
  let text: String
  let forms: [(name: String, bytes: [UInt8])]

  init(_ text: String) throws {
    self.text = text
    var forms: [(String, [UInt8])] = [("UTF-8", Array(text.utf8))]
    if !text.utf8.allSatisfy({ $0 < 0x80 }) {
      let jis = try Encoding.iso2022JP.bytes(text)
      forms.append(("ISO-2022-JP", jis))
      // Between the escape sequences: what is left when a tool has dropped ESC.
      forms.append(("JIS", Array(jis.dropFirst(3).dropLast(3))))
      forms.append(("CP932", try Encoding.shiftJIS.bytes(text)))
    }
    let units = Array(text.utf16)
    for isUpper in [false, true] {
      forms.append(("JSON escape", Array(units.map { "\\u" + Self.hex(Int($0), 4, isUpper) }.joined().utf8)))
      forms.append(("percent", Array(text.utf8.map { "%" + Self.hex(Int($0), 2, isUpper) }.joined().utf8)))
    }
    self.forms = forms
  }

  private static func hex(_ value: Int, _ width: Int, _ isUpper: Bool) -> String {
    let digits = String(value, radix: 16, uppercase: isUpper)
    return String(repeating: "0", count: max(0, width - digits.count)) + digits
  }

  /// The forms that are in a text.
  func found(in haystack: Data) -> [String] {
    forms.filter { haystack.range(of: Data($0.bytes)) != nil }.map { "\(text) as \($0.name)" }
  }
}
