/// PPR-01: all diagnoses of the patient in one message, ZD1.
struct ProblemList: SyntheticRecord {
  struct Problem: Sendable {
    var diagnosis: Diagnosis
    /// Its place in the patient's list: the stable identity, PRB-4.
    var number: Int
    var order: SyntheticOrder
    var onset: SyntheticMoment
    var resolved: SyntheticMoment?
    /// Number and text of a 修飾語 in front.
    var prefix: (String, String)?
    var outcome = ""
    var isSuspected = false
    var isMain = false
    /// 歯式, of a tooth.
    var dentalFormula = ""
    var isWithInsurance = false
  }

  var problems: [Problem]

  let kind = "PPR-01"
  let messageType = "PPR^ZD1^PPR_ZD1"
  var careDate: SyntheticMoment? { nil }
  var orderNumber: String? { nil }
  // The list is the patient's, not a department's.
  var departmentCode: String { "" }

  func write(to message: inout MessageWriter, in context: MessageContext) {
    message.patient(context.patient, isComplete: false)
    for problem in problems {
      details(of: problem, in: &message, context)
      naming(of: problem, in: &message)
      if problem.isWithInsurance { message.insurance("ZI1", of: context.patient) }
      message.order(problem.order)
    }
  }

  private func details(
    of problem: Problem, in message: inout MessageWriter, _ context: MessageContext
  ) {
    let diagnosis = problem.diagnosis
    let setting = problem.order.encounter.isInpatient ? "H^入院時" : "O^外来時"
    message.segment("PRB")
    message.field(1, "AD")
    message.field(2, problem.order.ordered.toSecond)
    message.field(3, "\(diagnosis.number)^\(problem.prefix?.1 ?? "")\(diagnosis.name)^MDCDX2")
    message.field(4, "\(context.patient.id)\(SyntheticMoment.padded(problem.number, 4))")
    message.field(7, problem.onset.date)
    message.field(9, problem.resolved?.date ?? "")
    let icd10 = diagnosis.icd10.isEmpty ? "^^" : "\(diagnosis.icd10)^^I10"
    message.field(10, "\(icd10)^\(setting)^JHSD0004\(diagnosis.icd10.isEmpty ? "" : "^2013")")
    if problem.isSuspected { message.field(13, "1^疑いあり^JHSD0005") }
    message.field(14, problem.outcome)
    message.field(15, problem.resolved?.date ?? "")
    message.field(16, problem.onset.date)
    if problem.isMain { message.field(18, "1^主診断^JHSD0007") }
  }

  private func naming(of problem: Problem, in message: inout MessageWriter) {
    let diagnosis = problem.diagnosis
    message.segment("ZPR")
    message.field(1, problem.prefix.map { "\($0.0)^\($0.1)^MDCDX2" } ?? "")
    message.field(2, "\(diagnosis.number)^\(diagnosis.name)^MDCDX2")
    let exchange = diagnosis.exchangeCode
    message.field(5, exchange.isEmpty ? "" : "\(exchange)^\(diagnosis.name)^MDCDX2")
    guard !problem.dentalFormula.isEmpty else { return }
    message.segment("ZPD")
    message.field(1, 1)
    message.field(2, problem.dentalFormula)
  }
}
