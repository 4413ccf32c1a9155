import Foundation
import Logging
import Synchronization

/// How log lines look (`log.format`).
public enum LogFormat: String, Sendable, Codable, CaseIterable {
  /// `<6>message key=value`: the journal takes the priority from the prefix (sd-daemon(3)) and adds the time.
  case journald
  /// One JSON object a line with sorted keys: `level`, `message`, `time`, `source`, and the metadata under
  /// `metadata`.
  case json
  /// `2026-01-02T03:04:05+09:00 notice message key=value` for people.
  case text

  /// The line of one event, without a line end. Control characters are escaped: whatever the message holds,
  /// one event is one line.
  func line(
    level: Logger.Level, message: String, metadata: [(key: String, value: String)], label: String, time: Date
  ) -> String {
    switch self {
    case .journald:
      return "<\(level.syslogPriority)>" + Self.words(message, metadata)
    case .text:
      return "\(Self.stamp(time)) \(level.rawValue) " + Self.words(message, metadata)
    case .json:
      var object = [
        "level": level.rawValue, "message": message, "source": label, "time": Self.stamp(time),
      ].map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
      if !metadata.isEmpty {
        let pairs = metadata.map { "\(Self.quoted($0.key)):\(Self.quoted($0.value))" }
        object.append("\"metadata\":{" + pairs.joined(separator: ",") + "}")
      }
      return "{" + object.sorted().joined(separator: ",") + "}"
    }
  }

  private static func words(_ message: String, _ metadata: [(key: String, value: String)]) -> String {
    var line = escaped(message)
    for (key, value) in metadata {
      let isPlain =
        !value.isEmpty && value.unicodeScalars.allSatisfy { $0.value > 0x20 && $0 != "\"" && $0 != "=" }
      line += " \(escaped(key))=\(isPlain ? escaped(value) : quoted(value))"
    }
    return line
  }

  private static func stamp(_ time: Date) -> String {
    time.formatted(
      .iso8601.year().month().day().time(includingFractionalSeconds: true).timeZone(separator: .colon))
  }

  static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      default: append(scalar, to: &result)
      }
    }
    return result + "\""
  }

  private static func escaped(_ text: String) -> String {
    var result = ""
    for scalar in text.unicodeScalars { append(scalar, to: &result) }
    return result
  }

  private static func append(_ scalar: Unicode.Scalar, to text: inout String) {
    // C0, DEL, C1 and the Unicode line separators could forge a second line or drive a terminal.
    let isControl = scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value)
    if isControl || scalar.value == 0x2028 || scalar.value == 0x2029 {
      let digits = String(scalar.value, radix: 16)
      text += "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    } else {
      text.unicodeScalars.append(scalar)
    }
  }
}

/// Writes log events as lines of one format to standard error.
public struct GatewayLogHandler: LogHandler {
  /// Metadata of every event of this logger.
  public var metadata: Logger.Metadata = [:]
  /// Events below this level are not written.
  public var logLevel: Logger.Level
  /// Metadata that is asked for at every event.
  public var metadataProvider: Logger.MetadataProvider?

  private let label: String
  private let format: LogFormat
  private let write: @Sendable (String) -> Void

  /// Creates a handler that writes to standard error.
  ///
  /// - Parameters:
  ///   - label: Which part of the gateway speaks.
  ///   - format: How lines look.
  ///   - level: Least level that is written.
  public init(label: String, format: LogFormat, level: Logger.Level) {
    self.init(label: label, format: format, level: level, write: Self.writeToStandardError)
  }

  init(label: String, format: LogFormat, level: Logger.Level, write: @escaping @Sendable (String) -> Void) {
    self.label = label
    self.format = format
    self.logLevel = level
    self.write = write
  }

  /// Metadata of every event of this logger, by key.
  public subscript(metadataKey key: String) -> Logger.Metadata.Value? {
    get { metadata[key] }
    set { metadata[key] = newValue }
  }

  /// Writes one event as one line; when standard error is gone the event is lost, never the program.
  public func log(event: LogEvent) {
    var merged = metadataProvider?.get() ?? [:]
    merged.merge(metadata) { $1 }
    merged.merge(event.metadata ?? [:]) { $1 }
    if let error = event.error { merged["error"] = .string("\(error)") }
    let pairs = merged.sorted { $0.key < $1.key }.map { (key: $0.key, value: $0.value.description) }
    write(
      format.line(
        level: event.level, message: event.message.description, metadata: pairs, label: label, time: Date()))
  }

  private static let standardErrorLock = Mutex<Void>(())

  private static func writeToStandardError(_ line: String) {
    // One call a line under a lock: lines of two tasks never mix, whatever the reader's buffer.
    standardErrorLock.withLock { _ in
      try? FileHandle.standardError.write(contentsOf: Data((line + "\n").utf8))
    }
  }
}

extension Logger.Level {
  /// Syslog severity (RFC 5424 section 6.2.1).
  var syslogPriority: Int {
    switch self {
    case .trace, .debug: 7
    case .info: 6
    case .notice: 5
    case .warning: 4
    case .error: 3
    case .critical: 2
    }
  }
}

extension LogFormat {
  /// The form that the configuration names.
  public init(_ format: GatewayConfiguration.Log.Format) {
    self =
      switch format {
      case .journald: .journald
      case .json: .json
      case .text: .text
      }
  }
}
