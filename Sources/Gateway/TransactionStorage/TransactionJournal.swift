import Foundation
import Glibc
import SSMIX2
import Synchronization

/// Why a file cannot be used as a journal; it is left as it was.
public enum TransactionJournalError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The line of this number, from 1, is none of a journal's.
  case notAJournal(line: Int)

  /// The reason, without anything of the file's content.
  public var description: String {
    switch self {
    case .notAJournal(let line):
      "The file is not a journal of a transaction storage (line \(line)); it was left as it is. Name another file, "
        + "or one that does not exist yet."
    }
  }
}

/// Positions and deliveries in one file of JSON lines, for a tail that runs without a ledger: each batch is one
/// line, written and synchronised before the next is read, and a line that a crash cut is dropped.
///
/// Message contents are not kept; headers are, so the file holds patient data and is readable by its owner only.
public final class TransactionJournal: TransactionPositions {
  /// One batch as it is kept.
  public struct Line: Sendable, Codable {
    /// Where the file stands.
    public var position: TransactionPosition
    /// What was delivered.
    public var records: [Record]
    /// What was noticed.
    public var findings: [Finding]
  }

  /// One delivery as it is kept.
  public struct Record: Sendable, Codable {
    /// The file below the root.
    public var path: String
    /// Where the record begins.
    public var offset: Int
    /// How many bytes it has, framing included.
    public var length: Int
    /// Its header and those begun in the middle of its lines.
    public var hints: [TransactionHint]
    /// SHA-256 of header line, CR and content.
    public var digest: TransactionDigest
    /// Why it is taken to be whole.
    public var ending: TransactionDelivery.Ending
    /// The delivery that this one replaces.
    public var revises: TransactionDigest?
  }

  /// One finding as it is kept.
  public struct Finding: Sendable, Codable {
    /// The file below the root.
    public var path: String
    /// The reason code.
    public var code: String
    /// Where it begins.
    public var offset: Int
    /// How many bytes it has.
    public var length: Int
  }

  private struct State {
    var positions: [String: TransactionPosition] = [:]
    var descriptor: Int32
    /// The digests of all records of the file that is being read again, so that the journal is decoded once.
    var known: (path: String, digests: Set<TransactionDigest>)?
  }

  private let path: String
  private let state: Mutex<State>
  private let report: @Sendable (Line) throws -> Void

  /// Opens a journal, or begins one.
  ///
  /// - Parameters:
  ///   - path: of the file; made for its owner only.
  ///   - report: told of each batch once it is kept; what it throws, `commit(_:)` throws, and the batch stays kept.
  /// - Throws: `POSIXError`; `TransactionJournalError` when the file is none of these.
  public init(path: String, report: @escaping @Sendable (Line) throws -> Void = { _ in }) throws {
    self.path = path
    self.report = report
    let descriptor = open(path, O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0o600)
    guard descriptor >= 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
    var positions: [String: TransactionPosition] = [:]
    do {
      // Two programs that write one journal would each lose what the other keeps.
      guard flock(descriptor, LOCK_EX | LOCK_NB) == 0 else { throw POSIXError(.EBUSY) }
      let (end, isCut) = try Self.lines(of: descriptor) { positions[$0.position.path] = $0.position }
      guard !isCut || ftruncate(descriptor, off_t(end)) == 0,
        lseek(descriptor, off_t(end), SEEK_SET) == off_t(end)
      else {
        throw POSIXError(.init(rawValue: errno) ?? .EIO)
      }
    } catch {
      close(descriptor)
      throw error
    }
    state = Mutex(State(positions: positions, descriptor: descriptor))
  }

  deinit { state.withLock { _ = close($0.descriptor) } }

  /// See `TransactionPositions`.
  public func positions(inFolder folder: String) async throws -> [TransactionPosition] {
    state.withLock { state in
      state.positions.values.filter { position in
        let parent = position.path.split(separator: "/").dropLast().joined(separator: "/")
        return parent == folder
      }
    }
  }

