/// Text to ISO-2022-JP: the way back of what reading a message does.
///
/// The bytes begin and end in ASCII, and every ASCII character, so every delimiter and line end, stands in
/// ASCII: a whole message can be encoded at once. Characters are mapped the JIS way: U+301C, U+2016, U+2015,
/// U+2212, U+00A2, U+00A3, U+00AC and U+FF3C have the codes 0x2141, 0x2142, 0x213D, 0x215D, 0x2171, 0x2172,
/// 0x224C and 0x2140; their Windows forms (U+FF5E and others) only with ``Options/windowsForms``. Of several
/// codes of one character the one of JIS X 0208 is written, then ESC ( I, then a vendor's, then JIS X 0212;
/// JIS X 0213 is read but never written.
///
/// JIS X 0202 (ISO 2022), RFC 1468 and 2237, SS-MIX2 1.2g 2.3.
public struct ISO2022JPEncoder: Sendable {
  /// What else than ASCII and JIS X 0208 may be written.
  public struct Options: OptionSet, Sendable, Hashable {
    /// One bit for each option.
    public let rawValue: UInt8

    /// Makes a set from its bits.
    public init(rawValue: UInt8) { self.rawValue = rawValue }

    /// Half-width katakana, by ESC ( I.
    public static let halfWidthKatakana = Options(rawValue: 1)
    /// JIS X 0212, by ESC $ ( D.
    public static let supplementaryKanji = Options(rawValue: 2)
    /// NEC row 13 and the NEC selected IBM extensions of rows 89 to 92, by ESC $ B.
    public static let vendorCharacters = Options(rawValue: 4)
    /// U+E000 to U+E3AB as rows 85 to 88, 93 and 94 by ESC $ B, the order in which they are read.
    public static let userDefinedCharacters = Options(rawValue: 8)
    /// U+FF5E, U+2225, U+2014, U+FF0D, U+FFE0, U+FFE1 and U+FFE2 as the JIS characters that Windows maps to
    /// them.
    public static let windowsForms = Options(rawValue: 16)

    /// Half-width katakana and JIS X 0212: no reader of ISO-2022-JP takes their codes for other characters.
    public static let standard: Options = [.halfWidthKatakana, .supplementaryKanji]
  }

  /// What else than ASCII and JIS X 0208 is written.
  public let options: Options

  /// An encoder with the standard options.
  public init() { options = .standard }

  /// An encoder with these options.
  public init(options: Options) { self.options = options }

  /// The bytes of a text.
  ///
  /// - Throws: ``CharacterEncodingError`` with `unmappable` or `control`; nothing is replaced.
  public func encode(_ text: String) throws(CharacterEncodingError) -> [UInt8] {
    var error: CharacterEncodingError?
    var text = text
    let bytes = text.withUTF8 { utf8 in
      // At worst an ASCII character costs a way back to ASCII of three bytes before it.
      [UInt8](unsafeUninitializedCapacity: utf8.count * 4 + 16) { buffer, count in
        guard let output = buffer.baseAddress, let input = utf8.baseAddress else { return }
        var run = EncodingRun(
          input: UnsafeBufferPointer(start: input, count: utf8.count), output: output, options: options)
        run.encode()
        count = run.written
        error = run.error
      }
    }
    if let error { throw error }
    return bytes
  }
}

/// One text on its way to ISO-2022-JP.
private struct EncodingRun {
  private enum GraphicSet: UInt8 { case ascii, kana, jisx0208, jisx0212 }

  private(set) var written = 0
  private(set) var error: CharacterEncodingError?
  private let input: UnsafeBufferPointer<UInt8>
  private let output: UnsafeMutablePointer<UInt8>
  private let options: ISO2022JPEncoder.Options
  private let codes: JapaneseCodes
  private var index = 0
  private var set = GraphicSet.ascii

  init(
    input: UnsafeBufferPointer<UInt8>, output: UnsafeMutablePointer<UInt8>,
    options: ISO2022JPEncoder.Options
  ) {
    self.input = input
    self.output = output
    self.options = options
    codes = JapaneseCodes()
  }

  mutating func encode() {
    while index < input.count, error == nil {
      if input[index] < 0x80 {
        copyASCII()
      } else {
        encodeScalar()
      }
    }
    designate(.ascii)
  }

  private mutating func fail(_ reason: CharacterEncodingError.Reason) {
    // A scalar begins at every byte that does not continue one.
    let scalars = input[..<index].reduce(0) { $0 + ($1 & 0xC0 == 0x80 ? 0 : 1) }
    error = CharacterEncodingError(reason: reason, scalarIndex: scalars)
  }

  private mutating func copyASCII() {
    designate(.ascii)
    while index < input.count, input[index] < 0x80 {
      let byte = input[index]
      if byte == 0x1B || byte == 0x0E || byte == 0x0F { return fail(.control) }
      output[written] = byte
      written &+= 1
      index &+= 1
    }
  }

  private mutating func encodeScalar() {
    let (scalar, length) = UTF8Reader.scalar(of: input, at: index)
    let code = UInt16(truncatingIfNeeded: codes.jisx0208(scalar))
    if code != 0, !JapaneseCodes.isVendor(code) || options.contains(.vendorCharacters) {
      put(code, of: .jisx0208)
    } else if (0xFF61...0xFF9F).contains(scalar), options.contains(.halfWidthKatakana) {
      designate(.kana)
      output[written] = UInt8(truncatingIfNeeded: scalar &- 0xFF40)
      written &+= 1
    } else if !putOther(scalar) {
      return fail(.unmappable)
    }
    index &+= length
  }

  private mutating func putOther(_ scalar: UInt32) -> Bool {
    if options.contains(.windowsForms), let form = JapaneseCodes.jisForm(ofWindows: scalar) {
      put(codes.jisx0208(form), of: .jisx0208)
      return true
    }
    if options.contains(.supplementaryKanji) {
      let code = codes.jisx0212(scalar)
      if code != 0 {
        put(code, of: .jisx0212)
        return true
      }
    }
    guard options.contains(.userDefinedCharacters), (0xE000...0xE3AB).contains(scalar) else { return false }
    let cell = scalar &- 0xE000
    let row = cell / 94
    guard !(4...7).contains(row) else { return false }
    put(UInt16(truncatingIfNeeded: (row &+ 0x75) &<< 8 | (cell % 94 &+ 0x21)), of: .jisx0208)
    return true
  }

  private mutating func put(_ code: UInt16, of set: GraphicSet) {
    designate(set)
    output[written] = UInt8(truncatingIfNeeded: code &>> 8)
    output[written &+ 1] = UInt8(truncatingIfNeeded: code)
    written &+= 2
  }

  private mutating func designate(_ wanted: GraphicSet) {
    if set == wanted { return }
    set = wanted
    let first: UInt8 = wanted == .ascii || wanted == .kana ? UInt8(ascii: "(") : UInt8(ascii: "$")
    output[written] = 0x1B
    output[written &+ 1] = first
    written &+= 2
    switch wanted {
    case .ascii: output[written] = UInt8(ascii: "B")
    case .kana: output[written] = UInt8(ascii: "I")
    case .jisx0208: output[written] = UInt8(ascii: "B")
    case .jisx0212:
      output[written] = UInt8(ascii: "(")
      output[written &+ 1] = UInt8(ascii: "D")
      written &+= 1
    }
    written &+= 1
  }
}
