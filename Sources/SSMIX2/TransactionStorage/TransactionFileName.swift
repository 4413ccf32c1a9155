/// A file of a transaction storage: `YYYY/TR_YYYYMMDDHHMMSSFFF_nnnnn.DAT` (SS-MIX2 1.2g, トランザクションストレージ).
///
/// Names are ordered by time, then by number, then as text: where a number starts anew the public material does
/// not tell.
public struct TransactionFileName: Sendable, Hashable, Comparable {
  /// The name as written, without its folder.
  public let name: String
  /// When the file was begun, as written: 14 to 17 digits.
  public let time: String
  /// The number, as written: 1 to 10 digits.
  public let sequence: String

  /// Time and number padded to their longest, so that they compare as text.
  private let order: String

  /// Reads a name, in any letter case; nil when it is none of a transaction file.
  public init?(_ name: String) {
    let bytes = Array(name.utf8)
    guard bytes.count <= 36, Self.matches(bytes.prefix(3), "TR_"), Self.matches(bytes.suffix(4), ".DAT")
    else {
      return nil
    }
    let parts = bytes.dropFirst(3).dropLast(4).split(
      separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    guard parts.count == 2, (14...17).contains(parts[0].count), (1...10).contains(parts[1].count),
      parts.allSatisfy({ $0.allSatisfy(\.isDigit) })
    else { return nil }
    self.name = name
    time = String(decoding: parts[0], as: UTF8.self)
    sequence = String(decoding: parts[1], as: UTF8.self)
    order =
      time + String(repeating: "0", count: 17 - parts[0].count)
      + String(repeating: "0", count: 10 - parts[1].count) + sequence
  }

  /// Whether a folder's name is that of a year.
  public static func isYear(_ name: String) -> Bool {
    name.utf8.count == 4 && name.utf8.allSatisfy(\.isDigit)
  }

  /// By time, then number, then text.
  public static func < (a: TransactionFileName, b: TransactionFileName) -> Bool {
    (a.order, a.name) < (b.order, b.name)
  }

  private static func matches(_ bytes: ArraySlice<UInt8>, _ text: StaticString) -> Bool {
    bytes.elementsEqual(text.description.utf8) { $0 == $1 || $0 == $1 | 0x20 }
  }
}
