import Foundation

/// Where this package and the samples beside it lie; nil when there are none on this machine.
enum SharedFolder {
  /// The repository: three folders above this file, symbolic links resolved.
  static let repository = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
    .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()

  static let url: URL? = {
    let given = ProcessInfo.processInfo.environment["SSMIX2_SHARED"].map { URL(fileURLWithPath: $0) }
    let beside = repository.deletingLastPathComponent().appendingPathComponent("shared")
    return [given, beside].compactMap { $0 }.first { FileManager.default.fileExists(atPath: $0.path) }
  }()

  static let absent = "the shared folder with samples and tables is not on this machine"

  static func json(_ path: String) throws -> [String: Any]? {
    guard let url else { return nil }
    let bytes = try Foundation.Data(contentsOf: url.appendingPathComponent(path))
    return try JSONSerialization.jsonObject(with: bytes) as? [String: Any]
  }
}

/// The same numbers from the same seed on every machine (SplitMix64).
struct SeededGenerator: RandomNumberGenerator {
  var state: UInt64

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var z = state
    z = (z ^ (z >> 30)) &* 0xBF58_476D_1CE4_E5B9
    z = (z ^ (z >> 27)) &* 0x94D0_49BB_1331_11EB
    return z ^ (z >> 31)
  }
}
