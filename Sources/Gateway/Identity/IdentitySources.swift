/// The sources of regional IDs that are built: one line each.
public enum IdentitySources {
  /// The source that the configuration chooses; nil for one that this version does not have (the configuration file's
  /// check refuses it before).
  public static func source(for identity: GatewayConfiguration.Identity) -> (any PatientIdentitySource)? {
    switch identity.source {
    case .csv: identity.csv.map { CSVIdentitySource(path: $0) }
    case .everyPatient: EveryPatientSource()
    case .pixV2, .pixV3, .pixm: nil
    }
  }
}
