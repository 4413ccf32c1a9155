import HL7v2

/// Who ordered, and for which department.
struct OrderingStaff: Equatable, Sendable {
  var person: NamedReference?
  var department: Concept?
}

extension RecordConverter {
  /// ORC-17: the ordering department; nil when it says nothing.
  mutating func department(_ orc: Segment) -> Concept? {
    if orc[17].isEmpty || orc[17].isNull { return nil }
    let department = concept(orc, 17, use: .department)
    return department.isEmpty ? nil : department
  }
}

/// A Reference to somebody, and what a resource must contain for it; one object, since very many resources share it.
final class WrittenStaff: Sendable {
  let staff: OrderingStaff
  fileprivate let facility: NamedReference?
  fileprivate let reference: [UInt8]
  fileprivate let contained: [ContainedJSON]

  /// Number of bytes.
  var size: Int { contained.reduce(reference.count) { $0 + $1.members.count + $1.json.count } }

  init(_ staff: OrderingStaff, of facility: NamedReference?) {
    (self.staff, self.facility) = (staff, facility)
    var json = JSONWriter(capacity: 512)
    json.object { $0.members(of: staff, facility) }
    reference = json.bytes
    contained = json.contained
  }
}

extension JSONWriter {
  mutating func reference(_ key: StaticString, _ written: WrittenStaff) {
    // Alike ones are numbered: what was written before holds only where it is the first of its kind.
    let isFirst = contained.allSatisfy { known in written.contained.allSatisfy { $0.name != known.name } }
    guard isFirst else {
      return object(key) { $0.members(of: written.staff, written.facility) }
    }
    if written.reference.isEmpty { return }
    raw(key, written.reference)
    contained += written.contained
  }

  fileprivate mutating func members(of staff: OrderingStaff, _ facility: NamedReference?) {
    guard let department = staff.department else {
      if let person = staff.person { members(of: person) }
      return
    }
    let role = contain(
      "PractitionerRole", "role", profile: Profile.practitionerRole.url(.v1_1_2)
    ) { json in
      json.reference("practitioner", staff.person)
      json.reference("organization", facility)
      json.concepts("specialty", [department])
    }
    string("reference", role)
    string("display", staff.person?.display ?? department.text)
  }
}
