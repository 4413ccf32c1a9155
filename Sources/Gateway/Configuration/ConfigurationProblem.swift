/// Something wrong, or worth knowing, in a configuration file (contract.md section 3, promise P26).
public struct ConfigurationProblem: Sendable, Hashable, Codable, CustomStringConvertible {
  /// Whether the daemon may start with it.
  public enum Severity: String, Sendable, Hashable, Codable {
    /// It may not; on reload the old configuration stays.
    case error
    /// It may, but someone should look.
    case warning
  }
  /// Whether the daemon may start with it.
  public var severity: Severity
  /// The file as it was named.
  public var file: String
  /// Line, from 1; 0 when the file as a whole is meant.
  public var line: Int
  /// Character in the line, from 1; 0 when the file as a whole is meant.
  public var column: Int
  /// The key with the way to it, e.g. `destinations[0].retry.first`; empty for the file as a whole.
  public var key: String
  /// What is wrong and what would be right.
  public var message: BilingualText
  /// For an unknown key or choice: the known one that was most likely meant.
  public var nearestKey: String?

  /// `file:line:column: key: sentence`.
  public func text(in language: Language) -> String {
    var text = line > 0 ? "\(file):\(line):\(column): " : "\(file): "
    if !key.isEmpty { text += "\(key): " }
    text += message[language]
    guard let nearestKey else { return text }
    switch language {
    case .japanese: return text + "「\(nearestKey)」ではありませんか。"
    case .english: return text + " Did you mean \"\(nearestKey)\"?"
    }
  }

  /// The English text.
  public var description: String { text(in: .english) }
}

/// What a configuration file says, or everything that is wrong with it.
public struct ConfigurationReading: Sendable, Equatable {
  /// The configuration; nil when there is any problem of severity error.
  public var configuration: GatewayConfiguration?
  /// All problems, in file order.
  public var problems: [ConfigurationProblem]

  /// The problems that keep the configuration from taking effect.
  public var errors: [ConfigurationProblem] { problems.filter { $0.severity == .error } }
}
