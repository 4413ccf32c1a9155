import HL7v2

/// Patient, JP_Patient. Everything refers to it by an id that follows from facility and chart number alone.
public enum PatientResource {
  /// A Patient that holds only its two identifiers: what other resources refer to until (or unless) ADT-00
  /// tells more. It has no contributors.
  public static func identifiersOnly(localID: String, context: ConversionContext) -> Resource {
    let id = id(localID: localID, context: context)
    var json = JSONWriter()
    json.object { json in
      json.string("resourceType", "Patient")
      json.string("id", id)
      json.object("meta") { $0.array("profile") { $0.string(Profile.patient.url(context.release)) } }
      identifiers(&json, localID: localID, context: context)
    }
    return Resource(type: "Patient", id: id, json: SharedBytes(json.bytes), contributors: [])
  }

  /// `facility.chart-number`, or `facility.` and a hash where that is no FHIR id.
  public static func id(localID: String, context: ConversionContext) -> String {
    let readable = "\(context.facilityCode).\(localID)"
    if LogicalID.isAllowed(readable), readable.utf8.count <= LogicalID.longest { return readable }
    var ids = LogicalIDs(facility: context.facilityCode, parts: [localID, "", ""])
    return ids.next("Patient", localID)
  }

  static func identifiers(_ json: inout JSONWriter, localID: String, context: ConversionContext) {
    json.array("identifier") { json in
      json.identifier(system: "urn:oid:" + context.patientOID, value: localID)
      if !context.regionalID.isBlank {
        json.identifier(system: "urn:oid:" + context.regionOID, value: context.regionalID)
      }
    }
  }

  /// The Reference by which every resource names its patient: literal, and with the regional identifier, so
  /// that a reader need not follow it.
  static func reference(localID: String, context: ConversionContext) -> [UInt8] {
    var json = JSONWriter(capacity: 160)
    json.object { json in
      json.string("reference", "Patient/" + id(localID: localID, context: context))
      guard !context.regionalID.isBlank else { return }
      json.object("identifier") { json in
        json.string("system", "urn:oid:" + context.regionOID)
        json.string("value", context.regionalID)
      }
    }
    return json.bytes
  }
}
