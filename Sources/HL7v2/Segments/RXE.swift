/// Pharmacy/Treatment Encoded Order (HL7 v2.5 4.14.4), 薬剤/処置コード化オーダ.
public struct RXE: TypedSegment {
  /// `RXE`.
  public static let segmentName = "RXE"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as RXE; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// RXE-1 Quantity/Timing, 数量/タイミング; as it stands, of type TQ.
  public var quantityTiming: Field { segment[1] }

  /// RXE-2 Give Code, 与薬コード.
  public var giveCode: CWE { CWE(segment[2]) }

  /// RXE-3 Give Amount - Minimum, 与薬量－最小.
  public var giveAmountMinimum: NM { NM(segment[3]) }

  /// RXE-4 Give Amount - Maximum, 与薬量－最大.
  public var giveAmountMaximum: NM { NM(segment[4]) }

  /// RXE-5 Give Units, 与薬単位.
  public var giveUnits: CWE { CWE(segment[5]) }

  /// RXE-6 Give Dosage Form, 与薬剤形.
  public var giveDosageForm: CWE { CWE(segment[6]) }

  /// RXE-7 Provider's Administration Instructions, 依頼者の投薬指示.
  public var providersAdministrationInstructions: [CWE] { segment[7].values() }

  /// RXE-8 Deliver-to Location, 配布先.
  public var deliverToLocation: PL { PL(segment[8]) }

  /// RXE-9 Substitution Status, 代替品状態.
  public var substitutionStatus: String { segment[9].value }

  /// RXE-10 Dispense Amount, 調剤量.
  public var dispenseAmount: NM { NM(segment[10]) }

  /// RXE-11 Dispense Units, 調剤単位.
  public var dispenseUnits: CWE { CWE(segment[11]) }

  /// RXE-12 Number of Refills, 同一薬発行数.
  public var numberOfRefills: NM { NM(segment[12]) }

  /// RXE-13 Ordering Provider's DEA Number, オーダ発行者のDEA番号.
  public var orderingProvidersDEANumber: [XCN] { segment[13].values() }

  /// RXE-14 Pharmacist/Treatment Supplier's Verifier ID, 薬剤師/治療提供者の検証ID.
  public var pharmacistTreatmentSuppliersVerifierID: [XCN] { segment[14].values() }

  /// RXE-15 Prescription Number, 処方箋番号.
  public var prescriptionNumber: String { segment[15].value }

  /// RXE-16 Number of Refills Remaining, 薬剤残数.
  public var numberOfRefillsRemaining: NM { NM(segment[16]) }

  /// RXE-17 Number of Refills/Doses Dispensed, 調剤済薬品数または投与数.
  public var numberOfRefillsDosesDispensed: NM { NM(segment[17]) }

  /// RXE-18 D/T of Most Recent Refill or Dose Dispensed, 調剤済薬品数または投与数の最新日時.
  public var dateTimeOfMostRecentRefillOrDoseDispensed: TimeStamp? { TimeStamp(segment[18].value) }

  /// RXE-19 Total Daily Dose, 1日あたりの総投与量.
  public var totalDailyDose: CQ { CQ(segment[19]) }

  /// RXE-20 Needs Human Review, 人によるレビューの必要性.
  public var needsHumanReview: String { segment[20].value }

  /// RXE-21 Pharmacy/Treatment Supplier's Special Dispensing Instructions, 薬剤部門/治療部門による特別な調剤指示.
  public var pharmacyTreatmentSuppliersSpecialDispensingInstructions: [CWE] { segment[21].values() }

  /// RXE-22 Give Per (Time Unit), 時間あたりの与薬.
  public var givePer: String { segment[22].value }

  /// RXE-23 Give Rate Amount, 与薬速度.
  public var giveRateAmount: String { segment[23].value }

  /// RXE-24 Give Rate Units, 与薬速度単位.
  public var giveRateUnits: CWE { CWE(segment[24]) }

  /// RXE-25 Give Strength, 与薬力価.
  public var giveStrength: NM { NM(segment[25]) }

  /// RXE-26 Give Strength Units, 与薬力価単位.
  public var giveStrengthUnits: CWE { CWE(segment[26]) }

  /// RXE-27 Give Indication, 与薬指示.
  public var giveIndication: [CWE] { segment[27].values() }

  /// RXE-28 Dispense Package Size, 調剤パッケージサイズ.
  public var dispensePackageSize: NM { NM(segment[28]) }

  /// RXE-29 Dispense Package Size Unit, 調剤パッケージサイズの単位.
  public var dispensePackageSizeUnit: CWE { CWE(segment[29]) }

  /// RXE-30 Dispense Package Method, 調剤パッケージ方法.
  public var dispensePackageMethod: String { segment[30].value }

  /// RXE-31 Supplementary Code, 補足コード.
  public var supplementaryCode: [CWE] { segment[31].values() }

  /// RXE-32 Original Order Date/Time, 当初のオーダ日/時間.
  public var originalOrderDateTime: TimeStamp? { TimeStamp(segment[32].value) }

  /// RXE-33 Give Drug Strength Volume, 与薬力価量.
  public var giveDrugStrengthVolume: NM { NM(segment[33]) }

  /// RXE-34 Give Drug Strength Volume Units, 与薬力価量単位.
  public var giveDrugStrengthVolumeUnits: CWE { CWE(segment[34]) }

  /// RXE-35 Controlled Substance Schedule, 薬物コントロールスケジュール.
  public var controlledSubstanceSchedule: CWE { CWE(segment[35]) }

  /// RXE-36 Formulary Status, 処方集ステータス.
  public var formularyStatus: String { segment[36].value }

  /// RXE-37 Pharmaceutical Substance Alternative, 薬物代替え.
  public var pharmaceuticalSubstanceAlternative: [CWE] { segment[37].values() }

  /// RXE-38 Pharmacy of Most Recent Fill, 最新の与薬の薬剤部.
  public var pharmacyOfMostRecentFill: CWE { CWE(segment[38]) }

  /// RXE-39 Initial Dispense Amount, 最初の調剤量.
  public var initialDispenseAmount: NM { NM(segment[39]) }

  /// RXE-40 Dispensing Pharmacy, 調剤薬剤部.
  public var dispensingPharmacy: CWE { CWE(segment[40]) }

  /// RXE-41 Dispensing Pharmacy Address, 調剤薬剤部の住所.
  public var dispensingPharmacyAddress: XAD { XAD(segment[41]) }

  /// RXE-42 Deliver-to Patient Location, 患者への配達場所.
  public var deliverToPatientLocation: PL { PL(segment[42]) }

  /// RXE-43 Deliver-to Address, 配達先住所.
  public var deliverToAddress: XAD { XAD(segment[43]) }

  /// RXE-44 Pharmacy Order Type, 薬剤オーダタイプ.
  public var pharmacyOrderType: String { segment[44].value }
}
