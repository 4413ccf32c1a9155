/// ADT-01 to ADT-52: visits, stays and what changes in them, and the messages that take it back.
struct PatientAdministration: SyntheticRecord {
  /// Trigger events of SS-MIX2.
  enum Event: String, Sendable, CaseIterable {
    case reception = "A04"
    case admissionPlanned = "A14"
    case admissionPlanCancelled = "A27"
    case admission = "A01"
    case admissionCancelled = "A11"
    case doctorChanged = "A54"
    case doctorChangeCancelled = "A55"
    case leave = "A21"
    case leaveCancelled = "A52"
    case leaveReturn = "A22"
    case leaveReturnCancelled = "A53"
    case transferPlanned = "A15"
    case transferPlanCancelled = "A26"
    case transfer = "A02"
    case transferCancelled = "A12"
    case dischargePlanned = "A16"
    case dischargePlanCancelled = "A25"
    case discharge = "A03"
    case dischargeCancelled = "A13"
  }

  var event: Event
  var encounter: Encounter
  /// When it happened or is to happen; its day is the care date.
  var moment: SyntheticMoment
  /// PV1-6 of a transfer.
  var priorLocation = ""
  /// PV2-1 of a plan.
  var plannedLocation = ""
  /// PV2-47 of a leave.
  var returnPlanned: SyntheticMoment?

  var kind: String {
    switch event {
    case .reception: "ADT-12"
    case .admissionPlanned, .admissionPlanCancelled: "ADT-21"
    case .admission, .admissionCancelled: "ADT-22"
    case .doctorChanged, .doctorChangeCancelled: "ADT-01"
    case .leave, .leaveCancelled: "ADT-31"
    case .leaveReturn, .leaveReturnCancelled: "ADT-32"
    case .transferPlanned, .transferPlanCancelled: "ADT-41"
    case .transfer, .transferCancelled: "ADT-42"
    case .dischargePlanned, .dischargePlanCancelled: "ADT-51"
    case .discharge, .dischargeCancelled: "ADT-52"
    }
  }

  var messageType: String { "ADT^\(event.rawValue)^\(structure)" }
  var careDate: SyntheticMoment? { kind == "ADT-01" ? nil : moment }
  var orderNumber: String? { nil }
  var departmentCode: String { encounter.department.code }

  private var structure: String {
    switch event {
    case .admission, .reception, .dischargeCancelled: "ADT_A01"
    case .transfer: "ADT_A02"
    case .discharge: "ADT_A03"
    case .admissionPlanned: "ADT_A05"
    case .admissionCancelled, .transferCancelled: "ADT_A09"
    case .transferPlanned: "ADT_A15"
    case .dischargePlanned: "ADT_A16"
    case .doctorChanged: "ADT_A54"
    case .doctorChangeCancelled, .leaveCancelled, .leaveReturnCancelled: "ADT_A52"
    case .leave, .leaveReturn, .admissionPlanCancelled, .transferPlanCancelled, .dischargePlanCancelled:
      "ADT_A21"
    }
  }

  private var isPlan: Bool {
    switch event {
    case .admissionPlanned, .admissionPlanCancelled, .transferPlanned, .transferPlanCancelled,
      .dischargePlanned, .dischargePlanCancelled:
      true
    default: false
    }
  }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.event(
      recorded: context.sent, planned: isPlan ? moment : nil, occurred: isPlan ? nil : moment,
      facilityCode: context.facilityCode)
    message.patient(context.patient, isComplete: false)
    visit(in: &message)
    moreOfTheVisit(in: &message)
  }

  private func visit(in message: inout MessageWriter) {
    let isDischarge = event == .discharge || event == .dischargeCancelled
    let isArrival = event == .admission || event == .admissionCancelled || event == .reception
    message.segment("PV1")
    message.field(1, "0001")
    message.field(2, encounter.isInpatient ? "I" : "O")
    message.field(3, encounter.location)
    message.field(6, priorLocation)
    message.field(7, encounter.doctor.name)
    message.field(10, encounter.department.code)
    if encounter.isInpatient, isArrival || isDischarge { message.field(17, encounter.doctor.name) }
    if isDischarge { message.field(36, "01") }
    message.field(44, (isArrival ? moment : encounter.start)?.toSecond ?? "")
    if isDischarge { message.field(45, moment.toSecond) }
  }

  private func moreOfTheVisit(in message: inout MessageWriter) {
    guard isPlan || returnPlanned != nil || event == .leaveReturnCancelled else { return }
    message.segment("PV2")
    message.field(1, plannedLocation)
    switch event {
    case .dischargePlanned, .dischargePlanCancelled: message.field(9, moment.toMinute)
    case .leave, .leaveCancelled: message.field(47, returnPlanned?.toMinute ?? "")
    // The care date of A53 is the planned return, PV2-47, of the other messages of a leave EVN-6.
    case .leaveReturnCancelled: message.field(47, moment.toMinute)
    default: message.field(8, moment.toMinute)
    }
  }
}
