import Foundation

/// Gathers the problems of one file while it is read.
final class ConfigurationFindings {
  let file: String
  /// Directory that relative paths start from.
  let folder: String
  /// Whether the files that are named must exist.
  let checksFiles: Bool
  private(set) var problems: [ConfigurationProblem] = []

  init(file: String, checksFiles: Bool) {
    self.file = file
    self.checksFiles = checksFiles
    folder = URL(fileURLWithPath: file).deletingLastPathComponent().standardizedFileURL.path
  }

  func note(
    _ position: YAMLPosition, _ key: String, ja: String, en: String, nearest: String? = nil,
    severity: ConfigurationProblem.Severity = .error
  ) {
    problems.append(
      ConfigurationProblem(
        severity: severity, file: file, line: position.line, column: position.column, key: key,
        message: BilingualText(ja: ja, en: en), nearestKey: nearest))
  }

  func absolute(_ path: String) -> String {
    let url = URL(fileURLWithPath: path, relativeTo: URL(fileURLWithPath: folder, isDirectory: true))
    let text = url.standardizedFileURL.path
    return text.count > 1 && text.hasSuffix("/") ? String(text.dropLast()) : text
  }
}

/// Reads one mapping of the configuration. Every wrong value becomes a problem, and a harmless stand-in is returned so
/// that reading goes on and all problems are found at once; a configuration with a problem is never used.
struct SectionReader {
  let findings: ConfigurationFindings
  /// Where the section begins.
  let position: YAMLPosition
  /// The way to the section, e.g. `destinations[0]`; empty for the file.
  let path: String
  private let values: [String: (position: YAMLPosition, value: YAMLValue)]

  /// Checks the keys against the known ones. A value that is no mapping is a problem and reads as an empty one.
  init(
    _ value: YAMLValue, path: String, known: [String], findings: ConfigurationFindings
  ) {
    self.findings = findings
    self.path = path
    position = value.position
    var values: [String: (position: YAMLPosition, value: YAMLValue)] = [:]
    if case .mapping(let pairs, _) = value {
      for (key, place, content) in pairs {
        let full = path.isEmpty ? key : "\(path).\(key)"
        if !known.contains(key) {
          findings.note(
            place, Self.printable(full), ja: "知られていないキーです。", en: "Unknown key.",
            nearest: EditDistance.nearest(to: key, in: known))
        } else if values.updateValue((place, content), forKey: key) != nil {
          findings.note(place, full, ja: "同じキーが二度あります。", en: "The key is there twice.")
        }
      }
    } else {
      findings.note(
        position, path, ja: "キーと値の組が必要です。", en: "Expected keys with values here.")
    }
    self.values = values
  }

  /// An unknown key is shown only as far as it is harmless on a terminal.
  static func printable(_ key: String) -> String {
    String(
      String.UnicodeScalarView(
        key.unicodeScalars.prefix(100).map { $0.value < 0x20 || $0.value == 0x7F ? "?" : $0 }))
  }

  /// The full name of a key.
  func name(_ key: String) -> String { path.isEmpty ? key : "\(path).\(key)" }

  /// Where a key's value stands, or the section when the key is absent.
  func position(of key: String) -> YAMLPosition { values[key]?.value.position ?? position }

  /// Where the value of a key in a section below stands, or the nearest that there is.
  func position(of section: String, _ key: String) -> YAMLPosition {
    guard case .mapping(let pairs, let place) = values[section]?.value else { return position(of: section) }
    return pairs.first { $0.key == key }?.value.position ?? place
  }

  func has(_ key: String) -> Bool { values[key] != nil }

  func note(
    _ key: String, ja: String, en: String, nearest: String? = nil,
    severity: ConfigurationProblem.Severity = .error
  ) {
    findings.note(position(of: key), name(key), ja: ja, en: en, nearest: nearest, severity: severity)
  }

  /// A value that must not be absent.
  func required(_ key: String) -> YAMLValue? {
    if let value = values[key]?.value { return value }
    findings.note(position, name(key), ja: "必要なキーがありません。", en: "The key is required and missing.")
    return nil
  }

  func optional(_ key: String) -> YAMLValue? { values[key]?.value }

  /// A section below this one; nil when the key is absent.
  func section(_ key: String, known: [String]) -> SectionReader? {
    optional(key).map { SectionReader($0, path: name(key), known: known, findings: findings) }
  }

  /// Text as written, quotes or not; nil when absent or wrong.
  func text(_ key: String, mayBeEmpty: Bool = false) -> String? {
    guard let value = optional(key) else { return nil }
    return scalar(value, key: name(key), mayBeEmpty: mayBeEmpty)
  }

  /// Text that must be there; `""` stands in after a problem.
  func requiredText(_ key: String) -> String {
    guard let value = required(key) else { return "" }
    return scalar(value, key: name(key), mayBeEmpty: false) ?? ""
  }

  /// The elements of a list; nil when absent or no list.
  func list(_ key: String) -> [YAMLValue]? {
    guard let value = optional(key) else { return nil }
    if case .list(let elements, _) = value { return elements }
    findings.note(value.position, name(key), ja: "一覧([...])が必要です。", en: "Expected a list.")
    return nil
  }

