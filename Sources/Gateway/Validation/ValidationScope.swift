import CLinux
import DirectoryWatch
import Glibc
import SSMIX2

/// One PATH of the command line, understood: a storage's root and which part of it is meant, or files in no storage.
public struct ValidationScope: Sendable, Hashable {
  /// As typed, without a final slash.
  public var given: String
  /// The folder that paths are read below.
  public var root: String
  /// Of the storage.
  public var storageType: StorageType
  /// Names of the folders (and the file) below the root that the path leads through.
  public var prefix: [String]
  /// The path is a file, or a folder of files, that lies in no storage.
  public var isLoose: Bool

  init(
    given: String, root: String, storageType: StorageType = .standard, prefix: [String] = [],
    isLoose: Bool = false
  ) {
    self.given = given
    self.root = root
    self.storageType = storageType
    self.prefix = prefix
    self.isLoose = isLoose
  }

  /// Why a path cannot be validated.
  public enum Problem: Error, Sendable, Hashable {
    /// Nothing is there, or it cannot be read; with the system's error number.
    case unavailable(path: String, errno: Int32)
    /// A transaction storage: a log that has no records to validate one by one.
    case transactionStorage(path: String)
    /// A type of storage that is not validated.
    case unknownType(String)

    /// Exit code of the command line: 13 for what cannot be read, 2 for what was asked wrongly.
    public var exitCode: Int32 {
      switch self {
      case .unavailable: 13
      case .transactionStorage, .unknownType: 2
      }
    }

    /// The sentence for the operator, with the path that was typed.
    public var text: BilingualText {
      switch self {
      case .unavailable(let path, let errno):
        let reason = String(cString: strerror(errno))
        return BilingualText(ja: "\(path): 読めません (\(reason))", en: "\(path): cannot be read (\(reason))")
      case .transactionStorage(let path):
        return BilingualText(
          ja: "\(path): トランザクションストレージは検査の対象ではありません",
          en: "\(path): a transaction storage is a log and has no records to validate")
      case .unknownType(let type):
        return BilingualText(
          ja: "\(type): --type は standard または extended です", en: "\(type): --type is standard or extended")
      }
    }
  }

  /// A path below the root as the operator would type it.
  func display(_ relativePath: String) -> String {
    let prefixText = prefix.joined(separator: "/")
    if relativePath == prefixText || relativePath.isEmpty { return given }
    if prefixText.isEmpty { return given == "/" ? "/" + relativePath : given + "/" + relativePath }
    let inner = prefixText.utf8.count + 1
    if relativePath.utf8.starts(with: (prefixText + "/").utf8) {
      return given + "/" + String(Substring(relativePath.utf8.dropFirst(inner)))
    }
    return root + "/" + relativePath
  }
}

/// Finds out what a path of the command line is: a root, a folder in one, a record, or no storage at all.
///
/// The names of records tell it, where the folders above say the same: a record lies six levels below its root,
/// whatever the root is called. A file in the wrong place tells nothing.
struct ScopeFinder {
  /// The type that the operator named; nil to find out.
  var storageType: StorageType?

  /// Folders that are opened before a folder counts as holding no record.
  private static let probes = 2_000
  /// Folders of records by which one depth must be ahead of the others to be believed at once.
  private static let lead = 100
  /// Folders above roots that are looked through.
  private static let deepest = 4

  func scopes(of given: String) throws(ValidationScope.Problem) -> [ValidationScope] {
    let trimmed = Self.trimmed(given)
    var status = clinux_status()
    let result = clinux_status_at(AT_FDCWD, trimmed, &status)
    guard result >= 0 else {
      throw ValidationScope.Problem.unavailable(path: given, errno: -result)
    }
    let isLink = status.mode & S_IFMT == S_IFLNK
    // A link to a root is the operator's own; a link to a file is told as one.
    var target = clinux_status()
    if isLink, clinux_status_path(trimmed, &target) >= 0, target.mode & S_IFMT == S_IFDIR { status = target }
    guard status.mode & S_IFMT == S_IFDIR else { return [file(trimmed)] }
    return try folder(trimmed, depth: 0)
  }

  private static func trimmed(_ path: String) -> String {
    var path = path[...]
    while path.utf8.count > 1, path.hasSuffix("/") { path = path.dropLast() }
    return String(path)
  }

  /// The names of a path from the file system's root on; `.` and `..` resolved by the text alone.
  private static func names(_ path: String) -> [String] {
    var names: [String] = []
    if !path.hasPrefix("/"), let current = getcwd(nil, 0) {
      names = String(cString: current).split(separator: "/").map(String.init)
      free(current)
    }
    for name in path.split(separator: "/").map(String.init) where name != "." {
      if name == ".." { _ = names.popLast() } else { names.append(name) }
    }
    return names
  }

