import DirectoryWatch
import SSMIX2
import Synchronization

/// How a validation is done.
public struct ValidationOptions: Sendable {
  /// Workers; each reads and checks one patient at a time.
  public var jobs = 2
  /// Only versions with this timestamp (17 digits) or a later one; nil for all.
  public var since: String?
  /// Digits to which chart numbers are padded before PID-3 is compared; nil to compare as written.
  public var patientIDWidth: Int?
  /// Findings below this are counted and not shown.
  public var leastSeverity = ValidationSeverity.note
  /// Also habits of the writer are told for each file.
  public var tellsEveryOccurrence = false
  /// Fields whose values are wanted; findings are not handed over then, only counted.
  public var extraction: [FieldReference] = []

  /// All files, two workers, everything told.
  public init() {}
}

/// What a validation hands over, in the order of the storage.
public enum ValidationOutput: Sendable {
  /// Findings, habits of the writer once for a storage.
  case findings([ValidationFinding])
  /// Values of the fields asked for.
  case values([ExtractedValue])
  /// What was counted until now.
  case progress(ValidationSummary)
}

/// Validates files and whole storages against SS-MIX2 (1.2g): reads, never writes; follows no link; the memory it needs
/// depends on the largest patient and the number of workers, not on the storage.
public struct StorageValidation: Sendable {
  private let roots: [OpenScope]
  private let options: ValidationOptions

  /// Opens the roots.
  ///
  /// - Throws: a ``ValidationScope/Problem`` for a root that cannot be opened.
  public init(_ scopes: [ValidationScope], options: ValidationOptions) throws(ValidationScope.Problem) {
    var roots: [OpenScope] = []
    for scope in scopes {
      do {
        roots.append(OpenScope(scope: scope, directory: try ConfinedDirectory(path: scope.root)))
      } catch {
        throw ValidationScope.Problem.unavailable(path: scope.given, errno: error.errno)
      }
    }
    self.roots = roots
    self.options = options
  }

  /// Reads and checks everything; blocking reads are done on threads of their own.
  ///
  /// - Parameter output: called in the order of the storage, by one thread at a time; not called again after the return.
  /// - Returns: all counts.
  public func run(output: @escaping @Sendable (ValidationOutput) -> Void) async -> ValidationSummary {
    let sink = ValidationSink(options: options, output: output)
    let ordered = OrderedOutput { sink.take($0) }
    let steps = Mutex(WalkState(roots: roots))
    let calls = BlockingCalls()
    let (roots, options) = (roots, options)
    await withTaskGroup(of: Void.self) { group in
      let next: @Sendable () -> (step: StorageWalk.Step, number: Int)? = { steps.withLock { $0.next() } }
      for _ in 0..<max(1, options.jobs) {
        group.addTask {
          await calls.run {
            var worker = ValidationWorker(roots: roots, options: options, output: ordered)
            while let (step, number) = next() { worker.perform(step, number: number) }
          }
        }
      }
    }
    return sink.summary
  }
}

/// The walk and the number of its next step.
private struct WalkState: Sendable {
  let roots: [OpenScope]
  /// Made by the first worker that asks: it reads folders, and only the workers' threads may block.
  private var walk: StorageWalk?
  private var number = 0

  init(roots: [OpenScope]) {
    self.roots = roots
  }

  mutating func next() -> (step: StorageWalk.Step, number: Int)? {
    if walk == nil { walk = StorageWalk(roots: roots) }
    guard let step = walk?.next() else { return nil }
    defer { number += 1 }
    return (step, number)
  }
}

/// Counts what comes out of the workers in order, leaves out what is not to be shown and hands on the rest.
///
/// Unchecked: ``take(_:)`` is called by ``OrderedOutput`` alone, under its lock, and `summary` is read when all workers
/// have ended.
private final class ValidationSink: @unchecked Sendable {
  private(set) var summary = ValidationSummary()
  private let options: ValidationOptions
  private let output: @Sendable (ValidationOutput) -> Void
  /// Habits that were told.
  private var told: Set<ValidationCode> = []

  init(options: ValidationOptions, output: @escaping @Sendable (ValidationOutput) -> Void) {
    self.options = options
    self.output = output
  }

  func take(_ batch: ValidationBatch) {
    summary.merge(batch.summary)
    var shown: [ValidationFinding] = []
    for finding in batch.findings {
      summary.count(finding)
      guard finding.severity >= options.leastSeverity else { continue }
      if finding.code.isToldOncePerStorage, !options.tellsEveryOccurrence,
        !told.insert(finding.code).inserted
      {
        continue
      }
      shown.append(finding)
    }
    if !options.extraction.isEmpty {
      if !batch.values.isEmpty { output(.values(batch.values)) }
    } else if !shown.isEmpty {
      output(.findings(shown))
    }
    output(.progress(summary))
  }
}
