/// Imaging Procedure Control (HL7 v2.5 4.5.6), 画像処置制御.
public struct IPC: TypedSegment {
  /// `IPC`.
  public static let segmentName = "IPC"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as IPC; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// IPC-1 Accession Identifier, 受付番号.
  public var accessionIdentifier: EI { EI(segment[1]) }

  /// IPC-2 Requested Procedure ID, 要求手続きID.
  public var requestedProcedureID: EI { EI(segment[2]) }

  /// IPC-3 Study Instance UID, 検査インスタンスUID.
  public var studyInstanceUID: EI { EI(segment[3]) }

  /// IPC-4 Scheduled Procedure Step ID, 予約済手続きステップID.
  public var scheduledProcedureStepID: EI { EI(segment[4]) }

  /// IPC-5 Modality, モダリティ.
  public var modality: CWE { CWE(segment[5]) }

  /// IPC-6 Protocol Code, プロトコルコード.
  public var protocolCode: [CWE] { segment[6].values() }

  /// IPC-7 Scheduled Station Name, 予約済ステーション名.
  public var scheduledStationName: EI { EI(segment[7]) }

  /// IPC-8 Scheduled Procedure Step Location, 予約済手続きステップ場所.
  public var scheduledProcedureStepLocation: [CWE] { segment[8].values() }

  /// IPC-9 Scheduled AE Title, 予約済AEタイトル.
  public var scheduledApplicationEntityTitle: String { segment[9].value }
}
