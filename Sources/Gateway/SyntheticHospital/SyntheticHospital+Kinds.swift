import SSMIX2

/// Names of data kinds as people type them.
extension SyntheticHospital {
  /// Kinds of the extended storage by a short name: the folders' own names have `^` and Japanese text in
  /// them.
  public static let extendedKinds: [(name: String, folder: String)] = [
    ("vital-signs", VitalSigns.kindFolder), ("referral-letter", ClinicalDocument.referralFolder),
    ("discharge-summary", ClinicalDocument.summaryFolder), ("imaging-report", ImagingReport.kindFolder),
  ]

  /// Every name that ``kind(named:)`` knows, in the order of the standard.
  public static var kindNames: [String] { DataKind.all.map(\.code) + extendedKinds.map(\.name) }

  /// The kind of a name for ``SyntheticHospitalOptions/kinds``: a code in any case, a short name, or a
  /// folder's name; nil when there is none.
  public static func kind(named name: String) -> String? {
    if let kind = DataKind.named(name) { return kind.code }
    return extendedKinds.first { $0.name == name.lowercased() || $0.folder == name }?.folder
  }
}
