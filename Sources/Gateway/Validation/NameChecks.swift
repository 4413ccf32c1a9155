import SSMIX2

/// What the path of a record tells: its grammar, its parts against the folders, and the tolerances that were needed
/// (SS-MIX2 1.2g, folder structure and file names). Pure.
struct NameChecks {
  /// The place, also where name and folders contradict each other; nil when the name cannot be read.
  private(set) var version: RecordVersion?
  /// The name contradicts its folders or cannot be read.
  private(set) var isFaulty = false
  private(set) var codes: [ValidationCode] = []
  /// Patients that name and folder speak of.
  private(set) var patientIDs: [String] = []

  /// - Parameter relativePath: six levels below the root.
  init(_ relativePath: String, storageType: StorageType) {
    do {
      let path = try StoragePath(parsing: relativePath, storageType: storageType)
      version = path.version
      patientIDs = [path.version.key.patientID]
      codes = path.notes.compactMap { ValidationCode(rawValue: $0.rawValue) }
      noteDepartment(path.version)
    } catch {
      isFaulty = true
      explain(error, relativePath, storageType)
    }
    // Windows counts UTF-16 units, from the drive on: what lies below the root is already too long.
    if relativePath.utf8.count > 260, relativePath.utf16.count > 260 { codes.append(.pathLong) }
    let marks: ClosedRange<Unicode.Scalar> = "\u{3099}"..."\u{309A}"
    if storageType == .extended, !codes.contains(.pathUnicodeForm),
      relativePath.unicodeScalars.contains(where: { marks.contains($0) })
    {
      codes.append(.pathUnicodeForm)
    }
  }

  private mutating func noteDepartment(_ version: RecordVersion) {
    guard version.key.storageType == .standard, let kind = DataKind.named(version.key.kind) else { return }
    if kind.isSnapshot, version.department != RecordKey.none {
      codes.append(.pathUnexpectedDepartment)
    } else if !kind.isSnapshot, version.department == RecordKey.none {
      codes.append(.pathNoDepartment)
    }
  }

  /// All that is wrong, where the path's own error names the gravest alone.
  private mutating func explain(_ error: PathError, _ relativePath: String, _ storageType: StorageType) {
    let levels = relativePath.split(separator: "/").map(String.init)
    let code = ValidationCode(rawValue: error.code.rawValue) ?? .pathMalformed
    guard levels.count == 6, error.code != .malformed else {
      codes = [code]
      return
    }
    let parts = levels[5].split(separator: "_", omittingEmptySubsequences: false).map(String.init)
    guard parts.count >= 6 else {
      codes = [code]
      return
    }
    let kind = parts.count == 6 ? parts[2] : parts[2..<(parts.count - 4)].joined(separator: "_")
    if parts[0] != levels[2] { codes.append(.pathPatientMismatch) }
    if parts[1] != levels[3] { codes.append(.pathDateMismatch) }
    if kind.uppercased() != levels[4].uppercased() { codes.append(.pathKindMismatch) }
    if codes.isEmpty { codes = [code] }
    patientIDs = [levels[2], parts[0]]
    let likely = (levels[..<2] + [parts[0], parts[1], kind, levels[5]]).joined(separator: "/")
    version = (try? StoragePath(parsing: likely, storageType: storageType))?.version
  }
}
