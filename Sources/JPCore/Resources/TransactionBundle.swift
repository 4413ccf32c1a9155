/// A Bundle of type `transaction` (FHIR R4 3.1.0.11.2): all or nothing.
public enum TransactionBundle {
  /// PUT entries in the order given, then DELETE entries, ready to send.
  /// - Parameters:
  ///   - puts: resources to create or replace; each `Type/id` at most once, and none that is also deleted.
  ///   - deletes: `Type/id` of each resource to delete.
  public static func encode(puts: [Resource], deletes: [String]) -> [UInt8] {
    // The room that everything needs: the whole is large, and neither grown nor copied once more.
    let room =
      puts.reduce(0) { $0 + $1.json.count + $1.type.utf8.count + $1.id.utf8.count + 80 }
      + deletes.reduce(64) { $0 + $1.utf8.count + 64 }
    return [UInt8](unsafeUninitializedCapacity: room) { bytes, count in
      var writer = Writer(room: bytes)
      writer.put("{\"resourceType\":\"Bundle\",\"type\":\"transaction\"")
      // Each literal ends the entry before it.
      for index in puts.indices {
        writer.put(index == 0 ? ",\"entry\":[{\"resource\":" : "\"}},{\"resource\":")
        puts[index].json.withBytes { writer.put($0) }
        writer.put(",\"request\":{\"method\":\"PUT\",\"url\":\"")
        puts[index].type.withBytes { writer.put($0) }
        writer.put("/")
        puts[index].id.withBytes { writer.put($0) }
      }
      for index in deletes.indices {
        writer.put(index == 0 && puts.isEmpty ? ",\"entry\":[" : "\"}},")
        writer.put("{\"request\":{\"method\":\"DELETE\",\"url\":\"")
        deletes[index].withBytes { writer.put($0) }
      }
      writer.put(puts.isEmpty && deletes.isEmpty ? "}" : "\"}}]}")
      count = writer.count
    }
  }

  /// Fills a room that is large enough.
  private struct Writer {
    let room: UnsafeMutableBufferPointer<UInt8>
    private(set) var count = 0

    init(room: UnsafeMutableBufferPointer<UInt8>) {
      self.room = room
    }

    mutating func put(_ literal: StaticString) {
      put(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
    }

    mutating func put(_ bytes: UnsafeBufferPointer<UInt8>) {
      precondition(bytes.count <= room.count - count, "The room was measured too small")
      guard let source = bytes.baseAddress, let start = room.baseAddress else { return }
      (start + count).initialize(from: source, count: bytes.count)
      count += bytes.count
    }
  }
}
