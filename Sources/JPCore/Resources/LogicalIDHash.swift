import Crypto

/// What an id is made of, part by part. A copy goes on from what it has so far.
///
/// Hashed by SHA-256 where the hash stands for a whole id. Behind the readable id of a record it only tells the record's
/// resources from each other, or a patient's stays, and SipHash does.
struct LogicalIDHasher {
  private var quick = SipHash()
  /// In the place of the other one for a longer hash.
  private var strong: SHA256?
  private let length: Int

  /// - Parameter length: characters of the hash, at most 38.
  init(length: Int) {
    self.length = min(length, 38)
    if length > LogicalIDHash.ofOneWord { strong = SHA256() }
  }

  mutating func combine(_ bytes: UnsafeBufferPointer<UInt8>) {
    if strong == nil {
      quick.combine(bytes)
    } else {
      strong?.update(bufferPointer: UnsafeRawBufferPointer(bytes))
    }
  }

  mutating func combine(_ text: String) {
    text.withBytes { combine($0) }
  }

  /// A text with the U+0000 that ends it, so that no two lists of them are alike.
  mutating func combine(part: String) {
    combine(part)
    combine(0)
  }

  mutating func combine(_ byte: UInt8) {
    if strong == nil { quick.combine(byte) } else { strong?.update(data: [byte]) }
  }

  /// The hash of everything so far.
  func hash() -> LogicalIDHash {
    guard let strong else { return LogicalIDHash(quick.finish(), length: length) }
    return strong.finalize().withUnsafeBytes { LogicalIDHash($0, length: length) }
  }
}

/// The beginning of a hash, written in lower-case base 32 (RFC 4648).
struct LogicalIDHash {
  private var words: (high: UInt64, middle: UInt64, low: UInt64) = (0, 0, 0)
  /// Number of characters, at most 38.
  private let length: Int

  /// - Parameter length: at most ``ofOneWord``.
  fileprivate init(_ hash: UInt64, length: Int) {
    self.length = length
    let unused = UInt64(64 - length * 5)
    words.high = (hash >> unused) << unused
  }

  /// - Parameter length: more than ``ofOneWord``.
  fileprivate init(_ digest: UnsafeRawBufferPointer, length: Int) {
    self.length = length
    func word(_ number: Int) -> UInt64 {
      UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
    }
    words = (word(0), word(1), word(2))
  }

  /// How many characters the first word has.
  static let ofOneWord = 12

  /// The first 64 bits, as many as are written: hashes that are written alike have the same, and others hardly.
  var number: UInt64 { words.high }

  /// What goes before it, and the characters.
  func text(behind prefix: String) -> String {
    let alphabet = ("abcdefghijklmnopqrstuvwxyz234567" as StaticString).utf8Start
    return String(unsafeUninitializedCapacity: prefix.utf8.count + length) { text in
      let start = prefix.withBytes { text.initialize(fromContentsOf: $0) }
      var left = words.high
      let short = min(length, Self.ofOneWord)
      for place in 0..<short {
        text[start &+ place] = alphabet[Int(truncatingIfNeeded: left &>> 59)]
        left &<<= 5
      }
      for place in short..<length {
        text[start + place] = alphabet[Int(truncatingIfNeeded: bits(from: place * 5))]
      }
      return start + length
    }
  }

  /// Five bits.
  private func bits(from bit: Int) -> UInt64 {
    let (word, next) =
      switch bit / 64 {
      case 0: (words.high, words.middle)
      case 1: (words.middle, words.low)
      default: (words.low, 0)
      }
    let offset = bit % 64
    if offset <= 59 { return word >> UInt64(59 - offset) & 31 }
    return (word << UInt64(offset - 59) | next >> UInt64(123 - offset)) & 31
  }
}
