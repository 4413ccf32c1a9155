import Foundation
import Synchronization

@testable import Gateway

/// A regional repository in memory with the semantics of a FHIR transaction: all or nothing, no dangling
/// references of any kind, no resource named twice.
final class TransactionRepository: Sendable {
  private struct State {
    var resources: [String: SentTransaction.Put] = [:]
    var refusal: (@Sendable (SentTransaction.Put) -> Bool)?
  }

  private let state = Mutex(State())

  /// Everything held, by reference.
  var resources: [String: String] { state.withLock { $0.resources.mapValues(\.json) } }
  var references: Set<String> { state.withLock { Set($0.resources.keys) } }

  /// Resources of one patient, his Patient included.
  func references(ofPatient reference: String) -> Set<String> {
    state.withLock { state in
      Set(
        state.resources.values.filter { $0.reference == reference || $0.patients.contains(reference) }.map(
          \.reference))
    }
  }

  /// Transactions with such a resource are refused whole.
  func refuse(_ refusal: (@Sendable (SentTransaction.Put) -> Bool)?) {
    state.withLock { $0.refusal = refusal }
  }

  /// Takes a transaction over, or refuses it without a trace.
  func answer(_ body: [UInt8]) -> TransportResponse {
    guard let transaction = SentTransaction(body) else { return Self.refusal(400, "no transaction") }
    return state.withLock { state in
      guard Set(transaction.references).count == transaction.references.count else {
        return Self.refusal(400, "a resource is named twice")
      }
      if let refusal = state.refusal, transaction.puts.contains(where: refusal) {
        return Self.refusal(422, "this resource is not taken")
      }
      var after = state.resources
      var statuses: [String] = []
      for put in transaction.puts {
        statuses.append(after.updateValue(put, forKey: put.reference) == nil ? "201 Created" : "200 OK")
      }
      for reference in transaction.deletes {
        statuses.append(after.removeValue(forKey: reference) == nil ? "404 Not Found" : "204 No Content")
      }
      for resource in after.values where resource.targets.contains(where: { after[$0] == nil }) {
        return Self.refusal(409, "a reference leads nowhere: \(resource.reference)")
      }
      state.resources = after
      return Self.taken(statuses)
    }
  }

  /// A transaction-response with these statuses.
  static func taken(_ statuses: [String]) -> TransportResponse {
    let entries = statuses.map { #"{"response":{"status":"\#($0)"}}"# }.joined(separator: ",")
    let body = #"{"resourceType":"Bundle","type":"transaction-response","entry":[\#(entries)]}"#
    return TransportResponse(status: 200, body: Array(body.utf8))
  }

  static func refusal(_ status: Int, _ words: String) -> TransportResponse {
    let body =
      #"{"resourceType":"OperationOutcome","issue":[{"severity":"error","diagnostics":"\#(words)"}]}"#
    return TransportResponse(status: status, body: Array(body.utf8))
  }
}
