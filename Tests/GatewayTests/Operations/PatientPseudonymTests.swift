import Foundation
import Testing

@testable import Gateway

@Suite struct PatientPseudonymTests {
  private let pseudonym = PatientPseudonym(key: Array(0..<32))

  @Test func `marks are HMAC-SHA-256 cut to 60 bits of base32`() {
    // Computed with Python: base64.b32encode(hmac.new(bytes(range(32)), text, sha256).digest()).lower()[:12]
    let record = pseudonym.mark(
      ofRecord: "standard", patient: "9999013", careDate: "20110701", kind: "OMP-01", order: "000000011000185"
    )
    #expect(record == "b7r2mzsqip2b")
    #expect(pseudonym.mark(ofPatient: "9999013") == "yyvpwxr4cpg7")
  }

  @Test func `another key gives other marks`() {
    let other = PatientPseudonym(key: Array(1...32))
    #expect(other.mark(ofPatient: "9999013") != pseudonym.mark(ofPatient: "9999013"))
  }

  @Test func `the key is made once, for its owner alone, and kept`() throws {
    try withFolder { folder in
      let first = try PatientPseudonym.open(stateDirectory: folder)
      let second = try PatientPseudonym.open(stateDirectory: folder)
      #expect(first.mark(ofPatient: "1") == second.mark(ofPatient: "1"))
      let attributes = try FileManager.default.attributesOfItem(atPath: folder + "/pseudonym.key")
      #expect(attributes[.posixPermissions] as? Int == 0o600)
      #expect(attributes[.size] as? Int == 32)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == ["pseudonym.key"])
    }
  }

  // An operator who asks as root before the daemon's first start would leave a key that the daemon cannot read.
  @Test func `who only asks makes no key`() throws {
    try withFolder { folder in
      #expect(PatientPseudonym.existing(stateDirectory: folder) == nil)
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder) == [])
      let made = try PatientPseudonym.open(stateDirectory: folder)
      let found = try #require(PatientPseudonym.existing(stateDirectory: folder))
      #expect(found.mark(ofPatient: "1") == made.mark(ofPatient: "1"))
    }
  }

  @Test func `two installations have different keys`() throws {
    let marks = try (0..<2).map { _ in
      try withFolder { try PatientPseudonym.open(stateDirectory: $0).mark(ofPatient: "1") }
    }
    #expect(marks[0] != marks[1])
  }

  @Test(
    arguments: [(0o644, 32, 12), (0o640, 32, 12), (0o600, 31, 15), (0o600, 33, 15), (0o600, 0, 15)]
      as [(Int, Int, Int32)])
  func `a key that others read or that is no key is refused`(mode: Int, length: Int, exitCode: Int32) throws {
    try withFolder { folder in
      let path = folder + "/pseudonym.key"
      let made = FileManager.default.createFile(
        atPath: path, contents: Data(repeating: 7, count: length), attributes: [.posixPermissions: mode])
      try #require(made)
      let error = #expect(throws: ControlError.self) { try PatientPseudonym.open(stateDirectory: folder) }
      #expect(error?.exitCode == exitCode)
      // Replacing it would make every mark in the logs unreadable.
      #expect(try Data(contentsOf: URL(fileURLWithPath: path)).count == length)
    }
  }

  @Test func `a missing folder is an error, not a key in memory`() {
    #expect(throws: ControlError.self) { try PatientPseudonym.open(stateDirectory: "/nonexistent") }
  }

  private func withFolder<Value>(_ body: (String) throws -> Value) throws -> Value {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString).path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: false)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    return try body(folder)
  }
}
