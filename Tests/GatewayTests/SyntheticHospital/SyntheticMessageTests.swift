import Gateway
import HL7v2
import SSMIX2
import Testing

/// What must hold for every message of every patient; a test for some patients each, so that a failure names
/// few.
@Suite struct SyntheticMessageTests {
  private static let hospital = smallHospital()
  static let groups = stride(from: 0, to: 40, by: 8).map { $0..<($0 + 8) }

  private func messages(of patients: Range<Int>) -> [SyntheticFile] {
    patients.flatMap { Self.hospital.files(ofPatient: $0) }.filter {
      $0.bytes.starts(with: Array("MSH|".utf8))
    }
  }

  @Test(arguments: groups)
  func everyPathIsRegular(patients: Range<Int>) throws {
    for file in patients.flatMap({ Self.hospital.files(ofPatient: $0) }) {
      let path = try StoragePath(parsing: file.pathInStorage, storageType: file.storageType)
      #expect(path.notes.isEmpty)
      #expect(path.version.flag == file.flag)
      #expect(path.version.key.kind == file.kind)
    }
  }

  @Test(arguments: groups)
  func everyMessageParsesWithoutFindings(patients: Range<Int>) throws {
    let all = messages(of: patients)
    #expect(all.count > 100)
    for file in all {
      let message = try Message(parsing: file.bytes)
      #expect(message.findings.isEmpty)
      #expect(message.characterSet == .iso2022JP)
    }
  }

  @Test(arguments: groups)
  func everyMessageEncodesToTheSameBytes(patients: Range<Int>) throws {
    for file in messages(of: patients) {
      let message = try Message(parsing: file.bytes)
      let header = message.segments[0]
      let bytes = try message.replacing(field: 3, ofSegmentAt: 0, with: header[3].text)
      #expect(bytes == file.bytes)
    }
  }

