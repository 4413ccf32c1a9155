/// A Bundle of type `transaction` (FHIR R4 3.1.0.11.2): all or nothing.
public enum TransactionBundle {
  /// PUT entries in the order given, then DELETE entries, ready to send.
  /// - Parameters:
  ///   - puts: resources to create or replace; each `Type/id` at most once, and none that is also deleted.
  ///   - deletes: `Type/id` of each resource to delete.
  public static func encode(puts: [Resource], deletes: [String]) -> [UInt8] {
    let size = puts.reduce(0) { $0 + $1.json.count + 160 } + deletes.count * 120
    var json = JSONWriter(capacity: size + 64)
    json.object { json in
      json.string("resourceType", "Bundle")
      json.string("type", "transaction")
      json.array("entry") { json in
        for index in puts.indices {
          json.object { json in
            json.raw("resource", puts[index].json)
            json.object("request") { json in
              json.string("method", "PUT")
              json.string("url", puts[index].type, "/", puts[index].id)
            }
          }
        }
        for reference in deletes {
          json.object { json in
            json.object("request") { json in
              json.string("method", "DELETE")
              json.string("url", reference)
            }
          }
        }
      }
    }
    return json.bytes
  }
}
