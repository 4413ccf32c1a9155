import SSMIX2

/// What a rule applies to: everything, or what is listed. Used for data kinds and for recipients.
public enum Coverage: Sendable, Hashable, Codable {
  /// Everything, also what does not exist yet.
  case all
  /// Only these.
  case only(Set<String>)

  /// Whether a name is covered.
  public func covers(_ name: String) -> Bool {
    switch self {
    case .all: true
    case .only(let names): names.contains(name)
    }
  }

  /// `all`, or the names in order, joined by `;` as in consents.csv.
  public var text: String {
    switch self {
    case .all: "all"
    case .only(let names): names.sorted().joined(separator: ";")
    }
  }
}

/// Names of data kinds as people write them in the configuration and in consents.
public enum KindName {
  /// The spelling that is compared: a standard kind's code (`oml-11` → `OML-11`), or the folder name of an extended
  /// kind, which contains `^` (SS-MIX2 extended storage, kind folder) or is one of SEAMAT's (`LJCS-100D`).
  ///
  /// Nil for anything else: a misspelt kind must not quietly cover nothing.
  public static func canonical(_ name: String) -> String? {
    if let kind = DataKind.named(name) { return kind.code }
    guard name.unicodeScalars.count <= 180,
      !name.unicodeScalars.contains(where: { $0.value < 0x20 || $0 == "/" })
    else { return nil }
    if name.contains("^"), name.contains(where: { $0 != "^" && $0 != " " }) { return name }
    return name.hasPrefix("LJCS-") && name.utf8.count > 5 ? name : nil
  }

  /// The spelling that is compared, for a kind that comes from a storage path: never refused.
  static func comparable(_ name: String) -> String { canonical(name) ?? name }
}
