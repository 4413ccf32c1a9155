import Crypto

/// The alphabet and the hashes of logical ids (FHIR R4 2.24.0.1, `id`).
enum LogicalID {
  /// The greatest length.
  static let longest = 64
  /// Characters of a hash that stands for a whole id: 130 bits.
  static let hashLength = 26

  /// Whether a text may stand in an id as it is.
  static func isAllowed(_ text: String) -> Bool {
    text.withBytes { bytes in
      !bytes.isEmpty
        && bytes.allSatisfy { byte in
          (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
            || byte == 0x2D || byte == 0x2E
        }
    }
  }
}

/// The beginning of a hash, written in lower-case base 32 (RFC 4648).
///
/// Of SHA-256 where it stands for a whole id. Behind the readable id of a record it only tells the record's resources from
/// each other, or a patient's stays, and SipHash does.
struct LogicalIDHash: Hashable {
  /// Bits that are not written are zero, so that what is written alike is equal.
  private var words: (high: UInt64, middle: UInt64, low: UInt64) = (0, 0, 0)
  /// Number of characters, at most 38.
  let length: Int

  /// The longest one that SipHash is enough for.
  private static let short = 12

  /// The hash of an identity.
  init(_ identity: UnsafeRawBufferPointer, length: Int) {
    self.length = min(length, 38)
    if length <= Self.short {
      words.high = Self.cut(SipHash.hash(identity), to: length * 5)
      return
    }
    var hasher = SHA256()
    hasher.update(bufferPointer: identity)
    words = hasher.finalize().withUnsafeBytes { digest in
      func word(_ number: Int) -> UInt64 {
        let word = UInt64(bigEndian: digest.loadUnaligned(fromByteOffset: number * 8, as: UInt64.self))
        return Self.cut(word, to: self.length * 5 - number * 64)
      }
      return (word(0), word(1), word(2))
    }
  }

  /// The highest bits of a word, the others zero.
  private static func cut(_ word: UInt64, to bits: Int) -> UInt64 {
    if bits <= 0 { return 0 }
    return bits >= 64 ? word : (word >> UInt64(64 - bits)) << UInt64(64 - bits)
  }

  static func == (left: LogicalIDHash, right: LogicalIDHash) -> Bool { left.words == right.words }

  /// The bits of a hash are as even as those that could be made of them.
  func hash(into hasher: inout Hasher) { hasher.combine(words.high) }

  /// What goes before it, and the characters.
  func text(behind prefix: String) -> String {
    String(unsafeUninitializedCapacity: prefix.utf8.count + length) { text in
      let start = prefix.withBytes { text.initialize(fromContentsOf: $0) }
      for place in 0..<length {
        let bits = place < Self.short ? words.high >> UInt64(59 - place * 5) & 31 : bits(from: place * 5)
        let digit = UInt8(truncatingIfNeeded: bits)
        text[start + place] = digit < 26 ? 0x61 + digit : 0x32 + digit - 26
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

extension [UInt8] {
  /// A text and the U+0000 that ends it.
  fileprivate mutating func append(part: String) {
    append(text: part)
    append(0)
  }
}

/// Gives the resources of one record their ids: readable where they fit, hashed where not, the same whenever
/// the same record is converted, and independent of the position of other segments.
///
/// `facility.patient[.date].kind[.order].discriminator`, where the discriminator is a hash of the resource
/// type and of what the message offers to tell this resource from its neighbours. Without room for six
/// characters of it, or with a character outside the alphabet, the whole is `facility.` and a hash of all
/// parts.
struct LogicalIDs {
  /// Facility and parts, each ended by U+0000 so that no two lists are alike; empty where ids are readable.
  private let hashed: [UInt8]
  /// What is before the hash.
  private let prefix: String
  private let length: Int
  /// The hashes given so far. For the one that a discriminator has first: how often the discriminator occurred.
  private var occurrences: [LogicalIDHash: Int] = [:]
  /// Where identities are put together.
  private var identity: [UInt8] = []

  /// - Parameters:
  ///   - facility: the institution code.
  ///   - parts: patient, then what tells the record, without what is the same for all records of a kind.
  ///   - count: for how many ids room is made.
  init(facility: String, parts: [String], count: Int = 0) {
    occurrences.reserveCapacity(count)
    var readable = ByteBuffer(capacity: 96)
    readable.append(facility)
    readable.append(UInt8(ascii: "."))
    for part in parts {
      readable.append(part)
      readable.append(UInt8(ascii: "."))
    }
    let (room, text) = (LogicalID.longest - readable.count, readable.text)
    let isWhole = !facility.isEmpty && parts.allSatisfy { !$0.isEmpty }
    if room >= 6, isWhole, LogicalID.isAllowed(text) {
      prefix = text
      length = min(10, room)
      hashed = []
    } else {
      let fits = facility.utf8.count < LogicalID.longest - LogicalID.hashLength
      prefix = fits && LogicalID.isAllowed(facility) ? "\(facility)." : ""
      length = LogicalID.hashLength
      var hashed: [UInt8] = []
      for part in [facility] + parts { hashed.append(part: part) }
      self.hashed = hashed
    }
  }

  /// The id of the next resource of a type.
  /// - Parameter discriminator: what stays when other segments come or go, in parts that a `|` joins. Equal ones are
  ///   numbered in order.
  mutating func next(_ type: String, _ discriminator: String...) -> String {
    begin(type, discriminator)
    identity.append(0)
    return next()
  }

  /// The id of the next resource whose discriminator has two more parts, of which the last is empty, than an identity.
  mutating func next(continuing beginning: [UInt8], _ part: UnsafeBufferPointer<UInt8>) -> String {
    identity.removeAll(keepingCapacity: true)
    identity.append(contentsOf: beginning)
    identity.append(contentsOf: part)
    identity.append(UInt8(ascii: "|"))
    identity.append(0)
    return next()
  }

  /// What the ids of resources of a type are made of: the type and the beginning of a discriminator.
  mutating func beginning(_ type: String, _ discriminator: [String]) -> [UInt8] {
    begin(type, discriminator)
    return identity
  }

  private mutating func begin(_ type: String, _ discriminator: [String]) {
    identity.removeAll(keepingCapacity: true)
    identity.append(contentsOf: hashed)
    identity.append(text: type)
    for part in discriminator {
      identity.append(UInt8(ascii: "|"))
      identity.append(text: part)
    }
  }

  private mutating func next() -> String {
    let first = hash()
    guard var occurrence = occurrences.updateValue(1, forKey: first) else {
      return first.text(behind: prefix)
    }
    // Two hashes cut to the same characters count as one more occurrence.
    occurrence = max(occurrence, 1)
    var numbered = hash(occurrence)
    while occurrences[numbered] != nil {
      occurrence += 1
      numbered = hash(occurrence)
    }
    occurrences[numbered] = 0
    occurrences[first] = occurrence + 1
    return numbered.text(behind: prefix)
  }

  /// The hash of the identity, with the number of its occurrence behind it.
  private mutating func hash(_ occurrence: Int? = nil) -> LogicalIDHash {
    let count = identity.count
    if let occurrence { identity.append(part: String(occurrence)) }
    defer { identity.removeLast(identity.count - count) }
    return identity.withUnsafeBytes { LogicalIDHash($0, length: length) }
  }
}
