/// Patient Visit (HL7 v2.5 3.4.3), 来院情報.
public struct PV1: TypedSegment {
  /// The segment that is read.
  public let segment: Segment

  /// Reads a segment as PV1; its name is not checked.
  public init(_ segment: Segment) { self.segment = segment }

  /// PV1-1 Set ID - PV1, セットID-PV1.
  public var setID: String { segment[1].value }

  /// PV1-2 Patient Class, 患者区分.
  public var patientClass: String { segment[2].value }

  /// PV1-3 Assigned Patient Location, 患者所在場所.
  public var assignedPatientLocation: PL { PL(segment[3]) }

  /// PV1-6 Prior Patient Location, 患者の以前の所在.
  public var priorPatientLocation: PL { PL(segment[6]) }

  /// PV1-7 Attending Doctor, 主治医.
  public var attendingDoctor: [XCN] { segment[7].values() }

  /// PV1-8 Referring Doctor, 紹介医.
  public var referringDoctor: [XCN] { segment[8].values() }

  /// PV1-10 Hospital Service, 診療部門.
  public var hospitalService: String { segment[10].value }

  /// PV1-17 Admitting Doctor, 入院時医師.
  public var admittingDoctor: [XCN] { segment[17].values() }

  /// PV1-19 Visit Number, 来院番号.
  public var visitNumber: CX { CX(segment[19]) }

  /// PV1-36 Discharge Disposition, 退院区分.
  public var dischargeDisposition: String { segment[36].value }

  /// PV1-44 Admit Date/Time, 入院日時.
  public var admitDateTime: TimeStamp? { TimeStamp(segment[44].value) }

  /// PV1-45 Discharge Date/Time, 退院日時.
  public var dischargeDateTime: [TimeStamp] { texts(45).compactMap(TimeStamp.init) }
}
