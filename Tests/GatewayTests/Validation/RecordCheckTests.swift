import SSMIX2
import Testing

@testable import Gateway
@testable import HL7v2

/// Each check of one file: a message with nothing wrong, changed in one place.
struct RecordCheckTests {
  private static let visit = [
    ValidationMessages.header("ADT^A04^ADT_A01"), "EVN||20240415100000", ValidationMessages.patient(),
    ValidationMessages.visitSegment(),
  ]

  /// A result of 15 April 2024 with one number.
  static func result(
    _ observation: String = "OBX|1|NM|3A010000002327101^TP^JC10||7.2|g/dL^g/dL^ISO+|||||F",
    order: String = "ORC|SC|101000000000400|||CM||||20240415090000|||110^ISHI^ICHIRO|||||01^NAIKA^HL70069"
  ) -> [UInt8] {
    ValidationMessages.bytes([
      ValidationMessages.header("OUL^R22^OUL_R22"), ValidationMessages.patient(),
      ValidationMessages.visitSegment(),
      "SPM|1|1||023^SERUM^JC10|||||||||||||20240415093000",
      "OBR|1|101000000000400||E002^生化学的検査^99O03|||20240415093000", order, observation,
    ])
  }

  private func checkResult(_ bytes: [UInt8]) -> Set<Statement> {
    checkRecord(bytes, kind: "OML-11", order: "101000000000400")
  }

  @Test func aGoodVisitHasNoFinding() {
    #expect(checkRecord(ValidationMessages.bytes(Self.visit)) == [])
  }

  @Test func aGoodResultHasNoFinding() {
    // The name of the panel makes the text UTF-8.
    #expect(checkResult(Self.result()) == [Statement(.hl7UTF8)])
  }

  @Test(arguments: [
    (2, ValidationMessages.patient("0000000102"), Statement(.pathPatientMismatch, "PID", 3)),
    (2, ValidationMessages.patient(""), Statement(.fieldRequired, "PID", 3)),
    (2, ValidationMessages.patient("0000000101\u{3000}"), Statement(.pathPatientMismatch, "PID", 3)),
    (2, ValidationMessages.patient(birth: ""), Statement(.fieldRequired, "PID", 7)),
    (2, ValidationMessages.patient(birth: "19700230"), Statement(.dateImpossible, "PID", 7)),
    (2, ValidationMessages.patient(birth: "1970/04/05"), Statement(.dateFormat, "PID", 7)),
    (2, ValidationMessages.patient(birth: "1970"), Statement(.identityUnknownPatient, "PID", 7)),
    (2, ValidationMessages.patient(birth: "19000101"), Statement(.identityUnknownPatient, "PID", 7)),
    (2, ValidationMessages.patient(sex: "男"), Statement(.codeValue, "PID", 8)),
    (2, ValidationMessages.patient(sex: "U"), Statement(.identityUnknownPatient, "PID", 8)),
    (2, ValidationMessages.patient(name: "TORO TARO"), Statement(.fieldNameInOneComponent, "PID", 5)),
    (3, ValidationMessages.visitSegment(class: "X"), Statement(.codeValue, "PV1", 2)),
    (3, ValidationMessages.visitSegment(date: "20240416"), Statement(.dateCareDateMismatch, "PV1", 44)),
    (3, ValidationMessages.visitSegment(date: "2024/4/15"), Statement(.dateFormat, "PV1", 44)),
    (0, ValidationMessages.header("ADT^A08^ADT_A01"), Statement(.hl7KindMismatch, "MSH", 9)),
    (0, ValidationMessages.header(""), Statement(.fieldRequired, "MSH", 9)),
    (0, ValidationMessages.header("ADT^A04^ADT_A01", version: "2.4"), Statement(.hl7Version, "MSH", 12)),
    (
      0, ValidationMessages.header("ADT^A04^ADT_A01", time: "20240415100001000"),
      Statement(.dateMessageTime, "MSH", 7)
    ),
    (
      0, ValidationMessages.header("ADT^A04^ADT_A01", time: "202404151000"),
      Statement(.dateIncomplete, "MSH", 7)
    ),
    (1, "EVN", Statement(.hl7BareSegment, "EVN")),
    (1, "EVN||20240415100000\rZZZ|1", Statement(.hl7UnexpectedSegment, "ZZZ")),
    (1, "EVN||24:00", Statement(.dateFormat, "EVN", 2)),
    (1, "EVN||20240415250000", Statement(.dateExtendedHours, "EVN", 2)),
    (1, "EVN||20240415000000", Statement(.dateUnknownTime, "EVN", 2)),
    (1, "EVN||20240415100000|||||||||x", Statement(.fieldCount, "EVN", 11)),
    (2, ValidationMessages.patient(name: "A\\Z9\\^B"), Statement(.hl7Escape, "PID", 5)),
    (2, ValidationMessages.patient(name: "ソリタ−^T"), Statement(.hl7LookAlike, "PID", 5)),
  ])
  func oneChangeIsOneMoreFinding(index: Int, segment: String, expected: Statement) {
    var segments = Self.visit
    segments[index] = segment
    #expect(checkRecord(ValidationMessages.bytes(segments)).contains(expected))
  }

