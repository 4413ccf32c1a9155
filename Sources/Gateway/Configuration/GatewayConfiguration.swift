import JPCore
import SSMIX2

/// The effective configuration: what config.yaml says (contract.md section 3), every default filled in, every path
/// absolute. Holds paths of secrets, never secrets.
public struct GatewayConfiguration: Sendable, Equatable {
  /// The hospital.
  public var facility: Facility
  /// The SS-MIX2 roots, at least one.
  public var storages: [Storage]
  /// Chart number to regional ID.
  public var identity: Identity
  /// Consent.
  public var consent: Consent
  /// What is shared at all.
  public var scope: Scope
  /// Local coding systems, and what their codes are in standard ones.
  public var terminology = Terminology()
  /// Where to, at least one.
  public var destinations: [Destination]
  /// Where the ledger lies.
  public var state: State
  /// Control socket and web page.
  public var admin: Admin
  /// Log.
  public var log: Log

  /// The institution that the records come from.
  public struct Facility: Sendable, Equatable {
    /// Name as it appears in resources.
    public var name: String
    /// Ten-digit institution code.
    public var code: String
    /// Assigning authority of chart numbers; by default `1.2.392.100495.20.3.51.1` followed by the code.
    public var patientOID: String
    /// Digits to which chart numbers are padded with zeros before they are compared; nil: compared as they are.
    public var patientIDWidth: Int?
  }

  /// One SS-MIX2 root, read only.
  public struct Storage: Sendable, Equatable {
    /// Its name in `status`, metrics and the ledger; unique.
    public var name: String
    /// Which of SS-MIX2's stores it is.
    public var type: StorageType
    /// Absolute path.
    public var root: String
    /// How changes are noticed between scans.
    public var watch: Watch
    /// Time between verification scans of the patients in scope.
    public var rescan: Duration
    /// How long a file must keep size, mtime and inode before it is read.
    public var settle: Duration

    /// How changes are noticed.
    public enum Watch: String, Sendable, Equatable, CaseIterable {
      /// Events where the file system gives them, scans alone otherwise.
      case auto
      /// One mark for the file system (not built yet: refused by the check).
      case fanotify
      /// One watch for each directory.
      case inotify
      /// Scans only.
      case poll
    }
  }

  /// Where regional IDs come from.
  public struct Identity: Sendable, Equatable {
    /// Assigning authority of regional IDs; the facility's own when the region needs no common ID.
    public var regionOID: String
    /// The source.
    public var source: Source
    /// The table, with source `csv`.
    public var csv: String?
    /// How long an answer of a queried source may be used.
    public var cache: Duration

    /// The sources.
    public enum Source: String, Sendable, Equatable, CaseIterable {
      /// A table in a file.
      case csv
      /// The region needs no common ID: every patient takes part under his chart number.
      case everyPatient = "none"
      /// HL7 v2 PIX (ITI-9; not built yet).
      case pixV2 = "pix-v2"
      /// HL7 V3 PIX (ITI-45; not built yet).
      case pixV3 = "pix-v3"
      /// FHIR PIXm (ITI-83; not built yet).
      case pixm
    }
  }

  /// Consent.
  public struct Consent: Sendable, Equatable {
    /// What holds for patients about whom nothing is known.
    public var defaultDecision: ConsentDefault
    /// The table; nil: only what operators register.
    public var csv: String?
    /// What becomes of delivered records when consent is withdrawn.
    public var onWithdraw: OnWithdraw

    /// What becomes of delivered records when consent is withdrawn.
    public enum OnWithdraw: String, Sendable, Equatable, CaseIterable {
      /// Taken back at the destination.
      case retract
      /// Left there; nothing more is sent.
      case stop
    }
  }

  /// What is shared at all, consent or not.
  public struct Scope: Sendable, Equatable {
    /// Data kinds.
    public var kinds: Coverage
    /// Department codes never shared.
    public var excludeDepartments: Set<String>
    /// Oldest care date shared; nil: all.
    public var since: CivilDate?
    /// Whether records that the hospital has marked as confidential (PRB-25, ORC-28) stay inside.
    public var excludesConfidential = true
  }

  /// Local coding systems, and what their codes are in standard ones.
  public struct Terminology: Sendable, Equatable {
    /// The URI of each local coding system by its name in messages.
    public var systems: [String: String] = [:]
    /// Absolute paths of the code maps; of two that contradict each other the first counts.
    public var maps: [String] = []
  }

  /// Where the ledger lies.
  public struct State: Sendable, Equatable {
    /// Absolute path of the directory.
    public var path: String
  }

  /// How operators reach the daemon.
  public struct Admin: Sendable, Equatable {
    /// Absolute path of the control socket.
    public var socket: String
    /// Address of dashboard and metrics; nil: none.
    public var listen: ListenAddress?
  }

  /// The daemon's log.
  public struct Log: Sendable, Equatable {
    /// Lowest level written.
    public var level: Level
    /// Form of a line.
    public var format: Format

