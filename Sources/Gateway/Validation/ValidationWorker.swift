import DirectoryWatch
import JPCore
import SSMIX2
import XML

/// Rules of data kinds, made when first needed and kept for all files of one worker.
final class RecordRulesCache {
  private var rules: [String: RecordRules] = [:]

  func rules(of kind: DataKind?) -> RecordRules {
    let code = kind?.code ?? ""
    if let known = rules[code] { return known }
    let made = RecordRules(kind: kind)
    rules[code] = made
    return made
  }
}

/// Reads and checks one patient after another. Blocks in the kernel: runs on a thread of its own.
struct ValidationWorker {
  private let roots: [OpenScope]
  private let merge: FolderMerge
  private let options: ValidationOptions
  private let output: OrderedOutput
  private let cache = RecordRulesCache()
  private var batch = ValidationBatch()
  private var number = 0
  private var patient = PatientChecks()

  init(roots: [OpenScope], options: ValidationOptions, output: OrderedOutput) {
    self.roots = roots
    self.options = options
    self.output = output
    merge = FolderMerge(roots: roots)
  }

  mutating func perform(_ step: StorageWalk.Step, number: Int) {
    self.number = number
    batch = ValidationBatch()
    switch step {
    case .findings(let findings): batch.findings = findings
    case .loose(let place): readLoose(place)
    case .patient(let folder): readPatient(folder)
    }
    output.finish(number, batch)
    batch = ValidationBatch()
  }

  private mutating func flushWhenFull() {
    guard batch.count > OrderedOutput.stepLimit else { return }
    output.deliverPart(of: number, batch)
    batch = ValidationBatch()
  }

  // MARK: - Patients

  private mutating func readPatient(_ folder: MergedFolder) {
    patient = PatientChecks()
    batch.summary.patients = 1
    for careDate in merge.folders(in: folder.places, level: 3, findings: &batch.findings) {
      for kind in merge.folders(in: careDate.places, level: 4, findings: &batch.findings) {
        readKind(kind)
        flushWhenFull()
      }
    }
    batch.findings += patient.finish()
  }

  /// A record of one of the roots, as its folder lists it.
  private struct Item {
    var entry: FolderMerge.NamedEntry
    var place: MergedFolder.Place
  }

  private mutating func readKind(_ folder: MergedFolder) {
    var items: [Item] = []
    for place in folder.places {
      for entry in merge.entries(of: place, level: 5, findings: &batch.findings) {
        items.append(Item(entry: entry, place: place))
      }
    }
    if folder.places.count > 1 {
      items.sort { $0.entry.text.utf8.lexicographicallyPrecedes($1.entry.text.utf8) }
    }
    var group: [KeyChecks.Version] = []
    var keysActive = 0
    for item in items {
      let version = readItem(item)
      if let version, let first = group.first, first.version.key != version.version.key {
        keysActive += finish(&group)
      }
      if let version { group.append(version) }
      flushWhenFull()
    }
    keysActive += finish(&group)
    if folder.name == "PPR-01", keysActive > 1, let place = folder.places.first {
      let path = roots[place.root].scope.display(place.path)
      batch.findings.append(ValidationFinding(path: path, code: .pathSeveralSnapshots))
    }
  }

  /// Judges the versions of one key; the number of active keys, 0 or 1.
  private mutating func finish(_ group: inout [KeyChecks.Version]) -> Int {
    guard let first = group.first else { return 0 }
    let type = first.version.key.storageType
    for (version, code) in KeyChecks.findings(of: group, storageType: type) where isWanted(version.version) {
      batch.findings.append(ValidationFinding(path: version.path, code: code))
    }
    defer { group.removeAll(keepingCapacity: true) }
    return group.contains { $0.version.flag == .active } ? 1 : 0
  }

  private func isWanted(_ version: RecordVersion?) -> Bool {
    guard let since = options.since, let version else { return true }
    return version.orderingTimestamp >= since
  }

  // MARK: - Records

  private mutating func readItem(_ item: Item) -> KeyChecks.Version? {
    let root = roots[item.place.root].scope
    let relative = item.place.path + "/" + item.entry.text
    let path = root.display(relative)
    let expected: ConfinedDirectory.Entry.FileType = root.storageType == .standard ? .file : .directory
    guard item.entry.type == expected, !StrayFile.isStray(item.entry.text) else {
      batch.findings.append(merge.oddity(item.entry, at: path, isRecordLevel: true))
      return nil
    }
    let name = NameChecks(relative, storageType: root.storageType)
    guard isWanted(name.version) else {
      return name.version.map { KeyChecks.Version(path: path, root: item.place.root, version: $0) }
    }
    let start = batch.findings.count
    for code in name.codes { batch.findings.append(ValidationFinding(path: path, code: code)) }
    var context = RecordContext(path: path, storageType: root.storageType)
    context.patientIDs = name.patientIDs
    context.patientIDWidth = options.patientIDWidth
    context.version = name.version
    if let careDate = name.version?.key.careDate, careDate.utf8.count == 8 { context.careDate = careDate }
    var isCancellation: Bool?
    if !name.patientIDs.isEmpty {
      let place = MergedFolder.Place(root: item.place.root, path: relative)
      if root.storageType == .standard {
        context.kind = name.version.flatMap { DataKind.named($0.key.kind) }
        isCancellation = readRecord(place, context)
      } else {
        readContents(of: place, context)
      }
    }
    batch.summary.count(
      name.version, storageType: root.storageType, findings: batch.findings[start...])
    guard !name.isFaulty, let version = name.version else { return nil }
    return KeyChecks.Version(
      path: path, root: item.place.root, version: version, isCancellation: isCancellation)
  }

