import HL7v2

/// Who ordered, and for which department.
struct OrderingStaff {
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

extension JSONWriter {
  /// A person as one of a department: a contained PractitionerRole, JP_PractitionerRole; the person alone without a
  /// department.
  mutating func reference(_ key: StaticString, _ staff: OrderingStaff, of facility: NamedReference?) {
    guard let department = staff.department else {
      reference(key, staff.person)
      return
    }
    let role = contain(
      "PractitionerRole", "role", profile: Profile.practitionerRole.url(.v1_1_2)
    ) { json in
      json.reference("practitioner", staff.person)
      json.reference("organization", facility)
      json.concepts("specialty", [department])
    }
    object(key) { json in
      json.string("reference", role)
      json.string("display", staff.person?.display ?? department.text)
    }
  }
}
