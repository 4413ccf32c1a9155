import Testing

@testable import HL7v2

@Suite("Sample storages", .enabled(if: Fixture.sharedFolder != nil, "the shared samples are not here"))
struct SampleTests {
  @Test("Every file parses but the two bytes of garbage and the two with a second header")
  func all() throws {
    let samples = Fixture.samples()
    #expect(samples.count == 25)
    var failures: [ParseError.Code: Int] = [:]
    for (path, bytes) in samples {
      if let error = parseError(bytes) {
        failures[error.code, default: 0] += 1
        #expect(bytes.indices.contains(error.offset))
        continue
      }
      let message = try Message(parsing: bytes)
      #expect(message.characterSet == .iso2022JP, "\(path)")
      #expect(message.findings.isEmpty, "\(path)")
      #expect(message.missingRequiredSegments(for: ["MSH", "PID"]).isEmpty, "\(path)")
      #expect(message.first(PID.self)?.patientName.first?.representation == "I", "\(path)")
      for segment in message.segments {
        #expect(message.source[segment.offset...].starts(with: segment.name.utf8), "\(path)")
      }
    }
    #expect(failures == [.notHL7: 1, .structure: 2])
  }
}
