import Crypto
import SSMIX2

/// SHA-256 of something in a transaction storage, as 64 hexadecimal digits.
public struct TransactionDigest: Sendable, Hashable, Codable {
  /// The digits, lower case.
  public let hexadecimal: String

  /// A digest that was kept.
  public init(hexadecimal: String) { self.hexadecimal = hexadecimal }

  init(of bytes: some Sequence<UInt8>) {
    var hash = SHA256()
    hash.update(data: Array(bytes))
    hexadecimal = hash.finalize().reduce(into: "") { text, byte in
      text.append(Self.digits[Int(byte >> 4)])
      text.append(Self.digits[Int(byte & 0xF)])
    }
  }

  private static let digits = Array("0123456789abcdef")

  /// Digits only, so that a store needs no more than a text column.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.singleValueContainer()
    try container.encode(hexadecimal)
  }

  /// Reads what `encode(to:)` wrote.
  public init(from decoder: any Decoder) throws {
    hexadecimal = try decoder.singleValueContainer().decode(String.self)
  }
}

extension TransactionRecord {
  /// What the record is known by when it is met again: its header and content, not how they were framed.
  var digest: TransactionDigest { TransactionDigest(of: essentialBytes) }
}
