extension String {
  /// A text that is written into a room on the stack and copied: quicker than to be written where it will lie, since the
  /// standard library then checks it once more.
  ///
  /// - Parameters:
  ///   - room: bytes that are enough; more than about a thousand are not taken from the stack.
  ///   - fill: writes UTF-8 and says how many bytes.
  package init(room: Int, fill: (UnsafeMutableBufferPointer<UInt8>) -> Int) {
    self = withUnsafeTemporaryAllocation(of: UInt8.self, capacity: room) { text in
      let count = fill(text)
      return String(decoding: UnsafeBufferPointer(rebasing: text[..<count]), as: UTF8.self)
    }
  }
}
