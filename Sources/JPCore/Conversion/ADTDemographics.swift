import HL7v2

extension RecordConverter {
  /// ADT-00 (ADT^A08): Patient, AllergyIntolerance of each AL1, Coverage of each IN1, Observation of each
  /// OBX.
  ///
  /// No Encounter is made of its PV1: the stay's own kinds tell it, and two sources would overwrite each
  /// other. A23 (deletion) makes nothing.
  mutating func convertDemographics() throws(ConversionError) {
    if message.first("MSH")?[9][2].valued == "A23" {
      note(.cancelled, message.first("MSH"), 9)
      return
    }
    guard let pid = message.first("PID") else {
      throw ConversionError(segment: "PID", reason: "the message has no patient segment")
    }
    addPatient(pid)
    for segment in message.segments {
      if segment.isNamed("AL1") {
        addAllergy(al1: segment)
      } else if segment.isNamed("IN1") {
        addCoverage(segment)
      } else if segment.isNamed("OBX") {
        addBodyObservation(segment)
      }
    }
  }

  private mutating func addPatient(_ pid: Segment) {
    let localID = patientID
    let birthDate = date(pid, 7)
    let birthTime = pid[7].valued.flatMap { TimeStamp($0)?.fhirDateTime }.flatMap {
      $0.contains("T") ? $0 : nil
    }
    let gender = pid[8].valued.flatMap(HL7Map.gender)
    if gender == nil, pid[8].valued != nil { note(.codeUnknown, pid, 8) }
    let contacts = message.all("NK1").map { segment in
      (segment, concept(segment, 3))
    }
    let (context, facility, disabilities) = (context, facility, disabilities())
    add("Patient", id: PatientResource.id(localID: localID, context: context), profile: .patient) { json in
      json.array("extension") { json in
        for disability in disabilities {
          json.object { json in
            json.string("url", HL7System.structureDefinition + "patient-disability")
            json.concept("valueCodeableConcept", disability)
          }
        }
      }
      PatientResource.identifiers(&json, localID: localID, context: context)
      json.array("name") { json in
        for name in pid[5].repetitions { json.object { $0.members(of: XPN(name)) } }
      }
      json.array("telecom") { json in
        json.telecoms(pid[13], defaultUse: "home")
        json.telecoms(pid[14], defaultUse: "work")
      }
      json.string("gender", gender)
      json.string("birthDate", birthDate)
      if let birthTime { json.birthTime(birthTime) }
      json.array("address") { json in
        for address in pid[11].repetitions { json.object { $0.members(of: XAD(address)) } }
      }
      json.array("contact") { json in
        for (segment, relationship) in contacts {
          json.object { $0.members(ofContact: segment, relationship: relationship) }
        }
      }
      json.reference("managingOrganization", facility)
    }
  }

  /// DB1: that the patient (not a guarantor or insured person) is disabled. A denial is no disability.
  private func disabilities() -> [Concept] {
    message.all("DB1").compactMap { segment in
      guard segment[4].valued == "Y", segment[2].valued ?? "PT" == "PT" else { return nil }
      return Concept(
        codings: [
          Coding(system: HL7System.disabledPerson, code: "PT", display: nil),
          Coding(system: HL7System.yesNo, code: "Y", display: nil),
        ], text: "身体障害あり")
    }
  }

