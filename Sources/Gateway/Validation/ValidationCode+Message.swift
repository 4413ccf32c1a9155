extension ValidationCode {
  /// Sentences of the family `hl7`; nil for other codes.
  var messageText: BilingualText? {
    switch self {
    case .hl7Empty: BilingualText(ja: "空のファイルです", en: "no message bytes")
    case .hl7NotHL7: BilingualText(ja: "HL7 電文ではありません", en: "not an HL7 message")
    case .hl7Structure:
      BilingualText(
        ja: "電文が途中で切れているか、二重か、構造が壊れています",
        en: "the message is cut, doubled or otherwise impossible")
    case .hl7Encoding:
      BilingualText(ja: "文字コードに誤りがあります", en: "bytes that are wrong in their character set")
    case .hl7KindMismatch:
      BilingualText(
        ja: "電文型がこのデータ種別のものではありません",
        en: "the message type does not belong to the data kind")
    case .hl7MissingSegment:
      BilingualText(ja: "必須のセグメントがありません", en: "a segment that the kind demands is missing")
    case .hl7SegmentOrder:
      BilingualText(
        ja: "セグメントの順序または回数が電文の文法と合いません",
        en: "segment out of order, or too few or too many, by the message's grammar")
    case .hl7UnexpectedSegment:
      BilingualText(
        ja: "SS-MIX2 がこの種別で使わないセグメントです", en: "a segment that SS-MIX2 does not use in this kind")
    case .hl7BareSegment: BilingualText(ja: "項目のないセグメントです", en: "a segment without any field")
    case .hl7Version:
      BilingualText(
        ja: "HL7 のバージョンが 2.5 ではありません (旧 SS-MIX の可能性)",
        en: "the HL7 version is not 2.5; perhaps SS-MIX of the first generation")
    case .hl7DeclaredCharacterSet:
      BilingualText(
        ja: "文字集合の宣言が規定の「~ISO IR87」「ISO 2022-1994」ではありません",
        en: "the declared character set is not spelt \"~ISO IR87\", \"ISO 2022-1994\"")
    case .hl7Escape:
      BilingualText(ja: "意味の定まらないエスケープ記号があります", en: "an escape sequence of unknown meaning")
    case .hl7LookAlike:
      BilingualText(
        ja: "長音のマイナス記号など、形の似た文字が使われています",
        en: "a look-alike character (minus for a long vowel, split voicing mark)")
    case .hl7MessageIDShared:
      BilingualText(
        ja: "同じ患者の別のファイルとメッセージ制御 ID が同じです",
        en: "the message control ID is shared with another file of the patient")
    case .hl7MessageTimeShared:
      BilingualText(
        ja: "同じ患者の別のファイルとメッセージ日時が同じです",
        en: "the message time is shared with another file of the patient")
    case .hl7PatientDeleted:
      BilingualText(
        ja: "患者の削除 (A23) がありますが、有効な記録が残っています",
        en: "the patient was deleted (A23), yet has active records")
    default: byteText
    }
  }

  private var byteText: BilingualText? {
    switch self {
    case .hl7UTF8: BilingualText(ja: "UTF-8 です (規定は ISO-2022-JP)", en: "UTF-8 in place of ISO-2022-JP")
    case .hl7CP932:
      BilingualText(ja: "Shift_JIS (CP932) です (規定は ISO-2022-JP)", en: "Shift_JIS in place of ISO-2022-JP")
    case .hl7ByteOrderMark: BilingualText(ja: "先頭に UTF-8 の BOM があります", en: "a UTF-8 byte order mark")
    case .hl7EncodingLineEnd:
      BilingualText(
        ja: "ASCII に戻さないまま行または項目が終わっています",
        en: "no escape back to ASCII before a line end or delimiter")
    case .hl7FormerEdition:
      BilingualText(
        ja: "1978 年版の JIS (ESC $ @) で、1983 年版と入れ替わった漢字があります",
        en: "the 1978 edition of JIS (ESC $ @), with kanji that the 1983 edition moved")
    case .hl7JISRoman:
      BilingualText(
        ja: "JIS X 0201 ローマ字 (ESC ( J) が指示されています。ASCII として読みます",
        en: "JIS X 0201 Roman is designated (ESC ( J); it is read as ASCII")
    case .hl7HalfWidthKana:
      BilingualText(ja: "半角カタカナがあります", en: "half-width katakana")
    case .hl7VendorCharacter:
      BilingualText(
        ja: "JIS X 0208 にない機種依存文字があります", en: "vendor characters outside JIS X 0208")
    case .hl7UserDefinedCharacter:
      BilingualText(ja: "外字があります", en: "user-defined characters")
    case .hl7ControlCharacter:
      BilingualText(ja: "制御文字があります", en: "a control character inside the text")
    case .hl7Frame:
      BilingualText(
        ja: "MLLP のフレーム (VT・FS) が残っています", en: "bytes of an MLLP frame (VT, FS) were left")
    case .hl7Padding:
      BilingualText(
        ja: "末尾に NUL・Ctrl-Z・空白があります", en: "NUL, Ctrl-Z or blanks behind the message")
    case .hl7LineEnd:
      BilingualText(ja: "改行が CR ではありません (LF・CRLF・空行)", en: "lines end with LF or CRLF, or are blank")
    case .hl7FinalTerminator:
      BilingualText(ja: "最後のセグメントに CR がありません", en: "the last segment lacks its CR")
    default: nil
    }
  }
}
