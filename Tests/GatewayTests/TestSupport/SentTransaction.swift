import Foundation

@testable import Gateway

/// A transaction Bundle read with a test's own eyes.
struct SentTransaction: Sendable {
  struct Put: Sendable, Hashable {
    var reference: String
    /// The resource with its keys in order.
    var json: String
    /// Every literal reference to another resource in it.
    var targets: Set<String>
    var patients: Set<String> { targets.filter { $0.hasPrefix("Patient/") } }
  }

  var puts: [Put]
  var deletes: [String]
  var body: [UInt8]

  /// References of all entries in order.
  var references: [String] { puts.map(\.reference) + deletes }

  /// The Patient that the transaction is about.
  var patient: String? {
    puts.flatMap(\.patients).first ?? puts.first { $0.reference.hasPrefix("Patient/") }?.reference
      ?? deletes.first { $0.hasPrefix("Patient/") }
  }

  /// Nil for anything that is no well-formed transaction.
  init?(_ body: [UInt8]) {
    self.body = body
    puts = []
    deletes = []
    guard let bundle = try? JSONSerialization.jsonObject(with: Data(body)) as? [String: Any],
      bundle["type"] as? String == "transaction", let entries = bundle["entry"] as? [[String: Any]]
    else { return nil }
    for entry in entries {
      guard let request = entry["request"] as? [String: Any], let url = request["url"] as? String else {
        return nil
      }
      switch request["method"] as? String {
      case "PUT":
        // PUT entries come first: an answer's entries are told apart by their place.
        guard deletes.isEmpty, let resource = entry["resource"] as? [String: Any],
          let json = try? JSONSerialization.data(withJSONObject: resource, options: [.sortedKeys])
        else { return nil }
        var targets: Set<String> = []
        Self.collect(resource, into: &targets)
        puts.append(Put(reference: url, json: String(decoding: json, as: UTF8.self), targets: targets))
      case "DELETE":
        deletes.append(url)
      default: return nil
      }
    }
  }

  /// Whether it is of a type that names no patient itself (FHIR R4): it only refers to what does.
  static func isFrame(_ reference: String) -> Bool {
    ["MessageHeader/", "Provenance/"].contains(where: reference.hasPrefix)
  }

  private static func collect(_ value: Any, into targets: inout Set<String>) {
    if let object = value as? [String: Any] {
      if let reference = object["reference"] as? String, !reference.hasPrefix("#") {
        targets.insert(reference)
      }
      for child in object.values { collect(child, into: &targets) }
    } else if let list = value as? [Any] {
      for child in list { collect(child, into: &targets) }
    }
  }
}
