import HL7v2
import SSMIX2

extension RecordConverter {
  /// What goes with the resources that a record made: MessageHeader (JAMI: what clients poll for) and Provenance.
  ///
  /// - Parameter made: The resources that the record tells of, those of other records included; nil for its own.
  mutating func addFrame(of made: [Resource]? = nil) {
    if (made ?? resources).isEmpty { return }
    // Both before anything is added.
    let focus = context.makesMessageHeaders ? focus(made ?? resources) : ByteBuffer(capacity: 0)
    let targets = context.makesProvenance ? (made ?? resources).references() : ByteBuffer(capacity: 0)
    if context.makesMessageHeaders { addMessageHeader(focus) }
    if context.makesProvenance { addProvenance(targets) }
  }

  /// References to all resources.
  ///
  /// Each one's text holds the version's time, so that a new version changes the header even where it makes equal
  /// resources, and with it `_lastUpdated`.
  private func focus(_ made: [Resource]) -> ByteBuffer {
    var ending = ByteBuffer(capacity: 48)
    ending.append(literal: ".")
    record.path.version.timestamp.withBytes { ending.appendEscaped($0) }
    ending.append(literal: "\"}")
    var json = ByteBuffer(capacity: made.count * 192)
    for index in made.indices {
      json.append(
        literal: index == 0 ? "[{\"reference\":\"" : ",{\"reference\":\"", type: made[index].type,
        id: made[index].id)
      json.append(literal: "\",\"display\":\"", made[index].id)
      ending.withBytes { json.append($0) }
    }
    json.append(literal: "]")
    return json
  }

  /// MessageHeader: the event, both systems, and in `focus` all that was made.
  private mutating func addMessageHeader(_ focus: borrowing ByteBuffer) {
    guard let msh = message.first("MSH"), let event = msh[9][2].valued?.trimmed else { return }
    let context = context
    let facility = written(OrderingStaff(person: facility))
    add("MessageHeader", id: ids.next("MessageHeader", "MSH"), profile: nil) { json in
      json.coding("eventCoding", Coding(system: HL7System.event, code: event, display: nil))
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
      json.status("reason", HL7System.messageReason, "NW")
      json.references("focus", focus)
    }
  }

  /// Provenance: the file that the resources were made from, by name and digest (RFC 6920), and what made them.
  private mutating func addProvenance(_ targets: borrowing ByteBuffer) {
    guard let recorded = versionInstant else { return }
    let (context, version) = (context, record.path.version)
    let facility = written(OrderingStaff(person: facility))
    let digest = "ni:///sha-256;" + Base64.urlText(record.sha256)
    add("Provenance", id: ids.next("Provenance", ""), profile: nil) { json in
      json.references("target", targets)
      json.string("recorded", recorded)
      json.array("agent") { json in
        json.object { json in
          json.status("type", HL7System.provenanceParticipant, "assembler")
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
    // Up to three digits of a fraction need no point before them.
    let time =
      digits.utf8.count <= 17
      ? TimeStamp(digits) : TimeStamp("\(digits.prefix(14)).\(digits.dropFirst(14))")
    return time?.fhirDateTime.flatMap { $0.hasTimeOfDay ? $0 : nil }
  }
}
