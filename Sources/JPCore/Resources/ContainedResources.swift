import HL7v2

/// What a message tells of staff, organizations and places beyond a number and a name. It has no life of its own in
/// the region: a hospital's staff numbers, wards and names change without notice, and no record owns them. Hence it is
/// contained in each resource that names it (FHIR R4 2.3.0.2, JAMI: "usually contained").
enum ContainedContent: Equatable, Sendable {
  /// Practitioner, JP_Practitioner: the names in each script, and licences.
  case practitioner(names: [StaffName], qualifications: [Qualification])
  /// Organization, JP_Organization; the kind of its number follows from the system.
  case organization
  /// Location, JP_Location: its own number, and what kind of place it is.
  case location(physicalType: Concept?)
}

/// A name of a member of the staff as an XCN writes it.
struct StaffName: Equatable, Sendable {
  var family: String
  var given: String
  /// `I`, `P` or `A`, as ``HL7v2/XCN/representation``.
  var representation: String?

  var text: String {
    if given.isEmpty { return family }
    return family.isEmpty ? given : String(joining: family, given, separator: " ")
  }
}

/// A licence of a member of the staff.
struct Qualification: Equatable, Sendable {
  /// Nil where who gave the number is not known.
  var system: String?
  var value: String
  var code: Concept
}

extension JSONWriter {
  /// Writes a resource into `contained`, once however often it is named.
  ///
  /// - Parameters:
  ///   - type: The resource type.
  ///   - name: Beginning of its id; alike ones are numbered.
  ///   - profile: Canonical URL; nil for a type that JP Core leaves alone.
  ///   - members: Writes what follows `meta`.
  /// - Returns: The reference to it, `#practitioner`.
  mutating func contain(
    _ type: StaticString, _ name: String, profile: String?, _ members: (inout JSONWriter) -> Void
  ) -> String {
    var inner = JSONWriter(capacity: 512)
    swap(&inner.contained, &contained)
    members(&inner)
    swap(&inner.contained, &contained)
    let json = inner.bytes
    var alike = 0
    for known in contained where known.name == name {
      if known.members == json { return "#" + known.id }
      alike += 1
    }
    let id = alike == 0 ? name : "\(name)-\(alike + 1)"
    var whole = JSONWriter(capacity: json.count + 192)
    whole.object { whole in
      whole.string("resourceType", type)
      whole.string("id", id)
      if let profile {
        whole.object("meta") { $0.array("profile") { $0.string(profile) } }
      }
      whole.rawMembers(json)
    }
    contained.append(ContainedJSON(name: name, id: id, members: json, json: whole.bytes))
    return "#" + id
  }

  /// The member `contained` with all that was named so far; the last member of a resource.
  mutating func writeContained() {
    if contained.isEmpty { return }
    let items = contained
    array("contained") { json in
      for item in items { json.raw(item.json) }
    }
  }

  /// The reference to what is contained of somebody or something; nil when a number and a name say all.
  mutating func contained(_ reference: NamedReference) -> String? {
    guard let content = reference.content else { return nil }
    let profiles = ContainedProfiles.standard
    func identifier(_ json: inout JSONWriter) {
      json.array("identifier") { $0.identifier(system: reference.system, value: reference.value) }
    }
    switch content {
    case .practitioner(let names, let qualifications):
      return contain("Practitioner", "practitioner", profile: profiles.practitioner) { json in
        identifier(&json)
        json.array("name") { json in
          for name in names { json.object { $0.members(of: name) } }
        }
        json.array("qualification") { json in
          for qualification in qualifications { json.object { $0.members(of: qualification) } }
        }
      }
    case .organization:
      return contain("Organization", "organization", profile: profiles.organization) { json in
        identifier(&json)
        json.string("name", reference.display)
      }
    case .location(let physicalType):
      return contain("Location", "location", profile: profiles.location) { json in
        identifier(&json)
        json.string("name", reference.display)
        json.string("mode", "instance")
        json.concept("physicalType", physicalType)
      }
    }
  }

  private mutating func members(of name: StaffName) {
    representation(name.representation)
    string("text", name.text)
    string("family", name.family)
    array("given") { $0.string(name.given) }
  }

  private mutating func members(of qualification: Qualification) {
    array("identifier") { $0.identifier(system: qualification.system, value: qualification.value) }
    concept("code", qualification.code)
  }

  /// The script of a name (extension iso21090-EN-representation).
  mutating func representation(_ code: String?) {
    guard let representation = code.flatMap(HL7Map.nameRepresentation) else { return }
    array("extension") { json in
      json.object { json in
        json.string("url", HL7System.nameRepresentation)
        json.string("valueCode", representation)
      }
    }
  }
}

/// One resource of `contained` as a ``JSONWriter`` keeps it until the end.
struct ContainedJSON: Sendable {
  let name: String
  let id: String
  /// What follows `meta`; alike members are the same resource.
  let members: [UInt8]
  /// The whole.
  let json: [UInt8]
}

/// Profiles of what is contained; both releases of JP Core have the same.
private struct ContainedProfiles {
  static let standard = ContainedProfiles()
  let practitioner = Profile.practitioner.url(.v1_1_2)
  let organization = Profile.organization.url(.v1_1_2)
  let location = Profile.location.url(.v1_1_2)
}
