import HL7v2

/// Which items (OBX-3) with their sub-ID (OBX-4) a message tells more than once: blood glucose through a morning. Their time
/// tells them apart, since their position shifts with every result that comes or goes.
struct RepeatedItems {
  private let repeated: Set<UInt64>

  init(_ message: Message) {
    var items: [UInt64] = []
    items.reserveCapacity(message.segments.count)
    message.withBytes(ofAll: "OBX") { items.append(Self.item($0)) }
    items.sort()
    // Nearly always none.
    var repeated: Set<UInt64> = []
    for place in items.indices.dropFirst() where items[place] == items[place - 1] {
      repeated.insert(items[place])
    }
    self.repeated = repeated
  }

  func contains(_ obx: Segment) -> Bool {
    if repeated.isEmpty { return false }
    var isRepeated = false
    obx.withBytes { isRepeated = repeated.contains(Self.item($0)) }
    return isRepeated
  }

  /// A quick number of an item. Two items that share one are told apart by their time without need.
  private static func item(_ obx: SegmentBytes) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(obx[3...4])
    var number = UInt64(truncatingIfNeeded: bytes.count)
    guard bytes.count >= 8 else {
      for byte in bytes { number = number << 8 | UInt64(byte) }
      return number
    }
    // The last eight bytes may have been read in part before.
    var place = 0
    while place < bytes.count {
      place = min(place, bytes.count - 8)
      let word = UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self))
      let product = (number ^ word) &* 0x9E37_79B9_7F4A_7C15
      number = product ^ product >> 29
      place += 8
    }
    return number
  }
}

extension RecordConverter {
  /// What the identity of a result has more where its item is repeated: its time (OBX-14). Empty for any other.
  func repeatedAt(_ obx: Segment) -> String {
    guard repeatedItems.contains(obx), let time = obx[14].valued else { return "" }
    return "|" + time.trimmed
  }
}
