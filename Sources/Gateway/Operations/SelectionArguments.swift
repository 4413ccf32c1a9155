import SSMIX2

/// The selection options of the command line (contract.md section 4) as values; each throws exit code 2 for
/// what it does not understand.
public enum SelectionArguments {
  /// Most bytes of a patient file.
  public static let patientFileLimit = 8 << 20

  /// A care date: `YYYY-MM-DD` or `YYYYMMDD`.
  ///
  /// - Returns: `YYYYMMDD`.
  public static func careDate(_ text: String) throws(ControlError) -> String {
    guard let date = CivilDate(text) ?? CivilDate(compact: text) else {
      throw ControlError(exitCode: 2, message: "\(text): not a date; write 2026-04-01.")
    }
    return date.compact
  }

  /// A date as tables hold it: `YYYY-MM-DD`.
  public static func tableDate(_ text: String) throws(ControlError) -> String {
    guard let date = CivilDate(text) else {
      throw ControlError(exitCode: 2, message: "\(text): not a date; write 2026-04-01.")
    }
    return date.description
  }

  /// A bound on version timestamps: a time ago (`7d`), or a date.
  ///
  /// - Parameters:
  ///   - text: What was typed.
  ///   - now: Seconds since 1970-01-01T00:00:00Z.
  ///   - isUpper: Whether a date means its end rather than its beginning.
  /// - Returns: 17 digits of `YYYYMMDDHHMMSSfff` in Japan Standard Time, as storages write them.
  public static func timestamp(
    _ text: String, now: Int64, isUpper: Bool
  ) throws(ControlError) -> String {
    if let date = CivilDate(text) ?? CivilDate(compact: text) {
      return date.compact + (isUpper ? "235959999" : "000000000")
    }
    guard let age = DurationText.parse(text) else {
      throw ControlError(
        exitCode: 2, message: "\(text): neither a time ago (7d, 24h) nor a date (2026-04-01).")
    }
    let moment = now - age.components.seconds
    let local = moment + 32_400
    let second = ((local % 86_400) + 86_400) % 86_400
    let clock = [second / 3_600, second / 60 % 60, second % 60].map { ($0 < 10 ? "0" : "") + String($0) }
    return CivilDate(unixSeconds: moment).compact + clock.joined() + (isUpper ? "999" : "000")
  }

  /// The chart numbers of a patient file: one a line; empty lines and lines that begin with `#` are skipped.
  public static func patients(in file: String) throws(ControlError) -> [String] {
    var patients: [String] = []
    for (index, line) in try textFile(file, limit: patientFileLimit).split(
      omittingEmptySubsequences: false, whereSeparator: \.isNewline
    ).enumerated() {
      let patient = line.drop { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" }.prefix {
        $0 != " " && $0 != "\t"
      }
      guard !patient.isEmpty, !patient.hasPrefix("#") else { continue }
      guard PatientIdentifierRule.isValid(String(patient)) else {
        throw ControlError(exitCode: 2, message: "\(file):\(index + 1): not a chart number.")
      }
      patients.append(String(patient))
    }
    guard !patients.isEmpty else {
      // A file that selects nobody must not select everybody.
      throw ControlError(exitCode: 2, message: "\(file): no chart number in it.")
    }
    return patients
  }

  /// The text of a file that an operator names, UTF-8.
  public static func textFile(_ file: String, limit: Int) throws(ControlError) -> String {
    let bytes: [UInt8]
    do throws(SourceFileError) {
      (bytes, _) = try SourceFile.read(file, limit: limit)
    } catch {
      throw ControlError(exitCode: 2, message: error.description)
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      throw ControlError(exitCode: 2, message: "\(file): not UTF-8.")
    }
    return text
  }

  /// A data kind as the storage writes it; kinds of the extended storage are taken as they are.
  public static func kind(_ text: String) -> String {
    DataKind.named(text)?.code ?? text
  }

  /// An outcome.
  public static func outcome(_ text: String) throws(ControlError) -> String {
    guard let outcome = Outcome(rawValue: text) else {
      let known = Outcome.allCases.map(\.rawValue).joined(separator: ", ")
      throw ControlError(exitCode: 2, message: "\(text): not an outcome; one of \(known).")
    }
    return outcome.rawValue
  }

  /// A reason code.
  public static func reasonCode(_ text: String) throws(ControlError) -> String {
    guard let code = ReasonCode(rawValue: text) else {
      let nearest = EditDistance.nearest(to: text, in: ReasonCode.allCases.map(\.rawValue))
      let hint = nearest.map { " Did you mean \($0)?" } ?? ""
      throw ControlError(exitCode: 2, message: "\(text): not a reason code.\(hint)")
    }
    return code.rawValue
  }

  /// A name of the configuration.
  public static func name(_ text: String, of what: String, known: [String]) throws(ControlError) -> String {
    guard known.contains(text) else {
      throw ControlError(
        exitCode: 2,
        message: "\(text): no such \(what); the configuration has \(known.joined(separator: ", ")).")
    }
    return text
  }

  /// Where a file lies: the storage whose root it is below and the path below that root; nil for a storage
  /// and the path as it is when it is below none.
  public static func place(
    ofFile path: String, in configuration: GatewayConfiguration
  ) -> (storage: String?, path: String) {
    for storage in configuration.storages {
      let root = storage.root.hasSuffix("/") ? storage.root : storage.root + "/"
      if path.hasPrefix(root) { return (storage.name, String(path.dropFirst(root.count))) }
    }
    return (nil, path)
  }
}
