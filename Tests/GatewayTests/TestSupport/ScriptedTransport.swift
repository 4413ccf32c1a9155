import Synchronization

@testable import Gateway

/// A network that does what a test says, in order; afterwards everything reaches the repository.
final class ScriptedTransport: HTTPTransport {
  enum Step: Sendable {
    /// The repository answers.
    case reach
    /// Somebody else answers; the repository never hears of it.
    case respond(TransportResponse)
    /// The repository takes it over and answers, and the answer is lost.
    case loseAnswer
    /// Nothing leaves.
    case fail(TransportError)
    /// The repository answers, and this is made of its answer.
    case alter(@Sendable (TransportResponse) -> TransportResponse)
  }

  private struct State {
    var steps: [Step] = []
    var otherwise = Step.reach
    var sent: [SentTransaction] = []
    var bodies: [[UInt8]] = []
    var inFlight: [String: Int] = [:]
    var mostPerPatient = 0
    var mostAtOnce = 0
    var whenSending: (@Sendable (SentTransaction?) async -> Void)?
  }

  let repository: TransactionRepository
  private let state = Mutex(State())

  init(repository: TransactionRepository = TransactionRepository()) {
    self.repository = repository
  }

  /// The next answers.
  func script(_ steps: [Step]) { state.withLock { $0.steps += steps } }
  /// What happens once the script is at its end.
  func otherwise(_ step: Step) { state.withLock { $0.otherwise = step } }
  /// Runs while a request is under way, before anything is answered.
  func whenSending(_ action: (@Sendable (SentTransaction?) async -> Void)?) {
    state.withLock { $0.whenSending = action }
  }

  var sent: [SentTransaction] { state.withLock { $0.sent } }
  var bodies: [[UInt8]] { state.withLock { $0.bodies } }
  /// The most requests that were ever under way for one patient.
  var mostPerPatient: Int { state.withLock { $0.mostPerPatient } }
  var mostAtOnce: Int { state.withLock { $0.mostAtOnce } }

  func forgetRequests() {
    state.withLock {
      $0.sent = []
      $0.bodies = []
    }
  }

  func send(_ request: TransportRequest) async throws(TransportError) -> TransportResponse {
    let body = request.body ?? []
    let transaction = SentTransaction(body)
    let patient = transaction?.patient ?? ""
    let action = state.withLock { state in
      state.bodies.append(body)
      if let transaction { state.sent.append(transaction) }
      state.inFlight[patient, default: 0] += 1
      state.mostPerPatient = max(state.mostPerPatient, state.inFlight[patient] ?? 0)
      state.mostAtOnce = max(state.mostAtOnce, state.inFlight.values.reduce(0, +))
      return state.whenSending
    }
    await action?(transaction)
    await Task.yield()
    let step = state.withLock { $0.steps.isEmpty ? $0.otherwise : $0.steps.removeFirst() }
    defer { state.withLock { $0.inFlight[patient, default: 0] -= 1 } }
    switch step {
    case .reach: return repository.answer(body)
    case .respond(let response): return response
    case .loseAnswer:
      _ = repository.answer(body)
      throw TransportError(kind: .responseLost, mayHaveArrived: true, text: "the connection ended")
    case .fail(let error): throw error
    case .alter(let change): return change(repository.answer(body))
    }
  }
}