  @Test(arguments: [
    ("OBX|1|NM|3A010000002327101^TP^JC10||<5|g/dL^g/dL^ISO+|||||F", Statement(.fieldNotNumeric, "OBX", 5)),
    (
      "OBX|1|NM|3A010000002327101^TP^JC10||2.3E+2|g/dL^g/dL^ISO+|||||F", Statement(.fieldNotNumeric, "OBX", 5)
    ),
    ("OBX|1|TS|3A010000002327101^TP^JC10||20240231||||||F", Statement(.dateImpossible, "OBX", 5)),
    ("OBX|1|ZRD|3A010000002327101^TP^JC10||x||||||F", Statement(.codeValueType, "OBX", 2)),
    ("OBX|1|NM|3A01000000232710^TP^JC10||7.2||||||F", Statement(.codeJLAC10, "OBX", 3)),
    ("OBX|1|NM|3A010&IMP^TP^JC10||7.2||||||F", Statement(.codeSubItem, "OBX", 3)),
    ("OBX|1|NM|3A010000002327101^TP^JC10||7.2|bpm|||||F", Statement(.codeNoSystem, "OBX", 6)),
    ("OBX|1|NM|3A010000002327101^TP^JC10||7.2|g^g^ ISO+|||||F", Statement(.codeBlanks, "OBX", 6)),
    ("OBX|2|NM|3A010000002327101^TP^JC10||7.2||||||F", Statement(.fieldSetID, "OBX", 1)),
    ("OBX|1|NM|TP^TP^99X03||7.2||||||F", Statement(.codeLocalOnly, "OBX", 3)),
    ("OBX|1|NM|3A010000002327101^TP^JC10||7.2|ｇ/dL^g^ISO+|||||F", Statement(.codeUnit, "OBX", 6)),
    ("OBX|1|NM|2A010000001930101^WBC^JC10||7.2||||||F", Statement(.codePanel, "OBX", 3)),
    ("OBX|1|NM|3A010000002327101^TP^JC10||7.2||||||Q", Statement(.codeValue, "OBX", 11)),
    ("OBX|1|NM|^TP^JC10||7.2||||||", Statement(.fieldRequired, "OBX", 11)),
    (
      "OBX|1|NM|3A010000002327101^TP^JC10||7.2||||||F\rOBX|2|NM|3A015000002327101^ALB^JC10||4||||||P",
      Statement(.codeResultStatusMixed, "OBX", 11)
    ),
    (
      "OBX|1|NM|3A010000002327101^TP^JC10||7.2||||||F\rOBX|2|NM|3A0150000023271^ALB^JC10||4||||||F",
      Statement(.codeJLAC10Mixed, "OBX", 3)
    ),
  ])
  func resultsAreChecked(observation: String, expected: Statement) {
    #expect(checkResult(Self.result(observation)).contains(expected))
  }

  @Test(arguments: [
    ("ORC|SC|101000000000401|||CM||||20240415090000", Statement(.fieldOrderNumber, "ORC", 2), true),
    (
      "ORC|CH|101000000000401|||CM|||101000000000400|20240415090000", Statement(.fieldOrderNumber, "ORC", 8),
      false
    ),
    (
      "ORC|CH|101000000000401|||CM|||101000000000499|20240415090000", Statement(.fieldOrderNumber, "ORC", 8),
      true
    ),
    ("ORC|SC|0101000000000400|||CM", Statement(.fieldOrderNumberLength, "ORC", 2), true),
    ("ORC|QQ|101000000000400|||CM", Statement(.codeValue, "ORC", 1), true),
    ("ORC|SC|101000000000400|||CM||||20240415110000", Statement(.dateAfterMessage, "ORC", 9), true),
    (
      "ORC|SC|101000000000400|||CM||||||||||||15^X^HL70069", Statement(.codeDepartmentConflict, "ORC", 17),
      true
    ),
    ("ORC|SC|101000000000400|||CM||||||||||||01^X^MML028", Statement(.codeDepartmentSystem, "ORC", 17), true),
  ])
  func ordersAreChecked(order: String, statement: Statement, isExpected: Bool) {
    #expect(checkResult(Self.result(order: order)).contains(statement) == isExpected)
  }

