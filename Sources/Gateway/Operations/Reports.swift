/// How many record keys there are and what became of them: `seen = delivered + excluded + parked + waiting`
/// (contract.md section 1). Counts of record keys, never of files.
public struct Balance: Sendable, Hashable, Codable {
  /// Record keys of patients who have a regional ID.
  public var seen: Int
  /// Record keys whose desired state the destination has acknowledged.
  public var delivered: Int
  /// Record keys that a rule keeps inside, or whose newest version is a deletion.
  public var excluded: Int
  /// Record keys that somebody has to look at.
  public var parked: Int
  /// Record keys that are on their way.
  public var waiting: Int

  /// Creates a balance; all counts default to zero.
  public init(seen: Int = 0, delivered: Int = 0, excluded: Int = 0, parked: Int = 0, waiting: Int = 0) {
    self.seen = seen
    self.delivered = delivered
    self.excluded = excluded
    self.parked = parked
    self.waiting = waiting
  }

  /// Whether the four outcomes add up to what was seen; anything else is a defect of the gateway.
  public var isBalanced: Bool { seen == delivered + excluded + parked + waiting }
}

/// What `status` tells (contract.md section 4, JSON).
public struct StatusReport: Sendable, Hashable, Codable {
  /// The life of the daemon.
  public enum State: String, Sendable, Hashable, Codable { case running, draining, stopped }

  /// Patients by whether they have a regional ID.
  public struct Patients: Sendable, Hashable, Codable {
    /// Patients of the storages with a regional ID in force.
    public var inScope: Int
    /// Patient folders without one: neither read nor listed.
    public var notRegistered: Int
  }

  /// One storage root.
  public struct Storage: Sendable, Hashable, Codable {
    /// Name of the configuration.
    public var name: String
    /// `available`, `unavailable` or `unknown`.
    public var state: String
    /// Why it is unavailable, without any path below the root.
    public var detail: String?
    /// When the last complete scan ended (RFC 3339).
    public var lastScan: String?
    /// What shortens the delay: `inotify` or `poll`.
    public var watch: String
    /// Files that are none of ours (copy remnants, names outside the grammar at folder levels).
    public var strayFiles: Int
  }

  /// One destination.
  public struct Destination: Sendable, Hashable, Codable {
    /// Name of the configuration.
    public var name: String
    /// `ready`, `paused`, `waiting` (circuit open) or `unknown`.
    public var state: String
    /// Why it waits.
    public var detail: String?
    /// Record keys not yet in balance.
    public var waiting: Int
    /// Age in seconds of the oldest of them.
    public var oldestWaitingSeconds: Int
    /// Balance towards this destination.
    public var balance: Balance
    /// When it last acknowledged something (RFC 3339).
    public var lastDelivery: String?
  }

  /// Something a person should look at.
  public struct Attention: Sendable, Hashable, Codable {
    /// A reason code.
    public var code: String
    /// How many records, patients or files it concerns.
    public var count: Int
    /// What to do about it, with the command to type.
    public var remedy: String

    init(code: String, count: Int, remedy: String) {
      self.code = code
      self.count = count
      self.remedy = remedy
    }

    init(_ code: ReasonCode, count: Int = 1) {
      self.init(code: code.rawValue, count: count, remedy: code.remedy.text(in: .english))
    }
  }

  /// Version of the gateway.
  public var version: String
  /// Life of the daemon.
  public var state: State
  /// When the daemon started (RFC 3339); absent when stopped.
  public var startedAt: String?
  /// Sum over all destinations.
  public var balance: Balance
  /// Patients by scope.
  public var patients: Patients
  /// All storages.
  public var storages: [Storage]
  /// All destinations.
  public var destinations: [Destination]
  /// Parked record keys by reason code, over all destinations.
  public var parkedReasons: [String: Int]
  /// What needs a person, most urgent first; empty when all is well.
  public var attention: [Attention]
  /// How coded values went; absent in the answer of an older daemon.
  public var terminology: Terminology?
}

/// A row of `queue list` and `parked list`.
public struct RecordRow: Sendable, Hashable, Codable {
  /// Storage of the configuration.
  public var storage: String
  /// Path below the storage root of the version that counts.
  public var path: String
  /// Chart number.
  public var patient: String
  /// Care date or `-`.
  public var careDate: String
  /// Data kind.
  public var kind: String
  /// Order number.
  public var order: String
  /// Timestamp of the version.
  public var version: String
  /// Destination of the configuration.
  public var destination: String
  /// Outcome: waiting, parked, delivered or excluded.
  public var outcome: String
  /// Reason code; absent for a waiting record that is simply next.
  public var reason: String?
  /// Words of the repository or position of the error; never contents of the message.
  public var detail: String?
  /// Since when (RFC 3339).
  public var since: String
  /// Requests sent for it so far.
  public var attempts: Int
  /// When it is tried next (RFC 3339).
  public var nextAttempt: String?
}

