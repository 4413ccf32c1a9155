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
}

extension JSONWriter {
  /// HumanName of an XPN (HL7 v2.5 2.A.88).
  mutating func members(of name: XPN) {
    guard !name.text.isBlank else { return }
    representation(name.representation)
    string("use", HL7Map.nameUse(name.type))
    string("text", name.text)
    string("family", name.family)
    array("given") { json in
      json.string(name.given)
      json.string(name.furtherGivenNames)
    }
    array("prefix") { $0.string(name.prefix) }
    array("suffix") { $0.string(name.suffix) }
  }

  /// Address of an XAD (HL7 v2.5 2.A.86). SS-MIX2 writes Japanese addresses as one text, which is not taken apart: only
  /// what the message has in components of their own is prefecture, city and line.
  mutating func members(of address: XAD) {
    guard !address.text.isBlank || !address.postcode.isBlank else { return }
    switch address.type {
    case "H": string("use", "home")
    case "B", "O": string("use", "work")
    case "C": string("use", "temp")
    default: break
    }
    string("text", address.text)
    array("line") { json in
      json.string(address.streetAddress)
      json.string(address.otherDesignation)
    }
    string("city", address.city)
    string("state", address.stateOrProvince)
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
    guard [2, 4, 5, 6, 13].contains(where: { !nk1[$0].isEmpty && !nk1[$0].isNull }) else { return }
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
