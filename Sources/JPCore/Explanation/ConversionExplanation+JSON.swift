extension ConversionExplanation {
  /// The explanation as one JSON object on one line, line end included.
  ///
  /// `elements`: `resource` (`Type/id`), `element` (`Type.path`), `value`, `origin`, `sources`, `conditions`; a source has
  /// `segment`, `index`, `field`, `repetition`, `component`, `subcomponent`, or `file`, or `path`, or `setting`. `dropped`: a place
  /// in the message likewise, `reason`, `text`. `findings`: `code`, `segment`, `index`, `field`, `text`. `untried` where the effort
  /// did not suffice. Texts are English. It holds patient data.
  ///
  /// - Parameter path: The file, as it was named.
  public func json(path: String? = nil) -> [UInt8] {
    var json = JSONWriter(capacity: elements.count * 160 + 1024)
    json.object { json in
      json.string("path", path)
      json.array("elements") { json in
        for element in elements { json.object { $0.members(of: element) } }
      }
      json.array("dropped") { json in
        for field in dropped { json.object { $0.members(of: field) } }
      }
      json.array("findings") { json in
        for finding in findings { json.object { $0.members(of: finding) } }
      }
      if untried > 0 { json.integer("untried", untried) }
    }
    return json.bytes + [0x0A]
  }
}

extension JSONWriter {
  fileprivate mutating func members(of element: ConversionExplanation.Element) {
    string("resource", element.resource)
    let type = element.resource.prefix { $0 != "/" }
    string("element", "\(type).\(element.path)")
    if element.isLiteral { raw("value", element.value) } else { string("value", element.value) }
    string("origin", element.origin.rawValue)
    array("sources") { json in
      for source in element.sources { json.object { $0.members(of: source) } }
    }
    array("conditions") { json in
      for source in element.conditions { json.object { $0.members(of: source) } }
    }
  }

  private mutating func members(of source: ConversionExplanation.Source) {
    switch source {
    case .file(let path): string("file", path)
    case .path(let part): string("path", part.rawValue)
    case .setting(let setting): string("setting", setting.rawValue)
    case .message(let source): members(of: source)
    }
  }

  private mutating func members(of source: ConversionExplanation.MessageSource) {
    string("segment", source.segment)
    integer("index", source.index)
    integer("field", source.field)
    if let repetition = source.repetition { integer("repetition", repetition) }
    if let component = source.component { integer("component", component) }
    if let subcomponent = source.subcomponent { integer("subcomponent", subcomponent) }
  }

  fileprivate mutating func members(of dropped: ConversionExplanation.Dropped) {
    members(of: dropped.source)
    string("reason", dropped.reason.code)
    string("text", dropped.reason.english)
  }

  fileprivate mutating func members(of placed: ConversionExplanation.PlacedFinding) {
    string("code", placed.finding.code.rawValue)
    string("segment", placed.finding.segment)
    if let index = placed.index { integer("index", index) }
    if let field = placed.finding.field { integer("field", field) }
    string("text", placed.finding.code.english)
  }
}
