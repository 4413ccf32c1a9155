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

  /// Lower-case base 32 (RFC 4648) of the SHA-256 of the parts, each ended by U+0000 so that no two lists
  /// are alike.
  static func hash(_ parts: [String], length: Int) -> String {
    var input: [UInt8] = []
    for part in parts { input.append(part: part) }
    return hash(input, length: length)
  }

  /// The same of parts that are joined already.
  static func hash(_ input: [UInt8], length: Int) -> String {
    let length = min(length, SHA256.byteCount * 8 / 5)
    return SHA256.hash(data: input).withUnsafeBytes { digest in
      String(unsafeUninitializedCapacity: length) { text in
        for place in 0..<length {
          // Five bits of two bytes.
          let bit = place * 5
          let first = UInt32(digest[bit / 8]) << 8
          let second = bit / 8 + 1 < digest.count ? UInt32(digest[bit / 8 + 1]) : 0
          let digit = UInt8(truncatingIfNeeded: (first | second) >> UInt32(11 - bit % 8) & 31)
          text[place] = digit < 26 ? 0x61 + digit : 0x32 + digit - 26
        }
        return length
      }
    }
  }
}

extension [UInt8] {
  /// A text and the U+0000 that ends it.
  fileprivate mutating func append(part: String) {
    append(text: part)
    append(0)
  }

  fileprivate mutating func append(text: String) {
    text.withBytes { append(contentsOf: $0) }
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
  /// Facility and parts as ``LogicalID/hash(_:length:)`` takes them; empty where ids are readable.
  private let hashed: [UInt8]
  /// What is before the hash.
  private let prefix: String
  private let length: Int
  /// The hashes given so far. For the one that a discriminator has first: how often the discriminator occurred.
  private var occurrences: [String: Int] = [:]

  /// - Parameters:
  ///   - facility: the institution code.
  ///   - parts: patient, then what tells the record, without what is the same for all records of a kind.
  init(facility: String, parts: [String]) {
    let readable = String(joining: [facility] + parts + [""], separator: ".")
    let room = LogicalID.longest - readable.utf8.count
    if room >= 6, LogicalID.isAllowed(facility), parts.allSatisfy(LogicalID.isAllowed) {
      prefix = readable
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
    var identity = hashed
    let length = discriminator.reduce(type.utf8.count) { $0 + $1.utf8.count + 1 }
    identity.reserveCapacity(hashed.count + length + 24)
    identity.append(text: type)
    for part in discriminator {
      identity.append(UInt8(ascii: "|"))
      identity.append(text: part)
    }
    identity.append(0)
    let first = LogicalID.hash(identity, length: self.length)
    guard var occurrence = occurrences[first] else {
      occurrences[first] = 1
      return id(first)
    }
    // Two hashes cut to the same characters count as one more occurrence.
    occurrence = max(occurrence, 1)
    var hash = numbered(identity, occurrence)
    while occurrences[hash] != nil {
      occurrence += 1
      hash = numbered(identity, occurrence)
    }
    occurrences[hash] = 0
    occurrences[first] = occurrence + 1
    return id(hash)
  }

  private func numbered(_ identity: [UInt8], _ occurrence: Int) -> String {
    var identity = identity
    identity.append(part: String(occurrence))
    return LogicalID.hash(identity, length: length)
  }

  private func id(_ hash: String) -> String {
    prefix.isEmpty ? hash : String(joining: prefix, hash)
  }
}
