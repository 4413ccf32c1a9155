import DirectoryWatch
import SSMIX2
import Synchronization

@testable import Gateway

/// What a hospital's modules do to their storage, at random but in the ways SS-MIX2 1.2g and its writers
/// have: two-step updates,
/// half-written files, rewriting in place, deletion by renaming, archive jobs.
struct SimulatedModule {
  static let patients = ["0000000101", "0000000102", "0000000103"]

  private enum Pending {
    /// The old version is renamed, the new one not written yet.
    case write(WrittenRecord, String)
    /// The first part of a file is there.
    case finish(WrittenRecord, String)
  }

  private let tree: TornStorageTree
  private var active: [WrittenRecord] = []
  private var pending: [Pending] = []
  private var sequence = 0

  init(tree: TornStorageTree) {
    self.tree = tree
    for patient in Self.patients { tree.place(.directory, at: "000/000/\(patient)") }
  }

  /// Everything half done is done, and what cannot be read is stored anew: until then the region rightly
  /// keeps what it had.
  mutating func finish(using random: inout SeededCases) {
    while !pending.isEmpty { goOn() }
    for record in active {
      while tree.bytes(of: record.path) == Array("garbage".utf8) {
        tree.write(record.path, content(record, using: &random))
      }
    }
  }

  mutating func step(using random: inout SeededCases) {
    if !pending.isEmpty, Bool.random(using: &random) { return goOn() }
    switch Int.random(in: 0..<12, using: &random) {
    case 0..<5: store(using: &random)
    case 5..<8: update(using: &random)
    case 8: rewrite(using: &random)
    case 9, 10: delete(using: &random)
    default: archive(using: &random)
    }
  }

  private mutating func goOn() {
    switch pending.removeFirst() {
    case .write(let record, let text), .finish(let record, let text):
      tree.write(record.path, text)
      active.append(record)
    }
  }

  private func key(_ record: WrittenRecord) -> String {
    "\(record.patient)|\(record.careDate)|\(record.kind)|\(record.order)"
  }

  private mutating func store(using random: inout SeededCases) {
    let kinds = ["ADT-00", "ADT-61", "PPR-01", "OMP-01", "OMP-01", "OML-11", "OML-11", "ADT-22", "ADT-52"]
    var record = WrittenRecord(
      patient: Self.patients.randomElement(using: &random) ?? "",
      kind: kinds.randomElement(using: &random) ?? "",
      timestamp: stamp())
    switch record.kind {
    case "OMP-01", "OML-11":
      record.careDate = "2024060\(Int.random(in: 1...3, using: &random))"
      record.order = "10100000000010\(Int.random(in: 0...2, using: &random))"
    case "ADT-22": record.careDate = "20240601"
    case "ADT-52": record.careDate = "20240605"
    default: break
    }
    if let old = active.first(where: { key($0) == key(record) }) { return replace(old, using: &random) }
    if pending.contains(where: { pending in
      switch pending {
      case .write(let other, _), .finish(let other, _): key(other) == key(record)
      }
    }) {
      return
    }
    put(record, using: &random)
  }

  private mutating func put(_ record: WrittenRecord, using random: inout SeededCases) {
    let text = content(record, using: &random)
    if Int.random(in: 0..<4, using: &random) == 0 {
      tree.write(record.path, String(text.prefix(Int.random(in: 0..<text.count, using: &random))))
      pending.append(.finish(record, text))
    } else {
      tree.write(record.path, text)
      active.append(record)
    }
  }

  private mutating func update(using random: inout SeededCases) {
    guard let old = active.randomElement(using: &random) else { return }
    replace(old, using: &random)
  }

  /// First the old version gets flag 2, then the new one is written, sometimes much later.
  private mutating func replace(_ old: WrittenRecord, using random: inout SeededCases) {
    active.removeAll { $0 == old }
    tree.rename(old.path, to: old.with(flag: 2).path)
    var new = old
    new.timestamp = stamp()
    if Bool.random(using: &random) {
      pending.append(.write(new, content(new, using: &random)))
    } else {
      put(new, using: &random)
    }
  }

