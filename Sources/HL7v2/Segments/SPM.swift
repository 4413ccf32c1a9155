/// Specimen (HL7 v2.5 7.4.3), 検体.
public struct SPM: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as SPM; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// SPM-1 Set ID – SPM, セットID-SPM.
  public var setID: String { segment[1].value }

  /// SPM-2 Specimen ID, 検体ID.
  public var specimenID: EIP { EIP(segment[2]) }

  /// SPM-4 Specimen Type, 検体タイプ.
  public var specimenType: CWE { CWE(segment[4]) }

  /// SPM-8 Specimen Source Site, 検査材料・検査部位.
  public var specimenSourceSite: CWE { CWE(segment[8]) }

  /// SPM-10 Specimen Collection Site, 検体採取部位.
  public var specimenCollectionSite: CWE { CWE(segment[10]) }

  /// SPM-11 Specimen Role, 検体役割.
  public var specimenRole: [CWE] { segment[11].values() }

  /// SPM-12 Specimen Collection Amount, 検体採取量.
  public var specimenCollectionAmount: CQ { CQ(segment[12]) }

  /// SPM-14 Specimen Description, 検体記述.
  public var specimenDescription: [String] { texts(14) }

  /// SPM-17 Specimen Collection Date/Time, 検体採取日時.
  public var specimenCollectionDateTime: DR { DR(segment[17]) }

  /// SPM-18 Specimen Received Date/Time, 検体受領日時.
  public var specimenReceivedDateTime: TimeStamp? { TimeStamp(segment[18].value) }
}
