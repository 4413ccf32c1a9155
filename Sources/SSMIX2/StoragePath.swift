/// The path of one record below its storage's root, every part of the name checked against the folders
/// (SS-MIX2 1.2g, folder structure and file names; extended storage alike).
public struct StoragePath: Sendable, Hashable {
  /// The record version that the path names.
  public var version: RecordVersion
  /// Below the root, `/`-separated: six levels, the last being the file (standard) or the content folder
  /// (extended).
  public var relativePath: String
  /// Extended storage: where below the content folder, `main_document.hl7` for one; nil for the folder
  /// itself.
  public var innerPath: String?
  /// Tolerances that were needed.
  public var notes: [PathNote]

  /// Bytes of a path; longer ones are malformed. Longer than Linux's own limit, since a share may serve such.
  public static let longestPath = 8192

  /// Reads the path of a file of the standardized storage, or of a content folder of the extended one, or of
  /// something in such a folder.
  ///
  /// The patient is who folder and name agree on; they are never rebuilt from one another. The name is read
  /// from both ends: two parts from the left, four from the right (three when an extended record lacks its
  /// department), the rest is the kind, which may contain `_` in extended storage.
  /// - Parameters:
  ///   - relativePath: below the root, `/`-separated, neither starting nor ending with `/`.
  ///   - storageType: of the root. The transaction storage has no record files: always malformed.
  /// - Throws: `PathError`; of several mismatches the patient's is named first, then the date's.
  public init(parsing relativePath: String, storageType: StorageType) throws(PathError) {
    self = try StoragePathParser(storageType: storageType).parse(relativePath)
  }

  init(version: RecordVersion, relativePath: String, innerPath: String?, notes: [PathNote]) {
    self.version = version
    self.relativePath = relativePath
    self.innerPath = innerPath
    self.notes = notes
  }

  /// `abc/def/abcdef…`, the folder of a patient below the root by the usual slices; nil when the ID is too
  /// short to slice or no patient ID at all. A hint where to look: an existing folder elsewhere is as good.
  public static func usualFolder(ofPatient id: String) -> String? {
    let bytes = Array(id.utf8)
    guard StoragePathParser.isPatientID(bytes[...]), bytes.count > 3 else { return nil }
    let first = String(id.prefix(3))
    let second = String(id.dropFirst(3).prefix(3))
    return "\(first)/\(second)/\(id)"
  }
}
