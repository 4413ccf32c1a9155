/// Whether bytes are well-formed UTF-8 (Unicode 15, table 3-7).
enum UTF8Validation: Equatable {
  /// All of it.
  case valid
  /// Up to a sequence that the end of the bytes cuts; whole multi-byte sequences came before.
  case cut(at: Int)
  /// Not UTF-8.
  case invalid

  init(_ bytes: UnsafeBufferPointer<UInt8>) {
    var index = 0
    var hasSequences = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte < 0x80 {
        index += 1
        continue
      }
      let length: Int
      var second: ClosedRange<UInt8> = 0x80...0xBF
      switch byte {
      case 0xC2...0xDF: length = 2
      case 0xE0: (length, second) = (3, 0xA0...0xBF)
      case 0xED: (length, second) = (3, 0x80...0x9F)
      case 0xE1...0xEF: length = 3
      case 0xF0: (length, second) = (4, 0x90...0xBF)
      case 0xF1...0xF3: length = 4
      case 0xF4: (length, second) = (4, 0x80...0x8F)
      default:
        self = .invalid
        return
      }
      for distance in 1..<length {
        guard index + distance < bytes.count else {
          self = hasSequences ? .cut(at: index) : .invalid
          return
        }
        let next = bytes[index + distance]
        guard distance == 1 ? second.contains(next) : (0x80...0xBF).contains(next) else {
          self = .invalid
          return
        }
      }
      hasSequences = true
      index += length
    }
    self = .valid
  }
}
