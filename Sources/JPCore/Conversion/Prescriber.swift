import HL7v2

extension RecordConverter {
  /// ORC-12 and ORC-17, with the licence to prescribe narcotics of RXE-13.
  ///
  /// RXE-13 is the ordering doctor's by definition; where it names somebody else, it is told in a note.
  mutating func prescriber(_ order: DrugOrder, _ notes: inout [String]) -> OrderingStaff {
    var staff = OrderingStaff(person: provider(order.orc, 12), department: department(order.orc))
    let licences = order.rxe[13].repetitions.filter { !$0.isEmpty && !$0.isNull }.map { XCN($0) }
    let numbers = licences.compactMap { $0.id.trimmed.nonBlank }
    let names = licences.map {
      StaffName(family: $0.family, given: $0.given, representation: $0.representation)
    }.filter { !$0.text.isBlank }
    guard !numbers.isEmpty else { return staff }
    let qualifications = numbers.map(narcoticsLicence)
    guard let person = staff.person, case .practitioner(let known, _) = person.content else {
      staff.person = NamedReference(
        type: "Practitioner", system: nil, value: nil, display: names.first?.text ?? "麻薬施用者",
        content: .practitioner(names: names, qualifications: qualifications))
      return staff
    }
    if names.isEmpty || known.isEmpty
      || names.contains(where: { name in known.contains { $0.text == name.text } })
    {
      staff.person?.content = .practitioner(names: known, qualifications: qualifications)
    } else {
      notes.append("麻薬施用者免許番号 \(numbers.joined(separator: " ")) \(names.map(\.text).joined(separator: " "))")
    }
    return staff
  }

  /// A licence counts in the prefecture that gave it, which must be the one of the place of work; the institution's
  /// ten digits begin with its number.
  private func narcoticsLicence(_ number: String) -> Qualification {
    let prefecture = context.facilityCode.prefix(2)
    let isPrefecture = context.hasInstitutionCode && (1...47).contains(Int(prefecture) ?? 0)
    return Qualification(
      system: isPrefecture ? IdentifierSystem.narcoticsLicence + prefecture : nil, value: number,
      code: Concept(
        codings: [Coding(system: HL7System.medicalLicence, code: "narcotics-practitioner", display: nil)],
        text: "麻薬施用者免許"))
  }
}
