extension CoverageReport {
  /// The report as one JSON object on one line, line end included: `path`, `kind`, `counts` and `fields`, each with
  /// `segment`, `field`, `count`, `outcome` (`delivered`, `notDelivered`, `unknown`) and its `elements` or its `reason`.
  ///
  /// - Parameter path: The file, as it was named.
  public func json(path: String? = nil) -> [UInt8] {
    var json = JSONWriter()
    json.object { json in
      json.string("path", path)
      json.string("kind", kind)
      json.object("counts") { json in
        json.integer("delivered", delivered)
        json.integer("notDelivered", notDelivered)
        json.integer("unknown", unknown)
      }
      json.array("fields") { json in
        for entry in entries { json.object { $0.members(of: entry) } }
      }
    }
    return json.bytes + [0x0A]
  }
}

extension JSONWriter {
  fileprivate mutating func members(of entry: CoverageReport.Entry) {
    string("segment", entry.segment)
    integer("field", entry.field)
    integer("count", entry.count)
    switch entry.outcome {
    case .delivered(let elements):
      string("outcome", "delivered")
      array("elements") { json in
        for element in elements { json.string(element) }
      }
    case .notDelivered(let reason):
      string("outcome", "notDelivered")
      string("reason", reason.rawValue)
    case nil: string("outcome", "unknown")
    }
  }
}
