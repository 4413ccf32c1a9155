/// Files and folders that operating systems, editors and copy tools leave in a storage: ignored and counted.
///
/// Only names that cannot be records match: a record's name and a folder of the tree end neither in such a
/// suffix nor begin with such a prefix.
public enum StrayFile {
  /// Whether a name, without its folders, is such a leftover. Letter case of ASCII does not matter.
  public static func isStray(_ name: String) -> Bool {
    let lower = name.lowercased()
    return names.contains(lower)
      || prefixes.contains { lower.hasPrefix($0) }
      || suffixes.contains { lower.hasSuffix($0) }
      || isNumberedCopy(lower)
  }

  private static let names: Set<String> = [
    "thumbs.db", "ehthumbs.db", "desktop.ini", "$recycle.bin", "system volume information", "recycler",
    "lost+found", "~snapshot", "@eadir", "#recycle", "#snapshot", "__macosx", "folder.jpg", "autorun.inf",
  ]

  /// `.` covers .DS_Store, ._resource forks, .nfs…, .fuse_hidden…, .smbdelete…, .~lock…#, .snapshot.
  private static let prefixes = [".", "~$", "コピー ～ ", "コピー 〜 ", "copy of "]

  private static let suffixes = [
    ".tmp", ".temp", ".bak", ".old", ".orig", ".swp", ".swx", ".part", ".partial", ".filepart", ".crdownload",
    ".lock", ".lck", ".lnk", "~", " - copy", " - コピー",
  ]

  /// ` - Copy (2)` and ` - コピー (2)`: what Windows Explorer names the second and later copies.
  private static func isNumberedCopy(_ name: String) -> Bool {
    guard name.hasSuffix(")"), let open = name.lastIndex(of: "(") else { return false }
    let digits = name[name.index(after: open)...].dropLast()
    guard !digits.isEmpty, digits.utf8.allSatisfy({ (0x30...0x39).contains($0) }) else { return false }
    let stem = name[..<open]
    return stem.hasSuffix(" - copy ") || stem.hasSuffix(" - コピー ")
  }
}
