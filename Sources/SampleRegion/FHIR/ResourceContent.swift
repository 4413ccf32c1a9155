/// One resource as a client sent it, checked as far as any FHIR server checks, and what is indexed of it.
/// Holds the content without what the server owns (`meta.versionId`, `meta.lastUpdated`), so that two
/// deliveries of the same content are equal byte for byte.
public struct ResourceContent: Sendable, Hashable {
  /// An identifier or a code by which the resource is found.
  public struct Identifier: Sendable, Hashable {
    /// Whose identifier it is: of the resource itself, or of the patient that it names logically; or the event of a
    /// MessageHeader, which is searched as a token alike.
    public enum Role: String, Sendable { case own, patient, event }
    /// Whose identifier it is.
    public var role: Role
    /// `Identifier.system`, `Coding.system`; empty when absent.
    public var system: String
    /// `Identifier.value`, `Coding.code`.
    public var value: String
  }

  /// A literal reference to another resource of this server.
  public struct Reference: Sendable, Hashable {
    /// The element that refers, without indexes: `subject`, `participant.individual`.
    public var path: String
    /// The type referred to.
    public var type: String
    /// The logical id referred to.
    public var id: String
  }

  /// The resource type.
  public let type: String
  /// The logical id.
  public let id: String
  /// Compact JSON: `resourceType`, `id` and `meta` first, the rest in the order received.
  public let content: [UInt8]
  /// Identifiers, without repetitions.
  public let identifiers: [Identifier]
  /// Literal references, without repetitions.
  public let references: [Reference]
  /// Of a Patient: the name to show; otherwise `nil`.
  public let label: String?
  /// Of a Patient: the identifier the region knows it by.
  public let regionalIdentifier: Identifier?

  /// Checks a resource and indexes it.
  ///
  /// - Parameters:
  ///   - resource: the JSON value as received, its Bundle-local references already replaced.
  ///   - type: the type that the URL names.
  ///   - id: the logical id that the URL names, or the one that the server has given to a new resource.
  ///   - givesID: true for a create, where the id in the content is replaced; otherwise it must equal `id`.
  /// - Throws: ``FHIRFailure`` with status 400 or 422.
  public init(_ resource: JSONValue, type: String, id: String, givesID: Bool = false) throws(FHIRFailure) {
    guard let members = resource.members else {
      throw FHIRFailure(400, .structure, "A resource is a JSON object")
    }
    guard resource["resourceType"]?.string == type else {
      throw FHIRFailure(
        400, .invalid, "The content is not of the resource type that the URL names", path: type)
    }
    guard LogicalID.isValid(id) else {
      throw FHIRFailure(
        400, .value, "A logical id is 1 to 64 characters of [A-Za-z0-9-.]", path: "\(type).id")
    }
    guard givesID || resource["id"]?.string == id else {
      throw FHIRFailure(400, .invalid, "The id in the content is not the one in the URL", path: "\(type).id")
    }
    if let place = ElementRules.emptyElement(in: members) {
      throw FHIRFailure(
        400, .structure, "An element is null or empty (FHIR R4 2.6.2)", path: "\(type).\(place)")
    }
    self.type = type
    self.id = id
    content = try Self.canonical(members, type: type, id: id)
    let index = try ResourceIndex(resource, type: type)
    identifiers = index.identifiers
    references = index.references
    label = type == "Patient" ? HumanName.text(resource) : nil
    regionalIdentifier = type == "Patient" ? Self.regional(index.identifiers) : nil
  }

  /// Patient identifiers of the hospital itself: `1.2.392.100495.20.3.51.1` and the institution code (JP Core
  /// 1.1).
  static let localSystemPrefix = "urn:oid:1.2.392.100495.20.3.51."

  private static func regional(_ identifiers: [Identifier]) -> Identifier? {
    let own = identifiers.filter { $0.role == .own }
    return own.first { !$0.system.isEmpty && !$0.system.hasPrefix(localSystemPrefix) } ?? own.first
  }

