/// A few pieces of JSON by the bytes that they were made of, all in the same memory: reading one counts no references.
struct PieceStore<Value: Sendable>: Sendable {
  /// Where a piece is; until the next one is added.
  struct Piece {
    fileprivate var start: Int
    fileprivate var count: Int
    fileprivate var number: Int
  }

  private struct Entry {
    var keyStart: Int
    var keyCount: Int
    var piece: Piece
  }

  private var keys: [UInt8] = []
  private var json: [UInt8] = []
  private var entries: [Entry] = []
  private var values: [Value] = []
  /// How much of `json` are pieces that can be found.
  private var kept = 0

  /// How many are kept: looking for one costs the same however many there are. A full store begins anew.
  private static var most: Int { 64 }
  /// The longest key and the longest piece that are kept, in bytes.
  private static var longest: Int { 256 }

  func find(_ key: UnsafeBufferPointer<UInt8>) -> Piece? {
    keys.withUnsafeBufferPointer { keys in
      for index in entries.indices where entries[index].keyCount == key.count {
        let known = keys[entries[index].keyStart..<entries[index].keyStart &+ entries[index].keyCount]
        if UnsafeBufferPointer(rebasing: known).equals(key) { return entries[index].piece }
      }
      return nil
    }
  }

  /// What is known of bytes that were added.
  func value(of key: UnsafeBufferPointer<UInt8>) -> Value? { find(key).map { values[$0.number] } }

  /// What else is known of what the piece was made of.
  subscript(piece: Piece) -> Value { values[piece.number] }

  /// Adds a piece.
  /// - Parameter key: nil for one that is not to be found again.
  mutating func add(_ piece: [UInt8], _ value: Value, of key: UnsafeBufferPointer<UInt8>?) -> Piece {
    if entries.isEmpty {
      entries.reserveCapacity(16)
      keys.reserveCapacity(256)
      json.reserveCapacity(1024)
    } else if entries.count == Self.most {
      removeAll()
    }
    json.removeLast(json.count - kept)
    values.removeLast(values.count - entries.count)
    let place = Piece(start: json.count, count: piece.count, number: values.count)
    json.append(contentsOf: piece)
    values.append(value)
    guard let key, key.count <= Self.longest, piece.count <= Self.longest else { return place }
    entries.append(Entry(keyStart: keys.count, keyCount: key.count, piece: place))
    keys.append(contentsOf: key)
    kept = json.count
    return place
  }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    json.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    kept = 0
  }

  fileprivate func withBytes(_ piece: Piece, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    json.withUnsafeBufferPointer { json in
      body(UnsafeBufferPointer(rebasing: json[piece.start..<piece.start &+ piece.count]))
    }
  }
}

extension ByteBuffer {
  mutating func append<Value>(_ piece: PieceStore<Value>.Piece, of store: borrowing PieceStore<Value>) {
    store.withBytes(piece) { append($0) }
  }
}
