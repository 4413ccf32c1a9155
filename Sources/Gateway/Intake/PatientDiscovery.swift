import DirectoryWatch
import SSMIX2

/// Finds the patients of a storage: the folders three levels below the root. It lists no file of anybody.
struct PatientDiscovery: Sendable {
  var tree: any StorageTree

  /// Folders below one directory, by name; leftovers of systems and links are passed over.
  func folders(in path: String) throws(ConfinedDirectoryError) -> [String] {
    try tree.list(path).compactMap { entry in
      guard entry.type == .directory, let name = entry.nameText, !StrayFile.isStray(name) else { return nil }
      return name
    }.sorted()
  }

  /// Patient folders in a second-level folder: their names are chart numbers whatever the levels above say.
  func patients(in path: String) throws(ConfinedDirectoryError) -> [(localID: String, path: String)] {
    try folders(in: path).compactMap { name in
      PatientIdentifierRule.isValid(name) && name.utf8.count <= 15 ? (name, path + "/" + name) : nil
    }
  }
}
