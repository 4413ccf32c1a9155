import Dispatch
import Glibc
import SSMIX2
import Synchronization

/// Why a synthetic hospital was not written, or not to its end. Holds no paths: they have chart numbers in
/// them.
public enum HospitalWriterError: Error, Sendable, Hashable {
  /// The folder has something in it.
  case notEmpty
  /// Something with a name that is to be written is there already; it was left as it is.
  case exists
  /// A call failed.
  case failed(operation: String, code: Int32)
}

extension HospitalWriterError {
  /// What is wrong and what to do about it.
  public var text: BilingualText {
    switch self {
    case .notEmpty:
      BilingualText(
        ja: "フォルダーが空ではありません。別のフォルダーを指定するか、--force を付けてください (既存のファイルは変更しません)。",
        en: "The folder is not empty. Name another one, or add --force (nothing that is there is changed).")
    case .exists:
      BilingualText(
        ja: "同じ名前のファイルが既にあります。既存のファイルは変更していません。",
        en: "A file of the same name is there already. Nothing that was there has been changed.")
    case .failed(let operation, let code):
      BilingualText(
        ja: "\(operation) に失敗しました: \(String(cString: strerror(code)))",
        en: "\(operation) failed: \(String(cString: strerror(code)))")
    }
  }
}

/// How far the writing has come, and in the end what was written.
public struct HospitalProgress: Sendable, Hashable, Encodable {
  /// Patients whose files are written.
  public var patients = 0
  /// Files of both storages.
  public var files = 0
  /// Their bytes.
  public var bytes = 0

  /// So much.
  public init(patients: Int = 0, files: Int = 0, bytes: Int = 0) {
    self.patients = patients
    self.files = files
    self.bytes = bytes
  }
}

/// Writes a synthetic hospital into a folder: `standard`, `extended`, `patients.csv`, `consents.csv`, and
/// `manifest.tsv` when wanted. It never deletes and never overwrites anything.
///
/// Patients are made and written by several workers, a batch at a time: memory is bounded by the batch, and
/// what is written does not depend on the number of workers.
public struct HospitalWriter: Sendable {
  /// The hospital.
  public var hospital: SyntheticHospital
  /// Stops after the patient with whom this number of files is reached; nil: all patients.
  public var fileLimit: Int?
  /// Also writes `manifest.tsv`: path, kind and flag of every file.
  public var writesManifest = false
  /// Writes into a folder that has something in it.
  public var isForced = false
  /// How many threads render and write, at least 1.
  public var workers = 2

  /// A writer with the defaults.
  public init(_ hospital: SyntheticHospital) { self.hospital = hospital }

  /// Writes everything into a folder, which is made when it is not there. Blocks; tells after each batch how
  /// far it is.
  public func write(
    into directory: String, progress: (HospitalProgress) -> Void
  ) throws(HospitalWriterError) -> HospitalProgress {
    try OutputFolder.prepare(directory, isForced: isForced)
    let patients = try AppendedFile(
      path: "\(directory)/patients.csv", header: SyntheticHospital.patientsHeader)
    let consents = try AppendedFile(
      path: "\(directory)/consents.csv", header: SyntheticHospital.consentsHeader)
    let manifest =
      writesManifest ? try AppendedFile(path: "\(directory)/manifest.tsv", header: "path\tkind\tflag\n") : nil
    for root in ["standard", "extended"] { try OutputFolder.make("\(directory)/\(root)") }
    var done = HospitalProgress()
    var next = 0
    var levels = SharedLevels(directory: directory)
    while next < hospital.options.patients, done.files < fileLimit ?? .max {
      let batch = next..<min(next + max(1, workers) * 16, hospital.options.patients)
      next = batch.upperBound
      let admitted = admit(render(batch), after: done.files)
      for files in admitted { try levels.make(for: files) }
      try write(admitted, into: directory)
      for (offset, files) in admitted.enumerated() {
        let index = batch.lowerBound + offset
        try patients.append(hospital.patientsLine(ofPatient: index))
        try consents.append(hospital.consentsLine(ofPatient: index))
        try manifest?.append(
          files.map { "\($0.path)\t\($0.kind)\t\($0.flag.rawValue)\n" }.joined())
        done.files += files.count
        done.bytes += files.reduce(0) { $0 + $1.bytes.count }
      }
      done.patients += admitted.count
      progress(done)
    }
    return done
  }

  private func render(_ batch: Range<Int>) -> [[SyntheticFile]] {
    let results = Mutex([[SyntheticFile]](repeating: [], count: batch.count))
    Self.inParallel(batch.count, workers: workers) { offset in
      let files = hospital.files(ofPatient: batch.lowerBound + offset)
      results.withLock { $0[offset] = files }
    }
    return results.withLock { $0 }
  }

  /// The patients of a batch up to the one with whom the limit is reached.
  private func admit(_ batch: [[SyntheticFile]], after files: Int) -> [[SyntheticFile]] {
    var total = files
    let count = batch.prefix { patient in
      guard total < fileLimit ?? .max else { return false }
      total += patient.count
      return true
    }
    return Array(count)
  }

  private func write(_ batch: [[SyntheticFile]], into directory: String) throws(HospitalWriterError) {
    let failure = Mutex<HospitalWriterError?>(nil)
    Self.inParallel(batch.count, workers: workers) { offset in
      guard failure.withLock({ $0 == nil }) else { return }
      do throws(HospitalWriterError) {
        try SyntheticFolder.write(batch[offset], below: directory)
      } catch {
        failure.withLock { $0 = $0 ?? error }
      }
    }
    if let error = failure.withLock({ $0 }) { throw error }
  }

  /// Calls `body` for every number below `count`, on so many threads; each takes the next number that is
  /// left.
  private static func inParallel(_ count: Int, workers: Int, _ body: @Sendable (Int) -> Void) {
    let next = Atomic(0)
    DispatchQueue.concurrentPerform(iterations: max(1, min(workers, count))) { _ in
      while true {
        let index = next.add(1, ordering: .relaxed).oldValue
        guard index < count else { return }
        body(index)
      }
    }
  }
}
