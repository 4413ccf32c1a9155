/// What this server can do (FHIR R4 3.1.0.9), for `GET /fhir/metadata`.
enum CapabilityStatement {
  /// The statement of a server at `base`.
  static func encode(base: String, referentialIntegrity: Bool) -> [UInt8] {
    JSONValue.object(
      ("resourceType", .string("CapabilityStatement")),
      ("status", .string("active")),
      ("date", .string("2026-01-01")),
      ("kind", .string("instance")),
      ("software", .object(("name", .string("sample-region")))),
      (
        "implementation",
        .object(
          ("description", .string("An embedded regional repository for trials and tests")),
          ("url", .string(base)))
      ),
      ("fhirVersion", .string("4.0.1")),
      ("format", .array([.string("application/fhir+json")])),
      ("rest", .array([rest(referentialIntegrity: referentialIntegrity)]))
    ).encoded
  }

  private static func rest(referentialIntegrity: Bool) -> JSONValue {
    .object(
      ("mode", .string("server")),
      (
        "resource",
        .array(ResourceTypes.all.sorted().map { resource($0, referentialIntegrity: referentialIntegrity) })
      ),
      ("interaction", .array([.object(("code", .string("transaction")))]))
    )
  }

  private static func resource(_ type: String, referentialIntegrity: Bool) -> JSONValue {
    let interactions = ["read", "create", "update", "delete", "search-type"]
    let policies = ["literal", "logical", "local"] + (referentialIntegrity ? ["enforced"] : [])
    return .object(
      ("type", .string(type)),
      ("interaction", .array(interactions.map { .object(("code", .string($0))) })),
      ("versioning", .string("versioned")),
      ("readHistory", .bool(false)),
      ("updateCreate", .bool(true)),
      ("conditionalCreate", .bool(false)),
      ("conditionalUpdate", .bool(false)),
      ("referencePolicy", .array(policies.map { .string($0) })),
      ("searchParam", .array(parameters(type)))
    )
  }

  private static func parameters(_ type: String) -> [JSONValue] {
    var parameters = [("_id", "token"), ("_lastUpdated", "date")]
    if !ResourceTypes.withoutIdentifier.contains(type) { parameters.append(("identifier", "token")) }
    if type == "MessageHeader" { parameters.append(("event", "token")) }
    let element = ResourceTypes.patientElement[type]
    if element != nil { parameters.append(("patient", "reference")) }
    if element == "subject" { parameters.append(("subject", "reference")) }
    return parameters.map { .object(("name", .string($0.0)), ("type", .string($0.1))) }
  }
}
