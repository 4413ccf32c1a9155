/// How the coded values of one kind went: coded fields, units and departments of the records that destinations hold, each
/// by the best that was sent of it.
public struct CodeCoverage: Sendable, Hashable, Codable {
  /// Data kind.
  public var kind: String
  /// Records with coded values.
  public var records: Int
  /// Values with a code of a standard system.
  public var standard: Int
  /// Values with codes of the facility's own systems alone.
  public var local: Int
  /// Values sent as text.
  public var text: Int

  /// All of them.
  public var values: Int { standard + local + text }
}

/// What `terminology report` tells.
public struct TerminologyReport: Sendable, Hashable, Codable {
  /// A code that no standard code stands beside. Codes of the facility's masters, no patient data.
  public struct UnmappedCode: Sendable, Hashable, Codable {
    /// The coding system by its name in messages; empty when they name none.
    public var system: String
    /// The code.
    public var code: String
    /// Its name as it was last printed; empty when messages say none.
    public var display: String
    /// Data kind.
    public var kind: String
    /// Records with it that destinations hold.
    public var count: Int
    /// When one of them was last sent (RFC 3339), to the hour.
    public var lastSeen: String
  }
  /// By kind, in the order of kinds.
  public var coverage: [CodeCoverage]
  /// The most frequent first.
  public var unmapped: [UnmappedCode]
}

extension StatusReport {
  /// A code map of the configuration.
  public struct CodeMapState: Sendable, Hashable, Codable {
    /// The file as the configuration names it.
    public var file: String
    /// Rows in force.
    public var entries: Int
    /// Whether the newest content is refused.
    public var refused: Bool
  }

  /// How coded values went.
  public struct Terminology: Sendable, Hashable, Codable {
    /// By kind, in the order of kinds.
    public var coverage: [CodeCoverage]
    /// Different codes without a standard code, by kind.
    public var unmappedCodes: Int
    /// The code maps that a running daemon has in force.
    public var maps: [CodeMapState]
  }
}
