import Crypto

/// The alphabet and the hashes of logical ids (FHIR R4 2.24.0.1, `id`).
enum LogicalID {
  /// The greatest length.
  static let longest = 64
  /// Characters of a hash that stands for a whole id: 130 bits.
  static let hashLength = 26

  /// Whether a text may stand in an id as it is.
  static func isAllowed(_ text: String) -> Bool {
    !text.isEmpty
      && text.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x2E
      }
  }

  /// Lower-case base 32 (RFC 4648) of the SHA-256 of the parts, each ended by U+0000 so that no two lists
  /// are alike.
  static func hash(_ parts: [String], length: Int) -> String {
    var input: [UInt8] = []
    for part in parts {
      input.append(contentsOf: part.utf8)
      input.append(0)
    }
    var text: [UInt8] = []
    text.reserveCapacity(length)
    var window: UInt32 = 0
    var bits: UInt32 = 0
    for byte in SHA256.hash(data: input) {
      window = (window << 8 | UInt32(byte)) & 0xFFFF
      bits += 8
      while bits >= 5, text.count < length {
        bits -= 5
        let digit = UInt8(truncatingIfNeeded: window >> bits & 31)
        text.append(digit < 26 ? 0x61 + digit : 0x32 + digit - 26)
      }
      if text.count == length { break }
    }
    return String(decoding: text, as: UTF8.self)
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
  private let facility: String
  private let parts: [String]
  private let prefix: String?
  private let length: Int
  private var occurrences: [String: Int] = [:]
  private var taken: Set<String> = []

  /// - Parameters:
  ///   - facility: the institution code.
  ///   - parts: patient, then what tells the record, without what is the same for all records of a kind.
  init(facility: String, parts: [String]) {
    self.facility = facility
    self.parts = parts
    let prefix = ([facility] + parts).joined(separator: ".") + "."
    let room = LogicalID.longest - prefix.utf8.count
    let fits = room >= 6 && LogicalID.isAllowed(facility) && parts.allSatisfy(LogicalID.isAllowed)
    self.prefix = fits ? prefix : nil
    length = min(10, room)
  }

  /// The id of the next resource of a type.
  /// - Parameter discriminator: what stays when other segments come or go. Equal ones are numbered in order.
  mutating func next(_ type: String, _ discriminator: String) -> String {
    let identity = "\(type)|\(discriminator)"
    let first = make([identity])
    var occurrence = occurrences[first, default: 0]
    var id = occurrence == 0 ? first : make([identity, String(occurrence)])
    // Two hashes cut to the same characters count as one more occurrence.
    while !taken.insert(id).inserted {
      occurrence += 1
      id = make([identity, String(occurrence)])
    }
    occurrences[first] = occurrence + 1
    return id
  }

  private func make(_ identity: [String]) -> String {
    if let prefix { return prefix + LogicalID.hash(identity, length: length) }
    let hash = LogicalID.hash([facility] + parts + identity, length: LogicalID.hashLength)
    let room = LogicalID.longest - LogicalID.hashLength - 1
    return LogicalID.isAllowed(facility) && facility.utf8.count <= room ? "\(facility).\(hash)" : hash
  }
}
