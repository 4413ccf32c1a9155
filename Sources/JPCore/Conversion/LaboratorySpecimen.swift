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
    let collected = dateTime(spm, 17)
    let identity = number ?? "\(spm[4].firstRepetition.encodedText)|\(spm[17].text)"
    let id = ids.next("Specimen", identity)
    let identifier = instanceIdentifier([number])
    let collection = collection(spm, start: collected)
    let received = dateTime(spm, 18)
    let additives = concepts(spm, 6).filter { !$0.isEmpty }
    let container = spm[27].isEmpty ? nil : concept(spm, 27)
    let conditions = concepts(spm, 24)
    var notes = spm[14].repetitions.compactMap { $0[1].valued }
    if let second = collection.secondSite?.text { notes.append("採取部位 \(second)") }
    if let amount = collection.amountText { notes.append("採取量 \(amount)") }
    let subject = subject
    add("Specimen", id: id, profile: .specimen) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.concept("type", type)
      json.raw("subject", subject)
      json.string("receivedTime", received)
      json.object("collection") { $0.members(of: collection) }
      json.array("container") { json in
        json.object { json in
          json.concept("type", container)
          // One additive a container in FHIR.
          json.concept("additiveCodeableConcept", additives.count == 1 ? additives[0] : nil)
        }
      }
      json.concepts("condition", conditions)
      json.notes(notes + (additives.count > 1 ? additives.compactMap { $0.text.map { "添加物 \($0)" } } : []))
    }
    return LaboratorySpecimen(
      reference: "Specimen/\(id)", identity: identity, material: spm[4][1].valued?.trimmed,
      collected: collected)
  }

  /// SPM-7, 8, 10, 12 and 17. Where the material was taken (SPM-10) says less than where it comes from (SPM-8), and FHIR
  /// has one site.
  private mutating func collection(_ spm: Segment, start: String?) -> SpecimenCollection {
    var collection = SpecimenCollection(start: start)
    if let end = spm[17][2].valued {
      if let time = TimeStamp(end)?.fhirDateTime {
        let period = PeriodValue(start: start, end: time)
        if period.isReversed { note(.datePeriodReversed, spm, 17) } else { collection.end = time }
      } else {
        note(.dateImpossible, spm, 17)
      }
    }
    for field in [8, 10] where !spm[field].isEmpty && !spm[field].isNull {
      let site = concept(spm, field)
      if collection.site == nil {
        collection.site = site
      } else if collection.site?.text != site.text {
        collection.secondSite = site
      }
    }
    if !spm[7].isEmpty { collection.method = concept(spm, 7) }
    if let written = spm[12][1].valued?.trimmed {
      let unit = unit(use: .general, spm, 12) { spm[12][2][$0].valued }
      if let number = NumberText.json(written) {
        collection.amount = QuantityValue(value: number, comparator: nil, unit: unit)
      } else {
        note(.valueWeakened, spm, 12)
        collection.amountText = written + (unit?.text ?? "")
      }
    }
    return collection
  }
}

/// Specimen.collection.
private struct SpecimenCollection {
  var start: String?
  var end: String?
  var site: Concept?
  /// Another one, which has no element.
  var secondSite: Concept?
  var method: Concept?
  var amount: QuantityValue?
  /// An amount that is no number, which has no element.
  var amountText: String?
}

extension JSONWriter {
  fileprivate mutating func members(of collection: SpecimenCollection) {
    if collection.end == nil {
      string("collectedDateTime", collection.start)
    } else {
      period("collectedPeriod", PeriodValue(start: collection.start, end: collection.end))
    }
    quantity("quantity", collection.amount)
    concept("method", collection.method)
    concept("bodySite", collection.site)
  }
}
