/// The alphabet and the lengths of logical ids (FHIR R4 2.24.0.1, `id`).
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

/// Gives the resources of one record their ids: readable where they fit, hashed where not, the same whenever
/// the same record is converted, and independent of the position of other segments.
///
/// `facility.patient[.date].kind[.order].discriminator`, where the discriminator is a hash of the resource
/// type and of what the message offers to tell this resource from its neighbours. Without room for six
/// characters of it, or with a character outside the alphabet, the whole is `facility.` and a hash of all
/// parts.
struct LogicalIDs {
  /// What is before the hash.
  private let prefix: String
  /// What all hashes of the record begin with.
  private let start: LogicalIDHasher
  /// The hashes given so far. For the one that a discriminator has first: how often the discriminator occurred.
  private var occurrences: NumberTable

  /// - Parameters:
  ///   - facility: the institution code.
  ///   - parts: patient, then what tells the record, without what is the same for all records of a kind.
  ///   - count: for how many ids room is made.
  init(facility: String, parts: [String], count: Int = 0) {
    occurrences = NumberTable(room: count)
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
      start = LogicalIDHasher(length: min(10, room))
    } else {
      let fits = facility.utf8.count < LogicalID.longest - LogicalID.hashLength
      prefix = fits && LogicalID.isAllowed(facility) ? "\(facility)." : ""
      var start = LogicalIDHasher(length: LogicalID.hashLength)
      for part in [facility] + parts { start.combine(part: part) }
      self.start = start
    }
  }

  /// The id of the next resource of a type.
  /// - Parameter discriminator: what stays when other segments come or go, in parts that a `|` joins. Equal ones are
  ///   numbered in order.
  mutating func next(_ type: String, _ discriminator: String...) -> String {
    var identity = beginning(type, discriminator)
    identity.combine(0)
    return next(identity)
  }

  /// The id of the next resource whose discriminator has two more parts, of which the last is empty, than an identity.
  mutating func next(continuing beginning: LogicalIDHasher, _ part: UnsafeBufferPointer<UInt8>) -> String {
    var identity = beginning
    identity.combine(part)
    identity.combine(UInt8(ascii: "|"))
    identity.combine(0)
    return next(identity)
  }

  /// What the ids of resources of a type are made of: the type and the beginning of a discriminator.
  func beginning(_ type: String, _ discriminator: [String]) -> LogicalIDHasher {
    var identity = start
    identity.combine(type)
    for part in discriminator {
      identity.combine(UInt8(ascii: "|"))
      identity.combine(part)
    }
    return identity
  }

  private mutating func next(_ identity: LogicalIDHasher) -> String {
    let first = identity.hash()
    guard var occurrence = occurrences.updateValue(1, forKey: first.number) else {
      return first.text(behind: prefix)
    }
    // Two hashes cut to the same characters count as one more occurrence.
    occurrence = max(occurrence, 1)
    var numbered = identity.hash(occurrence)
    while occurrences[numbered.number] != nil {
      occurrence += 1
      numbered = identity.hash(occurrence)
    }
    occurrences.updateValue(0, forKey: numbered.number)
    occurrences.updateValue(occurrence + 1, forKey: first.number)
    return numbered.text(behind: prefix)
  }
}

extension LogicalIDHasher {
  /// The hash with the number of an occurrence behind all.
  fileprivate func hash(_ occurrence: Int) -> LogicalIDHash {
    var numbered = self
    numbered.combine(part: String(occurrence))
    return numbered.hash()
  }
}
