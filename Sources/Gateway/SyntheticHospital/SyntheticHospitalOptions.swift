/// What a synthetic hospital is like. The same options give the same bytes, on every machine.
public struct SyntheticHospitalOptions: Sendable, Hashable {
  /// How many patients there are, at most ``mostPatients``.
  public var patients = 100
  /// How many days of records each of them has, at most ``mostDays``.
  public var days = 365
  /// Another seed, another hospital.
  public var seed: UInt64 = 1
  /// Data kinds to write: codes such as `OML-11`, or kind folders of the extended storage; empty: all of
  /// them. What is left out changes nothing in what is written.
  public var kinds: Set<String> = []
  /// Institution code (医療機関コード), ten digits: MSH-4 and the assigning authorities in documents.
  public var facilityCode = "2212345678"
  /// The first day.
  public var from = CivilDate.startOfSamples
  /// Of a hundred patients so many have a regional ID.
  public var linkedShare = 90
  /// Of a hundred patients with a regional ID so many have a consent that is in force.
  public var consentShare = 85

  /// Chart numbers have ten digits, message control IDs and order numbers eight for the patient.
  public static let mostPatients = 10_000_000
  /// About 100 years.
  public static let mostDays = 36_525

  /// The defaults: 100 patients, one year, everything.
  public init() {}
}

extension CivilDate {
  /// 2024-01-01.
  static let startOfSamples = CivilDate(unixSeconds: 1_704_034_800)
}