  /// IN1: Coverage, JP_Coverage. An insurer without number and name is unknown, which is said so, as for a
  /// patient who pays himself.
  private mutating func addCoverage(_ in1: Segment) {
    let plan = concept(in1, 2)
    let insurerNumber = in1[3].valued?.trimmed
    let insurerName = in1[4].valued
    let relationship = in1[17].isEmpty ? nil : concept(in1, 17)
    let subscriber = in1[17][1].valued.flatMap(HL7Map.subscriberRelationship)
    let period = period(start: date(in1, 12), end: date(in1, 13), in1, 13)
    let id = ids.next(
      "Coverage",
      [in1[2].text, insurerNumber ?? insurerName, in1[10].valued, in1[11].valued].map { $0 ?? "" }
        .joined(separator: "|"))
    let payor = NamedReference(
      type: "Organization", system: insurerNumber == nil ? nil : systems.uri(.insurerNumber),
      value: insurerNumber, display: insurerName, content: .organization)
    let subject = subject
    add("Coverage", id: id, profile: .coverage) { json in
      json.array("extension") { json in
        for (url, field) in [(JPExtension.insuredSymbol, 10), (JPExtension.insuredNumber, 11)] {
          guard let value = in1[field].valued else { continue }
          json.object { json in
            json.string("url", url)
            json.string("valueString", value)
          }
        }
      }
      json.string("status", "active")
      json.concept("type", plan)
      json.string("subscriberId", in1[11].valued)
      json.raw("beneficiary", subject)
      json.concept(
        "relationship",
        relationship.map { relationship in
          var relationship = relationship
          if let subscriber {
            relationship.codings.append(
              Coding(system: HL7System.subscriberRelationship, code: subscriber, display: nil))
          }
          return relationship
        })
      json.period("period", period)
      json.array("payor") { json in
        json.object { json in
          if insurerNumber == nil && insurerName == nil {
            json.unknownReason()
          } else {
            json.members(of: payor)
          }
        }
      }
    }
  }
}

extension JSONWriter {
  /// HumanName of an XPN (HL7 v2.5 2.A.88).
  mutating func members(of name: XPN) {
    guard !name.text.isBlank else { return }
    representation(name.representation)
    if name.type == "L" { string("use", "official") }
    string("text", name.text)
    string("family", name.family)
    array("given") { $0.string(name.given) }
  }

  /// Address of an XAD (HL7 v2.5 2.A.86); Japanese addresses are one text.
  mutating func members(of address: XAD) {
    guard !address.text.isBlank || !address.postcode.isBlank else { return }
    switch address.type {
    case "H": string("use", "home")
    case "B", "O": string("use", "work")
    default: break
    }
    string("text", address.text)
    string("postalCode", address.postcode.trimmed)
    string("country", address.country == "JPN" ? "JP" : address.country)
  }

  /// ContactPoints of an XTN field (HL7 v2.5 2.A.89). An emergency number has no use in FHIR and stays
  /// without.
  mutating func telecoms(_ field: Field, defaultUse: String) {
    for number in field.repetitions {
      let contact = XTN(number)
      guard let value = contact.number.nonBlank ?? contact.address.nonBlank else { continue }
      object { json in
        json.string("system", HL7Map.contactSystem(contact.equipment))
        json.string("value", value.trimmed)
        json.string("use", contact.use.isBlank ? defaultUse : HL7Map.contactUse(contact.use))
      }
    }
  }

  /// The time of birth, as extension of `birthDate`.
  mutating func birthTime(_ dateTime: String) {
    object("_birthDate") { json in
      json.array("extension") { json in
        json.object { json in
          json.string("url", HL7System.structureDefinition + "patient-birthTime")
          json.string("valueDateTime", dateTime)
        }
      }
    }
  }

  /// Patient.contact of an NK1; a relationship alone is no contact (FHIR R4 pat-1).
  mutating func members(ofContact nk1: Segment, relationship: Concept) {
    let names = nk1[2].repetitions.map(XPN.init)
    let name = names.first { $0.representation == "I" } ?? names.first
    let organization = nk1[13].valued
    guard [2, 4, 5, 6, 13].contains(where: { !nk1[$0].isEmpty }) else { return }
    concepts("relationship", [relationship])
    if let name { object("name") { $0.members(of: name) } }
    array("telecom") { json in
      json.telecoms(nk1[5], defaultUse: "home")
      json.telecoms(nk1[6], defaultUse: "work")
    }
    if let address = nk1[4].repetitions.first { object("address") { $0.members(of: XAD(address)) } }
    if let organization { object("organization") { $0.string("display", organization) } }
  }
}