  /// Whether the record is a cancellation; nil when it cannot be read.
  private mutating func readRecord(_ place: MergedFolder.Place, _ context: RecordContext) -> Bool? {
    guard let bytes = read(place, context.path) else { return nil }
    var checks = RecordChecks(context: context, rules: cache.rules(of: context.kind))
    let cache = cache
    checks.check(bytes) { cache.rules(of: $0) }
    batch.findings += checks.findings
    if !context.isLoose { batch.findings += patient.add(checks.facts, context) }
    if !options.extraction.isEmpty, let message = checks.message {
      batch.values += ExtractedValue.values(of: message, options.extraction, path: context.path)
    }
    return checks.facts.isReadable ? checks.facts.isCancellation : nil
  }

  private mutating func read(_ place: MergedFolder.Place, _ path: String) -> [UInt8]? {
    do {
      let bytes = try roots[place.root].directory.read(place.path, limit: RecordChecks.largestMessage).bytes
      batch.summary.files += 1
      batch.summary.bytes += bytes.count
      return bytes
    } catch {
      if error.code != .notFound { batch.findings.append(FolderMerge.failure(error, path)) }
      return nil
    }
  }

  private mutating func readLoose(_ place: MergedFolder.Place) {
    let scope = roots[place.root].scope
    let path = scope.display(place.path)
    let start = batch.findings.count
    let context = RecordContext(path: path, storageType: scope.storageType)
    batch.findings.append(ValidationFinding(path: path, code: .pathOutsideStorage))
    _ = readRecord(place, context)
    batch.summary.count(nil, storageType: scope.storageType, findings: batch.findings[start...])
  }

  // MARK: - Contents of the extended storage

  private mutating func readContents(of place: MergedFolder.Place, _ context: RecordContext) {
    let scope = roots[place.root].scope
    let entries = merge.entries(of: place, level: 6, withStatus: true, findings: &batch.findings)
    let files = entries.filter { $0.type == .file && !StrayFile.isStray($0.text) }
    for entry in entries
    where entry.type != .directory && (entry.type != .file || StrayFile.isStray(entry.text)) {
      let path = scope.display(place.path + "/" + entry.text)
      batch.findings.append(merge.oddity(entry, at: path, isRecordLevel: false))
    }
    if entries.isEmpty {
      batch.findings.append(ValidationFinding(path: context.path, code: .pathEmptyContent))
    }
    if files.count > 1, !Self.hasMainDocument(files), scope.prefix.count < 7 {
      batch.findings.append(ValidationFinding(path: context.path, code: .pathNoMainDocument))
    }
    for file in files {
      var context = context
      let inner = MergedFolder.Place(root: place.root, path: place.path + "/" + file.text)
      context.path = scope.display(inner.path)
      let name = file.text.lowercased()
      if name.hasSuffix(".hl7") {
        _ = readRecord(inner, context)
      } else if file.size == 0 {
        batch.findings.append(ValidationFinding(path: context.path, code: .pathEmptyContent))
      } else if name.hasSuffix(".xml") {
        readDocument(inner, context)
      }
    }
  }

  /// `main_document.*`, or the only file, or the only HL7 message or XML document.
  private static func hasMainDocument(_ files: [FolderMerge.NamedEntry]) -> Bool {
    let names = files.map { $0.text.lowercased() }
    return names.contains { $0.hasPrefix("main_document.") }
      || names.filter { $0.hasSuffix(".hl7") || $0.hasSuffix(".xml") }.count == 1
  }

  /// A clinical document is of the folder's patient, or it is somebody else's.
  private mutating func readDocument(_ place: MergedFolder.Place, _ context: RecordContext) {
    guard let bytes = read(place, context.path) else { return }
    let header: CDAHeader
    do {
      header = try CDAHeader(parsing: bytes)
    } catch CDAError.xml(let error) {
      batch.findings.append(
        ValidationFinding(path: context.path, code: .hl7Structure, severity: .warning, offset: error.offset))
      return
    } catch {
      // XML of another kind says nothing about a patient.
      return
    }
    // Every patient that it names by a number; which of the numbers are the facility's only delivery knows.
    let isOfPatient = header.patients.map { $0.identifiers.compactMap(\.extension) }.allSatisfy { ids in
      ids.isEmpty
        || ids.contains { id in
          context.patientIDs.contains {
            PatientIdentifierRule.matches(pid3: id, folder: $0, width: options.patientIDWidth)
          }
        }
    }
    if !isOfPatient {
      batch.findings.append(ValidationFinding(path: context.path, code: .pathPatientMismatch))
    }
  }
}
