import ArgumentParser
import Foundation
import Gateway

/// Which records: the same options everywhere (contract.md section 4). All conditions must hold.
struct SelectionOptions: ParsableArguments {
  @Option(name: .long, help: ArgumentHelp("Chart number; may be repeated.", valueName: "id"))
  var patient: [String] = []

  @Option(name: .long, help: ArgumentHelp("File with one chart number a line.", valueName: "file"))
  var patientFile: String?

  @Option(name: .long, help: ArgumentHelp("Regional ID.", valueName: "id"))
  var regionalId: String?

  @Option(name: .long, help: "Data kind, such as OML-11; may be repeated.")
  var kind: [String] = []

  @Option(name: .long, help: ArgumentHelp("First care date.", valueName: "date"))
  var from: String?

  @Option(name: .long, help: ArgumentHelp("Last care date.", valueName: "date"))
  var to: String?

  @Option(name: .long, help: ArgumentHelp("Versions since: a time ago (7d) or a date.", valueName: "when"))
  var since: String?

  @Option(name: .long, help: ArgumentHelp("Versions until: a time ago (7d) or a date.", valueName: "when"))
  var until: String?

  @Option(name: .long, help: ArgumentHelp("Department code.", valueName: "code"))
  var department: String?

  @Option(name: .long, help: ArgumentHelp("Order number.", valueName: "number"))
  var order: String?

  @Option(name: .long, help: "delivered, excluded, parked or waiting.")
  var outcome: String?

  @Option(name: .long, help: ArgumentHelp("Reason code.", valueName: "code"))
  var reasonCode: String?

  @Option(name: .long, help: ArgumentHelp("Destination of the configuration.", valueName: "name"))
  var destination: String?

  @Option(name: .long, help: ArgumentHelp("Storage of the configuration.", valueName: "name"))
  var storage: String?

  @Option(name: .long, help: ArgumentHelp("At most this many rows.", valueName: "count"))
  var limit: Int?

  /// The selection; what cannot be understood ends with exit code 2.
  func selection(_ configuration: GatewayConfiguration) throws(ControlError) -> Selection {
    var selection = Selection()
    selection.patients = patient
    if let patientFile { selection.patients += try SelectionArguments.patients(in: patientFile) }
    selection.regionalID = regionalId
    selection.kinds = kind.map(SelectionArguments.kind)
    if let from { selection.careDateFrom = try SelectionArguments.careDate(from) }
    if let to { selection.careDateTo = try SelectionArguments.careDate(to) }
    let now = Int64(Date().timeIntervalSince1970)
    if let since {
      selection.timestampSince = try SelectionArguments.timestamp(since, now: now, isUpper: false)
    }
    if let until {
      selection.timestampUntil = try SelectionArguments.timestamp(until, now: now, isUpper: true)
    }
    selection.department = department
    selection.order = order
    if let outcome { selection.outcome = try SelectionArguments.outcome(outcome) }
    if let reasonCode { selection.reasonCode = try SelectionArguments.reasonCode(reasonCode) }
    if let destination {
      let known = configuration.destinations.map(\.name)
      selection.destination = try SelectionArguments.name(destination, of: "destination", known: known)
    }
    if let storage {
      let known = configuration.storages.map(\.name)
      selection.storage = try SelectionArguments.name(storage, of: "storage", known: known)
    }
    if let limit, limit < 1 {
      throw ControlError(exitCode: 2, message: "--limit takes a count of 1 or more.")
    }
    selection.limit = limit
    return selection
  }
}
