import HL7v2

/// Which results tell an item (OBX-3) with its sub-ID (OBX-4) that others tell too: blood glucose through a morning. Their
/// time tells them apart, since their position shifts with every result that comes or goes.
struct RepeatedItems {
  /// Indexes of segments.
  private var repeated: Set<Int> = []

  /// - Parameter hasOrders: whether specimen (SPM) and service (OBR-4) tell results apart already.
  init(_ message: Message, hasOrders: Bool) {
    var items: [(number: UInt64, index: Int)] = []
    items.reserveCapacity(message.segments.count)
    var (specimen, order): (UInt64, UInt64) = (0, 0)
    message.withSegmentBytes { index, segment in
      if segment.isNamed("OBX") {
        items.append((Self.number(segment[3...4], order), index))
      } else if hasOrders, segment.isNamed("SPM") {
        specimen = Self.number(segment[2].isEmpty ? segment[4] : segment[2], 0)
        order = specimen
      } else if hasOrders, segment.isNamed("OBR") {
        order = Self.number(segment[4], specimen)
      }
    }
    items.sort { $0.number < $1.number }
    for place in items.indices.dropFirst() where items[place].number == items[place - 1].number {
      repeated.insert(items[place - 1].index)
      repeated.insert(items[place].index)
    }
  }

  func contains(_ obx: Segment) -> Bool { repeated.contains(obx.index) }

  /// A quick number of some bytes and what they belong to. Two items that share one are told apart by their time without
  /// need.
  private static func number(_ field: UnsafeBufferPointer<UInt8>, _ owner: UInt64) -> UInt64 {
    let bytes = UnsafeRawBufferPointer(field)
    var number = owner
    mix(&number, UInt64(truncatingIfNeeded: bytes.count))
    guard bytes.count >= 8 else {
      for byte in bytes { mix(&number, UInt64(byte)) }
      return number
    }
    // The last eight bytes may have been read in part before.
    var place = 0
    while place < bytes.count {
      place = min(place, bytes.count - 8)
      mix(&number, UInt64(littleEndian: bytes.loadUnaligned(fromByteOffset: place, as: UInt64.self)))
      place += 8
    }
    return number
  }

  @inline(__always)
  private static func mix(_ number: inout UInt64, _ word: UInt64) {
    let product = (number ^ word) &* 0x9E37_79B9_7F4A_7C15
    number = product ^ product >> 29
  }
}

extension RecordConverter {
  /// What the identity of a result has more where its item is repeated: its time (OBX-14). Empty for any other.
  func repeatedAt(_ obx: Segment) -> String {
    guard repeatedItems.contains(obx), let time = obx[14].valued else { return "" }
    return "|" + time.trimmed
  }

  /// Kinds whose results are known by specimen and service as well.
  static func resultsBelongToOrders(_ kind: String) -> Bool {
    ["OML-11", "OMG-11", "OMG-12", "OMG-13"].contains(kind)
  }
}