    /// The levels of swift-log.
    public enum Level: String, Sendable, Equatable, CaseIterable {
      case trace, debug, info, notice, warning, error, critical
    }
    /// Forms of a line.
    public enum Format: String, Sendable, Equatable, CaseIterable {
      /// Fields of systemd's journal.
      case journald
      /// One object a line.
      case json
      /// For people.
      case text
    }
  }
}

/// Where records are delivered to: address, format, TLS identity, limits.
public struct Destination: Sendable, Equatable {
  /// Its name in `status`, metrics and the ledger; unique, and stable over restarts whatever its position.
  public var name: String
  /// How records are rendered and sent.
  public var format: Format
  /// JP Core release, format `fhir` only.
  public var jpCore: JPCoreRelease
  /// Base address, `https` or `http`, without credentials, query or fragment and without a slash at its end.
  public var url: String
  /// TLS identity and trust; nil: the system's authorities and no client certificate.
  public var tls: TLS?
  /// File that holds a bearer token.
  public var bearerTokenFile: String?
  /// Patients in flight at once.
  public var concurrency: Int
  /// Records in one request, at most.
  public var batch: Int
  /// Records per second, 0: no limit.
  public var rate: Double
  /// Longest time for one request.
  public var timeout: Duration
  /// Back-off between attempts.
  public var retry: Retry
  /// Institution code that this destination stands for in consents; nil: consents limited to recipients do not reach it.
  public var recipient: String?
  /// What counts as an acknowledgement.
  public var receipt: Receipt
  /// Whether a MessageHeader goes with each record, format `fhir` only.
  public var makesMessageHeaders = true
  /// Whether a Provenance goes with each record, format `fhir` only.
  public var makesProvenance = true
  /// The URL that MessageHeader names as the source; nil: the OID of chart numbers.
  public var sourceEndpoint: String?
  /// How requests are encoded on their way.
  public var compression = Compression.gzip

  /// Formats of contract.md section 3.
  public enum Format: String, Sendable, Equatable, CaseIterable {
    case fhir, xds, hl7, ssmix2
  }

  /// What counts as an acknowledgement of a bundle.
  public enum Receipt: String, Sendable, Equatable, CaseIterable {
    /// The answer must be a transaction-response with one entry for each sent.
    case bundle
    /// Any 2xx, for servers that answer minimally.
    case status
  }

  /// Content coding of requests (RFC 9110 8.4).
  public enum Compression: String, Sendable, Equatable, CaseIterable {
    case gzip
    /// As they are, for servers that read no coded requests: FHIR asks none to.
    case none
  }

  /// TLS identity and trust, all paths absolute.
  public struct TLS: Sendable, Equatable {
    /// Authorities in PEM; nil: the system's.
    public var ca: String?
    /// Client certificate chain in PEM.
    public var certificate: String?
    /// Its private key in PEM.
    public var key: String?
    /// Oldest protocol version spoken.
    public var minimum: Version

    /// Protocol versions.
    public enum Version: String, Sendable, Equatable, CaseIterable {
      case v1_2 = "1.2"
      case v1_3 = "1.3"
    }
  }

  /// Exponential back-off: `first`, then times `factor`, never more than `most`.
  public struct Retry: Sendable, Equatable {
    /// Delay after the first failure.
    public var first: Duration
    /// Growth, at least 1.
    public var factor: Double
    /// Longest delay.
    public var most: Duration
  }
}

/// An address to listen on.
public struct ListenAddress: Sendable, Hashable, CustomStringConvertible {
  /// Host name or address; an IPv6 address without brackets.
  public var host: String
  /// TCP port; 0 lets the system choose (tests).
  public var port: Int

  /// An address.
  public init(host: String, port: Int) {
    self.host = host
    self.port = port
  }

  /// Reads `host:port` or `[address]:port`; nil for anything else.
  public init?(_ text: String) {
    guard let colon = text.lastIndex(of: ":"), let port = UInt16(text[text.index(after: colon)...]) else {
      return nil
    }
    var host = String(text[..<colon])
    if host.hasPrefix("["), host.hasSuffix("]") {
      host = String(host.dropFirst().dropLast())
      guard !host.isEmpty, host.allSatisfy({ $0.isHexDigit || $0 == ":" || $0 == "." }) else { return nil }
    } else {
      let isName = host.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x2E
      }
      guard !host.isEmpty, isName else { return nil }
    }
    self.init(host: host, port: Int(port))
  }

  /// Whether only this machine can reach it.
  public var isLoopback: Bool { Self.isLoopback(host: host) }

  /// Whether a host name or address is this machine's own.
  static func isLoopback(host: String) -> Bool {
    host == "localhost" || host == "::1"
      || (host.hasPrefix("127.") && host.allSatisfy { $0.isNumber || $0 == "." })
  }

  /// `host:port`, IPv6 in brackets.
  public var description: String { host.contains(":") ? "[\(host)]:\(port)" : "\(host):\(port)" }
}

extension GatewayConfiguration {
  /// Storages that hold records; the others only tell of changes.
  var recordStorages: [Storage] { storages.filter { $0.type != .transaction } }

  /// Transaction storages.
  var transactionStorages: [Storage] { storages.filter { $0.type == .transaction } }
}