  /// See `TransactionPositions`; the first question about a file reads the whole journal.
  public func delivered(
    _ digests: Set<TransactionDigest>, ofFile path: String
  ) async throws -> Set<TransactionDigest> {
    try state.withLock { state in
      if let known = state.known, known.path == path { return known.digests.intersection(digests) }
      var all: Set<TransactionDigest> = []
      _ = try Self.lines(of: state.descriptor) { line in
        if line.position.path == path { all.formUnion(line.records.map(\.digest)) }
      }
      state.known = (path, all)
      return all.intersection(digests)
    }
  }

  /// See `TransactionPositions`.
  public func commit(_ batch: TransactionBatch) async throws {
    let line = Line(batch)
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    let bytes = Array(try encoder.encode(line)) + [0x0A]
    try state.withLock { state in
      try Self.write(bytes, to: state.descriptor)
      guard fsync(state.descriptor) == 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
      state.positions[line.position.path] = line.position
      if state.known?.path == line.position.path {
        state.known?.digests.formUnion(line.records.map(\.digest))
        if line.position.rereadUntil == nil { state.known = nil }
      }
    }
    try report(line)
  }

  private static func write(_ bytes: [UInt8], to descriptor: Int32) throws {
    var written = 0
    while written < bytes.count {
      let count = bytes[written...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
      if count < 0, errno == EINTR { continue }
      guard count > 0 else { throw POSIXError(.init(rawValue: errno) ?? .EIO) }
      written += count
    }
  }

  /// How every line begins: what an encoder that sorts keys writes first.
  private static let opening = Array(#"{"findings":["#.utf8)

  /// Reads every whole line.
  ///
  /// - Returns: where the last one ends, and whether the beginning of another follows.
  private static func lines(
    of descriptor: Int32, _ use: (Line) -> Void
  ) throws -> (end: Int, isCut: Bool) {
    let decoder = JSONDecoder()
    var pending: [UInt8] = []
    var count = 0
    var end = 0
    while true {
      let chunk = try read(descriptor, at: end + pending.count)
      guard !chunk.isEmpty else { break }
      pending += chunk
      while let feed = pending.firstIndex(of: 0x0A) {
        guard let line = try? decoder.decode(Line.self, from: Foundation.Data(pending[..<feed])) else {
          throw TransactionJournalError.notAJournal(line: count + 1)
        }
        use(line)
        count += 1
        end += feed + 1
        pending.removeFirst(feed + 1)
      }
      // Asked here and not at the end, so that nothing large is read for nothing.
      let isOurs = zip(pending, opening).allSatisfy { $0 == $1 }
      guard isOurs else { throw TransactionJournalError.notAJournal(line: count + 1) }
    }
    // A cut line alone proves too little to cut the file.
    guard pending.isEmpty || count > 0 else { throw TransactionJournalError.notAJournal(line: 1) }
    return (end, !pending.isEmpty)
  }

  /// Up to 64 KiB from an offset; nothing only at the end of the file.
  private static func read(_ descriptor: Int32, at offset: Int) throws -> [UInt8] {
    var failure: Int32 = 0
    let bytes = [UInt8](unsafeUninitializedCapacity: 65536) { buffer, count in
      var result = pread(descriptor, buffer.baseAddress, 65536, off_t(offset))
      while result < 0, errno == EINTR {
        result = pread(descriptor, buffer.baseAddress, 65536, off_t(offset))
      }
      if result < 0 { failure = errno }
      count = max(0, result)
    }
    // A failed read is not the end of the file: what lies behind it would be cut.
    guard failure == 0 else { throw POSIXError(.init(rawValue: failure) ?? .EIO) }
    return bytes
  }
}

extension TransactionJournal.Line {
  init(_ batch: TransactionBatch) {
    let path = batch.position.path
    position = batch.position
    records = batch.deliveries.map { delivery in
      TransactionJournal.Record(
        path: path, offset: delivery.record.range.lowerBound, length: delivery.record.range.count,
        hints: delivery.hints, digest: delivery.digest, ending: delivery.ending, revises: delivery.revises)
    }
    findings = batch.findings.map { finding in
      TransactionJournal.Finding(
        path: path, code: finding.code, offset: finding.range.lowerBound, length: finding.range.count)
    }
  }
}
