/// A few pieces of JSON by the bytes that they were made of, all in the same memory: reading one counts no references.
struct PieceStore<Value: Sendable>: Sendable {
  /// Where a piece is; until the next one is added.
  struct Piece {
    fileprivate var start: Int
    fileprivate var count: Int
    fileprivate var number: Int

    /// The first bytes of it.
    func prefix(_ count: Int) -> Piece {
      var part = self
      part.count = Swift.min(count, self.count)
      return part
    }

    /// All but the first bytes of it.
    func dropFirst(_ count: Int) -> Piece {
      var part = self
      part.start += Swift.min(count, self.count)
      part.count -= Swift.min(count, self.count)
      return part
    }
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
  /// The number of an entry at the place of its key's hash, or at the next free one; -1 for none. At least twice as many
  /// places as entries.
  private var table: [Int32] = []
  /// How many pieces are kept. A full store begins anew.
  private let most: Int

  /// The longest key and the longest piece that are kept, in bytes.
  private static var longest: Int { 1024 }

  init(most: Int = 64) {
    self.most = most
  }

  func find(_ key: UnsafeBufferPointer<UInt8>) -> Piece? {
    if entries.isEmpty { return nil }
    return keys.withUnsafeBufferPointer { keys in
      var place = place(of: key)
      while table[place] >= 0 {
        let entry = entries[Int(table[place])]
        if entry.keyCount == key.count,
          UnsafeBufferPointer(rebasing: keys[entry.keyStart..<entry.keyStart &+ entry.keyCount]).equals(key)
        {
          return entry.piece
        }
        place = (place &+ 1) & (table.count &- 1)
      }
      return nil
    }
  }

  /// Where the search for a key begins: `table` has a power of two of places.
  private func place(of key: UnsafeBufferPointer<UInt8>) -> Int {
    Int(truncatingIfNeeded: key.quickNumber(after: 0) & UInt64(table.count &- 1))
  }

  /// What is known of bytes that were added.
  func value(of key: UnsafeBufferPointer<UInt8>) -> Value? { find(key).map { values[$0.number] } }

  /// What else is known of what the piece was made of.
  subscript(piece: Piece) -> Value { values[piece.number] }

  /// Adds a piece.
  /// - Parameter key: nil for one that is not to be found again.
  mutating func add(_ piece: [UInt8], _ value: Value, of key: UnsafeBufferPointer<UInt8>?) -> Piece {
    if entries.count == most { removeAll() }
    json.removeLast(json.count - kept)
    values.removeLast(values.count - entries.count)
    let place = Piece(start: json.count, count: piece.count, number: values.count)
    json.append(contentsOf: piece)
    values.append(value)
    guard let key, key.count <= Self.longest, piece.count <= Self.longest else { return place }
    entries.append(Entry(keyStart: keys.count, keyCount: key.count, piece: place))
    keys.append(contentsOf: key)
    kept = json.count
    insert(entries.count - 1)
    return place
  }

  private mutating func insert(_ number: Int) {
    if entries.count * 2 > table.count {
      table = Array(repeating: -1, count: max(16, table.count * 2))
      for known in 0..<number { insert(known) }
    }
    let entry = entries[number]
    let first = keys.withUnsafeBufferPointer {
      place(of: UnsafeBufferPointer(rebasing: $0[entry.keyStart..<entry.keyStart + entry.keyCount]))
    }
    var free = first
    while table[free] >= 0 { free = (free + 1) & (table.count - 1) }
    table[free] = Int32(truncatingIfNeeded: number)
  }

  /// Forgets what was too long to be kept, and its memory.
  mutating func trim() {
    values.removeLast(values.count - entries.count)
    if json.count > kept || json.capacity > 2 * most * Self.longest { json = Array(json[..<kept]) }
  }

  mutating func removeAll() {
    keys.removeAll(keepingCapacity: true)
    json.removeAll(keepingCapacity: true)
    entries.removeAll(keepingCapacity: true)
    values.removeAll(keepingCapacity: true)
    kept = 0
    for place in table.indices { table[place] = -1 }
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
