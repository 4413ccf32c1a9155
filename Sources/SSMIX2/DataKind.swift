/// One message type that a data kind is stored as: the registration, or the event that cancels it (one of the
/// 36 rows).
public struct KindMessage: Sendable, Hashable {
  /// MSH-9.1, such as `ADT`.
  public let messageCode: String
  /// MSH-9.2, such as `A08`.
  public let trigger: String
  /// MSH-9.3, such as `ADT_A01`; older writers leave it out.
  public let structure: String
  /// Whether the event cancels what the kind registers. A cancel wins over a flag `1` (SS-MIX2 1.2g, cancel
  /// events).
  public let isCancel: Bool
  /// 種別名称.
  public let japaneseName: String
  /// The same in English.
  public let englishName: String
  /// Field whose first eight characters are the care date, such as `PV1-44`; nil where the folder is `-`.
  public let careDateField: String?
  /// Segments without which a message of this type is not whole: those that its grammar (HL7 v2.5, JAHIS)
  /// demands outside optional groups, and PID, which SS-MIX2 demands everywhere.
  public let requiredSegments: [String]
}

/// A data kind (データ種別) of the standardized storage: 26 codes, 36 message types (SS-MIX2 1.2g, データ種別一覧).
public struct DataKind: Sendable, Hashable {
  /// The code, upper case, such as `OML-11`.
  public let code: String
  /// 種別名称 of the registration.
  public let japaneseName: String
  /// The same in English.
  public let englishName: String
  /// The registration first, then its cancel event where there is one.
  public let messages: [KindMessage]
  /// Whether it lies in a `YYYYMMDD` folder; else in `-`.
  public let hasCareDate: Bool
  /// Whether its order number is normally fifteen nines; storages with a visit number there exist.
  public let fixedOrderNumber: Bool
  /// Whether one file tells all there is (demographics, allergies, diagnoses), so that a new one replaces the
  /// old whole.
  public let isSnapshot: Bool

  /// All kinds, in the order of the guideline.
  public static let all: [DataKind] = DataKindTable.kinds

  /// The kind of a code, in any letter case; nil when there is none.
  public static func named(_ code: String) -> DataKind? { DataKindTable.byCode[code.uppercased()] }

  /// The row of a message type of this kind, MSH-9.1 and MSH-9.2; nil when the kind is not stored as such.
  public func message(code: String, trigger: String) -> KindMessage? {
    messages.first { $0.messageCode == code && $0.trigger == trigger }
  }

  /// Whether this kind registers visits, stays or persons (an ADT kind).
  public var isAdministrative: Bool { code.utf8.starts(with: "ADT-".utf8) }
}
