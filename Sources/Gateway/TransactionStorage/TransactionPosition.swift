import SSMIX2

/// How far one file of a transaction storage has been read: all that a reader needs to go on after a crash.
public struct TransactionPosition: Sendable, Hashable, Codable {
  /// Bytes of the file that tell whether it is still the same.
  public struct Mark: Sendable, Hashable, Codable {
    /// Where they begin.
    public var start: Int
    /// Where they end.
    public var end: Int
    /// Their digest.
    public var digest: TransactionDigest
  }

  /// The file below the root: `2024/TR_….DAT`.
  public var path: String
  /// Device number when it was last read. Shares are given other numbers when they are mounted again, so a
  /// change alone says nothing.
  public var device: UInt64
  /// Inode number when it was last read.
  public var inode: UInt64
  /// The file's size when it was last read to its end.
  public var size: Int
  /// Where to go on: the start of the record that is not known to be whole.
  public var resume: TransactionRecordScanner.ResumePoint
  /// What was delivered of the record that begins at `resume`, before the next header proved it whole.
  public var announced: TransactionDigest?
  /// The file's beginning up to the end of its first header.
  public var first: Mark?
  /// The last record whose end is certain.
  public var last: Mark?
  /// The file was truncated or replaced: a record that begins before this offset may have been delivered already.
  /// Nil when none may, and again once everything before it is read.
  public var rereadUntil: Int?
  /// Newer files follow and everything was delivered: only a change of size opens it again.
  public var isClosed: Bool

  /// The start of a file that was never read.
  public init(path: String) {
    self.path = path
    device = 0
    inode = 0
    size = 0
    resume = .start
    isClosed = false
  }

  /// The start again, of a file that was truncated or replaced.
  ///
  /// What was delivered lies before the old end; where other content was put before it, before the present one.
  func restarted(presentSize: Int) -> TransactionPosition {
    var position = TransactionPosition(path: path)
    let extent = max(size, resume.offset, rereadUntil ?? 0, presentSize)
    position.rereadUntil = extent > 0 ? extent : nil
    return position
  }
}

/// What a record of the log says about a storage: which key to look at. The storage itself decides what is true.
public struct TransactionHint: Sendable, Hashable, Codable {
  /// 医療施設ID as the header has it; one log may serve several facilities.
  public var facilityID: String
  /// 患者ID.
  public var patientID: String
  /// 診療日 or `-`.
  public var careDate: String
  /// データ種別; nil when its bytes could not be read: then all kinds of that day are meant.
  public var kind: String?
  /// オーダNo or 特定キー.
  public var orderNumber: String
  /// 処理区分.
  public var processingType: TransactionHeader.ProcessingType
  /// 診療科コード.
  public var department: String
  /// トランザクション日時 as written.
  public var time: String

  /// What a header says.
  public init(_ header: TransactionHeader) {
    facilityID = header.facilityID
    patientID = header.patientID
    careDate = header.careDate
    kind = header.kind
    orderNumber = header.orderNumber
    processingType = header.processingType
    department = header.department
    time = header.time
  }
}

/// A record handed on, once.
public struct TransactionDelivery: Sendable, Hashable {
  /// Why the record is taken to be whole.
  public enum Ending: String, Sendable, Hashable, Codable, CaseIterable {
    /// The next header follows: certain.
    case nextHeader
    /// Its message is whole and the file has been quiet.
    case wholeMessage
    /// The file has been quiet and a newer one exists.
    case newerFile
  }

  /// The record, with its place in the file.
  public let record: TransactionRecord
  /// What it is known by.
  public let digest: TransactionDigest
  /// Why it is taken to be whole.
  public let ending: Ending
  /// What was delivered of the same place before: the writer had paused in the middle of the record. This
  /// delivery replaces that.
  public let revises: TransactionDigest?

  /// The keys to look at: the record's own, then those of headers that were begun in the middle of its lines.
  public var hints: [TransactionHint] {
    [TransactionHint(record.header)]
      + record.embeddedHeaders(decodingNames: KindNames.text).map { TransactionHint($0.header) }
  }
}

/// Something in a transaction storage that is no record, or should not be there.
public struct TransactionFinding: Sendable, Hashable {
  /// What it is.
  public enum Kind: Sendable, Hashable {
    /// A header that cannot be read: what it announced is not known.
    case malformedHeader(TransactionHeaderError)
    /// A record above the limit; its header, when that can be read, still says where to look.
    case oversizedRecord(TransactionHint?)
    /// Bytes that no header precedes.
    case foreignBytes
    /// The file is shorter than it was, and is read from its start.
    case truncated
    /// The file's content is another, and is read from its start.
    case replaced
  }

  /// What it is.
  public var kind: Kind
  /// Where in the file.
  public var range: Range<Int>

  /// The reason code, for logs and counters.
  public var code: String {
    switch kind {
    case .malformedHeader(let error): error.code.rawValue
    case .oversizedRecord: "transaction.record-too-large"
    case .foreignBytes: "transaction.foreign-bytes"
    case .truncated: "transaction.file-truncated"
    case .replaced: "transaction.file-replaced"
    }
  }
}

/// What one step of reading gives: a store keeps all of it or nothing.
public struct TransactionBatch: Sendable {
  /// Where the file stands when the batch is kept.
  public var position: TransactionPosition
  /// Records in the order of the file.
  public var deliveries: [TransactionDelivery]
  /// What was noticed.
  public var findings: [TransactionFinding]
}

/// Keeps positions durably, together with what becomes of the records.
public protocol TransactionPositions: Sendable {
  /// The positions of the files of one folder, `2024`; `""` is the root itself.
  func positions(inFolder folder: String) async throws -> [TransactionPosition]
  /// Which of these records of a file were delivered before; asked only about files that are read again, and
  /// only as far as these may hold what was delivered.
  func delivered(
    _ digests: Set<TransactionDigest>, ofFile path: String
  ) async throws -> Set<TransactionDigest>
  /// Keeps the position and acts on the deliveries in one transaction: after a crash there are both or neither.
  ///
  /// A delivery that revises another replaces it.
  func commit(_ batch: TransactionBatch) async throws
}
