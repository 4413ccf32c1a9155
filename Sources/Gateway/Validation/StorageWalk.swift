import DirectoryWatch
import SSMIX2

/// An opened scope.
struct OpenScope: Sendable {
  var scope: ValidationScope
  var directory: ConfinedDirectory
}

/// A folder of the same name in one or more roots.
struct MergedFolder: Sendable {
  /// Index of a root, and the path below it.
  struct Place: Sendable {
    var root: Int
    var path: String
  }

  var name: String
  var places: [Place]
}

/// Lists folders of all roots together, in the order of names; what is no folder becomes a finding.
struct FolderMerge {
  let roots: [OpenScope]

  /// The folders that lie in the given places; one entry a name.
  func folders(in places: [MergedFolder.Place], level: Int, findings: inout [ValidationFinding])
    -> [MergedFolder]
  {
    var merged: [String: [MergedFolder.Place]] = [:]
    for place in places {
      for entry in entries(of: place, level: level, findings: &findings) {
        let path = place.path.isEmpty ? entry.text : place.path + "/" + entry.text
        guard entry.type == .directory else {
          findings.append(oddity(entry, at: roots[place.root].scope.display(path), isRecordLevel: false))
          continue
        }
        guard !StrayFile.isStray(entry.text) else {
          findings.append(
            ValidationFinding(path: roots[place.root].scope.display(path), code: .pathStrayFile))
          continue
        }
        merged[entry.text, default: []].append(MergedFolder.Place(root: place.root, path: path))
      }
    }
    return merged.map { MergedFolder(name: $0.key, places: $0.value) }
      .sorted { $0.name.utf8.lexicographicallyPrecedes($1.name.utf8) }
  }

  /// An entry whose name is text.
  struct NamedEntry: Sendable {
    var text: String
    var type: ConfinedDirectory.Entry.FileType
    var size: Int64
  }

  /// The entries of a folder in the order of names, as far as the root's scope reaches.
  func entries(
    of place: MergedFolder.Place, level: Int, withStatus: Bool = false, findings: inout [ValidationFinding]
  ) -> [NamedEntry] {
    let root = roots[place.root]
    let wanted = level < root.scope.prefix.count ? root.scope.prefix[level] : nil
    let entries: [ConfinedDirectory.Entry]
    do {
      entries = try root.directory.entries(of: place.path, withStatus: withStatus)
    } catch {
      if error.code != .notFound { findings.append(Self.failure(error, root.scope.display(place.path))) }
      return []
    }
    var named: [NamedEntry] = []
    named.reserveCapacity(entries.count)
    for entry in entries {
      guard let text = entry.nameText else {
        if wanted == nil {
          let path = root.scope.display(place.path) + "/" + PrintableText.name(entry.name)
          findings.append(ValidationFinding(path: path, code: .pathNameEncoding))
        }
        continue
      }
      if let wanted, wanted != text { continue }
      named.append(NamedEntry(text: text, type: entry.type, size: entry.size))
    }
    return named.count < 2 ? named : named.sorted { $0.text.utf8.lexicographicallyPrecedes($1.text.utf8) }
  }

  /// Something that is not what should be there.
  func oddity(_ entry: NamedEntry, at path: String, isRecordLevel: Bool) -> ValidationFinding {
    switch entry.type {
    case .symbolicLink, .other:
      ValidationFinding(path: path, code: .pathNotAFile, severity: isRecordLevel ? .error : .warning)
    case .file, .directory:
      ValidationFinding(path: path, code: StrayFile.isStray(entry.text) ? .pathStrayFile : .pathMisplaced)
    }
  }

  static func failure(_ error: ConfinedDirectoryError, _ path: String) -> ValidationFinding {
    let code: ValidationCode =
      switch error.code {
      case .symbolicLink, .notRegularFile: .pathNotAFile
      case .tooLarge: .storageTooLarge
      case .changedWhileReading: .storageUnsettled
      case .notFound, .permissionDenied, .stale, .io: .storageUnreadable
      }
    return ValidationFinding(path: path, code: code)
  }
}

/// Walks the first three levels of all roots together and yields one patient after another, so that what a walk keeps is
/// three lists of names, whatever the size of the storage.
struct StorageWalk {
  /// What a worker does next.
  enum Step: Sendable {
    case patient(MergedFolder)
    case loose(MergedFolder.Place)
    /// Found between the patients.
    case findings([ValidationFinding])
  }

  private let merge: FolderMerge
  private var loose: [MergedFolder.Place] = []
  private var nextLoose = 0
  /// The folders of levels 1, 2 and 3 that are still to come, in reverse.
  private var pending: [[MergedFolder]] = []
  private var findings: [ValidationFinding] = []

  init(roots: [OpenScope]) {
    merge = FolderMerge(roots: roots)
    var places: [MergedFolder.Place] = []
    for (index, root) in roots.enumerated() {
      let place = MergedFolder.Place(root: index, path: "")
      guard root.scope.isLoose else {
        places.append(place)
        continue
      }
      for entry in merge.entries(of: place, level: 0, findings: &findings) {
        if entry.type == .file, !StrayFile.isStray(entry.text) {
          loose.append(MergedFolder.Place(root: index, path: entry.text))
        } else {
          findings.append(merge.oddity(entry, at: root.scope.display(entry.text), isRecordLevel: true))
        }
      }
    }
    if !places.isEmpty { pending = [merge.folders(in: places, level: 0, findings: &findings).reversed()] }
  }

  /// The next thing to do; nil at the end.
  mutating func next() -> Step? {
    if nextLoose < loose.count {
      defer { nextLoose += 1 }
      return .loose(loose[nextLoose])
    }
    while !pending.isEmpty {
      if !findings.isEmpty { return takeFindings() }
      let level = pending.count
      guard let folder = pending[level - 1].popLast() else {
        pending.removeLast()
        continue
      }
      if level == 3 { return .patient(folder) }
      pending.append(merge.folders(in: folder.places, level: level, findings: &findings).reversed())
    }
    return findings.isEmpty ? nil : takeFindings()
  }

  private mutating func takeFindings() -> Step {
    defer { findings = [] }
    return .findings(findings)
  }
}
