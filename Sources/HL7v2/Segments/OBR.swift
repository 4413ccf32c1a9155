/// Observation Request (HL7 v2.5 7.4.1), 検査要求.
public struct OBR: TypedSegment {
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

  /// OBR-4 Universal Service Identifier, 検査項目 ID.
  public var universalServiceIdentifier: CWE { CWE(segment[4]) }

  /// OBR-5 Priority – OBR, 優先度.
  public var priority: String { segment[5].value }

  /// OBR-7 Observation Date/Time, 検査/採取日時.
  public var observationDateTime: TimeStamp? { TimeStamp(segment[7].value) }

  /// OBR-8 Observation End Date/Time, 検査/採取終了日時.
  public var observationEndDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// OBR-10 Collector Identifier *, 採取者識別子.
  public var collectorIdentifier: [XCN] { segment[10].values() }

  /// OBR-11 Specimen Action Code *, 検体処置コード.
  public var specimenActionCode: String { segment[11].value }

  /// OBR-12 Danger Code, 危険(検体)コード.
  public var dangerCode: CWE { CWE(segment[12]) }

  /// OBR-13 Relevant Clinical Information, 関連臨床情報.
  public var relevantClinicalInformation: String { segment[13].value }

  /// OBR-14 Specimen Received Date/Time *, 検体受理日時.
  public var specimenReceivedDateTime: TimeStamp? { TimeStamp(segment[14].value) }

  /// OBR-16 Ordering Provider, 依頼者.
  public var orderingProvider: [XCN] { segment[16].values() }

  /// OBR-22 Results Rpt/Status Chng - Date/Time, 結果報告/状態変更-日時.
  public var resultsReportStatusChangeDateTime: TimeStamp? { TimeStamp(segment[22].value) }

  /// OBR-24 Diagnostic Serv Sect ID, 診断部門 ID.
  public var diagnosticServiceSectionID: String { segment[24].value }

  /// OBR-25 Result Status, 結果状態.
  public var resultStatus: String { segment[25].value }

  /// OBR-26 Parent Result, 親結果.
  public var parentResult: Field { segment[26] }

  /// OBR-28 Result Copies To, 結果配布先.
  public var resultCopiesTo: [XCN] { segment[28].values() }

  /// OBR-29 Parent, 親番号.
  public var parent: EIP { EIP(segment[29]) }

  /// OBR-31 Reason for Study, 検査理由.
  public var reasonForStudy: [CWE] { segment[31].values() }

  /// OBR-36 Scheduled Date/Time, 予定日時.
  public var scheduledDateTime: TimeStamp? { TimeStamp(segment[36].value) }
}
