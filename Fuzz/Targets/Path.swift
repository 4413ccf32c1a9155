import SSMIX2

/// Any text as a path of the standard and of the extended storage.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPath(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let path = String(decoding: UnsafeBufferPointer(start: start, count: count), as: UTF8.self)
  for storageType in StorageType.allCases {
    do throws(PathError) {
      let parsed = try StoragePath(parsing: path, storageType: storageType)
      hold(storageType != .transaction, "the transaction storage has no record paths")
      check(parsed, of: path, storageType)
    } catch {
      hold(!error.reason.isEmpty, "an error has a reason")
    }
  }
  _ = StrayFile.isStray(path)
  _ = DataKind.named(path)
  _ = ExtendedKind(folderName: path)
  if let file = TransactionFileName(path) { hold(file.name == path, "a transaction file keeps its name") }
  if let folder = StoragePath.usualFolder(ofPatient: path) {
    hold(folder.utf8.elementsEqual("\(path.prefix(3))/\(path.dropFirst(3).prefix(3))/\(path)".utf8), "slices")
  }
  return 0
}

private func check(_ parsed: StoragePath, of path: String, _ storageType: StorageType) {
  let whole = parsed.relativePath + (parsed.innerPath.map { "/" + $0 } ?? "")
  hold(whole.utf8.elementsEqual(path.utf8), "record and inner path make up the path")
  hold(parsed.innerPath == nil || storageType == .extended, "only content folders have something inside")
  let levels = parsed.relativePath.utf8.split(separator: 0x2F, omittingEmptySubsequences: false)
  hold(levels.count == 6, "a record lies at level six")
  let version = parsed.version
  hold(version.key.storageType == storageType, "the key has its storage")
  hold(levels[2].elementsEqual(version.key.patientID.utf8), "the patient is the folder's")
  hold(levels[3].elementsEqual(version.key.careDate.utf8), "the care date is the folder's")
  hold((14...17).contains(version.timestamp.utf8.count), "a timestamp has 14 to 17 digits")
  hold(version.orderingTimestamp.utf8.count == 17, "an ordering timestamp has 17 digits")
  if !parsed.notes.contains(.kindLetterCase) && !parsed.notes.contains(.unicodeForm) {
    hold(levels[5].elementsEqual(version.name.utf8), "the name is made up of its parts")
  }
  let again = try? StoragePath(parsing: parsed.relativePath, storageType: storageType)
  hold(again?.version == version && again?.notes == parsed.notes, "the record's own path reads the same")
}
