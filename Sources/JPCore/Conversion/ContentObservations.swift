import HL7v2
import SSMIX2

extension RecordConverter {
  /// Extended storage, ORU^R30 and its kin: per OBX an Observation; vital signs, body measurements or, where the item is neither,
  /// the general profile.
  ///
  /// The file of a day is a snapshot: what a later one lacks goes, since ids follow from item and time.
  mutating func convertObservations() throws(ConversionError) {
    // Whose the observations behind a second patient are, nobody has checked.
    guard message.all("PID").count <= 1 else {
      throw ConversionError(segment: "PID", reason: "the message has more than one patient segment")
    }
    var order = ObservationOrder()
    var results: [(obx: Segment, notes: [String], order: ObservationOrder)] = []
    for segment in message.segments {
      if segment.isNamed("ORC") {
        order = ObservationOrder(orc: segment)
      } else if segment.isNamed("OBR") {
        // A further request need not repeat its ORC.
        order = ObservationOrder(orc: order.orc, obr: segment)
      } else if segment.isNamed("OBX") {
        results.append((segment, [], order))
        order.hasResults = true
      } else if segment.isNamed("NTE"), order.obr != nil {
        let texts = NTE(segment).commentTexts
        if order.hasResults { results[results.count - 1].notes += texts } else { order.notes += texts }
      }
    }
    guard !results.isEmpty else {
      throw ConversionError(segment: "OBX", reason: "the message has no observation")
    }
    for result in results {
      addObservation(result.obx, notes: result.order.notes + result.notes, result.order)
    }
  }

  /// What observations take from their request.
  private struct ObservationOrder {
    var orc: Segment?
    var obr: Segment?
    var notes: [String] = []
    var hasResults = false
  }

  private mutating func addObservation(_ obx: Segment, notes: [String], _ order: ObservationOrder) {
    let code = concept(obx, 3)
    noteMalformedItem(obx)
    let unit = unit(of: obx)
    let value = value(of: obx, unit: unit)
    let interpretations = interpretations(of: obx)
    let method = obx[17].isEmpty ? nil : concept(obx, 17)
    let effective = dateTime(obx, 14)
    let issued = dateTime(order.obr, 22).flatMap { $0.hasTimeOfDay ? $0 : nil }
    let item = obx[3][1].code ?? obx[3][4].code ?? obx[3][2].valued ?? ""
    let hour = TimeStamp(obx[14].text)?.hourAlone
    let moment = hour == nil ? effective ?? obx[14].text : obx[14].text.trimmed
    let id = ids.next("Observation", "\(item)|\(moment)|\(obx[4].text)")
    let measurement = bodyMeasurement(obx, code)
    let sign = measurement == nil ? vitalSign(obx) : nil
    let isFiledAsVitalSign = isKindForVitalSigns
    let profile: Profile =
      measurement != nil ? .observationBody : sign != nil ? .observationVitalSigns : .observationCommon
    if case .observationCommon = profile { note(.profileGeneral, obx, 3) }
    let period =
      effective == nil
      ? period(start: dateTime(order.obr, 7), end: dateTime(order.obr, 8), order.obr, 8) : PeriodValue()
    let identifier = instanceIdentifier([patientID, item, moment.nonBlank, obx[4].valued])
    let hourNotes = hour.map { ["検査時刻 \($0)時"] } ?? []
    let (performers, subject, notes) = (
      providers(obx, 16), subject, notes + unitNotes(value, unit) + pointerNotes(obx) + hourNotes
    )
    add("Observation", id: id, profile: profile, security: security(of: order.orc)) { json in
      json.array("identifier") { $0.identifier(system: IdentifierSystem.resourceInstance, value: identifier) }
      json.string("status", HL7Map.observationStatus(obx[11].valued))
      if let measurement {
        json.bodyCategories(measurement)
      } else if let sign {
        json.categories("vital-signs", HL7System.vitalSignsCategory, sign)
      } else if isFiledAsVitalSign {
        json.observationCategory("vital-signs")
      }
      if code.isEmpty { json.object("code") { $0.unknownReason() } } else { json.concept("code", code) }
      json.raw("subject", subject)
      json.string("effectiveDateTime", effective)
      json.period("effectivePeriod", period)
      json.string("issued", issued)
      json.array("performer") { json in
        for performer in performers { json.object { $0.members(of: performer) } }
      }
      json.observationValue(value)
      json.concepts("interpretation", interpretations)
      json.notes(notes)
      json.concept("method", method)
      json.referenceRange(obx.referenceRange, unit)
    }
  }

  /// Whether the kind is the one for vital signs (国立病院機構: `L-OBSERVATIONS` of `99ZL01`); a kind's local name means
  /// nothing.
  private var isKindForVitalSigns: Bool {
    let kind = ExtendedKind(folderName: record.path.version.key.kind)
    return kind.code == "L-OBSERVATIONS" && kind.system == "99ZL01"
  }

  /// Which vital sign a JLAC10 item is, in the words of JP_ObservationVitalSignsCategory_CS; nil for any other item.
  private func vitalSign(_ obx: Segment) -> String? {
    for (code, system) in [(1, 3), (4, 6)] where obx[3][system].text == "JC10" {
      let item = obx[3][code].text
      if let sign = Self.vitalSigns.first(where: { item.hasPrefix($0.item) }) { return sign.category }
    }
    return nil
  }

  /// Blood pressure, systolic and diastolic; temperature, respiration, pulse; oxygen saturation through the skin.
  private static let vitalSigns: [(item: String, category: String)] = [
    ("9A75", "blood-pressure"), ("9A76", "blood-pressure"), ("9P1", "temperature"),
    ("9P2", "respiratory-function"), ("9P3", "pulse-rate"), ("3H065", "respiratory-function"),
  ]

  /// A JLAC10 item has 15 or 17 characters; another is sent as it is, and told.
  private mutating func noteMalformedItem(_ obx: Segment) {
    for (code, system) in [(1, 3), (4, 6)] where obx[3][system].text == "JC10" {
      let length = obx[3][code].text.utf8.count
      if length != 15 && length != 17 { note(.codeUnknown, obx, 3) }
    }
  }

  /// ORC-28, where the hospital marks the request as confidential. A code that table 0177 does not have says nothing
  /// of it: some storages have the order type there.
  private mutating func security(of orc: Segment?) -> Coding? {
    guard let orc, !orc[28].isEmpty, !orc[28].isNull else { return nil }
    let grade = HL7Map.confidentiality(orc[28])
    guard grade.isKnown else {
      note(.codeUnknown, orc, 28)
      return nil
    }
    return Coding(system: HL7System.confidentiality, code: grade.code, display: nil)
  }
}
