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
    let department = concept(orc, 17)
    return department.isEmpty ? nil : department
  }
}

extension JSONWriter {
  /// A person as one of a department: PractitionerRole in `contained`; nothing without a department.
  mutating func contained(_ staff: OrderingStaff, of facility: NamedReference?) {
    guard let department = staff.department else { return }
    array("contained") { json in
      json.object { json in
        json.string("resourceType", "PractitionerRole")
        json.string("id", "requester")
        json.reference("practitioner", staff.person)
        json.reference("organization", facility)
        json.concepts("specialty", [department])
      }
    }
  }

  /// The Reference to what ``contained(_:of:)`` wrote, else to the person.
  mutating func reference(_ key: StaticString, _ staff: OrderingStaff) {
    guard let department = staff.department else {
      reference(key, staff.person)
      return
    }
    object(key) { json in
      json.string("reference", "#requester")
      json.string("display", staff.person?.display ?? department.text)
    }
  }
}
