/// A hospital that does not exist, with the storages of a real one: all data kinds, corrections, deletions
/// and late records, in the mix of a real hospital. Pure: the same options give the same bytes, patient by
/// patient.
///
///     var options = SyntheticHospitalOptions()
///     options.patients = 40
///     let hospital = SyntheticHospital(options)
///     for index in 0..<options.patients { hospital.files(ofPatient: index) }
///
/// To add a data kind: a type that is a ``SyntheticRecord`` in a file below `Records`, its words in
/// `Vocabulary`, and the place in `History` where it happens.
public struct SyntheticHospital: Sendable {
  /// What it is like.
  public let options: SyntheticHospitalOptions

  /// A hospital. Numbers outside their range are brought to its ends.
  public init(_ options: SyntheticHospitalOptions = SyntheticHospitalOptions()) {
    var options = options
    options.patients = min(max(options.patients, 0), SyntheticHospitalOptions.mostPatients)
    options.days = min(max(options.days, 1), SyntheticHospitalOptions.mostDays)
    self.options = options
  }

  /// All files of one patient as they lie in the end, in the order in which they were made. Any order of
  /// calls gives the same; an index outside `0..<mostPatients` has none.
  public func files(ofPatient index: Int) -> [SyntheticFile] {
    guard (0..<SyntheticHospitalOptions.mostPatients).contains(index) else { return [] }
    return PatientHistory.files(of: SyntheticPatient(index: index, options: options), options: options)
  }

  /// First line of `patients.csv`.
  public static let patientsHeader = "local_id,regional_id,valid_from,valid_to\n"
  /// First line of `consents.csv`.
  public static let consentsHeader = "local_id,decision,from,to,kinds,recipients,document\n"

  /// The patient's line of `patients.csv`; empty when he has no regional ID.
  public func patientsLine(ofPatient index: Int) -> String {
    let patient = SyntheticPatient(index: index, options: options)
    guard let regionalID = patient.regionalID else { return "" }
    return "\(patient.id),\(regionalID),\(options.from),\n"
  }

  /// The patient's line of `consents.csv`; empty when he was not asked or did not agree.
  public func consentsLine(ofPatient index: Int) -> String {
    let patient = SyntheticPatient(index: index, options: options)
    guard let consented = patient.consented else { return "" }
    return "\(patient.id),grant,\(consented.isoDate),,all,all,C-\(SyntheticMoment.padded(index, 8))\n"
  }
}