  @Test(arguments: [
    ([] as [UInt8], Statement(.hl7Empty)), ([0xFB, 0xFC], Statement(.hl7NotHL7)),
    (Array("PID|1\r".utf8), Statement(.hl7NotHL7)),
  ])
  func unreadableFilesAreErrors(bytes: [UInt8], expected: Statement) {
    #expect(checkRecord(bytes) == [expected])
  }

  @Test func aDeletionMayBeEmpty() {
    let key = RecordKey(
      storageType: .standard, patientID: "1", careDate: "-", kind: "ADT-00", orderNumber: "9")
    var context = RecordContext(path: "file", kind: DataKind.named("ADT-00"), patientIDs: ["1"])
    for (flag, severity) in [(ConditionFlag.active, ValidationSeverity.error), (.deleted, .note)] {
      context.version = RecordVersion(key: key, timestamp: "20240415100000000", department: "-", flag: flag)
      var checks = RecordChecks(context: context, rules: RecordRules(kind: context.kind))
      checks.check([]) { RecordRules(kind: $0) }
      #expect(checks.findings.map(\.severity) == [severity])
    }
  }

  @Test func aDeletionMayBeAStub() {
    let stub = ValidationMessages.bytes([
      ValidationMessages.header("ADT^A04^ADT_A01"), ValidationMessages.patient(),
    ])
    let missing = Statement(.hl7MissingSegment, "PV1")
    #expect(checkRecord(stub).contains(missing))
    #expect(!checkRecord(stub, flag: .deleted).contains(missing))
    #expect(!checkRecord(stub, flag: .deleted).contains(Statement(.dateCareDateMissing, "PV1", 44)))
  }

  @Test(arguments: [
    ("\u{0B}", "\r\u{1C}\r", [Statement(.hl7Frame)]), ("", "\r\u{1C}", [Statement(.hl7Frame)]),
    ("", "\r\0\0", [Statement(.hl7Padding)]), ("", "\r\u{1A}", [Statement(.hl7Padding)]),
    ("", "\n", [Statement(.hl7LineEnd)]), ("", "\r\n", [Statement(.hl7LineEnd)]),
    ("", "\r\r", [Statement(.hl7LineEnd)]), ("", "", [Statement(.hl7FinalTerminator)]), ("", "\r", []),
  ])
  func whatSurroundsTheMessageIsTold(before: String, after: String, expected: [Statement]) {
    let text = before + Self.visit.joined(separator: "\r") + after
    #expect(checkRecord(Array(text.utf8)) == Set(expected))
  }

  @Test func characterSetsAreTold() {
    let utf8 = ValidationMessages.bytes(Self.visit.map { $0.replacing("TORO", with: "登呂") })
    #expect(checkRecord(utf8) == [Statement(.hl7UTF8)])
    var shiftJIS = ValidationMessages.bytes(Self.visit)
    let place = shiftJIS.firstRange(of: Array("TORO".utf8))
    shiftJIS.replaceSubrange(place ?? 0..<0, with: [0x93, 0x6F, 0x98, 0x43])
    #expect(checkRecord(shiftJIS) == [Statement(.hl7CP932)])
    var kana = ValidationMessages.bytes(Self.visit)
    var roman = ValidationMessages.bytes(Self.visit)
    roman.replaceSubrange(place ?? 0..<0, with: [0x1B, 0x28, 0x4A, 0x41, 0x1B, 0x28, 0x42])
    #expect(checkRecord(roman) == [Statement(.hl7JISRoman)])
    kana.replaceSubrange(place ?? 0..<0, with: [0x1B, 0x28, 0x49, 0x44, 0x5B, 0x1B, 0x28, 0x42])
    #expect(checkRecord(kana) == [Statement(.hl7HalfWidthKana)])
    var vendor = ValidationMessages.bytes(Self.visit)
    vendor.replaceSubrange(place ?? 0..<0, with: [0x1B, 0x24, 0x42, 0x2D, 0x21, 0x1B, 0x28, 0x42])
    #expect(checkRecord(vendor) == [Statement(.hl7VendorCharacter)])
  }

