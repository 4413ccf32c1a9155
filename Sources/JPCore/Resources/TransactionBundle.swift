/// A Bundle of type `transaction` (FHIR R4 3.1.0.11.2): all or nothing.
public enum TransactionBundle {
  /// PUT entries in the order given, then DELETE entries, ready to send.
  /// - Parameters:
  ///   - puts: resources to create or replace; each `Type/id` at most once, and none that is also deleted.
  ///   - deletes: `Type/id` of each resource to delete.
  public static func encode(puts: [Resource], deletes: [String]) -> [UInt8] {
    let size = puts.reduce(0) { $0 + $1.json.count + 160 } + deletes.count * 120
    // An array from the beginning: the whole is large, and not copied once more.
    var bytes: [UInt8] = []
    bytes.reserveCapacity(size + 64)
    bytes.append(literal: "{\"resourceType\":\"Bundle\",\"type\":\"transaction\"")
    var isFirst = true
    func separate() {
      bytes.append(literal: isFirst ? ",\"entry\":[" : ",")
      isFirst = false
    }
    for index in puts.indices {
      separate()
      bytes.append(literal: "{\"resource\":")
      puts[index].json.withBytes { bytes.append(contentsOf: $0) }
      bytes.append(literal: ",\"request\":{\"method\":\"PUT\",\"url\":\"")
      bytes.append(text: puts[index].type)
      bytes.append(UInt8(ascii: "/"))
      bytes.append(text: puts[index].id)
      bytes.append(literal: "\"}}")
    }
    for reference in deletes {
      separate()
      bytes.append(literal: "{\"request\":{\"method\":\"DELETE\",\"url\":\"")
      bytes.append(text: reference)
      bytes.append(literal: "\"}}")
    }
    bytes.append(literal: isFirst ? "}" : "]}")
    return bytes
  }
}
