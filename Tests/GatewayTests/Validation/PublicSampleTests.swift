import Testing

@testable import Gateway

/// Every defect that the README of the public samples lists has its finding, or a comment that says why a validator of one
/// storage cannot see it.
struct PublicSampleTests {
  /// One file of the samples and what has to be said about it.
  struct Expectation: Sendable, CustomTestStringConvertible {
    var id: String
    /// The end of the file's path.
    var file: String
    var statements: Set<Statement>

    init(_ id: String, _ file: String, _ statements: Statement...) {
      self.id = id
      self.file = file
      self.statements = Set(statements)
    }

    var testDescription: String { id }
  }

  /// The tail of an MLLP frame: all parsable files of the testing tool.
  private static let frame = Statement(.hl7Frame)
  private static let wrongPatient = Statement(.pathPatientMismatch, "PID", 3)
  private static let declared = Statement(.hl7DeclaredCharacterSet, "MSH", 18)
  private static let fraction = Statement(.dateFraction, "MSH", 7)
  private static let sharedID = Statement(.hl7MessageIDShared, "MSH", 10)
  private static let birthDate = Statement(.identityBirthDate, "PID", 7)

  static let expectations: [Expectation] =
    supportDocuments + testGarbage + undated + orders + visits + imaging

  private static let supportDocuments = [
    // That SS-MIX2 leaves `&` in a name alone is no defect (OBR-10); the field itself is one it does not use.
    Expectation(
      "S01", "OML-11/0123456789_20080126_OML-11_081251234567800_200802031630123_01_1",
      Statement(.pathShortTimestamp), fraction, Statement(.hl7FinalTerminator),
      Statement(.fieldShifted, "PID", 32), Statement(.fieldNotUsed, "SPM", 10),
      Statement(.fieldNotUsed, "SPM", 12), Statement(.fieldNotUsed, "SPM", 25),
      Statement(.fieldNotUsed, "OBR", 5), Statement(.fieldNotUsed, "OBR", 6),
      Statement(.fieldNotUsed, "OBR", 10), Statement(.fieldNotUsed, "OBR", 11),
      Statement(.fieldNotUsed, "OBR", 14), Statement(.fieldNotUsed, "OBR", 17),
      Statement(.fieldNotUsed, "OBR", 24), Statement(.fieldNotUsed, "OBR", 25),
      Statement(.hl7UnexpectedSegment, "NTE"), Statement(.codeResultStatusMixed, "OBX", 11),
      Statement(.fieldNameInOneComponent, "ORC", 12)),
    // MSH-10 is shared with S03, which comes second; it is close to, not equal to, that of S01.
    Expectation(
      "S02", "99ZL01_000000020160101_201601011500321_1/main_document.hl7",
      Statement(.dateMessageTime, "MSH", 7), Statement(.hl7FinalTerminator),
      Statement(.fieldShifted, "PID", 32), Statement(.codeJLAC10, "OBX", 3), Statement(.codeBlanks, "OBX", 6),
      Statement(.fieldTrailingBlank, "ORC", 29), Statement(.fieldNameInOneComponent, "ORC", 12)),
    Expectation(
      "S02 (folder)", "99ZL01_000000020160101_201601011500321_1", Statement(.pathMissingDepartment),
      Statement(.pathShortTimestamp)),
    Expectation(
      "S03", "99ZL01_000002016010115_201601011500321_1/main_document.hl7",
      Statement(.dateIncomplete, "MSH", 7),
      Statement(.fieldRequired, "OBR", 4), Statement(.fieldShifted, "PID", 32),
      Statement(.codeJLAC10, "OBX", 3), Statement(.codeBlanks, "OBX", 6), sharedID,
      Statement(.fieldObservationRepeated, "OBX", 5), Statement(.fieldNameInOneComponent, "ORC", 12)),
    Expectation(
      "S03 (folder)", "99ZL01_000002016010115_201601011500321_1", Statement(.pathMissingDepartment),
      Statement(.pathShortTimestamp)),
  ]

