import HL7v2

/// A Specimen that was made, and what orders and results of it need; one object, since they all share it.
final class LaboratorySpecimen {
  let reference: String
  /// What tells it from other specimens of the message: its number, else material and time.
  let identity: String
  let material: String?
  let collected: String?

  init(reference: String, identity: String, material: String?, collected: String?) {
    self.reference = reference
    self.identity = identity
    self.material = material
    self.collected = collected
  }
}

extension RecordConverter {
  /// SPM: a Specimen, JP_Specimen. It has no status: an order does not tell whether it was collected.
  mutating func addSpecimen(_ spm: Segment) -> LaboratorySpecimen {
    let number = spm[2][1].valued ?? spm[2][2].valued
    let type = concept(spm, 4, use: .specimenType)
    let site = spm[8].isEmpty ? nil : concept(spm, 8)
    let collected = dateTime(spm, 17)
    let identity = number ?? "\(spm[4].firstRepetition.encodedText)|\(spm[17].text)"
    let id = ids.next("Specimen", identity)
    let identifier = instanceIdentifier([number])
    let subject = subject
    add("Specimen", id: id, profile: .specimen) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.concept("type", type)
      json.raw("subject", subject)
      json.object("collection") { json in
        json.string("collectedDateTime", collected)
        json.concept("bodySite", site)
      }
    }
    return LaboratorySpecimen(
      reference: "Specimen/\(id)", identity: identity, material: spm[4][1].valued?.trimmed,
      collected: collected)
  }
}
