/// Bytes that lie in memory which several values share: the JSON of one of the resources of a record.
public struct SharedBytes: RandomAccessCollection, Sendable {
  /// Bytes that nobody writes any more.
  ///
  /// Unchecked, since pointers are not `Sendable`; safe, since whoever makes one gives the only pointer to the memory away
  /// (``ByteBuffer/finish()`` consumes its owner), nothing writes through it afterwards, and the last reference frees it.
  final class Memory: @unchecked Sendable {
    fileprivate let bytes: UnsafeBufferPointer<UInt8>

    /// Takes over memory that was allocated, and frees it in the end.
    init(takingOver start: UnsafeMutablePointer<UInt8>, count: Int) {
      bytes = UnsafeBufferPointer(start: start, count: count)
    }

    deinit { bytes.baseAddress?.deallocate() }
  }

  private let memory: Memory?
  private let range: Range<Int>

  /// No bytes.
  public init() {
    memory = nil
    range = 0..<0
  }

  /// A copy of some bytes.
  public init(_ bytes: [UInt8]) {
    var buffer = ByteBuffer(capacity: bytes.count)
    buffer.append(bytes)
    self.init(buffer.finish(), 0..<bytes.count)
  }

  /// A part of some memory; the range must lie in it.
  init(_ memory: Memory, _ range: Range<Int>) {
    precondition(
      range.lowerBound >= 0 && range.upperBound <= memory.bytes.count, "Bytes outside of their memory")
    self.memory = memory
    self.range = range
  }

  /// Always 0.
  public var startIndex: Int { 0 }
  /// The number of bytes.
  public var endIndex: Int { range.count }

  /// A byte by its position.
  public subscript(position: Int) -> UInt8 {
    precondition(position >= 0 && position < range.count, "A byte outside of the range")
    return withBytes { $0[position] }
  }

  /// Works on the bytes where they lie.
  public func withContiguousStorageIfAvailable<Result>(
    _ body: (UnsafeBufferPointer<UInt8>) throws -> Result
  ) rethrows -> Result? {
    try withBytes(body)
  }

  func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>) throws -> Result) rethrows -> Result {
    guard let memory else { return try body(UnsafeBufferPointer(start: nil, count: 0)) }
    defer { withExtendedLifetime(memory) {} }
    return try body(UnsafeBufferPointer(rebasing: memory.bytes[range]))
  }
}

extension SharedBytes: Hashable {
  /// Whether the bytes are the same, wherever they lie.
  public static func == (left: SharedBytes, right: SharedBytes) -> Bool {
    left.withBytes { left in right.withBytes { left.equals($0) } }
  }

  /// Hashes the bytes.
  public func hash(into hasher: inout Hasher) {
    withBytes { hasher.combine(bytes: UnsafeRawBufferPointer($0)) }
    hasher.combine(count)
  }
}