  private static let testGarbage = [
    Expectation(
      "T01", "ADT-31/9999013_20110630_OMP-11_123456789012345_20110701113813225_01_1",
      Statement(.pathPatientMismatch), Statement(.pathDateMismatch), Statement(.pathKindMismatch),
      Statement(.hl7NotHL7)),
    // Of the 27 bare segments those before the second MSH are told one by one; behind it there is no telling what belongs
    // to which message.
    Expectation(
      "T02", "OMP-11/0000001_20000401_OMP-11_123456789012345_20110701113813225_01_1", frame, wrongPatient,
      declared, Statement(.dateCareDateMismatch, "RXA", 3), Statement(.fieldNotNumeric, "MSH", 13),
      Statement(.fieldNotNumeric, "OBX", 5), Statement(.hl7BareSegment, "AL1"),
      Statement(.hl7BareSegment, "IPC"),
      Statement(.hl7Structure, "MSH")),
    Expectation(
      "T03", "OMP-11/0000001_20000401_OMP-11_123456789012346_20110701113813226_01_0", frame, wrongPatient,
      declared, Statement(.dateCareDateMismatch, "RXA", 3), Statement(.fieldNotNumeric, "MSH", 13),
      Statement(.fieldNotNumeric, "OBX", 5), Statement(.hl7BareSegment, "AL1"),
      Statement(.hl7Structure, "MSH"),
      Statement(.fieldOrderNumber, "ORC", 2), Statement(.dateMessageTime, "MSH", 7), sharedID,
      // ORC-1 is NW in a deletion.
      Statement(.pathTombstoneContent), Statement(.pathTombstoneAlone)),
  ]

  private static let undated = [
    // It is the first of nine files with its MSH-10, and the one that the birth dates of T07, T10, T14 and T21 are
    // measured by: both are told at the others.
    Expectation(
      "T04", "ADT-00/9999013_-_ADT-00_999999999999999_20111220224447339_-_1", frame, fraction,
      Statement(.fieldPostcode, "NK1", 4)),
    // IAM-12 is where HL7 puts an onset in words. The other name is that of another patient: PID-3 says so.
    Expectation(
      "T05", "ADT-61/9999013_-_ADT-61_999999999999999_20111014232213000_-_1", frame, wrongPatient,
      Statement(.dateIncomplete, "IAM", 11)),
    Expectation(
      "T06", "PPR-01/9999013_-_PPR-01_999999999999999_20111209163030000_01_1", frame, wrongPatient,
      Statement(.fieldOrderNumber, "ORC", 2), Statement(.pathUnexpectedDepartment),
      Statement(.fieldNotUsed, "ZI1", 18), Statement(.fieldNotUsed, "ZI1", 19),
      Statement(.fieldNotUsed, "ZI1", 21), Statement(.codeConfidential, "PRB", 25),
      Statement(.fieldInconsistent, "PRB", 14), Statement(.codeDepartmentSystem, "ORC", 17)),
  ]

  private static let orders = [
    // That the folder follows the order instead of the administration is what the mismatch says.
    Expectation(
      "T07", "20110630/OMP-11/9999013_20110630_OMP-11_123456789012345_20110701113813225_01_1", frame,
      declared,
      Statement(.dateCareDateMismatch, "RXA", 3), birthDate),
    // PV1-1 is optional.
    Expectation(
      "T08", "OMP-01/9999013_20110701_OMP-01_000000011000185_20110701224603984_01_1", frame,
      Statement(.codeDepartmentConflict, "ORC", 13), Statement(.fieldInconsistent, "RXE", 15)),
    Expectation(
      "T09", "OMP-02/9999013_20110701_OMP-02_123456789012345_20110701224603984_01_1", frame,
      Statement(.dateCareDateMismatch, "ORC", 9), sharedID, Statement(.hl7MessageTimeShared, "MSH", 7),
      Statement(.hl7LookAlike, "RXC", 2)),
    // One RXR for several RXA is the grammar of RAS^O17.
    Expectation(
      "T10", "OMP-12/9999013_20110701_OMP-12_123456789012345_20110701113813225_01_1", frame,
      Statement(.hl7MessageTimeShared, "MSH", 7), birthDate),
    // A message a day after its order is normal: told from the eighth day on.
    Expectation(
      "T11", "OMD/9999013_20111013_OMD_123456789012345_20111014232213000_01_1", frame, wrongPatient,
      Statement(.codeNoText, "ODS", 3)),
    // SPM-17 of an order may be any day.
    Expectation(
      "T21", "OML-01/9999013_20111220_OML-01_000000011000354_20111220103059123_15_1", frame, fraction,
      sharedID,
      Statement(.dateAfterMessage, "ORC", 9), Statement(.codeJLAC10Mixed, "OBX", 3),
      Statement(.fieldNameInOneComponent, "OBR", 16), birthDate),
    Expectation(
      "T22", "OML-11/9999013_20111220_OML-11_000000011000354_20111220103059000_01_1", frame, fraction,
      wrongPatient, Statement(.dateCareDateMismatch, "SPM", 17), Statement(.codePanel, "OBX", 3),
      Statement(.fieldNameInOneComponent, "OBR", 16)),
  ]

