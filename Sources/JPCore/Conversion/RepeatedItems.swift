import HL7v2

/// Which results tell an item (OBX-3) with its sub-ID (OBX-4) that others tell too: blood glucose through a morning. Their
/// time tells them apart, since their position shifts with every result that comes or goes.
///
/// Items are compared by `quickNumber(after:)`: two that share one are told apart without need.
struct RepeatedItems {
  /// Indexes of segments.
  private var repeated: Set<Int> = []

  /// - Parameter hasOrders: whether specimen (SPM) and service (OBR-4) tell results apart already.
  init(_ message: Message, hasOrders: Bool) {
    var items = NumberTable(room: min(message.segments.count, 256))
    var (specimen, order): (UInt64, UInt64) = (0, 0)
    message.withSegmentBytes { index, segment in
      if segment.isNamed("OBX") {
        if let other = items.updateValue(index, forKey: segment[3...4].quickNumber(after: order)) {
          repeated.insert(other)
          repeated.insert(index)
        }
      } else if hasOrders, segment.isNamed("SPM") {
        specimen = (segment[2].isEmpty ? segment[4] : segment[2]).quickNumber(after: 0)
        order = specimen
      } else if hasOrders, segment.isNamed("OBR") {
        order = segment[4].quickNumber(after: specimen)
      }
    }
  }

  /// What the identity of a result has more where its item is repeated: its time (OBX-14). Empty for any other.
  func time(of obx: Segment) -> String {
    guard !repeated.isEmpty, repeated.contains(obx.index), let time = obx[14].valued else { return "" }
    return "|" + time.trimmed
  }
}

extension RecordConverter {
  /// Kinds whose results are known by specimen and service as well.
  static func resultsBelongToOrders(_ kind: String) -> Bool {
    ["OML-11", "OMG-11", "OMG-12", "OMG-13"].contains(kind)
  }
}
