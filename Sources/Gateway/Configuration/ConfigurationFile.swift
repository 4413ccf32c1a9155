import Foundation

/// Reads config.yaml (contract.md section 3): all problems at once, and no configuration when there is any error, so that a bad
/// one never takes effect (promise P26).
public enum ConfigurationFile {
  /// Where the configuration lies unless the command line or `SSMIX2_GATEWAY_CONFIG` says otherwise.
  public static let standardPath = "/etc/ssmix2-gateway/config.yaml"

  /// Reads a file, at most 256 KiB. Relative paths in it start at its own directory.
  ///
  /// - Parameter checkFiles: whether the tables, certificates, keys and tokens that it names must exist.
  public static func load(path: String, checkFiles: Bool = true) -> ConfigurationReading {
    do throws(SourceFileError) {
      let (bytes, _) = try SourceFile.read(path, limit: YAMLDocument.byteLimit)
      guard let text = String(validating: bytes, as: UTF8.self) else {
        let place = UTF8Position.firstInvalid(in: bytes) ?? (line: 1, column: 1)
        return refused(
          path, YAMLPosition(line: place.line, column: place.column),
          BilingualText(ja: "UTF-8 ではありません。", en: "Not UTF-8."))
      }
      return parse(yaml: text, file: path, checkFiles: checkFiles)
    } catch {
      let message =
        switch error.code {
        case .notFound: BilingualText(ja: "設定ファイルがありません。", en: "The configuration file does not exist.")
        case .tooLarge: BilingualText(ja: "設定ファイルが大きすぎます。", en: "The configuration file is too large.")
        default: BilingualText(ja: "設定ファイルを読めません。", en: "The configuration file cannot be read.")
        }
      return refused(path, YAMLPosition(line: 0, column: 0), message)
    }
  }

  /// Reads text; `file` is what problems name, and its directory is where relative paths start.
  public static func parse(yaml: String, file: String, checkFiles: Bool = true) -> ConfigurationReading {
    let root: YAMLValue
    do throws(YAMLRefusal) {
      root = try YAMLDocument.read(yaml)
    } catch {
      return refused(file, error.position, error.message)
    }
    let findings = ConfigurationFindings(file: file, checksFiles: checkFiles)
    let configuration = ConfigurationSections(root: root, findings: findings).configuration()
    let problems = findings.problems.sorted { ($0.line, $0.column) < ($1.line, $1.column) }
    let isRefused = problems.contains { $0.severity == .error }
    return ConfigurationReading(configuration: isRefused ? nil : configuration, problems: problems)
  }

  private static func refused(
    _ file: String, _ position: YAMLPosition, _ message: BilingualText
  ) -> ConfigurationReading {
    let problem = ConfigurationProblem(
      severity: .error, file: file, line: position.line, column: position.column, key: "", message: message)
    return ConfigurationReading(configuration: nil, problems: [problem])
  }
}

extension ConfigurationFile {
  /// What is wrong with the tables that a configuration names: a daemon would start, refuse them and send nothing.
  public static func tableProblems(of configuration: GatewayConfiguration) -> [ConfigurationProblem] {
    var refusals: [SourceFileError] = []
    if var source = IdentitySources.source(for: configuration.identity) {
      do throws(SourceFileError) { _ = try source.load() } catch { refusals.append(error) }
    }
    if let path = configuration.consent.csv {
      var source = CSVConsentSource(path: path)
      do throws(SourceFileError) { _ = try source.load() } catch { refusals.append(error) }
    }
    let maps = TerminologyTables.problems(of: configuration.terminology)
    return (refusals + maps.refusals).flatMap(problems) + maps.contradictions
  }

  private static func problems(of refusal: SourceFileError) -> [ConfigurationProblem] {
    guard let content = refusal.content else {
      return [
        ConfigurationProblem(
          severity: .error, file: refusal.file, line: 0, column: 0, key: "",
          message: BilingualText(ja: refusal.text(in: .japanese), en: refusal.text(in: .english)))
      ]
    }
    return content.problems.map { problem in
      ConfigurationProblem(
        severity: .error, file: refusal.file, line: problem.line, column: problem.column,
        key: problem.field ?? "",
        message: problem.message)
    }
  }
}