  private static let visits = [
    Expectation(
      "T12", "ADT-22/9999013_20111120_ADT-22_999999999999999_20111220224447339_01_1", frame, fraction,
      sharedID,
      Statement(.dateLate, "MSH", 7), Statement(.fieldNameInOneComponent, "PV1", 7)),
    // Room and department before and after are what a transfer says.
    Expectation(
      "T13", "ADT-42/9999013_20111220_ADT-42_999999999999999_20111220224447339_10_1", frame, fraction,
      sharedID,
      Statement(.fieldNameInOneComponent, "PV1", 7)),
    Expectation(
      "T14", "ADT-52/9999013_20111220_ADT-52_999999999999999_20111220224447339_08_1", frame, fraction,
      sharedID,
      birthDate),
  ]

  private static let imaging = [
    Expectation(
      "T15", "OMG-01/9999013_20111220_OMG-01_000201101200100_20111220224447339_-_1", frame, fraction,
      sharedID,
      wrongPatient, Statement(.pathNoDepartment), Statement(.fieldAddress, "PID", 11)),
    // An MSH-10 with a date of its own is nobody's number but the writer's.
    Expectation(
      "T16", "OMG-02/9999013_20111220_OMG-02_201212201252100_20111220224447339_01_1", frame, fraction,
      declared,
      wrongPatient, Statement(.dateCareDateMismatch, "ORC", 9), Statement(.dateAfterMessage, "ORC", 9),
      Statement(.codeNoSystem, "ORC", 29)),
    Expectation(
      "T17", "OMG-03/9999013_20111220_OMG-03_201112200089100_20111220224447339_01_1", frame, fraction,
      sharedID,
      wrongPatient, Statement(.fieldShifted, "PV1", 8), Statement(.codeSubItem, "OBX", 3)),
    // Name and sex are those of another patient: PID-3 says so.
    Expectation(
      "T18", "OMG-11/9999013_20111220_OMG-11_2011122000300_20111220224447339_24_1", frame, fraction,
      wrongPatient,
      Statement(.pathOrderNumberLength)),
    // That the times in OBX-5 are a month early is only known to who was there: OBR-7 names the day alone.
    Expectation(
      "T19", "OMG-12/9999013_20111220_OMG-12_201112201656100_20111220224447339_01_1", frame, fraction,
      sharedID,
      wrongPatient, Statement(.fieldOrderNumber, "ORC", 2), Statement(.fieldOrderNumber, "ORC", 8),
      Statement(.codeValueType, "OBX", 2)),
    Expectation(
      "T20", "OMG-13/9999013_20111220_OMG-13_999999999999999_20111220224447339_01_1", frame, fraction,
      sharedID,
      wrongPatient, Statement(.fieldShifted, "PID", 9), Statement(.fieldRequired, "PID", 7),
      Statement(.fieldShifted, "PV1", 8), Statement(.hl7MissingSegment, "ORC"),
      Statement(.fieldOrderNumberLength, "OBR", 2), Statement(.fieldSetID, "OBX", 1),
      Statement(.codeNoSystem, "OBX", 6)),
  ]

  @Test(
    .enabled(if: ValidationPlaces.samples != nil, ValidationPlaces.absent),
    arguments: PublicSampleTests.expectations)
  func everyListedDefectIsFound(_ expectation: Expectation) async throws {
    let samples = try #require(ValidationPlaces.samples)
    let (findings, _, _) = try await Self.results(samples)
    let found = Set(findings.filter { $0.path.hasSuffix(expectation.file) }.map(Statement.init))
    #expect(expectation.statements.subtracting(found) == [])
  }

  private static func results(_ samples: String) async throws -> (
    [ValidationFinding], [ExtractedValue], ValidationSummary
  ) {
    try await runValidation([samples])
  }

  @Test(.enabled(if: ValidationPlaces.samples != nil, ValidationPlaces.absent))
  func whatTheGatewayParksIsAnError() async throws {
    let samples = try #require(ValidationPlaces.samples)
    let (findings, _, summary) = try await runValidation([samples]) { $0.leastSeverity = .error }
    let parked = Self.expectations.filter { expectation in
      findings.contains { $0.path.hasSuffix(expectation.file) }
    }
    // The thirteen that the README quarantines, and no other.
    #expect(
      Set(parked.map(\.id)) == [
        "T01", "T02", "T03", "T05", "T06", "T11", "T15", "T16", "T17", "T18", "T19", "T20", "T22",
      ])
    #expect(Set(findings.map(\.path)).count == 13)
    #expect(summary.records == 25)
    #expect(summary.files == 25)
    #expect(summary.hasErrors)
  }

  @Test(.enabled(if: ValidationPlaces.samples != nil, ValidationPlaces.absent))
  func theFrameTailIsToldOncePerStorage() async throws {
    let samples = try #require(ValidationPlaces.samples)
    let (findings, _, summary) = try await runValidation([samples]) { $0.tellsEveryOccurrence = false }
    #expect(findings.filter { $0.code == .hl7Frame }.count == 1)
    #expect(summary.codes[.init(code: .hl7Frame, severity: .note)] == 21)
  }
}
