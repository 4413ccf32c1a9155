/// Pharmacy/Treatment Administration (HL7 v2.5 4.14.7), 薬剤/処置 投薬.
public struct RXA: TypedSegment {
  /// `RXA`.
  public static let segmentName = "RXA"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as RXA; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// RXA-1 Give Sub-ID Counter, 与薬サブIDカウンター.
  public var giveSubIDCounter: NM { NM(segment[1]) }

  /// RXA-2 Administration Sub-ID Counter, 投薬サブIDカウンター.
  public var administrationSubIDCounter: NM { NM(segment[2]) }

  /// RXA-3 Date/Time Start of Administration, 投薬開始日時.
  public var dateTimeStartOfAdministration: TimeStamp? { TimeStamp(segment[3].value) }

  /// RXA-4 Date/Time End of Administration, 投薬終了日時.
  public var dateTimeEndOfAdministration: TimeStamp? { TimeStamp(segment[4].value) }

  /// RXA-5 Administered Code, 投薬コード.
  public var administeredCode: CWE { CWE(segment[5]) }

  /// RXA-6 Administered Amount, 投薬量.
  public var administeredAmount: NM { NM(segment[6]) }

  /// RXA-7 Administered Units, 投薬単位.
  public var administeredUnits: CWE { CWE(segment[7]) }

  /// RXA-8 Administered Dosage Form, 投薬剤形.
  public var administeredDosageForm: CWE { CWE(segment[8]) }

  /// RXA-9 Administration Notes, 投薬注記.
  public var administrationNotes: [CWE] { segment[9].values() }

  /// RXA-10 Administering Provider, 投薬者.
  public var administeringProvider: [XCN] { segment[10].values() }

  /// RXA-11 Administered-at Location, 投薬場所.
  public var administeredAtLocation: PL { PL(segment[11]) }

  /// RXA-12 Administered Per (Time Unit), 時間あたりの投薬.
  public var administeredPer: String { segment[12].value }

  /// RXA-13 Administered Strength, 投薬力価.
  public var administeredStrength: NM { NM(segment[13]) }

  /// RXA-14 Administered Strength Units, 投薬力価単位.
  public var administeredStrengthUnits: CWE { CWE(segment[14]) }

  /// RXA-15 Substance Lot Number, 薬剤ロット番号.
  public var substanceLotNumber: [String] { texts(15) }

  /// RXA-16 Substance Expiration Date, 薬剤有効期限.
  public var substanceExpirationDate: [TimeStamp] { texts(16).compactMap(TimeStamp.init) }

  /// RXA-17 Substance Manufacturer Name, 薬剤製造者名.
  public var substanceManufacturerName: [CWE] { segment[17].values() }

  /// RXA-18 Substance/Treatment Refusal Reason, 薬剤/治療拒否理由.
  public var substanceTreatmentRefusalReason: [CWE] { segment[18].values() }

  /// RXA-19 Indication, 指示.
  public var indication: [CWE] { segment[19].values() }

  /// RXA-20 Completion Status, 完了状態.
  public var completionStatus: String { segment[20].value }

  /// RXA-21 Action Code – RXA, アクションコード＿RXA.
  public var actionCode: String { segment[21].value }

  /// RXA-22 System Entry Date/Time, システム入力日時.
  public var systemEntryDateTime: TimeStamp? { TimeStamp(segment[22].value) }

  /// RXA-23 Administered Drug Strength Volume, 投薬力価量.
  public var administeredDrugStrengthVolume: NM { NM(segment[23]) }

  /// RXA-24 Administered Drug Strength Volume Units, 投薬力価量単位.
  public var administeredDrugStrengthVolumeUnits: CWE { CWE(segment[24]) }

  /// RXA-25 Administered Barcode Identifier, 投薬バーコード識別機能.
  public var administeredBarcodeIdentifier: CWE { CWE(segment[25]) }

  /// RXA-26 Pharmacy Order Type, 薬剤オーダタイプ.
  public var pharmacyOrderType: String { segment[26].value }
}
