/// Oddities of the bytes that a decoder survives; each becomes a ``Finding``.
enum DecodingNote: UInt8, CaseIterable {
  case utf8, byteOrderMark, cp932, doubleByteLineEnd, kanaLineEnd, halfWidthKana, eightBitKana, shiftedKana
  case vendorCharacter, userDefinedCharacter, controlCharacter

  /// Whether each occurrence is worth a finding, or only the first of a message.
  var isReportedEachTime: Bool { self == .doubleByteLineEnd || self == .kanaLineEnd }

  var severity: Finding.Severity {
    switch self {
    case .utf8, .cp932, .doubleByteLineEnd, .kanaLineEnd, .eightBitKana, .shiftedKana, .userDefinedCharacter,
      .controlCharacter:
      .warning
    case .byteOrderMark, .halfWidthKana, .vendorCharacter: .note
    }
  }

  var text: String {
    switch self {
    case .utf8: "the text is UTF-8, SS-MIX2 demands ISO-2022-JP"
    case .byteOrderMark: "the file begins with a UTF-8 byte order mark"
    case .cp932: "the text is Shift_JIS (code page 932), SS-MIX2 demands ISO-2022-JP"
    case .doubleByteLineEnd:
      "the line ends in a double-byte character set; ASCII is assumed from the next line"
    case .kanaLineEnd: "the line ends in half-width katakana; ASCII is assumed from the next line"
    case .halfWidthKana: "half-width katakana designated by ESC ( I"
    case .eightBitKana: "half-width katakana as 8-bit bytes beside ISO-2022-JP"
    case .shiftedKana: "half-width katakana by SO and SI"
    case .vendorCharacter: "vendor characters outside JIS X 0208 (NEC row 13 or IBM extensions)"
    case .userDefinedCharacter: "user-defined characters; kept as private-use code points"
    case .controlCharacter: "a control character inside the text"
    }
  }
}

/// Findings gathered while a message is read, up to a limit.
struct Noticed {
  private(set) var findings: [Finding] = []
  /// One bit for each kind of note.
  private var reported: UInt32 = 0
  private let limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  mutating func note(_ note: DecodingNote, at offset: Int) {
    let bit: UInt32 = 1 << UInt32(note.rawValue)
    if reported & bit != 0 && !note.isReportedEachTime { return }
    reported |= bit
    add(Finding(severity: note.severity, code: "hl7.encoding", offset: offset, text: note.text))
  }

  mutating func add(_ finding: Finding) {
    if findings.count < limit {
      findings.append(finding)
    } else if findings.count == limit, limit > 0 {
      findings[limit - 1] = Finding(
        severity: .warning, code: finding.code, text: "more was noticed than is listed here")
    }
  }

  /// In the order of the file; what has no place comes first.
  mutating func sort() {
    if findings.count < 2 { return }
    let order = findings.enumerated().sorted {
      ($0.element.offset ?? -1, $0.offset) < ($1.element.offset ?? -1, $1.offset)
    }
    findings = order.map(\.element)
  }
}

/// Why a decoder stopped, and where in its input.
struct DecodingProblem {
  var code: ParseError.Code
  var offset: Int
  var reason: String
}
