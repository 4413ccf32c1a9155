/// Problem Details (HL7 v2.5 12.4.2), プロブレム詳細.
public struct PRB: TypedSegment {
  /// `PRB`.
  public static let segmentName = "PRB"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PRB; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PRB-1 Action Code, アクションコード.
  public var actionCode: String { segment[1].value }

  /// PRB-2 Action Date/Time, アクション日付／時刻.
  public var actionDateTime: TimeStamp? { TimeStamp(segment[2].value) }

  /// PRB-3 Problem ID, プロブレム ID.
  public var problemID: CWE { CWE(segment[3]) }

  /// PRB-4 Problem Instance ID, プロブレムインスタンス ID.
  public var problemInstanceID: EI { EI(segment[4]) }

  /// PRB-5 Episode of Care ID, 診療IDエピソード.
  public var episodeOfCareID: EI { EI(segment[5]) }

  /// PRB-6 Problem List Priority, プロブレムリストの優先権.
  public var problemListPriority: NM { NM(segment[6]) }

  /// PRB-7 Problem Established Date/Time, プロブレム設定日付／時刻.
  public var problemEstablishedDateTime: TimeStamp? { TimeStamp(segment[7].value) }

  /// PRB-8 Anticipated Problem Resolution Date/Time, 予想されるのプロブレム解決日付／時刻.
  public var anticipatedProblemResolutionDateTime: TimeStamp? { TimeStamp(segment[8].value) }

  /// PRB-9 Actual Problem Resolution Date/Time, 実際のプロブレム解決日付／時刻.
  public var actualProblemResolutionDateTime: TimeStamp? { TimeStamp(segment[9].value) }

  /// PRB-10 Problem Classification, プロブレムの分類.
  public var problemClassification: CWE { CWE(segment[10]) }

  /// PRB-11 Problem Management Discipline, プロブレムマネジメント職種.
  public var problemManagementDiscipline: [CWE] { segment[11].values() }

  /// PRB-12 Problem Persistence, プロブレムの長期化.
  public var problemPersistence: CWE { CWE(segment[12]) }

  /// PRB-13 Problem Confirmation Status, プロブレムの確認状態.
  public var problemConfirmationStatus: CWE { CWE(segment[13]) }

  /// PRB-14 Problem Life Cycle Status, プロブレムのライフサイクル状態.
  public var problemLifeCycleStatus: CWE { CWE(segment[14]) }

  /// PRB-15 Problem Life Cycle Status Date/Time, プロブレムのライフサイクル状態の日付／時刻.
  public var problemLifeCycleStatusDateTime: TimeStamp? { TimeStamp(segment[15].value) }

  /// PRB-16 Problem Date of Onset, プロブレムの発生日付.
  public var problemDateOfOnset: TimeStamp? { TimeStamp(segment[16].value) }

  /// PRB-17 Problem Onset Text, プロブレムの発生テキスト.
  public var problemOnsetText: String { segment[17].value }

  /// PRB-18 Problem Ranking, プロブレムのランキング.
  public var problemRanking: CWE { CWE(segment[18]) }

  /// PRB-19 Certainty of Problem, プロブレムの確実性.
  public var certaintyOfProblem: CWE { CWE(segment[19]) }

  /// PRB-20 Probability of Problem (0-1), プロブレムの確率（0-1）.
  public var probabilityOfProblem: NM { NM(segment[20]) }

  /// PRB-21 Individual Awareness of Problem, プロブレムの個々の認識.
  public var individualAwarenessOfProblem: CWE { CWE(segment[21]) }

  /// PRB-22 Problem Prognosis, プロブレムの予後.
  public var problemPrognosis: CWE { CWE(segment[22]) }

  /// PRB-23 Individual Awareness of Prognosis, 予後についての患者個人の認識.
  public var individualAwarenessOfPrognosis: CWE { CWE(segment[23]) }

  /// PRB-24 Family/Significant Other Awareness of Problem/Prognosis, プロブレム／予後についての家族その他重要な関係者の認識.
  public var familySignificantOtherAwarenessOfProblemPrognosis: String { segment[24].value }

  /// PRB-25 Security/Sensitivity, セキュリティ／感受性.
  public var securitySensitivity: CWE { CWE(segment[25]) }
}
