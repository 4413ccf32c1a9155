import Foundation

/// What one step of a validation found.
struct ValidationBatch {
  var findings: [ValidationFinding] = []
  var values: [ExtractedValue] = []
  var summary = ValidationSummary()

  var count: Int { findings.count + values.count }
}

/// Puts what several workers find into the order of the walk, and holds back those that are too far ahead: what waits here
/// is bounded by their number, not by the storage.
///
/// Unchecked: every stored property but the condition and the constants is read and written with the condition locked.
final class OrderedOutput: @unchecked Sendable {
  /// Steps that may be finished ahead of the oldest unfinished one.
  private static let window = 256
  /// Findings and values of one step that are kept until its turn; with more its worker waits.
  static let stepLimit = 4_096

  private let turn = NSCondition()
  private let emit: (ValidationBatch) -> Void
  private var head = 0
  private var finished: [Int: ValidationBatch] = [:]

  /// - Parameter emit: called in the order of steps, never by two threads at once.
  init(emit: @escaping (ValidationBatch) -> Void) {
    self.emit = emit
  }

  /// Hands over a part of a step that goes on; waits until all earlier steps are out.
  func deliverPart(of step: Int, _ batch: ValidationBatch) {
    turn.lock()
    defer { turn.unlock() }
    // The worker of the head never waits here, so the head always moves on.
    while step != head { turn.wait() }
    emit(batch)
  }

  /// Hands over what is left of a step.
  func finish(_ step: Int, _ batch: ValidationBatch) {
    turn.lock()
    defer { turn.unlock() }
    while step - head > Self.window { turn.wait() }
    finished[step] = batch
    guard step == head else { return }
    while let next = finished.removeValue(forKey: head) {
      emit(next)
      head += 1
    }
    turn.broadcast()
  }
}
