import Foundation
import Testing

@testable import HL7v2

/// Where the sources of the typed segments lie, found from this file.
private let segmentFolder = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
  .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
  .appendingPathComponent("Sources/HL7v2/Segments")

@Suite("Typed segments")
struct SegmentAccessorTests {
  @Test(
    "Every field of every defined segment has an accessor that reads that field",
    arguments: SegmentDefinition.all.map(\.name))
  func complete(_ name: String) throws {
    let definition = try #require(SegmentDefinition.named(name))
    let file = segmentFolder.appendingPathComponent("\(name).swift")
    let lines = try String(contentsOf: file, encoding: .utf8).split(separator: "\n").map(String.init)
    var accessors: [String] = []
    for field in definition.fields {
      let number = field.number
      let start = try #require(
        lines.firstIndex { $0.hasPrefix("  /// \(name)-\(number) \(field.englishName)") },
        "no accessor of \(name)-\(number)")
      let declaration = try #require(lines[start...].first { $0.hasPrefix("  public var") })
      let body = lines[start...].drop { $0 != declaration }.prefix(2).joined()
      #expect(body.contains("segment[\(number)]") || body.contains("texts(\(number))"), "\(name)-\(number)")
      // A type of its own is not made of every structure of HL7: those fields are given as they stand.
      let isList = declaration.contains(": [")
      #expect(isList == field.repeats || declaration.contains(": Field "), "\(name)-\(number)")
      accessors.append(declaration)
    }
    #expect(Set(accessors).count == definition.fields.count)
  }

  /// The first segment behind the header.
  private func segment(_ text: String) throws -> Segment {
    let header = "MSH|^~\\&|||||2011||ADT^A08\r"
    return try Message(parsing: Array((header + text + "\r").utf8)).segments[1]
  }

  @Test("ZPD, ZI1, ODS, IPC, CTI")
  func otherSegments() throws {
    let dental = ZPD(try segment("ZPD|1|7^右下7^MEDIS"))
    #expect(dental.setID == "1" && dental.dentalFormulaInformation.code == "7")
    let insurance = ZI1(try segment("ZI1|1|06^組合^JHSD0001|123|||||||||20110401|2012||67"))
    #expect(insurance.insurancePlanID.system == "JHSD0001")
    #expect(insurance.insuranceCompanyID.map(\.id) == ["123"])
    #expect(insurance.planEffectiveDate?.fhirDate == "2011-04-01")
    #expect(insurance.planExpirationDate?.fhirDate == "2012")
    #expect(insurance.planType == "67")
    let diet = ODS(try segment("ODS|D|1^朝^99Z~2^昼^99Z|S01|なし~卵"))
    #expect(diet.type == "D" && diet.servicePeriod.map(\.code) == ["1", "2"])
    #expect(diet.dietSupplementOrPreferenceCode.map(\.code) == ["S01"])
    #expect(diet.textInstruction == ["なし", "卵"])
    let procedure = IPC(try segment("IPC|A1|R1|1.2.3^^1.2.3^ISO|S1|CT^CT^DCM|P~Q|X^Y|L|AE"))
    #expect(procedure.studyInstanceUID.universalIDType == "ISO" && procedure.modality.code == "CT")
    #expect(procedure.protocolCode.map(\.code) == ["P", "Q"])
    #expect(procedure.scheduledApplicationEntityTitle == "AE")
    let trial = CTI(try segment("CTI|T1|II^第2相|D8"))
    #expect(trial.sponsorStudyID.id == "T1" && trial.studyPhaseIdentifier.text == "第2相")
  }

  @Test("ZE1 and ZE2")
  func examinations() throws {
    let performed = ZE1(try segment("ZE1|1|A|X01^胸部^99Z|2||D^医師|9^技師^一郎|F|J1^造影剤^99Z^20^ML&mL&MR9P^1"))
    #expect(performed.controlCode == "A" && performed.procedureCount.decimalText == "2")
    #expect(performed.staffCategory.jobClass == "医師" && performed.staff.map(\.id) == ["9"])
    let used = try #require(performed.itemUsed.first)
    #expect([used.item.code, used.item.text, used.item.system] == ["J1", "造影剤", "99Z"])
    #expect(used.quantity.approximateValue == 20 && used.unit.text == "mL")
    #expect(used.filmPartitionNumber.text == "1")
    let exposure = ZE2(try segment("ZE2|1|120^KV|200^MA|1^M|0.1^S|3|なし"))
    #expect(exposure.tubeVoltage.quantity == "120" && exposure.numberOfExposures.text == "3")
    #expect(exposure.exposureCommentField == "なし")
  }

  @Test("Dates that are none are empty, their text stays")
  func dates() throws {
    let adverse = IAM(try segment("IAM|1|DA|X||||||||小学校低学年の頃|小学校低学年の頃|20111301"))
    #expect(adverse.onsetDate == nil && adverse.segment[11].text == "小学校低学年の頃")
    #expect(adverse.onsetDateText == "小学校低学年の頃")
    #expect(adverse.reportedDateTime?.text == "20111301" && adverse.reportedDateTime?.fhirDate == nil)
  }
}

