/// Reads paths byte by byte, so that a combining character after a separator cannot hide it.
struct StoragePathParser {
  typealias Bytes = Substring.UTF8View

  let storageType: StorageType

  /// The parts of a name, still unchecked against the folders.
  private struct Name {
    var patientID: Bytes
    var careDate: Bytes
    var kind: Bytes
    var orderNumber: Bytes
    var timestamp: Bytes
    var department: Bytes?
    var flag: ConditionFlag
  }

  func parse(_ path: String) throws(PathError) -> StoragePath {
    let levels = try levels(of: path)
    let name = try split(levels[5])
    guard levels[2].elementsEqual(name.patientID) else {
      throw PathError(code: .patientMismatch, reason: "The name is of another patient than its folder.")
    }
    guard levels[3].elementsEqual(name.careDate) else {
      throw PathError(code: .dateMismatch, reason: "The name is of another care date than its folder.")
    }
    var notes: [PathNote] = []
    let kind = try kind(folder: levels[4], name: name.kind, notes: &notes)
    noteTolerances(name, levels: levels, notes: &notes)
    let key = RecordKey(
      storageType: storageType, patientID: text(name.patientID), careDate: text(name.careDate), kind: kind,
      orderNumber: text(name.orderNumber))
    let version = RecordVersion(
      key: key, timestamp: text(name.timestamp), department: name.department.map(text) ?? "", flag: name.flag)
    let inner = levels.count > 6 ? levels[6...].map(text).joined(separator: "/") : nil
    return StoragePath(
      version: version, relativePath: levels[..<6].map(text).joined(separator: "/"), innerPath: inner,
      notes: notes)
  }

  // MARK: Levels

  private func levels(of path: String) throws(PathError) -> [Bytes] {
    guard storageType != .transaction else {
      throw malformed("The transaction storage holds a log and no record files.")
    }
    guard path.utf8.count <= StoragePath.longestPath else { throw malformed("The path is too long.") }
    let levels = path[...].utf8.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    guard levels.count == 6 || (levels.count > 6 && storageType == .extended) else {
      throw malformed("A record lies six levels below the root, this at level \(levels.count).")
    }
    for level in levels {
      guard !level.isEmpty, !level.elementsEqual(".".utf8), !level.elementsEqual("..".utf8) else {
        throw malformed("A level of the path has no name.")
      }
      guard level.allSatisfy({ $0 >= 0x20 && $0 != 0x7F }) else {
        throw malformed("A level of the path contains a control character.")
      }
    }
    guard Self.isPatientID(levels[2]) else { throw malformed("Level 3 is not a patient ID.") }
    guard Self.isCareDate(levels[3]) else { throw malformed("Level 4 is neither a care date nor \"-\".") }
    return levels
  }

  // MARK: Name

  private func split(_ name: Bytes) throws(PathError) -> Name {
    let parts = name.split(separator: UInt8(ascii: "_"), omittingEmptySubsequences: false)
    // A department has at most five characters and a timestamp at least fourteen, so the two are never
    // confused.
    let hasDepartment = parts.count >= 2 && !Self.isTimestamp(parts[parts.count - 2])
    let tail = hasDepartment ? 4 : 3
    guard parts.count >= 3 + tail else {
      throw malformed("The name has \(parts.count) parts in place of seven.")
    }
    guard hasDepartment || storageType == .extended else {
      throw malformed("The name has a timestamp where the department should be.")
    }
    let end = parts.count
    guard let flag = flag(parts[end - 1]) else {
      throw malformed("The condition flag is none of 0, 1 and 2.")
    }
    let parsed = Name(
      patientID: parts[0], careDate: parts[1],
      kind: name[parts[2].startIndex..<parts[end - tail - 1].endIndex], orderNumber: parts[end - tail],
      timestamp: parts[end - tail + 1], department: hasDepartment ? parts[end - 2] : nil, flag: flag)
    try checkGrammar(parsed)
    return parsed
  }

  private func checkGrammar(_ name: Name) throws(PathError) {
    guard Self.isPatientID(name.patientID) else {
      throw malformed("The patient ID is not 1 to 15 letters or digits.")
    }
    guard Self.isCareDate(name.careDate) else {
      throw malformed("The care date is neither eight digits nor \"-\".")
    }
    guard !name.kind.isEmpty else { throw malformed("The name has no data kind.") }
    // 特定キー of real storages runs to 59 characters; only the path as a whole is limited there.
    let longest = storageType == .standard ? 22 : StoragePath.longestPath
    guard (1...longest).contains(name.orderNumber.count), name.orderNumber.allSatisfy(Self.isOrderNumberByte)
    else {
      throw malformed(
        "The order number is empty, too long, or has other characters than letters, digits, - and .")
    }
    guard Self.isTimestamp(name.timestamp) else { throw malformed("The timestamp is not 14 to 17 digits.") }
    if let department = name.department {
      guard
        department.elementsEqual("-".utf8)
          || (1...5).contains(department.count) && department.allSatisfy(Self.isAlphanumeric)
      else { throw malformed("The department is neither 1 to 5 letters or digits nor \"-\".") }
    }
  }

