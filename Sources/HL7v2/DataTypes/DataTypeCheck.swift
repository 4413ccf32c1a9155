/// Whether the text of a value has the form that its HL7 data type demands (HL7 v2.5 2.A).
///
/// For reports only: a value that fails is kept and delivered as text.
public enum DataTypeCheck: Sendable {
  /// What a text is for its data type.
  public enum Verdict: Sendable, Hashable {
    /// It has the form, or the data type has none to check, or the text is empty.
    case valid
    /// It has not the form of the data type.
    case malformed
    /// It has the form of a date or time, but the calendar or the clock has no such one.
    case impossible
    /// A time of day from 24:00 to 47:59, which means the next day.
    case extendedHours
  }

  /// The data types whose values are checked.
  public static let checkedTypes: Set<String> = ["NM", "SI", "DT", "TM", "TS", "DTM"]

  /// Judges a text, the first component of a field, as a value of a data type. An HL7 null (`""`) is valid.
  ///
  /// - Parameters:
  ///   - text: The value, unescaped; blanks at both ends are passed over.
  ///   - dataType: The code of the type; one that is not in ``checkedTypes`` makes every text valid.
  public static func verdict(on text: String, as dataType: String) -> Verdict {
    let bytes = trimmed(text)
    if bytes.isEmpty || bytes.elementsEqual("\"\"".utf8) { return .valid }
    switch dataType {
    case "NM": return isNumeric(bytes) ? .valid : .malformed
    case "SI": return isSequenceID(bytes) ? .valid : .malformed
    case "DT": return date(text)
    case "TM": return time(bytes)
    case "TS", "DTM": return timeStamp(text)
    default: return .valid
    }
  }

  /// NM (HL7 v2.5 2.A.47): an optional sign, digits, and at most one decimal point with digits on either side.
  /// Comparators, exponents, separators of thousands and full-width digits are not numbers.
  public static func isNumeric(_ text: String) -> Bool { isNumeric(trimmed(text)) }

  /// SI (HL7 v2.5 2.A.70): digits only.
  public static func isSequenceID(_ text: String) -> Bool { isSequenceID(trimmed(text)) }

  private static func isNumeric(_ bytes: ArraySlice<UInt8>) -> Bool {
    var rest = bytes
    if rest.first == UInt8(ascii: "+") || rest.first == UInt8(ascii: "-") { rest.removeFirst() }
    let parts = rest.split(separator: UInt8(ascii: "."), omittingEmptySubsequences: false)
    guard parts.count <= 2, parts.contains(where: { !$0.isEmpty }) else { return false }
    return parts.allSatisfy { $0.allSatisfy(isDigit) }
  }

  private static func isSequenceID(_ bytes: ArraySlice<UInt8>) -> Bool {
    !bytes.isEmpty && bytes.allSatisfy(isDigit)
  }

  /// DT (HL7 v2.5 2.A.21): a date without a time.
  private static func date(_ text: String) -> Verdict {
    guard let stamp = TimeStamp(text), stamp.precision <= .day, stamp.zone == nil else { return .malformed }
    return stamp.isPossible ? .valid : .impossible
  }

  private static func timeStamp(_ text: String) -> Verdict {
    guard let stamp = TimeStamp(text) else { return .malformed }
    if !stamp.isPossible { return .impossible }
    return stamp.usesExtendedHours ? .extendedHours : .valid
  }

  /// TM (HL7 v2.5 2.A.75): `HH[MM[SS[.fraction]]][zone]`, read as the time of a day that every calendar has.
  private static func time(_ bytes: ArraySlice<UInt8>) -> Verdict {
    guard bytes.count >= 2, bytes.prefix(2).allSatisfy(isDigit) else { return .malformed }
    let stamp = "20000101" + String(decoding: bytes, as: UTF8.self)
    // Fifteen and more digits without a point are a form of time stamps alone.
    guard bytes.prefix(while: isDigit).count <= 6 else { return .malformed }
    return timeStamp(stamp)
  }

  private static func trimmed(_ text: String) -> ArraySlice<UInt8> {
    var bytes = Array(text.utf8)[...]
    while bytes.first == 0x20 { bytes.removeFirst() }
    while bytes.last == 0x20 { bytes.removeLast() }
    return bytes
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }
}