@Suite("Components of data types")
struct ComponentTests {
  private func field(_ count: Int) throws -> Field {
    let text = (1...count).map { "c\($0)" }.joined(separator: "^")
    return try Message(parsing: Fixture.message(Array(text.utf8))).segments[1][1]
  }

  @Test("Each component is read from its place")
  func places() throws {
    let id = CX(try field(10))
    #expect(
      [
        id.id, id.checkDigit, id.checkDigitScheme, id.assigningAuthority, id.authority.namespaceID,
        id.typeCode,
      ]
        == ["c1", "c2", "c3", "c4", "c4", "c5"])
    #expect([id.assigningFacility.namespaceID, id.assigningJurisdiction.code] == ["c6", "c9"])
    #expect(id.assigningAgencyOrDepartment.code == "c10")
    let name = XPN(try field(14))
    #expect(
      [name.family, name.given, name.furtherGivenNames, name.suffix, name.prefix, name.degree, name.type]
        == ["c1", "c2", "c3", "c4", "c5", "c6", "c7"])
    #expect([name.nameContext.code, name.assemblyOrder, name.professionalSuffix] == ["c9", "c11", "c14"])
    let person = XCN(try field(23))
    #expect(
      [person.id, person.family, person.given, person.furtherGivenNames, person.suffix, person.prefix]
        == ["c1", "c2", "c3", "c4", "c5", "c6"])
    #expect(
      [person.degree, person.sourceTable, person.assigningAuthority.namespaceID, person.type]
        == ["c7", "c8", "c9", "c10"])
    #expect(
      [person.checkDigit, person.checkDigitScheme, person.identifierTypeCode] == ["c11", "c12", "c13"])
    #expect(
      [person.assigningFacility.namespaceID, person.nameContext.code, person.assemblyOrder]
        == ["c14", "c16", "c18"])
    #expect(
      [person.professionalSuffix, person.assigningJurisdiction.code, person.assigningAgencyOrDepartment.code]
        == ["c21", "c22", "c23"])
  }

  @Test("Addresses, numbers, places and organizations")
  func contacts() throws {
    let address = XAD(try field(14))
    #expect(
      [address.streetAddress, address.otherDesignation, address.city, address.stateOrProvince]
        == ["c1", "c2", "c3", "c4"])
    #expect([address.postcode, address.country, address.type, address.text] == ["c5", "c6", "c7", "c8"])
    #expect([address.countyCode, address.censusTract, address.representation] == ["c9", "c10", "c11"])
    let number = XTN(try field(12))
    #expect(
      [number.telephoneNumber, number.use, number.equipment, number.address, number.countryCode]
        == ["c1", "c2", "c3", "c4", "c5"])
    #expect(
      [number.areaCode, number.localNumber, number.extension, number.anyText, number.extensionPrefix]
        == ["c6", "c7", "c8", "c9", "c10"])
    #expect([number.speedDialCode, number.unformattedNumber, number.number] == ["c11", "c12", "c12"])
    let place = PL(try field(11))
    #expect(
      [place.pointOfCare, place.room, place.bed, place.facility, place.locationStatus, place.type]
        == ["c1", "c2", "c3", "c4", "c5", "c6"])
    #expect([place.building, place.floor, place.locationDescription] == ["c7", "c8", "c9"])
    #expect(
      [place.comprehensiveLocationIdentifier.id, place.assigningAuthority.namespaceID] == ["c10", "c11"])
    let organization = XON(try field(10))
    #expect(
      [organization.name, organization.typeCode, organization.idNumber, organization.id]
        == ["c1", "c2", "c3", "c10"])
    #expect([organization.assigningAuthority.namespaceID, organization.identifierTypeCode] == ["c6", "c7"])
    #expect([organization.assigningFacility.namespaceID, organization.representation] == ["c8", "c9"])
  }

  @Test("Periods of validity")
  func periods() throws {
    let text = "山田^太郎^^^^^L^I^^20100101&20111231^^20100102^2012"
    let name = XPN(try Message(parsing: Fixture.message(Array(text.utf8))).segments[1][1])
    #expect(name.validityRange.start?.fhirDate == "2010-01-01")
    #expect(name.validityRange.end?.fhirDate == "2011-12-31")
    #expect(name.effectiveDate?.fhirDate == "2010-01-02" && name.expirationDate?.fhirDate == "2012")
  }

  @Test(
    "Numbers are numbers only in their form, and no precision is lost or gained",
    arguments: [
      ("12", "12"), ("12.50", "12.50"), ("-0.5", "-0.5"), ("+.50", "0.50"), ("007", "7"), ("0", "0"),
      ("-00.0", "-0.0"), (" 3 ", "3"), ("5.", "5"), ("000", "0"),
      (">12", nil), ("<=0.1", nil), ("1e5", nil), ("1,000", nil), ("１２", nil), ("", nil), ("+", nil),
      (".", nil), ("1.2.3", nil), ("12 mg", nil), ("(-)", nil), ("1 2", nil), ("--1", nil), ("\"\"", nil),
      ("0x1F", nil), ("nan", nil), ("inf", nil),
    ] as [(String, String?)])
  func numbers(_ text: String, _ decimal: String?) {
    #expect(NM(text).decimalText == decimal)
    #expect(NM(text).isNumber == (decimal != nil))
    #expect(NM(text).text == text)
    #expect(NM(text).approximateValue == decimal.flatMap(Double.init))
  }

  @Test(
    "Structured numerics",
    arguments: [
      ("^100", .number(NM("100"))), ("=^100", .number(NM("100"))),
      (">^100", .comparison(comparator: ">", NM("100"))),
      ("<=^0.5", .comparison(comparator: "<=", NM("0.5"))),
      ("＞^5", .comparison(comparator: ">", NM("5"))), ("^10^-^20", .range(NM("10"), NM("20"))),
      ("^1^:^128", .ratio(NM("1"), sign: ":", NM("128"))), ("^1^/^4", .ratio(NM("1"), sign: "/", NM("4"))),
      ("^2^+", .category(NM("2"))), ("^3^.^14", .number(NM("3.14"))),
      ("", nil), (">", nil), (">^abc", nil), ("^1^-", nil), ("^1^-^x", nil), ("?^1", nil), ("^1^*^2", nil),
      (">^1^-^2", nil), ("^1^.^-2", nil), ("^^-^2", nil),
    ] as [(String, SN.Meaning?)])
  func structured(_ text: String, _ meaning: SN.Meaning?) throws {
    let value = SN(try Message(parsing: Fixture.message(Array(text.utf8))).segments[1][1])
    #expect(value.meaning == meaning)
  }

  @Test(
    "Checks of data types",
    arguments: [
      ("NM", "1.5", .valid), ("NM", "", .valid), ("NM", "\"\"", .valid), ("NM", "番号", .malformed),
      ("SI", "12", .valid), ("SI", "1.0", .malformed), ("SI", "-1", .malformed),
      ("DT", "2011", .valid), ("DT", "20110228", .valid), ("DT", "20110229", .impossible),
      ("DT", "201107011200", .malformed), ("DT", "2011/07/01", .malformed),
      ("TS", "20110701120000", .valid), ("TS", "20111301", .impossible), ("TS", "x", .malformed),
      ("TS", "20110701253000", .extendedHours), ("TS", "20110701480000", .impossible),
      ("DTM", "20110701000000", .valid), ("TM", "0830", .valid), ("TM", "08", .valid),
      ("TM", "083015.25+0900", .valid), ("TM", "2430", .extendedHours), ("TM", "4800", .impossible),
      ("TM", "8", .malformed), ("TM", "083", .malformed), ("TM", "08:30", .malformed), ("TM", "", .valid),
      ("TM", "08301512", .malformed), ("ST", "anything", .valid), ("CWE", "x", .valid),
    ] as [(String, String, DataTypeCheck.Verdict)])
  func checks(_ type: String, _ text: String, _ verdict: DataTypeCheck.Verdict) {
    #expect(DataTypeCheck.verdict(on: text, as: type) == verdict)
  }
}
