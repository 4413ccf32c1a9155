import SSMIX2

/// Where a patient's folder usually lies.
enum PatientFolder {
  /// Below the root, by the slices of the chart number; nil when it is too short to slice.
  static func usual(_ localID: String) -> String? { StoragePath.usualFolder(ofPatient: localID) }

  /// The chart number and the rest of a path below the root that lies in some patient's folder.
  static func split(_ path: String) -> (localID: String, within: String?)? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: true)
    guard parts.count >= 3 else { return nil }
    let rest = parts[3...].prefix(2)
    // Only a kind folder can be listed on its own; a care date's folder is looked at with all of the patient.
    return (String(parts[2]), rest.count == 2 ? rest.joined(separator: "/") : nil)
  }
}
