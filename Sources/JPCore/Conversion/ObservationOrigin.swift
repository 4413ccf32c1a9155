import HL7v2

/// Who and what made a result: OBX-15 to 18. SS-MIX2 does not use them, laboratories do.
struct ObservationOrigin {
  var performers: [NamedReference] = []
  var method: Concept?
  var device: NamedReference?
}

extension RecordConverter {
  mutating func origin(of obx: Segment) -> ObservationOrigin {
    var origin = ObservationOrigin()
    if obx.fieldCount < 15 { return origin }
    origin.performers = providers(obx, 16)
    if let name = words(obx[15].firstRepetition) {
      origin.performers.append(
        NamedReference(type: "Organization", system: nil, value: nil, display: name))
    }
    if !obx[17].isEmpty { origin.method = concept(obx, 17) }
    if let equipment = obx[18].valued {
      origin.device = NamedReference(
        type: "Device", system: IdentifierSystem.resourceInstance, value: instanceIdentifier([equipment]),
        display: equipment)
    }
    return origin
  }
}

extension JSONWriter {
  mutating func performers(of origin: ObservationOrigin) {
    array("performer") { json in
      for performer in origin.performers { json.object { $0.members(of: performer) } }
    }
  }
}