  @Test(arguments: groups)
  func everyMessageHasADelimiterByteInAKanji(patients: Range<Int>) {
    for file in messages(of: patients) { #expect(Self.hasDelimiterInKanji(file.bytes)) }
  }

  @Test func someMessagesHaveAnEmptyPair() {
    let all = messages(of: 0..<40)
    let pair: [UInt8] = [0x1B, 0x28, 0x42, 0x1B, 0x24, 0x42]
    let share = Double(all.filter { $0.bytes.contains(sequence: pair) }.count) / Double(all.count)
    #expect((0.01...0.06).contains(share))
  }

  @Test(arguments: groups)
  func everyMessageIsGroupedWithoutFindings(patients: Range<Int>) throws {
    for file in messages(of: patients) {
      let message = try Message(parsing: file.bytes)
      let grouping = try #require(MessageGrouping(message))
      #expect(grouping.findings.isEmpty, "\(file.kind): \(grouping.findings)")
    }
  }

  @Test(arguments: groups)
  func everyRequiredFieldIsFilled(patients: Range<Int>) throws {
    for file in messages(of: patients) where file.storageType == .standard {
      for segment in try Message(parsing: file.bytes).segments {
        let definition = try #require(SegmentDefinition.named(segment.name))
        let missing = definition.missingRequiredFields(in: segment, forKind: file.kind)
        #expect(missing.isEmpty, "\(file.kind) \(segment.name)")
      }
    }
  }

  @Test(arguments: groups)
  func pathAndContentAgree(patients: Range<Int>) throws {
    for file in messages(of: patients) {
      let message = try Message(parsing: file.bytes)
      let version = try StoragePath(parsing: file.pathInStorage, storageType: file.storageType).version
      #expect(message.first("PID")?[3].text == version.key.patientID)
      let header = message.segments[0]
      #expect(header[7].text.filter { $0 != "." } == version.timestamp)
      #expect(header[4].text == "2212345678")
      if version.key.orderNumber == RecordKey.fixedOrderNumber {
        #expect(DataKind.named(file.kind)?.fixedOrderNumber == true)
      } else {
        #expect(message.first("ORC")?[2].text == version.key.orderNumber)
      }
      try careDateAgrees(message, version.key, file)
    }
  }

  private func careDateAgrees(_ message: Message, _ key: RecordKey, _ file: SyntheticFile) throws {
    let type = MSH(message.segments[0]).messageType
    let field = try #require(Self.careDateFields["\(type.messageCode)^\(type.triggerEvent)"])
    guard !field.isEmpty else {
      #expect(key.careDate == "-")
      return
    }
    let parts = field.split(separator: "-")
    let segments = message.all(String(parts[0]))
    #expect(!segments.isEmpty)
    for segment in segments {
      let text = segment[try #require(Int(parts[1]))].text
      #expect(text.prefix(8) == key.careDate, "\(file.kind) \(field)")
    }
  }

  /// The field whose day is the care date, by message type; empty for the folder `-`.
  private static let careDateFields: [String: String] = [
    "ADT^A08": "", "ADT^A23": "", "ADT^A54": "", "ADT^A55": "", "ADT^A60": "",
    "PPR^ZD1": "", "ADT^A04": "PV1-44", "ADT^A14": "PV2-8", "ADT^A27": "PV2-8", "ADT^A01": "PV1-44",
    "ADT^A11": "PV1-44", "ADT^A21": "EVN-6", "ADT^A52": "EVN-6", "ADT^A22": "EVN-6", "ADT^A53": "PV2-47",
    "ADT^A15": "PV2-8", "ADT^A26": "PV2-8", "ADT^A02": "EVN-6", "ADT^A12": "EVN-6", "ADT^A16": "PV2-9",
    "ADT^A25": "PV2-9", "ADT^A03": "PV1-45", "ADT^A13": "PV1-45", "OMD^O03": "ORC-9", "RDE^O11": "ORC-9",
    "RAS^O17": "RXA-3", "OML^O33": "ORC-9", "OUL^R22": "SPM-17", "OMG^O19": "ORC-9", "OMI^Z23": "OBR-7",
    "ORU^R01": "OBR-7", "ORU^R30": "OBX-14",
  ]

  @Test func controlIDsAreUnique() throws {
    let all = try messages(of: 0..<40).map { try Message(parsing: $0.bytes).segments[0][10].text }
    #expect(Set(all).count == all.count)
    #expect(all.allSatisfy { $0.utf8.count <= 20 })
  }

  @Test func numericValuesAreNumbersAndOthersOccur() throws {
    var others: Set<Character> = []
    for file in messages(of: 0..<40) where file.kind == "OML-11" {
      for segment in try Message(parsing: file.bytes).all("OBX") {
        let value = segment[5].text
        if segment[2].text == "NM" {
          #expect(Double(value) != nil)
        } else if let first = value.first {
          others.insert(first)
        }
      }
    }
    #expect(others.isSuperset(of: ["<", ">", "("]))
  }

  @Test func atMostOneVersionOfAKeyIsActiveAndItIsTheLast() throws {
    var keys: [RecordKey: [RecordVersion]] = [:]
    for file in files(of: Self.hospital) {
      let version = try StoragePath(parsing: file.pathInStorage, storageType: file.storageType).version
      keys[version.key, default: []].append(version)
    }
    for versions in keys.values {
      let active = versions.filter { $0.flag == .active }
      #expect(active.count <= 1)
      #expect(Set(versions.map(\.orderingTimestamp)).count == versions.count)
      guard let last = versions.max(by: { $0.orderingTimestamp < $1.orderingTimestamp }) else { continue }
      #expect(active.isEmpty ? last.flag == .deleted : last == active[0])
      #expect(ActiveVersion.select(from: versions) == active.first)
    }
    #expect(keys.values.contains { $0.contains { $0.flag == .superseded } })
  }

  private static func hasDelimiterInKanji(_ bytes: [UInt8]) -> Bool {
    let delimiters = Set("|^&~\\".utf8)
    var isKanji = false
    var index = 0
    while index + 2 < bytes.count {
      if bytes[index] == 0x1B {
        isKanji = bytes[index + 1] == 0x24
        index += 3
      } else if isKanji {
        if delimiters.contains(bytes[index]) || delimiters.contains(bytes[index + 1]) { return true }
        index += 2
      } else {
        index += 1
      }
    }
    return false
  }
}

extension [UInt8] {
  /// Whether these bytes occur in a row.
  fileprivate func contains(sequence: [UInt8]) -> Bool {
    guard count >= sequence.count else { return false }
    return (0...(count - sequence.count)).contains {
      self[$0..<($0 + sequence.count)].elementsEqual(sequence)
    }
  }
}
