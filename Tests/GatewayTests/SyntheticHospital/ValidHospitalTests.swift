import Foundation
import Gateway
import SSMIX2
import Synchronization
import Testing

/// A generated storage is valid: `validate` has nothing to say about it but notes.
@Suite struct ValidHospitalTests {
  @Test(arguments: [(StorageType.standard, "standard"), (.extended, "extended")])
  func validateFindsNoErrorAndNoWarning(type: StorageType, name: String) async throws {
    let folder = NSTemporaryDirectory() + "/valid-hospital-" + UUID().uuidString
    defer { try? FileManager.default.removeItem(atPath: folder) }
    let written = try HospitalWriter(smallHospital(days: 90)).write(into: folder) { _ in }
    let scopes = try ValidationScope.understood([folder + "/" + name], storageType: type)
    var options = ValidationOptions()
    options.leastSeverity = .warning
    let found = Mutex<[String]>([])
    let summary = try await StorageValidation(scopes, options: options).run { output in
      guard case .findings(let findings) = output else { return }
      found.withLock { $0 += findings.map { "\($0.code) \($0.place ?? "")" } }
    }
    #expect(found.withLock { $0 } == [])
    #expect(summary.findings(.error) == 0)
    #expect(summary.findings(.warning) == 0)
    #expect(summary.records > 20 && summary.records <= written.files)
  }
}