/// What `record trace` tells of one record key.
public struct RecordTrace: Sendable, Hashable, Codable {
  /// The record key.
  public struct Key: Sendable, Hashable, Codable {
    /// Storage of the configuration.
    public var storage: String
    /// Chart number.
    public var patient: String
    /// Care date or `-`.
    public var careDate: String
    /// Data kind.
    public var kind: String
    /// Order number.
    public var order: String
    /// The mark under which logs name this record.
    public var ref: String
  }
  /// One file or content folder.
  public struct Version: Sendable, Hashable, Codable {
    /// Path below the storage root.
    public var path: String
    /// Condition flag.
    public var flag: Int
    /// Timestamp of the name.
    public var timestamp: String
    /// SHA-256 of the content; absent while nobody needed to read it.
    public var sha256: String?
    /// When it was first seen (RFC 3339).
    public var seen: String
    /// True when the file is no longer in the storage.
    public var vanished: Bool
  }
  /// What was decided for one destination.
  public struct Decision: Sendable, Hashable, Codable {
    /// Destination of the configuration.
    public var destination: String
    /// delivered, excluded, parked or waiting.
    public var outcome: String
    /// Reason code.
    public var reason: String?
    /// Position or the repository's words.
    public var detail: String?
    /// Since when (RFC 3339).
    public var since: String
    /// What the destination holds of it: `Type/id`.
    public var resources: [String]
  }
  /// One request.
  public struct Attempt: Sendable, Hashable, Codable {
    /// When (RFC 3339).
    public var at: String
    /// Destination of the configuration.
    public var destination: String
    /// delivered, refused, unreachable, throttled, unknown-outcome, sent (no answer recorded).
    public var result: String
    /// HTTP status, if there was an answer.
    public var status: Int?
    /// The repository's words, without contents.
    public var detail: String?
  }
  /// What the repository acknowledged.
  public struct Receipt: Sendable, Hashable, Codable {
    /// Destination of the configuration.
    public var destination: String
    /// When (RFC 3339).
    public var at: String
    /// Resources put or deleted.
    public var ids: [String]
  }

  /// The record key.
  public var key: Key
  /// Versions, newest first.
  public var versions: [Version]
  /// Decisions, one a destination.
  public var decisions: [Decision]
  /// Attempts, newest first; the newest 100 are kept.
  public var attempts: [Attempt]
  /// Receipts, newest first.
  public var receipts: [Receipt]
}

/// What `patient list` and `patient show` tell.
public struct PatientReport: Sendable, Hashable, Codable {
  /// Chart number.
  public var localId: String
  /// Regional ID in force.
  public var regionalId: String?
  /// Since when the gateway knows the link (RFC 3339).
  public var since: String?
  /// Consents of the patient.
  public var consents: [ConsentRow]
  /// Outcomes by data kind.
  public var records: [String: [String: Int]]
  /// Identity warnings (codes).
  public var warnings: [String]
}

/// A row of `consent list`.
public struct ConsentRow: Sendable, Hashable, Codable {
  /// Chart number.
  public var localId: String
  /// grant or withdraw.
  public var decision: String
  /// First day in force.
  public var from: String?
  /// Last day in force.
  public var to: String?
  /// `all` or kinds.
  public var kinds: [String]
  /// `all` or institution codes.
  public var recipients: [String]
  /// Number of the signed form.
  public var document: String
  /// `csv` or `operator`.
  public var source: String
}

/// What `reconcile` tells: storage against ledger.
public struct ReconcileReport: Sendable, Hashable, Codable {
  /// One difference; `+` in the storage but not in the ledger, `-` the reverse, `*` differs, `!` cannot be compared.
  public struct Difference: Sendable, Hashable, Codable {
    /// `+`, `-`, `*` or `!`.
    public var symbol: String
    /// Path below the storage root.
    public var path: String
    /// Destination, where it concerns one.
    public var destination: String?
    /// What differs.
    public var detail: String
  }
  /// The balance over everything.
  public var balance: Balance
  /// All differences found; at most 10,000 are listed.
  public var differences: [Difference]
  /// Files compared.
  public var filesCompared: Int
}

/// What `replay plan` tells.
public struct ReplayPlan: Sendable, Hashable, Codable {
  /// Records that would be sent again.
  public var records: Int
  /// Patients concerned.
  public var patients: Int
  /// By data kind.
  public var kinds: [String: Int]
  /// By destination.
  public var destinations: [String: Int]
}

/// What a changing command did.
public struct CommandResult: Sendable, Hashable, Codable {
  /// Whether it only says what it would do.
  public var dryRun: Bool
  /// Records, patients or rows touched.
  public var affected: Int
  /// One sentence for a person.
  public var message: String

  /// Creates a result.
  public init(dryRun: Bool, affected: Int, message: String) {
    self.dryRun = dryRun
    self.affected = affected
    self.message = message
  }
}
