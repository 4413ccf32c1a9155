/// What a file in a content folder of the extended storage is (SS-MIX2 拡張ストレージ 構成の説明と構築ガイドライン).
public enum ContentType: String, Sendable, Hashable, Codable, CaseIterable {
  /// An HL7 v2 message.
  case hl7
  /// An HL7 CDA R2 document.
  case cda
  /// XML that is neither CDA nor a style sheet.
  case xml
  /// An XSLT style sheet that shows a document.
  case styleSheet
  /// PDF.
  case pdf
  /// DICOM Part 10.
  case dicom
  /// JPEG.
  case jpeg
  /// PNG.
  case png
  /// TIFF.
  case tiff
  /// A waveform, MFER (ISO 22077-1).
  case mfer
  /// HTML.
  case html
  /// A zip archive: office documents among others.
  case zip
  /// Anything else.
  case other

  /// As many of a file's first bytes as tell all there is to tell.
  public static let bytesNeeded = 4096

  /// How a type was found.
  public struct Detection: Sendable, Hashable {
    /// The type.
    public var type: ContentType
    /// Whether the bytes say so; else only the name's extension does.
    public var isByContent: Bool
    /// Whether the extension means another type than the bytes are.
    public var contradictsName: Bool
  }

  /// The type of a file: the bytes decide, the extension where they say nothing.
  ///
  /// - Parameters:
  ///   - name: of the file.
  ///   - firstBytes: the first `bytesNeeded` bytes, or all there are.
  public static func detect(name: String, firstBytes: some Collection<UInt8>) -> Detection {
    let named = ofExtension(name)
    let bytes = Array(firstBytes.prefix(bytesNeeded))
    guard let found = ofContent(bytes) else {
      return Detection(type: named ?? .other, isByContent: false, contradictsName: false)
    }
    return Detection(
      type: found, isByContent: true, contradictsName: named.map { !agrees($0, found) } ?? false)
  }

  /// `.xml` is the extension of three types.
  private static func agrees(_ named: ContentType, _ found: ContentType) -> Bool {
    named == found || named == .xml && (found == .cda || found == .styleSheet)
  }

  /// The type that an extension means, in any letter case; nil for unknown ones.
  static func ofExtension(_ name: String) -> ContentType? {
    guard let dot = name.lastIndex(of: ".") else { return nil }
    switch name[name.index(after: dot)...].lowercased() {
    case "hl7": return .hl7
    case "cda": return .cda
    case "xml": return .xml
    case "xsl", "xslt": return .styleSheet
    case "pdf": return .pdf
    case "dcm", "dicom": return .dicom
    case "jpg", "jpeg", "jpe": return .jpeg
    case "png": return .png
    case "tif", "tiff": return .tiff
    case "mwf", "mfer", "mfr": return .mfer
    case "htm", "html": return .html
    case "zip", "docx", "xlsx", "pptx": return .zip
    default: return nil
    }
  }

  private static func ofContent(_ bytes: [UInt8]) -> ContentType? {
    if bytes.count >= 132, bytes[128..<132].elementsEqual("DICM".utf8) { return .dicom }
    if bytes.starts(with: [0xFF, 0xD8, 0xFF]) { return .jpeg }
    if bytes.starts(with: [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]) { return .png }
    if bytes.starts(with: [0x49, 0x49, 0x2A, 0x00]) || bytes.starts(with: [0x4D, 0x4D, 0x00, 0x2A]) {
      return .tiff
    }
    if bytes.starts(with: [0x50, 0x4B, 0x03, 0x04]) { return .zip }
    // ISO 22077-1: the preamble has tag 40 hexadecimal, a length of one byte, and the text MFR.
    if bytes.first == 0x40, bytes.dropFirst(2).starts(with: "MFR".utf8) { return .mfer }
    let text = Self.text(bytes)
    if text.starts(with: "MSH".utf8), let separator = text.dropFirst(3).first, !separator.isLetterOrDigit,
      separator > 0x20
    {
      return .hl7
    }
    if text.first == UInt8(ascii: "<") { return ofMarkup(text) }
    // A PDF may be preceded by up to 1024 bytes of anything (ISO 32000-1, annex H).
    return contains("%PDF-", in: bytes.prefix(1029)) ? .pdf : nil
  }

  private static func ofMarkup(_ text: [UInt8]) -> ContentType? {
    guard let root = rootElement(text) else { return contains("<?xml", in: text.prefix(5)) ? .xml : nil }
    switch root {
    case "clinicaldocument": return .cda
    case "stylesheet", "transform": return .styleSheet
    case "html", "!doctype html": return .html
    default: return .xml
    }
  }

  /// The local name of the first element, lower case; of HTML also its document type.
  private static func rootElement(_ text: [UInt8]) -> String? {
    var index = 0
    while let open = text[index...].firstIndex(of: UInt8(ascii: "<")), open + 1 < text.count {
      let rest = text[open...]
      let end: Int?
      switch text[open + 1] {
      case UInt8(ascii: "?"): end = position(of: "?>", in: rest)
      case UInt8(ascii: "!") where rest.starts(with: "<!--".utf8): end = position(of: "-->", in: rest)
      case UInt8(ascii: "!"):
        let head = String(decoding: rest.prefix(14), as: UTF8.self).lowercased()
        if head == "<!doctype html" { return "!doctype html" }
        end = position(of: ">", in: rest)
      default:
        let name = rest.dropFirst().prefix { $0 > 0x20 && $0 != UInt8(ascii: ">") && $0 != UInt8(ascii: "/") }
        let local = name.split(separator: UInt8(ascii: ":")).last ?? []
        return String(decoding: local, as: UTF8.self).lowercased()
      }
      guard let end else { return nil }
      index = end
    }
    return nil
  }

  /// Without a byte order mark, a frame byte or blanks in front; of UTF-16 the ASCII characters.
  private static func text(_ bytes: [UInt8]) -> [UInt8] {
    var bytes = bytes[...]
    if bytes.starts(with: [0xFE, 0xFF]) || bytes.starts(with: [0xFF, 0xFE]) {
      bytes = ArraySlice(bytes.dropFirst(2).filter { $0 != 0 })
    } else if bytes.starts(with: [0xEF, 0xBB, 0xBF]) {
      bytes = bytes.dropFirst(3)
    }
    return Array(bytes.drop { $0 == 0x0B || $0 == 0x20 || $0 == 0x09 || $0 == 0x0A || $0 == 0x0D })
  }

  private static func contains(_ text: StaticString, in bytes: ArraySlice<UInt8>) -> Bool {
    position(of: text, in: bytes) != nil
  }

  /// Where the text ends for the first time.
  private static func position(of text: StaticString, in bytes: ArraySlice<UInt8>) -> Int? {
    let wanted = Array(text.description.utf8)
    guard bytes.count >= wanted.count else { return nil }
    return (bytes.startIndex...bytes.endIndex - wanted.count).first { bytes[$0...].starts(with: wanted) }
      .map { $0 + wanted.count }
  }
}
