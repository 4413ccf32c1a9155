import HL7v2
import SSMIX2

extension RecordConverter {
  /// What goes with the resources that a record made: MessageHeader (JAMI: what clients poll for) and Provenance.
  ///
  /// - Parameter made: The resources that the record tells of, those of other records included.
  mutating func addFrame(of made: [Resource]) {
    if made.isEmpty { return }
    if context.makesMessageHeaders { addMessageHeader(made) }
    if context.makesProvenance { addProvenance(made) }
  }

  /// MessageHeader: the event, both systems, and in `focus` all that was made.
  ///
  /// Each focus' text holds the version's time, so that a new version changes the header even where it makes equal
  /// resources, and with it `_lastUpdated`.
  private mutating func addMessageHeader(_ made: [Resource]) {
    guard let msh = message.first("MSH"), let event = msh[9][2].valued?.trimmed else { return }
    let timestamp = record.path.version.timestamp
    let (context, facility) = (context, facility)
    add("MessageHeader", id: ids.next("MessageHeader", "MSH"), profile: nil) { json in
      json.coding("eventCoding", Coding(system: HL7System.base + "v2-0003", code: event, display: nil))
      json.array("destination") { json in
        json.object { json in
          guard !context.destinationEndpoint.isBlank else { return }
          json.string("name", msh[5].valued)
          json.string("endpoint", context.destinationEndpoint)
        }
      }
      json.reference("sender", facility)
      json.object("source") { json in
        json.string("name", msh[3].valued)
        json.string("software", "ssmix2-gateway")
        // FHIR demands an endpoint, and SS-MIX2 has none (MSH-24): the configured one, else the facility's OID.
        json.string(
          "endpoint",
          context.sourceEndpoint.isBlank ? "urn:oid:" + context.patientOID : context.sourceEndpoint)
      }
      json.status("reason", HL7System.base + "v2-0119", "NW")
      json.array("focus") { json in
        for index in made.indices {
          json.object { json in
            json.string("reference", made[index].type, "/", made[index].id)
            json.string("display", made[index].id, ".", timestamp)
          }
        }
      }
    }
  }

  /// Provenance: the file that the resources were made from, by name and digest (RFC 6920), and what made them.
  private mutating func addProvenance(_ made: [Resource]) {
    guard let recorded = versionInstant else { return }
    let (context, facility, version) = (context, facility, record.path.version)
    let digest = "ni:///sha-256;" + Base64.urlText(record.sha256)
    add("Provenance", id: ids.next("Provenance", ""), profile: nil) { json in
      json.array("target") { json in
        for index in made.indices {
          json.object { $0.string("reference", made[index].type, "/", made[index].id) }
        }
      }
      json.string("recorded", recorded)
      json.array("agent") { json in
        json.object { json in
          json.status("type", HL7System.base + "provenance-participant-type", "assembler")
          let gateway = json.contain("Device", "gateway", profile: nil) { json in
            json.array("deviceName") { json in
              json.object { json in
                json.string("name", "ssmix2-gateway")
                json.string("type", "model-name")
              }
            }
            json.array("version") { json in
              json.object { $0.string("value", context.gatewayVersion) }
            }
          }
          json.object("who") { json in
            json.string("reference", gateway)
            json.string("display", "ssmix2-gateway \(context.gatewayVersion)".trimmed)
          }
          json.reference("onBehalfOf", facility)
        }
      }
      json.array("entity") { json in
        json.object { json in
          json.string("role", "source")
          json.object("what") { json in
            json.object("identifier") { json in
              json.string("system", "urn:ietf:rfc:3986")
              json.string("value", digest)
            }
            json.string("display", version.name)
          }
        }
      }
    }
  }

  /// 発生日時 of the file as an instant: a version's own time, the same whenever it is converted.
  var versionInstant: String? {
    let digits = record.path.version.orderingTimestamp
    let time = TimeStamp("\(digits.prefix(14)).\(digits.dropFirst(14))")
    return time?.fhirDateTime.flatMap { $0.utf8.contains(UInt8(ascii: "T")) ? $0 : nil }
  }
}
