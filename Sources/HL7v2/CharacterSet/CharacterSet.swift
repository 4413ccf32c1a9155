/// What the bytes of a message turned out to be; the declaration in MSH-18 is only a hint. The raw value is
/// the IANA name.
public enum CharacterSet: String, Sendable, Hashable, Codable {
  /// Nothing but ASCII.
  case ascii = "US-ASCII"
  /// ISO-2022-JP: what SS-MIX2 demands for Japanese text.
  case iso2022JP = "ISO-2022-JP"
  /// UTF-8, with or without a byte order mark.
  case utf8 = "UTF-8"
  /// Shift_JIS as Windows writes it (code page 932).
  case cp932 = "Windows-31J"
}