  @Test(arguments: DecodingNote.allCases)
  func everyNoteOfTheDecoderHasItsCode(note: DecodingNote) {
    let finding = Finding(severity: note.severity, code: "hl7.encoding", text: note.text)
    #expect(RecordChecks.code(of: finding) != .hl7Encoding)
  }

  @Test func theReadablePartOfABrokenMessageIsChecked() {
    let bytes = ValidationMessages.bytes([
      ValidationMessages.header("ADT^A04^ADT_A01"), ValidationMessages.patient("0000000102"),
      "MSH|^~\\&|second",
    ])
    let found = checkRecord(bytes)
    #expect(found.contains(Statement(.hl7Structure, "MSH")))
    #expect(found.contains(Statement(.pathPatientMismatch, "PID", 3)))
    // What the rest might have held is not said to be missing.
    #expect(!found.contains(Statement(.hl7MissingSegment, "PV1")))
  }

  @Test func chartNumbersArePaddedOnlyWhenAsked() {
    let bytes = ValidationMessages.bytes([
      Self.visit[0], Self.visit[1], ValidationMessages.patient("101"), Self.visit[3],
    ])
    #expect(checkRecord(bytes) == [Statement(.pathPatientMismatch, "PID", 3)])
    #expect(checkRecord(bytes, width: 10) == [Statement(.identityPadding, "PID", 3)])
  }

  @Test func aCancellationMustNotBeActive() {
    let bytes = ValidationMessages.bytes([
      ValidationMessages.header("ADT^A55^ADT_A52"), "EVN||20240415100000", ValidationMessages.patient(),
      ValidationMessages.visitSegment(),
    ])
    let conflict = Statement(.codeFlagConflict, "MSH", 9)
    #expect(checkRecord(bytes, kind: "ADT-01", careDate: "-").contains(conflict))
    #expect(!checkRecord(bytes, kind: "ADT-01", careDate: "-", flag: .deleted).contains(conflict))
  }

  @Test func eitherFieldGivesTheCareDateOfA53() {
    let visit = "PV2|" + String(repeating: "|", count: 46) + "20240420"
    for (event, expected) in [("20240415100000", false), ("20240414100000", true)] {
      let bytes = ValidationMessages.bytes([
        ValidationMessages.header("ADT^A53^ADT_A52"), "EVN||20240415100000||||\(event)",
        ValidationMessages.patient(),
        ValidationMessages.visitSegment(), visit,
      ])
      let found = checkRecord(bytes, kind: "ADT-32", flag: .deleted)
      #expect(found.contains(Statement(.dateCareDateMismatch, "EVN", 6)) == expected)
    }
  }

  @Test func numbersBeyondCountingAreHarmless() {
    let observations = [Int.max, Int.min, 1].map { "OBX|\($0)|NM|3A010000002327101^TP^JC10||7.2||||||F" }
    let found = checkResult(Self.result(observations.joined(separator: "\r")))
    #expect(!found.contains(Statement(.hl7Structure)))
  }

  @Test(.timeLimit(.minutes(1))) func manySegmentNamesTakeLinearTime() {
    let names = (0..<90_000).map { number in
      let letters = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZ")
      return "\(letters[number % 26])\(letters[number / 26 % 26])\(letters[number / 676 % 26])|1"
    }
    let found = checkRecord(ValidationMessages.bytes([Self.visit[0]] + names.filter { !$0.hasPrefix("MSH") }))
    #expect(found.contains(Statement(.hl7UnexpectedSegment, "ZZZ")) || found.count > 100)
  }

  @Test func hostileMessagesEnd() {
    let fields = String(repeating: "|", count: 900)
    let repetitions = "PID|||" + String(repeating: "A~", count: 10_000)
    let segments = Array(repeating: "OBX|1|NM|x^y^JC10||z\(fields)", count: 2_000)
    let found = checkRecord(ValidationMessages.bytes([Self.visit[0], repetitions] + segments))
    #expect(found.contains(Statement(.pathPatientMismatch, "PID", 3)))
  }
}
