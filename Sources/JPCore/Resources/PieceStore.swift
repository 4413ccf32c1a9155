/// A few pieces of JSON by the bytes that they were made of, all in the same memory: reading one counts no references.
struct PieceStore {
  /// Where a piece is; until the next one is kept.
  struct Piece {
    fileprivate var start: Int
    fileprivate var count: Int
    /// Its number in the store, from 0.
    fileprivate(set) var number: Int
  }

  private struct Entry {
    var keyStart: Int
    var keyCount: Int
    var piece: Piece
  }

  private var keys: [UInt8] = []
  private var json: [UInt8] = []
  private var entries: [Entry] = []
  /// How much of `json` are pieces that can be found.
  private var kept = 0

  /// How many are kept: looking for one costs the same however many a message has. A full store begins anew.
  private static let most = 32

  func find(_ key: UnsafeBufferPointer<UInt8>) -> Piece? {
    keys.withUnsafeBufferPointer { keys in
      for index in entries.indices where entries[index].keyCount == key.count {
        let known = keys[entries[index].keyStart..<entries[index].keyStart &+ entries[index].keyCount]
        if UnsafeBufferPointer(rebasing: known).equals(key) { return entries[index].piece }
      }
      return nil
    }
  }

  /// Whether the next piece is the first: of what else is known of the former ones nothing holds any more.
  var isAtBeginning: Bool { entries.isEmpty || entries.count == Self.most }

  mutating func keep(_ piece: [UInt8], of key: UnsafeBufferPointer<UInt8>) -> Piece {
    if entries.isEmpty {
      entries.reserveCapacity(16)
      keys.reserveCapacity(256)
      json.reserveCapacity(1024)
    } else if entries.count == Self.most {
      keys.removeAll(keepingCapacity: true)
      json.removeAll(keepingCapacity: true)
      entries.removeAll(keepingCapacity: true)
      kept = 0
    }
    let place = add(piece)
    entries.append(Entry(keyStart: keys.count, keyCount: key.count, piece: place))
    keys.append(contentsOf: key)
    kept = json.count
    return place
  }

  /// Holds a piece that is not to be found again, until the next one.
  mutating func hold(_ piece: [UInt8]) -> Piece { add(piece) }

  private mutating func add(_ piece: [UInt8]) -> Piece {
    json.removeLast(json.count - kept)
    let place = Piece(start: json.count, count: piece.count, number: entries.count)
    json.append(contentsOf: piece)
    return place
  }

  fileprivate func withBytes(_ piece: Piece, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
    json.withUnsafeBufferPointer { json in
      body(UnsafeBufferPointer(rebasing: json[piece.start..<piece.start &+ piece.count]))
    }
  }
}

extension ByteBuffer {
  mutating func append(_ piece: PieceStore.Piece, of store: borrowing PieceStore) {
    store.withBytes(piece) { append($0) }
  }
}