  private static func path(_ names: ArraySlice<String>) -> String { "/" + names.joined(separator: "/") }

  // MARK: - Files

  private func file(_ given: String) -> ValidationScope {
    let names = Self.names(given)
    for (type, levels, record) in [(StorageType.standard, 6, 1), (.extended, 7, 2)]
    where storageType == nil || storageType == type {
      guard names.count >= levels, Self.isRecordName(names[names.count - record]),
        Self.isCareDate(names[names.count - record - 2])
      else { continue }
      return ValidationScope(
        given: given, root: Self.path(names.dropLast(levels)), storageType: type,
        prefix: Array(names.suffix(levels)))
    }
    return ValidationScope(
      given: given, root: Self.path(names.dropLast()), storageType: storageType ?? .standard,
      prefix: Array(names.suffix(1)), isLoose: true)
  }

  /// The shape of a record's name: at least six parts, the last a condition flag. Wrong folders do not matter here.
  private static func isRecordName(_ name: String) -> Bool {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard parts.count >= 6, let flag = parts.last else { return false }
    return ["0", "1", "2"].contains(String(flag)) && isCareDate(String(parts[1]))
  }

  private static func isCareDate(_ name: String) -> Bool {
    name == "-" || name.utf8.count == 8 && name.utf8.allSatisfy { (0x30...0x39).contains($0) }
  }

  // MARK: - Folders

  private func folder(_ given: String, depth: Int) throws(ValidationScope.Problem) -> [ValidationScope] {
    let directory: ConfinedDirectory
    do {
      directory = try ConfinedDirectory(path: given)
    } catch {
      throw ValidationScope.Problem.unavailable(path: given, errno: error.errno)
    }
    if storageType != .standard, let content = contentFolder(given) { return [content] }
    let names = Self.names(given)
    var survey = Survey(probes: Self.probes, lead: Self.lead)
    search(directory, [], above: names, &survey)
    guard let found = survey.found else {
      // A log beside roots is passed over; alone it is what was asked for.
      if survey.isTransaction { throw ValidationScope.Problem.transactionStorage(path: given) }
      let entries = (try? directory.entries(of: "", withStatus: false)) ?? []
      let isFlat = !entries.isEmpty && !entries.contains { $0.type == .directory }
      return [
        ValidationScope(
          given: given, root: given, storageType: storageType ?? .standard, isLoose: isFlat)
      ]
    }
    if found.depth > 6, depth < Self.deepest { return try above(given, directory, depth) }
    let levels = max(0, 6 - found.depth)
    guard levels > 0, names.count >= levels else {
      return [ValidationScope(given: given, root: given, storageType: storageType ?? found.type)]
    }
    return [
      ValidationScope(
        given: given, root: Self.path(names.dropLast(levels)), storageType: storageType ?? found.type,
        prefix: Array(names.suffix(levels)))
    ]
  }

  /// A content folder of the extended storage: the only folder that is itself a record.
  private func contentFolder(_ given: String) -> ValidationScope? {
    let names = Self.names(given)
    guard names.count >= 6, Self.isRecordName(names[names.count - 1]), Self.isCareDate(names[names.count - 3])
    else { return nil }
    return ValidationScope(
      given: given, root: Self.path(names.dropLast(6)), storageType: .extended, prefix: Array(names.suffix(6))
    )
  }

  /// A folder above several roots: each of its folders for itself.
  private func above(
    _ given: String, _ directory: ConfinedDirectory, _ depth: Int
  ) throws(ValidationScope.Problem) -> [ValidationScope] {
    var scopes: [ValidationScope] = []
    for name in Self.folders(of: directory, "") {
      do {
        scopes += try folder(given + "/" + name, depth: depth + 1)
      } catch ValidationScope.Problem.transactionStorage {
        // It stands beside the roots that were asked for.
        continue
      }
    }
    return scopes
  }

  private static func folders(of directory: ConfinedDirectory, _ path: String) -> [String] {
    let entries = (try? directory.entries(of: path, withStatus: false)) ?? []
    return entries.filter { $0.type == .directory }.compactMap(\.nameText)
      .filter { !StrayFile.isStray($0) }.sorted()
  }

