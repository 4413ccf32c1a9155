import CLinux
import DirectoryWatch
import SSMIX2

/// Why a transaction storage cannot be read at all. Single files that cannot be read do not stop the others.
public enum TransactionTailError: Error, Sendable {
  /// The root is not there, or cannot be listed.
  case unavailable(ConfinedDirectoryError)
  /// The store of positions failed; nothing of the batch was kept, and it is read again.
  case positions(any Error)
}

/// What one pass over a transaction storage came to.
public struct TransactionProgress: Sendable, Hashable {
  /// Files that were looked into.
  public var files = 0
  /// Records delivered.
  public var records = 0
  /// Records that were delivered before, of files that had to be read again.
  public var known = 0
  /// Findings reported.
  public var findings = 0
  /// Files that could not be read now (locked, no permission): tried again in the next pass.
  public var unreadable = 0
}

/// Follows a transaction storage: hands on every record once, in the order of the log, and goes on after a crash
/// exactly where the store of positions says.
///
/// Files are read in the order of their names, each from its position; a record that was written while a newer
/// file already existed comes when it is found. The last record of a file is handed on when its message is whole
/// and the file has been quiet, or when a newer file exists; should the writer have paused in the middle of it,
/// the whole is handed on again as a revision. A file that was truncated or replaced is read from its start, and
/// what was delivered before is recognised. One pass at a time; memory is bounded by the limit of a record and
/// the number of files in two years' folders.
public actor TransactionTail {
  /// How to follow.
  public struct Options: Sendable {
    /// How long a file must be unchanged to count as quiet.
    public var settle: Duration
    /// The newest files stay open to late records; older ones are looked at when sweeping.
    public var openFiles: Int
    /// Most bytes of one record.
    public var recordLimit: Int

    /// The usual way.
    public init(
      settle: Duration = .seconds(2), openFiles: Int = 3,
      recordLimit: Int = TransactionRecordScanner.standardRecordLimit
    ) {
      self.settle = settle
      self.openFiles = max(1, openFiles)
      self.recordLimit = recordLimit
    }
  }

  private typealias Circumstances = TransactionFileReader.Circumstances

  /// What is remembered of a file between two passes.
  private struct Observation {
    var size: Int64
    var modified: Int64
    var since: Duration
    /// What was true when the file was last read to its end; nil when it has to be read.
    var judged: Circumstances?
  }

  /// One file and its place in the order of all.
  private struct Place {
    var folder: String
    var path: String
    /// Whether newer files exist.
    var hasNewer: Bool
    /// Whether the file is none of the newest, which stay open to late records.
    var isOld: Bool
  }

  private let root: String
  private let positions: any TransactionPositions
  private let options: Options
  private let calls: BlockingCalls
  /// Positions of the files in the root and in the folders of the last two years, by folder and path.
  private var folders: [String: [String: TransactionPosition]] = [:]
  private var observations: [String: Observation] = [:]
  private var progress = TransactionProgress()
  private var hasSwept = false
  private var isAtWork = false

  /// - Parameters:
  ///   - root: the folder with the folders of years, absolute.
  ///   - positions: where positions and deliveries are kept.
  public init(root: String, positions: any TransactionPositions, options: Options = Options()) {
    self.init(root: root, positions: positions, options: options, calls: BlockingCalls())
  }

  /// - Parameter calls: runs what reads the storage.
  init(root: String, positions: any TransactionPositions, options: Options, calls: BlockingCalls) {
    self.calls = calls
    self.root = root
    self.positions = positions
    self.options = options
  }

  /// Reads what is new. The first pass looks at every file, later ones at those of the last two years that are
  /// open, unless told to sweep. A call during another pass does nothing.
  ///
  /// - Parameters:
  ///   - now: a time that only goes forward; differences are compared with the settle time.
  ///   - sweeping: looks at every file again: late records in old files are found, and replaced files.
  /// - Throws: `TransactionTailError`; what was kept stays kept.
  public func advance(
    at now: Duration, sweeping: Bool = false
  ) async throws(TransactionTailError) -> TransactionProgress {
    try await pass(sweeps: sweeping || !hasSwept) { tail, place, tree in
      try await tail.follow(place, in: tree, at: now)
    }
  }

  /// Takes note of every file that has no position yet as if all it holds had been delivered: for a storage whose
  /// present state was read from its folders.
  ///
  /// - Throws: `TransactionTailError`; what was kept stays kept.
  public func skipExisting() async throws(TransactionTailError) {
    _ = try await pass(sweeps: true) { tail, place, tree in try await tail.skip(place, in: tree) }
    hasSwept = false
  }

  // MARK: Folders

  private func pass(
    sweeps: Bool, _ visit: (isolated TransactionTail, Place, TransactionTree) async throws -> Void
  ) async throws(TransactionTailError) -> TransactionProgress {
    guard !isAtWork else { return TransactionProgress() }
    isAtWork = true
    defer { isAtWork = false }
    progress = TransactionProgress()
    do {
      try await visitFiles(sweeps: sweeps, visit)
      hasSwept = true
      return progress
    } catch is CancellationError {
      return progress
    } catch let error as ConfinedDirectoryError {
      throw .unavailable(error)
    } catch {
      throw .positions(error)
    }
  }

  private func visitFiles(
    sweeps: Bool, _ visit: (isolated TransactionTail, Place, TransactionTree) async throws -> Void
  ) async throws {
    let root = root
    let tree = try await block { () throws(ConfinedDirectoryError) in try TransactionTree(root: root) }
    let all = try await block { () throws(ConfinedDirectoryError) in try tree.folders() }
    let recent = Set([""] + all.suffix(2))
    let visited = all.filter { sweeps || recent.contains($0) }
    folders = folders.filter { recent.contains($0.key) }
    // The newest folder first, only to know how many files are newer than each; of old folders the names are
    // listed again, so that those of two years at most are in memory.
    var following: [String: Int] = [:]
    var listed: [String: [TransactionFileName]] = [:]
    var count = 0
    for folder in visited.reversed() {
      let files = try await list(folder, tree)
      if recent.contains(folder) { listed[folder] = files }
      following[folder] = count
      count += files.count
    }
    for folder in visited {
      var files = listed[folder] ?? []
      if !recent.contains(folder) { files = try await list(folder, tree) }
      try await load(folder)
      for (index, file) in files.enumerated() {
        try Task.checkCancellation()
        let path = folder.isEmpty ? file.name : folder + "/" + file.name
        let newer = (following[folder] ?? 0) + files.count - 1 - index
        let place = Place(
          folder: folder, path: path, hasNewer: newer > 0,
          isOld: newer >= options.openFiles || !recent.contains(folder))
        if !sweeps, place.isOld, folders[folder]?[path]?.isClosed == true { continue }
        do {
          try await visit(self, place, tree)
        } catch let error as ConfinedDirectoryError where error.code != .stale {
          // A writer may lock its file, and an old file be moved away between listing and opening.
          observations[path] = nil
          if error.code != .notFound { progress.unreadable += 1 }
        }
      }
      if !recent.contains(folder) { folders[folder] = nil }
    }
  }

  private func list(_ folder: String, _ tree: TransactionTree) async throws -> [TransactionFileName] {
    try await block { () throws(ConfinedDirectoryError) in try tree.files(in: folder) }
  }

  private func load(_ folder: String) async throws {
    guard folders[folder] == nil else { return }
    let known = try await positions.positions(inFolder: folder)
    folders[folder] = Dictionary(known.map { ($0.path, $0) }, uniquingKeysWith: { first, _ in first })
  }

  // MARK: Files

  private func follow(_ place: Place, in tree: TransactionTree, at now: Duration) async throws {
    let file = try await block { () throws(ConfinedDirectoryError) in try tree.open(place.path) }
    let status = try await block { () throws(ConfinedDirectoryError) in try file.status() }
    let kept = folders[place.folder]?[place.path]
    if let kept, kept.isClosed, place.isOld, status.size == Int64(kept.size) { return }
    var seen = Observation(size: status.size, modified: status.modified, since: now, judged: nil)
    var isChanged = true
    if let last = observations[place.path], last.size == seen.size, last.modified == seen.modified {
      seen = last
      isChanged = false
    }
    let isQuiet = now - seen.since >= options.settle
    let circumstances = Circumstances(isQuiet: isQuiet, isClosing: place.isOld || isQuiet && place.hasNewer)
    guard seen.judged != circumstances else { return }
    progress.files += 1
    observations[place.path] = seen
    var reader = TransactionFileReader(file: file)
    reader.limits.record = options.recordLimit
    let start = kept ?? TransactionPosition(path: place.path)
    if try await read(place, reader, from: start, circumstances, verifying: isChanged) {
      seen.judged = circumstances
      observations[place.path] = place.isOld ? nil : seen
    }
  }

  /// Reads a file to its end, batch by batch.
  ///
  /// - Returns: whether the file stood still meanwhile.
  private func read(
    _ place: Place, _ reader: TransactionFileReader, from start: TransactionPosition,
    _ circumstances: Circumstances, verifying: Bool
  ) async throws -> Bool {
    var position = start
    var finding: TransactionFinding?
    if verifying {
      (position, finding) = try await block { [position] () throws(ConfinedDirectoryError) in
        try reader.verified(position)
      }
    }
    while true {
      try Task.checkCancellation()
      let step = try await block { [position] () throws(ConfinedDirectoryError) in
        try reader.step(from: position, circumstances)
      }
      var batch = step.batch
      if let first = finding { batch.findings.insert(first, at: 0) }
      batch.position.isClosed = place.isOld && step.isUnchanged
      if step.hasNews || finding != nil || batch.position.isClosed != start.isClosed {
        if let until = position.rereadUntil {
          batch.deliveries = try await unknown(batch, before: until)
          // What comes from here on begins behind all that was delivered.
          if batch.position.resume.offset >= until { batch.position.rereadUntil = nil }
        }
        try await commit(batch)
      }
      finding = nil
      position = batch.position
      folders[place.folder]?[place.path] = position
      if step.isAtEnd { return step.isUnchanged }
    }
  }

  private func skip(_ place: Place, in tree: TransactionTree) async throws {
    guard folders[place.folder]?[place.path] == nil else { return }
    var position = TransactionPosition(path: place.path)
    position = try await block { [position] () throws(ConfinedDirectoryError) in
      try TransactionFileReader(file: try tree.open(place.path)).atEnd(position, isClosed: place.isOld)
    }
    try await commit(TransactionBatch(position: position, deliveries: [], findings: []))
    folders[place.folder]?[place.path] = position
  }

  // MARK: Positions

  /// The deliveries of a batch without those that were delivered before the file was read again.
  ///
  /// - Parameter extent: no record that begins there or later was delivered.
  private func unknown(_ batch: TransactionBatch, before extent: Int) async throws -> [TransactionDelivery] {
    let doubtful = Set(batch.deliveries.filter { $0.record.range.lowerBound < extent }.map(\.digest))
    guard !doubtful.isEmpty else { return batch.deliveries }
    let known = try await positions.delivered(doubtful, ofFile: batch.position.path)
    let isKnown = { (delivery: TransactionDelivery) in
      delivery.record.range.lowerBound < extent && known.contains(delivery.digest)
    }
    progress.known += batch.deliveries.count(where: isKnown)
    return batch.deliveries.filter { !isKnown($0) }
  }

  private func commit(_ batch: TransactionBatch) async throws {
    try await positions.commit(batch)
    progress.records += batch.deliveries.count
    progress.findings += batch.findings.count
  }

  private func block<Value: Sendable>(
    _ call: @escaping @Sendable () throws(ConfinedDirectoryError) -> Value
  ) async throws -> Value {
    try await calls.run { () -> Result<Value, ConfinedDirectoryError> in
      do throws(ConfinedDirectoryError) { return .success(try call()) } catch { return .failure(error) }
    }.get()
  }
}
