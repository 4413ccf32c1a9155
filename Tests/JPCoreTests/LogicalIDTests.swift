import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("Logical ids")
struct LogicalIDTests {
  @Test("a readable prefix and a hash where they fit")
  func readable() {
    var ids = LogicalIDs(facility: "2212345678", parts: ["9999013", "20110701", "OMP-01", "000000011000185"])
    let id = ids.next("MedicationRequest", "108665201")
    #expect(id.hasPrefix("2212345678.9999013.20110701.OMP-01.000000011000185."))
    #expect(id.utf8.count <= 64)
  }

  private static let key: (UInt64, UInt64) = (0x0706_0504_0302_0100, 0x0F0E_0D0C_0B0A_0908)

  @Test("SipHash-2-4 as its authors' example has it")
  func sipHash() {
    var hash = SipHash(key: Self.key)
    #expect(hash.finish() == 0x726F_DB47_DD0E_0E31)
    [UInt8](0..<15).withUnsafeBufferPointer { hash.combine($0) }
    #expect(hash.finish() == 0xA129_CA61_49BE_45E5)
  }

  @Test("a text has one hash in whatever pieces it comes", arguments: 0..<40)
  func sipHashOfPieces(count: Int) {
    let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 89 &+ 3) }
    func hash(_ lengths: [Int], single: Bool = false) -> UInt64 {
      var (hash, rest) = (SipHash(key: Self.key), bytes[...])
      for length in lengths + [count] {
        let piece = Array(rest.prefix(length))
        rest = rest.dropFirst(length)
        if single {
          for byte in piece { hash.combine(byte) }
        } else {
          piece.withUnsafeBufferPointer { hash.combine($0) }
        }
      }
      return hash.finish()
    }
    let whole = hash([])
    #expect(hash([], single: true) == whole)
    for first in 0...count {
      for second in 0...(count - first) where (first + second).isMultiple(of: 3) || second < 9 {
        #expect(hash([first, second]) == whole, "\(first), \(second)")
      }
    }
    if count > 0 { #expect(hash([count - 1]) == whole && SipHash(key: Self.key).finish() != whole) }
  }

  @Test(
    "what does not fit or is not allowed is hashed, 80 bits at least",
    arguments: [
      ["123456789012345", "20110701", "OML-11", "0000000110001850000000"], ["99/9013"], ["山田"],
      ["a_b", "OMD"],
    ])
  func hashed(parts: [String]) {
    var ids = LogicalIDs(facility: "2212345678", parts: parts)
    let id = ids.next("Observation", "x")
    #expect(LogicalID.isAllowed(id))
    #expect(id.hasPrefix("2212345678."))
    #expect(id.utf8.count == 11 + LogicalID.hashLength)
    #expect(!parts.contains { id.contains($0) })
  }

  @Test(
    "a facility code that is no id, or too long, is hashed too",
    arguments: ["病院", String(repeating: "7", count: 60)])
  func facility(code: String) {
    var ids = LogicalIDs(facility: code, parts: ["1"])
    let id = ids.next("Observation", "x")
    #expect(LogicalID.isAllowed(id) && id.utf8.count <= LogicalID.longest)
  }

  @Test("equal discriminators are numbered, others do not move")
  func occurrences() {
    var first = LogicalIDs(facility: "2212345678", parts: ["1"])
    var second = LogicalIDs(facility: "2212345678", parts: ["1"])
    let plain = [
      first.next("Observation", "a"), first.next("Observation", "b"), first.next("Observation", "b"),
    ]
    let more = ["new", "a", "b", "a", "b"].map { second.next("Observation", $0) }
    #expect(Set(plain).count == 3)
    #expect(Set(more).count == 5)
    #expect([more[1], more[2], more[4]] == plain)
  }

  @Test("ten thousand resources of one record have ids of their own, even with six characters of hash")
  func collisions() {
    let parts = ["9999013", "20110701", "OMP-01", "0000000110001850012"]
    var ids = LogicalIDs(facility: "2212345678", parts: parts)
    let made = (0..<10_000).map { ids.next("Observation", String($0 % 9_000)) }
    #expect(Set(made).count == made.count)
    #expect(made.allSatisfy { LogicalID.isAllowed($0) && $0.utf8.count <= 64 })
  }

  @Test("resource types and patients never share a hash")
  func separation() {
    var ids = LogicalIDs(facility: "2212345678", parts: ["1"])
    let observation = ids.next("Observation", "a")
    #expect(observation != ids.next("Specimen", "a"))
    // Whole ids that are hashed tell where a part ends.
    var (one, other) = (
      LogicalIDs(facility: "2212345678", parts: ["a_b", "c"]),
      LogicalIDs(facility: "2212345678", parts: ["a_", "bc"])
    )
    #expect(one.next("Observation", "a") != other.next("Observation", "a"))
  }

  @Test("the Patient's id follows from facility and chart number", arguments: JPCoreRelease.allCases)
  func patient(release: JPCoreRelease) throws {
    let context = ConversionContext.example(release: release)
    #expect(PatientResource.id(localID: "9999013", context: context) == "2212345678.9999013")
    let odd = PatientResource.id(localID: "99_13", context: context)
    #expect(LogicalID.isAllowed(odd) && odd == PatientResource.id(localID: "99_13", context: context))
    let resource = PatientResource.identifiersOnly(localID: "0099", context: context)
    let json = try JSON(resource.json)
    #expect(resource.reference == "Patient/2212345678.0099" && resource.contributors.isEmpty)
    #expect(json["identifier"][0]["system"].string == "urn:oid:" + context.patientOID)
    #expect(json["identifier"][0]["value"].string == "0099")
    #expect(json["identifier"][1]["system"].string == "urn:oid:" + context.regionOID)
    #expect(json["identifier"][1]["value"].string == "R000012345")
  }

  @Test("a region without common identifiers has none in the resources")
  func noRegionalIdentifier() throws {
    let context = ConversionContext.example(regionalID: "")
    let json = try JSON(PatientResource.identifiersOnly(localID: "1", context: context).json)
    #expect(json["identifier"].array.count == 1)
    let conversion = Converter.convert([try record("ADT-12", trigger: "A04", ["PV1|1|O"])], context: context)
    #expect(try conversion.only("Encounter")["subject"].keys == ["reference"])
  }
}