  /// Where the records below a folder lie, depth first, until the survey is sure.
  private func search(
    _ directory: ConfinedDirectory, _ path: [String], above: [String], _ survey: inout Survey
  ) {
    let depth = path.count + 1
    guard !survey.isOver, depth <= 6 + Self.deepest,
      let entries = try? directory.entries(of: path.joined(separator: "/"), withStatus: false)
    else { return }
    survey.probes -= 1
    let levels = Array(above.suffix(5)) + path
    var folders: [String] = []
    var agreeing: (agreement: RecordPlace.Agreement, type: StorageType)?
    for entry in entries {
      guard let name = entry.nameText else { continue }
      if entry.type == .file || entry.type == .directory, Self.isRecordName(name),
        let agreement = RecordPlace.agreement(of: name, with: levels),
        agreeing.map({ agreement > $0.agreement }) ?? true
      {
        agreeing = (agreement, entry.type == .file ? .standard : .extended)
      }
      if agreeing?.agreement == .full { break }
      if entry.type == .file, name.hasPrefix("TR_"), name.hasSuffix(".DAT") { survey.isTransaction = true }
      if entry.type == .directory, !StrayFile.isStray(name) { folders.append(name) }
    }
    if let agreeing { survey.count(agreeing.agreement, depth, agreeing.type) }
    if agreeing?.agreement == .full { return }
    for name in folders.sorted() { search(directory, path + [name], above: above, &survey) }
  }
}

/// Whether a record's name and the folders it lies in say the same.
private enum RecordPlace {
  enum Agreement: Int, Comparable {
    /// Two of kind, care date and patient, or all but the two levels above, which are parts of the patient ID.
    case partial
    case full

    static func < (left: Self, right: Self) -> Bool { left.rawValue < right.rawValue }
  }

  /// - Parameter levels: the folders above the record, the nearest last.
  static func agreement(of name: String, with levels: [String]) -> Agreement? {
    let parts = name.split(separator: "_", omittingEmptySubsequences: false)
    guard levels.count >= 5, parts.count >= 6 else { return nil }
    let (patient, slices) = (levels[levels.count - 3], levels.suffix(5).prefix(2))
    // A content folder may have no department, so that the kind ends three or four parts before the end.
    let kind = levels[levels.count - 1].uppercased()
    let isKind = [3, 4].contains {
      parts.dropFirst(2).dropLast($0).joined(separator: "_").uppercased() == kind
    }
    let same = [isKind, parts[1] == levels[levels.count - 2], parts[0] == patient].count { $0 }
    let isSliced = Array(slices) == [String(patient.prefix(3)), String(patient.dropFirst(3).prefix(3))]
    if same == 3, isSliced { return .full }
    return same >= 2 ? .partial : nil
  }
}

/// What a search has seen: how many folders of records lie how deep.
///
/// One folder too deep may be read as a root of its own, so that the most count and not the first.
private struct Survey {
  struct Found {
    /// Levels below the folder that was asked for.
    var depth: Int
    var type: StorageType
  }

  /// Folders that may still be opened.
  var probes: Int
  let lead: Int
  /// A file of a transaction storage was seen.
  var isTransaction = false
  private var full: [Int: [StorageType: Int]] = [:]
  private var partial: [Int: [StorageType: Int]] = [:]
  private var isSure = false

  init(probes: Int, lead: Int) {
    self.probes = probes
    self.lead = lead
  }

  var isOver: Bool { probes <= 0 || isSure }

  /// Of the depth where most lie; of several the nearest.
  var found: Found? {
    let counted = full.isEmpty ? partial : full
    let most = counted.min { left, right in
      let (ours, theirs) = (Self.sum(left.value), Self.sum(right.value))
      return ours == theirs ? left.key < right.key : ours > theirs
    }
    guard let most else { return nil }
    let isExtended = most.value[.extended, default: 0] > most.value[.standard, default: 0]
    return Found(depth: most.key, type: isExtended ? .extended : .standard)
  }

  mutating func count(_ agreement: RecordPlace.Agreement, _ depth: Int, _ type: StorageType) {
    guard agreement == .full else {
      partial[depth, default: [:]][type, default: 0] += 1
      return
    }
    full[depth, default: [:]][type, default: 0] += 1
    let sums = full.values.map(Self.sum).sorted()
    isSure = sums[sums.count - 1] - sums.dropLast().reduce(0, +) >= lead
  }

  private static func sum(_ counts: [StorageType: Int]) -> Int { counts.values.reduce(0, +) }
}

extension ValidationScope {
  /// What the paths of a command line mean.
  ///
  /// - Parameters:
  ///   - paths: files, folders or roots; several roots are one storage, merged patient by patient.
  ///   - storageType: `standard` or `extended` where the operator names it; nil to find out from the names of records.
  /// - Throws: ``Problem`` for a path that cannot be read or is a transaction storage.
  public static func understood(
    _ paths: [String], storageType: StorageType?
  ) throws(Problem) -> [ValidationScope] {
    var scopes: [ValidationScope] = []
    for path in paths { scopes += try ScopeFinder(storageType: storageType).scopes(of: path) }
    return scopes
  }
}