  /// A module that does not keep to the rules: other content under the same name.
  private mutating func rewrite(using random: inout SeededCases) {
    guard let record = active.randomElement(using: &random) else { return }
    tree.write(record.path, content(record, using: &random))
  }

  private mutating func delete(using random: inout SeededCases) {
    guard let record = active.randomElement(using: &random) else { return }
    active.removeAll { $0 == record }
    tree.rename(record.path, to: record.with(flag: 0).path)
  }

  /// An archive job moves superseded files away.
  private func archive(using random: inout SeededCases) {
    let old = tree.files.filter { $0.hasSuffix("_2") }
    if let path = old.randomElement(using: &random) { tree.remove(path) }
  }

  private mutating func stamp() -> String {
    sequence += 1
    return "20240601" + String(String(1_000_000_000 + sequence).suffix(9))
  }

  private func content(_ record: WrittenRecord, using random: inout SeededCases) -> String {
    let size = Int.random(in: 1...4, using: &random)
    switch record.kind {
    case _ where Int.random(in: 0..<15, using: &random) == 0: return "garbage"
    case "ADT-00": return WrittenMessage.demographics(record.patient, name: "Name\(size)")
    case "ADT-61": return WrittenMessage.allergies(record.patient, count: size)
    case "PPR-01": return WrittenMessage.diagnoses(record.patient, count: size)
    case "OMP-01": return WrittenMessage.prescription(record.patient, order: record.order, medicines: size)
    case "OML-11":
      return WrittenMessage.laboratory(
        record.patient, order: record.order, values: (0..<size).map { $0 + size })
    case "ADT-22": return WrittenMessage.admission(record.patient, day: "20240601")
    default: return WrittenMessage.discharge(record.patient, admitted: "20240601", day: "2024060\(4 + size)")
    }
  }
}

/// A region that fails in every way that transport and server can, with chances of its own; and a power
/// supply that fails.
final class SimulatedFaults: Sendable {
  private struct State {
    var random: SeededCases
    var isCalm = false
    var copy: TemporaryState?
  }

  private let state: Mutex<State>

  init(seed: UInt64) { state = Mutex(State(random: SeededCases(seed: seed))) }

  /// From now on everything works.
  func calm() { state.withLock { $0.isCalm = true } }

  func chance(_ most: Int) -> Bool {
    state.withLock { state in !state.isCalm && Int.random(in: 0..<most, using: &state.random) == 0 }
  }

  func step() -> ScriptedTransport.Step {
    state.withLock { state in
      if state.isCalm { return .reach }
      switch Int.random(in: 0..<14, using: &state.random) {
      case 0: return .loseAnswer
      case 1: return .fail(TransportError(kind: .connectionRefused, mayHaveArrived: false, text: ""))
      case 2: return .fail(TransportError(kind: .timeout, mayHaveArrived: true, text: ""))
      case 3: return .respond(TransportResponse(status: 503, headers: [("Retry-After", "7")]))
      case 4: return .respond(TransportResponse(status: 500))
      case 5: return .alter { TransportResponse(status: $0.status, body: Array($0.body.dropLast(5))) }
      default: return .reach
      }
    }
  }

  /// Whether this process is dead already, without knowing it.
  var hasCrashed: Bool { state.withLock { $0.copy != nil } }

  /// The power fails now: the disk keeps what it has. The first failure of a life counts.
  func crash(_ files: TemporaryState) {
    guard let copy = try? files.copy() else { return }
    state.withLock { if $0.copy == nil { $0.copy = copy } }
  }

  /// The disk after a power failure, if there was one.
  func takeCopy() -> TemporaryState? {
    state.withLock { state in
      defer { state.copy = nil }
      return state.copy
    }
  }
}
