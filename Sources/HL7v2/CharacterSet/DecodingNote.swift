/// Oddities of the bytes that a decoder survives; each becomes a ``Finding``.
enum DecodingNote: UInt8, CaseIterable {
  case utf8, byteOrderMark, cp932, doubleByteLineEnd, doubleByteDelimiter, kanaLineEnd, halfWidthKana
  case eightBitKana, shiftedKana, formerEdition, vendorCharacter, userDefinedCharacter, controlCharacter

  /// Whether each occurrence is worth a finding, or only the first of a message.
  var isReportedEachTime: Bool {
    self == .doubleByteLineEnd || self == .doubleByteDelimiter || self == .kanaLineEnd
  }

  var severity: Finding.Severity {
    switch self {
    case .utf8, .cp932, .doubleByteLineEnd, .doubleByteDelimiter, .kanaLineEnd, .eightBitKana, .shiftedKana,
      .userDefinedCharacter, .controlCharacter:
      .warning
    case .byteOrderMark, .halfWidthKana, .formerEdition, .vendorCharacter: .note
    }
  }

  var text: String {
    switch self {
    case .utf8: "the text is UTF-8, SS-MIX2 demands ISO-2022-JP"
    case .byteOrderMark: "the file begins with a UTF-8 byte order mark"
    case .cp932: "the text is Shift_JIS (code page 932), SS-MIX2 demands ISO-2022-JP"
    case .doubleByteLineEnd:
      "the line ends in a double-byte character set; ASCII is assumed from the next line"
    case .doubleByteDelimiter:
      "a double-byte text does not end before a delimiter; ASCII is assumed from there"
    case .formerEdition:
      "the 1978 edition by ESC $ @, with kanji that the 1983 edition moved; read as those of 1983"
    case .kanaLineEnd: "the line ends in half-width katakana; ASCII is assumed from the next line"
    case .halfWidthKana: "half-width katakana designated by ESC ( I"
    case .eightBitKana: "half-width katakana as 8-bit bytes beside ISO-2022-JP"
    case .shiftedKana: "half-width katakana by SO and SI"
    case .vendorCharacter: "vendor characters outside JIS X 0208 (NEC row 13 or IBM extensions)"
    case .userDefinedCharacter: "user-defined characters; kept as private-use code points"
    case .controlCharacter: "a control character inside the text"
    }
  }

  /// What ``text`` says, in Japanese.
  var japaneseText: String {
    switch self {
    case .utf8: "文字コードが UTF-8 です。SS-MIX2 の規定は ISO-2022-JP です"
    case .byteOrderMark: "ファイルの先頭に UTF-8 の BOM があります"
    case .cp932: "文字コードが Shift_JIS (コードページ 932) です。SS-MIX2 の規定は ISO-2022-JP です"
    case .doubleByteLineEnd: "行が 2 バイト文字のまま終わっています。次の行は ASCII として読みました"
    case .doubleByteDelimiter:
      "2 バイト文字のまま区切り文字に達しています。その位置から ASCII として読みました"
    case .formerEdition:
      "1978 年版の漢字 (ESC $ @) で、1983 年版で位置が変わった文字があります。1983 年版として読みました"
    case .kanaLineEnd: "行が半角カタカナのまま終わっています。次の行は ASCII として読みました"
    case .halfWidthKana: "半角カタカナ (ESC ( I) が使われています"
    case .eightBitKana: "ISO-2022-JP の中に 8 ビットの半角カタカナがあります"
    case .shiftedKana: "半角カタカナが SO と SI で書かれています"
    case .vendorCharacter: "JIS X 0208 にない機種依存文字 (NEC 13 区または IBM 拡張文字) があります"
    case .userDefinedCharacter: "外字があります。私用領域の符号位置として残しました"
    case .controlCharacter: "文字列の中に制御文字があります"
    }
  }

  /// The note that a finding states; nil for findings of other origin.
  init?(of finding: Finding) {
    guard finding.code == ParseError.Code.encoding.rawValue,
      let note = Self.allCases.first(where: { $0.text == finding.text })
    else { return nil }
    self = note
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