  func duration(_ key: String, default standard: Duration, in range: ClosedRange<Duration>) -> Duration {
    guard let text = text(key) else { return standard }
    guard let duration = DurationText.parse(text) else {
      note(
        key, ja: "時間は 500ms 2s 10m 24h 7d のように書いてください。",
        en: "Write a duration such as 500ms, 2s, 10m, 24h or 7d.")
      return standard
    }
    guard range.contains(duration) else {
      let bounds = "\(DurationText.text(range.lowerBound))..\(DurationText.text(range.upperBound))"
      note(key, ja: "範囲外です(\(bounds))。", en: "Out of range (\(bounds)).")
      return standard
    }
    return duration
  }

  func integer(_ key: String, in range: ClosedRange<Int>) -> Int? {
    guard let text = number(key) else { return nil }
    guard let value = Int(text), range.contains(value) else {
      note(
        key, ja: "\(range.lowerBound) から \(range.upperBound) までの整数が必要です。",
        en: "Expected a whole number from \(range.lowerBound) to \(range.upperBound).")
      return nil
    }
    return value
  }

  func decimal(_ key: String, default standard: Double, in range: ClosedRange<Double>) -> Double {
    guard let text = number(key) else { return standard }
    guard let value = Double(text), value.isFinite, range.contains(value) else {
      note(
        key, ja: "\(range.lowerBound) から \(range.upperBound) までの数が必要です。",
        en: "Expected a number from \(range.lowerBound) to \(range.upperBound).")
      return standard
    }
    return value
  }

  /// `true` or `false`, plain: in quotes they are text.
  func flag(_ key: String, default standard: Bool) -> Bool {
    guard let value = optional(key), let text = scalar(value, key: name(key)) else { return standard }
    if case .scalar(_, isPlain: true, _, _) = value {
      if text == "true" { return true }
      if text == "false" { return false }
    }
    note(key, ja: "true か false を引用符なしで書いてください。", en: "Write true or false, without quotes.")
    return standard
  }

  /// The pairs of a mapping whose keys are free; nil when absent, empty with a problem when it is none.
  func pairs(_ key: String) -> [(key: String, position: YAMLPosition, value: YAMLValue)]? {
    guard let value = optional(key) else { return nil }
    if case .mapping(let pairs, _) = value { return pairs }
    findings.note(value.position, name(key), ja: "キーと値の組が必要です。", en: "Expected keys with values here.")
    return []
  }

  /// One of an enumeration's raw values.
  func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, default standard: Choice
  ) -> Choice {
    guard let text = text(key) else { return standard }
    if let choice = Choice(rawValue: text) { return choice }
    let known = Choice.allCases.map(\.rawValue)
    let listed = known.joined(separator: " | ")
    note(
      key, ja: "使える値は \(listed) です。", en: "The choices are \(listed).",
      nearest: EditDistance.nearest(to: text, in: known))
    return standard
  }

  /// A path, made absolute against the configuration's directory; nil when absent or wrong.
  func absolutePath(_ key: String) -> String? {
    guard let text = text(key) else { return nil }
    guard !text.unicodeScalars.contains(where: { $0.value < 0x20 }) else {
      note(key, ja: "パスに使えない文字があります。", en: "The path contains control characters.")
      return nil
    }
    return findings.absolute(text)
  }

  /// The path of a file that must exist, when files are checked.
  func filePath(_ key: String, isSecret: Bool = false) -> String? {
    guard let path = absolutePath(key) else { return nil }
    guard findings.checksFiles else { return path }
    do throws(SourceFileError) {
      let fingerprint = try SourceFile.fingerprint(of: path)
      if !FileManager.default.isReadableFile(atPath: path) {
        note(key, ja: "ファイルを読む権限がありません。", en: "The file may not be read by this user.")
      }
      if isSecret, fingerprint.permissions & 0o007 != 0 {
        note(
          key, ja: "秘密のファイルを誰でも開けます。chmod o-rwx で閉じてください。",
          en: "Everybody on this machine may open this secret; close it with chmod o-rwx.", severity: .warning
        )
      }
    } catch {
      switch error.code {
      case .notFound: note(key, ja: "ファイルがありません。", en: "The file does not exist.")
      default: note(key, ja: "通常のファイルではないか、読めません。", en: "Not a regular file, or not readable.")
      }
    }
    return path
  }

  /// Text of one scalar; nil with a problem for null, a list or a mapping.
  func scalar(_ value: YAMLValue, key: String, mayBeEmpty: Bool = false) -> String? {
    guard case .scalar(let text, _, let isNull, let place) = value else {
      findings.note(value.position, key, ja: "一つの値が必要です。", en: "Expected a single value.")
      return nil
    }
    guard !isNull, mayBeEmpty || !text.isEmpty else {
      findings.note(
        place, key, ja: "値がありません。既定値でよければ行を消してください。",
        en: "The value is missing; delete the line for the default.")
      return nil
    }
    return text
  }

  /// The text of a number: plain, since `"8"` in quotes is text.
  private func number(_ key: String) -> String? {
    guard let value = optional(key) else { return nil }
    guard let text = scalar(value, key: name(key)) else { return nil }
    guard case .scalar(_, isPlain: true, _, _) = value else {
      note(key, ja: "数は引用符なしで書いてください。", en: "Write the number without quotes.")
      return nil
    }
    return text
  }
}
