/// Observation Request (HL7 v2.5 7.4.1), 検査要求.
public struct OBR: TypedSegment {
  /// `OBR`.
  public static let segmentName = "OBR"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as OBR; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// OBR-1 Set ID – OBR, セットID-OBR.
  public var setID: String { segment[1].value }

  /// OBR-2 Placer Order Number, 依頼者オーダ番号.
  public var placerOrderNumber: EI { EI(segment[2]) }

  /// OBR-3 Filler Order Number, 実施者オーダ番号.
  public var fillerOrderNumber: EI { EI(segment[3]) }

  /// OBR-4 Universal Service Identifier, 検査項目ID.
  public var universalServiceIdentifier: CWE { CWE(segment[4]) }

  /// OBR-5 Priority – OBR, 優先度.
  public var priority: String { segment[5].value }

  /// OBR-6 Requested Date/Time, 要求日時.
  public var requestedDateTime: TimeStamp? { TimeStamp(segment[6].value) }

  /// OBR-7 Observation Date/Time, 検査/採取日時.
  public var observationDateTime: TimeStamp? { TimeStamp(segment[7].value) }

  /// OBR-8 Observation End Date/Time, 検査/採取終了日時.
  public var observationEndDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// OBR-9 Collection Volume, 採取量.
  public var collectionVolume: CQ { CQ(segment[9]) }

  /// OBR-10 Collector Identifier, 採取者識別子.
  public var collectorIdentifier: [XCN] { segment[10].values() }

  /// OBR-11 Specimen Action Code, 検体処置コード.
  public var specimenActionCode: String { segment[11].value }

  /// OBR-12 Danger Code, 危険(検体)コード.
  public var dangerCode: CWE { CWE(segment[12]) }

  /// OBR-13 Relevant Clinical Information, 関連臨床情報.
  public var relevantClinicalInformation: String { segment[13].value }

  /// OBR-14 Specimen Received Date/Time, 検体受理日時.
  public var specimenReceivedDateTime: TimeStamp? { TimeStamp(segment[14].value) }

  /// OBR-15 Specimen Source, 検体材料/採取部位; as it stands, of type SPS.
  public var specimenSource: Field { segment[15] }

  /// OBR-16 Ordering Provider, 依頼者.
  public var orderingProvider: [XCN] { segment[16].values() }

  /// OBR-17 Order Callback Phone Number, オーダコールバック用電話番号.
  public var orderCallbackPhoneNumber: [XTN] { segment[17].values() }

  /// OBR-18 Placer Field 1, 依頼者項目1.
  public var placerField1: String { segment[18].value }

  /// OBR-19 Placer Field 2, 依頼者項目2.
  public var placerField2: String { segment[19].value }

  /// OBR-20 Filler Field 1, 実施者項目1.
  public var fillerField1: String { segment[20].value }

  /// OBR-21 Filler Field 2, 実施者項目2.
  public var fillerField2: String { segment[21].value }

  /// OBR-22 Results Rpt/Status Chng - Date/Time, 結果報告/状態変更-日時.
  public var resultsReportStatusChangeDateTime: TimeStamp? { TimeStamp(segment[22].value) }

  /// OBR-23 Charge to Practice, 課金; as it stands, of type MOC.
  public var chargeToPractice: Field { segment[23] }

  /// OBR-24 Diagnostic Serv Sect ID, 診断部門ID.
  public var diagnosticServiceSectionID: String { segment[24].value }

  /// OBR-25 Result Status, 結果状態.
  public var resultStatus: String { segment[25].value }

  /// OBR-26 Parent Result, 親結果; as it stands, of type PRL.
  public var parentResult: Field { segment[26] }

  /// OBR-27 Quantity/Timing, 数量/タイミング; as it stands, of type TQ.
  public var quantityTiming: Field { segment[27] }

  /// OBR-28 Result Copies To, 結果配布先.
  public var resultCopiesTo: [XCN] { segment[28].values() }

  /// OBR-29 Parent, 親番号.
  public var parent: EIP { EIP(segment[29]) }

  /// OBR-30 Transportation Mode, 患者搬送モード.
  public var transportationMode: String { segment[30].value }

  /// OBR-31 Reason for Study, 検査理由.
  public var reasonForStudy: [CWE] { segment[31].values() }

  /// OBR-32 Principal Result Interpreter, 結果判定責任者; as it stands, of type NDL.
  public var principalResultInterpreter: Field { segment[32] }

  /// OBR-33 Assistant Result Interpreter, 結果判定アシスタント; as it stands, of type NDL.
  public var assistantResultInterpreter: Field { segment[33] }

  /// OBR-34 Technician, 医療技術者; as it stands, of type NDL.
  public var technician: Field { segment[34] }

  /// OBR-35 Transcriptionist, 口述記録者; as it stands, of type NDL.
  public var transcriptionist: Field { segment[35] }

  /// OBR-36 Scheduled Date/Time, 予定日時.
  public var scheduledDateTime: TimeStamp? { TimeStamp(segment[36].value) }

  /// OBR-37 Number of Sample Containers, 検体容器数.
  public var numberOfSampleContainers: NM { NM(segment[37]) }

  /// OBR-38 Transport Logistics of Collected Sample, 採取検体搬送.
  public var transportLogisticsOfCollectedSample: [CWE] { segment[38].values() }

  /// OBR-39 Collector's Comment, 採取者コメント.
  public var collectorsComment: [CWE] { segment[39].values() }

  /// OBR-40 Transport Arrangement Responsibility, 搬送調整者.
  public var transportArrangementResponsibility: CWE { CWE(segment[40]) }

  /// OBR-41 Transport Arranged, 搬送調整結果.
  public var transportArranged: String { segment[41].value }

  /// OBR-42 Escort Required, 随行者要否.
  public var escortRequired: String { segment[42].value }

  /// OBR-43 Planned Patient Transport Comment, 患者搬送コメント.
  public var plannedPatientTransportComment: [CWE] { segment[43].values() }

  /// OBR-44 Procedure Code, 処置コード.
  public var procedureCode: CWE { CWE(segment[44]) }

  /// OBR-45 Procedure Code Modifier, 処置コード修飾子.
  public var procedureCodeModifier: [CWE] { segment[45].values() }

  /// OBR-46 Placer Supplemental Service Information, 依頼者発行の追加サービス情報.
  public var placerSupplementalServiceInformation: [CWE] { segment[46].values() }

  /// OBR-47 Filler Supplemental Service Information, 実施者発行の追加サービス情報.
  public var fillerSupplementalServiceInformation: [CWE] { segment[47].values() }

  /// OBR-48 Medically Necessary Duplicate Procedure Reason., 医学的に必要な重複処置の理由.
  public var medicallyNecessaryDuplicateProcedureReason: CWE { CWE(segment[48]) }

  /// OBR-49 Result Handling, 結果の取り扱い.
  public var resultHandling: String { segment[49].value }
}
