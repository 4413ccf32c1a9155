import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("All kinds")
struct ConverterTests {
  @Test(
    "a record without what its kind needs is a problem, and others go on",
    arguments: ["ADT-41", "OMP-01", "OMG-13", "OMD"])
  func unusable(kind: String) throws {
    let odd = try record(kind, trigger: "X99", [])
    let good = try record("ADT-12", trigger: "A04", ["PV1|1|O"])
    let conversion = Converter.convert([odd, good], context: .example())
    #expect(conversion.problems.keys.sorted() == [0] && conversion.resources.map(\.contributors) == [[1]])
    #expect(conversion.problems[0]?.description.hasPrefix("convert.unmappable") == true)
  }

  @Test("every kind of SS-MIX2 has a converter, and its group is known")
  func kinds() {
    #expect(Converter.supportedKinds == Set(DataKind.all.map(\.code)))
    let stays = Converter.supportedKinds.filter { Converter.group(of: $0) == .patientStays }
    #expect(
      Set(stays) == [
        "ADT-01", "ADT-21", "ADT-22", "ADT-31", "ADT-32", "ADT-41", "ADT-42", "ADT-51", "ADT-52",
      ])
  }

  @Test(
    "the same records give the same bytes; ids are unique and allowed; every resource names the patient",
    arguments: JPCoreRelease.allCases)
  func determinism(release: JPCoreRelease) throws {
    let context = ConversionContext.example(release: release)
    let first = Converter.convert(try OddRecords.all(), context: context)
    let second = Converter.convert(try OddRecords.all(), context: context)
    #expect(first.resources == second.resources && first.findings == second.findings)
    #expect(first.resources.count > 20)
    #expect(Set(first.resources.map(\.reference)).count == first.resources.count)
    for resource in first.resources {
      #expect(LogicalID.isAllowed(resource.id) && resource.id.utf8.count <= LogicalID.longest)
      let json = try JSON(resource.json)
      #expect(json["id"].string == resource.id && json["resourceType"].string == resource.type)
      if resource.type == "Patient" { continue }
      let subject = [json["subject"], json["patient"], json["beneficiary"]].first { $0.exists }
      #expect(subject?["reference"].string == "Patient/2212345678.0001234567")
      #expect(subject?["identifier"]["value"].string == context.regionalID)
    }
  }

  @Test("references lead to resources of the same conversion")
  func references() throws {
    let conversion = Converter.convert(try OddRecords.all(), context: .example())
    let known = Set(conversion.resources.map(\.reference))
    for resource in conversion.resources {
      let json = try JSON(resource.json)
      let contained = Set(json["contained"].array.compactMap { $0["id"].string.map { "#" + $0 } })
      let references = json.all("reference")
      #expect(Set(references).isSubset(of: known.union(contained)))
      #expect(contained.isSubset(of: references), "FHIR R4 dom-3")
    }
  }

  @Test("two records of one resource: the newer one's, both its contributors")
  func duplicates() throws {
    let older = try record(
      "ADT-00", trigger: "A08", date: "-", order: "1", timestamp: "20240101000000000", ["NK1|1|古い^名"])
    let newer = try record(
      "ADT-00", trigger: "A08", date: "-", order: "2", timestamp: "20240201000000000", ["NK1|1|新しい^名"])
    for records in [[older, newer], [newer, older]] {
      let conversion = Converter.convert(records, context: .example())
      #expect(try conversion.only("Patient")["contact"][0]["name"]["text"].string == "新しい 名")
      #expect(conversion.resources.map(\.contributors) == [[0, 1]])
    }
  }

  @Test("no error and no finding tells a value of the message")
  func silence() throws {
    let secret = "秘密の値"
    let records = [
      try record("OMP-01", trigger: "O11", ["ORC|NW|\(secret)", "RXE||\(secret)^\(secret)^99X|1"]),
      try record("PPR-01", trigger: "ZD1", date: "-", ["PRB|AD|\(secret)|\(secret)^^99X|1|||||\(secret)"]),
    ]
    let conversion = Converter.convert(records, context: .example())
    #expect(!conversion.problems.isEmpty && !conversion.findings.isEmpty)
    #expect(!"\(conversion.problems) \(conversion.findings)".contains(secret))
  }

  @Test("mutated messages never trap, and what comes out is JSON with good ids", arguments: 0..<8)
  func mutations(seed: Int) throws {
    var random = SplitMix64(state: UInt64(seed) &+ 0x9E37)
    for original in try OddRecords.all() {
      var bytes = original.message.source
      for _ in 0..<12 {
        let position = Int.random(in: 60..<bytes.count, using: &random)
        bytes[position] =
          [0x7C, 0x5E, 0x7E, 0x26, 0x5C, 0x22, 0x0D, 0x30, 0x41, 0x2D].randomElement(using: &random) ?? 0x7C
      }
      guard let message = try? Message(parsing: bytes) else { continue }
      let conversion = Converter.convert(
        [SourceRecord(path: original.path, message: message)], context: .example())
      for resource in conversion.resources {
        #expect(LogicalID.isAllowed(resource.id))
        #expect(throws: Never.self) { try JSON(resource.json) }
      }
    }
  }
}

/// A small generator whose seed repeats a failure.
struct SplitMix64: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}
