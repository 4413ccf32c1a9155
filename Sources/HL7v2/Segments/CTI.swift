/// Clinical Trial Identification (HL7 v2.5 7.7.4), 臨床試験識別.
public struct CTI: TypedSegment {
  /// `CTI`.
  public static let segmentName = "CTI"

  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as CTI; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// CTI-1 Sponsor Study ID, 後援者試験識別子.
  public var sponsorStudyID: EI { EI(segment[1]) }

  /// CTI-2 Study Phase Identifier, 試験相識別子.
  public var studyPhaseIdentifier: CWE { CWE(segment[2]) }

  /// CTI-3 Study Scheduled Time Point, 試験予定時間ポイント.
  public var studyScheduledTimePoint: CWE { CWE(segment[3]) }
}
