/// The delimiters that a message declares in MSH-1 and MSH-2 (HL7 v2.5 2.5.4), as ASCII bytes.
public struct EncodingCharacters: Sendable, Hashable {
  /// MSH-1, usually `|`.
  public var fieldSeparator: UInt8
  /// Usually `^`.
  public var componentSeparator: UInt8
  /// Usually `~`.
  public var repetitionSeparator: UInt8
  /// Usually `\`.
  public var escape: UInt8
  /// Usually `&`.
  public var subcomponentSeparator: UInt8

  /// Makes a set of delimiters; the defaults are those of SS-MIX2, `|^~\&`.
  public init(
    fieldSeparator: UInt8 = 0x7C, componentSeparator: UInt8 = 0x5E, repetitionSeparator: UInt8 = 0x7E,
    escape: UInt8 = 0x5C, subcomponentSeparator: UInt8 = 0x26
  ) {
    self.fieldSeparator = fieldSeparator
    self.componentSeparator = componentSeparator
    self.repetitionSeparator = repetitionSeparator
    self.escape = escape
    self.subcomponentSeparator = subcomponentSeparator
  }

  /// The delimiters of SS-MIX2, `|^~\&`.
  public static let standard = EncodingCharacters()

  /// Whether `byte` may serve as a delimiter: a visible ASCII character that is neither letter nor digit.
  static func isAllowed(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5A, 0x61...0x7A: false
    case 0x21...0x7E: true
    default: false
    }
  }

  /// The field separator is set, the others are read from MSH-2; those that it leaves out keep their usual
  /// value.
  ///
  /// - Returns: nil when a character cannot be a delimiter or two are the same.
  init?(fieldSeparator: UInt8, declared: ArraySlice<UInt8>) {
    self.init(fieldSeparator: fieldSeparator)
    guard Self.isAllowed(fieldSeparator), declared.prefix(4).allSatisfy(Self.isAllowed) else { return nil }
    for (position, character) in declared.prefix(4).enumerated() {
      switch position {
      case 0: componentSeparator = character
      case 1: repetitionSeparator = character
      case 2: escape = character
      default: subcomponentSeparator = character
      }
    }
    let last = (repetitionSeparator, escape, subcomponentSeparator)
    guard fieldSeparator != componentSeparator, !Self.contains(last, fieldSeparator),
      !Self.contains(last, componentSeparator), last.0 != last.1, last.0 != last.2, last.1 != last.2
    else { return nil }
  }

  private static func contains(_ three: (UInt8, UInt8, UInt8), _ one: UInt8) -> Bool {
    three.0 == one || three.1 == one || three.2 == one
  }
}