  private static func canonical(
    _ members: [JSONMember], type: String, id: String
  ) throws(FHIRFailure) -> [UInt8] {
    var meta: [JSONMember] = []
    if let received = members.first(where: { $0.name == "meta" })?.value {
      guard let received = received.members else {
        throw FHIRFailure(400, .structure, "meta is an object", path: "\(type).meta")
      }
      meta = received.filter { $0.name != "versionId" && $0.name != "lastUpdated" }
    }
    var bytes = head(type: type, id: id)
    if !meta.isEmpty {
      JSONValue.append([JSONMember("meta", .object(meta))], to: &bytes, following: true)
    }
    let rest = members.filter { !["resourceType", "id", "meta"].contains($0.name) }
    JSONValue.append(rest, to: &bytes, following: true)
    bytes.append(UInt8(ascii: "}"))
    return bytes
  }

  /// What every stored content starts with; type and id need no escaping.
  private static func head(type: String, id: String) -> [UInt8] {
    Array(#"{"resourceType":"\#(type)","id":"\#(id)""#.utf8)
  }

  /// The resource as it is served: the stored content with the server's part of `meta` put in.
  static func served(_ content: [UInt8], type: String, id: String, version: Int, updated: Int64) -> [UInt8] {
    let start = head(type: type, id: id).count
    let opening = Array(#","meta":{"#.utf8)
    let hasMeta = content[start...].starts(with: opening)
    var bytes: [UInt8] = []
    bytes.reserveCapacity(content.count + 96)
    bytes.append(contentsOf: content[..<start])
    bytes.append(contentsOf: opening)
    bytes.append(contentsOf: #""versionId":"\#(version)","lastUpdated":"\#(Instant.text(updated))""#.utf8)
    bytes.append(contentsOf: (hasMeta ? "," : "}").utf8)
    bytes.append(contentsOf: content[(hasMeta ? start + opening.count : start)...])
    return bytes
  }
}

/// Rules for any element of any resource.
enum ElementRules {
  /// The path of the first element that is `null`, an empty string, array or object (FHIR R4 2.6.2); `null`
  /// is allowed inside an array, where it keeps the place of a value that has only extensions.
  static func emptyElement(in members: [JSONMember]) -> String? {
    for member in members {
      if let place = emptyElement(member.value, isListed: false) { return member.name + place }
    }
    return nil
  }

  private static func emptyElement(_ value: JSONValue, isListed: Bool) -> String? {
    switch value {
    case .null: return isListed ? nil : ""
    case .string(let text): return text.isEmpty ? "" : nil
    case .number, .bool: return nil
    case .object(let members):
      if members.isEmpty { return "" }
      return emptyElement(in: members).map { ".\($0)" }
    case .array(let elements):
      if elements.isEmpty { return "" }
      for (index, element) in elements.enumerated() {
        if let place = emptyElement(element, isListed: true) { return "[\(index)]\(place)" }
      }
      return nil
    }
  }
}

/// Names of people (FHIR R4 2.24.0.13) as text.
enum HumanName {
  /// The first name of a Patient or Practitioner in full, preferring the ideographic one; `nil` without a
  /// name.
  static func text(_ resource: JSONValue) -> String? {
    let names = resource["name"]?.elements ?? []
    let preferred = names.first { !isSyllabic($0) } ?? names.first
    guard let name = preferred else { return nil }
    if let text = name["text"]?.string { return text }
    let parts =
      [name["family"]?.string].compactMap(\.self) + (name["given"]?.elements ?? []).compactMap(\.string)
    return parts.isEmpty ? nil : parts.joined(separator: " ")
  }

  /// Whether a name is the reading in kana (extension `iso21090-EN-representation`, code `SYL`).
  private static func isSyllabic(_ name: JSONValue) -> Bool {
    (name["extension"]?.elements ?? []).contains { $0["valueCode"]?.string == "SYL" }
  }
}
