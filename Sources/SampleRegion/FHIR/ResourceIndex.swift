/// What is found by search and what must resolve: identifiers and references of one resource.
struct ResourceIndex {
  /// Elements at the top of a resource that name its patient.
  static let patientElements = ["subject", "patient", "beneficiary"]

  private(set) var identifiers: [ResourceContent.Identifier] = []
  private(set) var references: [ResourceContent.Reference] = []

  /// Walks a resource.
  ///
  /// - Throws: ``FHIRFailure`` 400 for a reference of no known form, 422 for one that nothing can resolve.
  init(_ resource: JSONValue, type: String) throws(FHIRFailure) {
    collectIdentifiers(of: resource)
    if type == "MessageHeader", let event = resource["eventCoding"], let code = event["code"]?.string {
      identifiers.append(
        ResourceContent.Identifier(role: .event, system: event["system"]?.string ?? "", value: code))
    }
    // A stored Bundle is a document or message of its own: its references resolve inside it.
    guard type != "Bundle" else { return }
    let contained = (resource["contained"]?.elements ?? []).compactMap { $0["id"]?.string }
    var walk = ReferenceWalk(contained: Set(contained), type: type)
    try walk.visit(resource, path: [])
    references = walk.found
  }

  private mutating func collectIdentifiers(of resource: JSONValue) {
    for identifier in resource["identifier"]?.oneOrMany ?? [] { add(identifier, .own) }
    for element in Self.patientElements {
      for reference in resource[element]?.oneOrMany ?? [] {
        if let identifier = reference["identifier"] { add(identifier, .patient) }
      }
    }
  }

  private mutating func add(_ identifier: JSONValue, _ role: ResourceContent.Identifier.Role) {
    guard let value = identifier["value"]?.string else { return }
    let entry = ResourceContent.Identifier(
      role: role, system: identifier["system"]?.string ?? "", value: value)
    if !identifiers.contains(entry) { identifiers.append(entry) }
  }
}

/// A literal reference taken apart (FHIR R4 2.3.0.1).
enum LiteralReference: Equatable {
  /// `Type/id`, also with `/_history/version`.
  case relative(type: String, id: String)
  /// `#id` of a contained resource; `#` of the container.
  case fragment(String)
  /// `urn:uuid:` or `urn:oid:`, which only a Bundle can resolve.
  case bundleLocal
  /// On another server.
  case absolute

  /// `nil` when the text is none of these.
  init?(_ text: String) {
    if text.hasPrefix("#") {
      self = .fragment(String(text.dropFirst()))
    } else if text.hasPrefix("urn:") {
      self = .bundleLocal
    } else if text.hasPrefix("http://") || text.hasPrefix("https://") {
      self = .absolute
    } else {
      let parts = text.split(separator: "/", omittingEmptySubsequences: false)
      let isVersioned = parts.count == 4 && parts[2] == "_history" && LogicalID.isValid(parts[3])
      guard parts.count == 2 || isVersioned, ResourceTypes.contains(parts[0]), LogicalID.isValid(parts[1])
      else {
        return nil
      }
      self = .relative(type: String(parts[0]), id: String(parts[1]))
    }
  }
}

/// Collects the references of a resource, depth first.
private struct ReferenceWalk {
  let contained: Set<String>
  let type: String
  var found: [ResourceContent.Reference] = []
  private var known: Set<ResourceContent.Reference> = []

  init(contained: Set<String>, type: String) {
    self.contained = contained
    self.type = type
  }

  /// Recursion is bounded by the depth that ``JSONReader`` allows.
  mutating func visit(_ value: JSONValue, path: [String]) throws(FHIRFailure) {
    switch value {
    case .object(let members):
      for member in members {
        switch member.value {
        case .string(let text) where member.name == "reference": try add(text, path: path)
        case .object, .array: try visit(member.value, path: path + [member.name])
        default: break
        }
      }
    case .array(let elements):
      for element in elements { try visit(element, path: path) }
    case .string, .number, .bool, .null: break
    }
  }

  private mutating func add(_ text: String, path: [String]) throws(FHIRFailure) {
    let place = path.joined(separator: ".")
    let expression = "\(type).\(place)"
    switch LiteralReference(text) {
    case .relative(let type, let id):
      let reference = ResourceContent.Reference(path: place, type: type, id: id)
      if known.insert(reference).inserted { found.append(reference) }
    case .fragment(let id):
      guard id.isEmpty || contained.contains(id) else {
        throw FHIRFailure(
          422, .notFound, "A reference to a contained resource that is not contained", path: expression)
      }
    case .bundleLocal:
      throw FHIRFailure(
        422, .notFound, "A URN reference that no entry of the Bundle resolves", path: expression)
    case .absolute: break
    case nil:
      throw FHIRFailure(400, .value, "A reference is no Type/id, URL, URN or fragment", path: expression)
    }
  }
}