  private func flag(_ part: Bytes) -> ConditionFlag? {
    guard part.count == 1, let byte = part.first, (0x30...0x32).contains(byte) else { return nil }
    return ConditionFlag(rawValue: Int(byte) - 0x30)
  }

  // MARK: Kind

  private func kind(folder: Bytes, name: Bytes, notes: inout [PathNote]) throws(PathError) -> String {
    let folderText = text(folder)
    let nameText = text(name)
    guard storageType == .standard else {
      // String equality is by canonical equivalence: decomposed names compare equal to composed ones.
      guard folderText == nameText else { throw kindMismatch }
      if !folder.elementsEqual(name) { notes.append(.unicodeForm) }
      if ExtendedKind(folderName: folderText).isIrregular { notes.append(.kindFolderForm) }
      // Databases compare code points: one form for all, whatever the copy made of it.
      return NameText.composed(folderText)
    }
    guard folderText.uppercased() == nameText.uppercased() else { throw kindMismatch }
    guard let kind = DataKind.named(folderText) else {
      throw PathError(code: .kindUnknown, reason: "The kind is none of the standardized storage.")
    }
    if folderText != kind.code || nameText != kind.code { notes.append(.kindLetterCase) }
    return kind.code
  }

  private var kindMismatch: PathError {
    PathError(code: .kindMismatch, reason: "The name is of another data kind than its folder.")
  }

  // MARK: Notes

  private func noteTolerances(_ name: Name, levels: [Bytes], notes: inout [PathNote]) {
    let id = Array(name.patientID)
    if !levels[0].elementsEqual(id.prefix(3)) || !levels[1].elementsEqual(id.dropFirst(3).prefix(3)) {
      notes.append(.levelsNotSlices)
    }
    if name.timestamp.count < 17 { notes.append(.shortTimestamp) }
    if name.department == nil { notes.append(.missingDepartment) }
    let isDated = name.careDate.count == 8
    if isDated && !Self.isCalendarDay(name.careDate) { notes.append(.impossibleCareDate) }
    guard storageType == .standard else {
      if name.orderNumber.count > 22 { notes.append(.orderNumberLength) }
      return
    }
    if name.orderNumber.count != 15 { notes.append(.orderNumberLength) }
    guard let kind = DataKind.named(text(name.kind)) else { return }
    if kind.hasCareDate != isDated { notes.append(.unexpectedCareDate) }
    if kind.fixedOrderNumber && !name.orderNumber.elementsEqual(RecordKey.fixedOrderNumber.utf8) {
      notes.append(.unexpectedOrderNumber)
    }
  }

  // MARK: Grammar

  static func isPatientID(_ bytes: some Collection<UInt8>) -> Bool {
    (1...15).contains(bytes.count) && bytes.allSatisfy(isAlphanumeric)
  }

  private static func isCareDate(_ bytes: Bytes) -> Bool {
    bytes.elementsEqual("-".utf8) || bytes.count == 8 && bytes.allSatisfy(isDigit)
  }

  private static func isTimestamp(_ bytes: Bytes) -> Bool {
    (14...17).contains(bytes.count) && bytes.allSatisfy(isDigit)
  }

  private static func isCalendarDay(_ bytes: Bytes) -> Bool {
    let digits = bytes.map { Int($0) - 0x30 }
    let year = digits[0] * 1000 + digits[1] * 100 + digits[2] * 10 + digits[3]
    let month = digits[4] * 10 + digits[5]
    let day = digits[6] * 10 + digits[7]
    guard year > 0, (1...12).contains(month) else { return false }
    let isLeap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0)
    let lengths = [31, isLeap ? 29 : 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31]
    return (1...lengths[month - 1]).contains(day)
  }

  private static func isDigit(_ byte: UInt8) -> Bool { (0x30...0x39).contains(byte) }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    isDigit(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
  }

  private static func isOrderNumberByte(_ byte: UInt8) -> Bool {
    isAlphanumeric(byte) || byte == UInt8(ascii: "-") || byte == UInt8(ascii: ".")
  }

  private func text(_ bytes: Bytes) -> String { String(Substring(bytes)) }

  private func malformed(_ reason: String) -> PathError { PathError(code: .malformed, reason: reason) }
}
