import Foundation

@testable import HL7v2

/// Bytes of a message from ASCII lines and raw pieces.
enum Fixture {
  static let header = Array("MSH|^~\\&|HIS||GW||20200101||ADT^A08^ADT_A01|1|P|2.5\r".utf8)

  /// A message whose last segment is `ZZZ|` and the given bytes.
  static func message(_ content: [UInt8], end: [UInt8] = [0x0D]) -> [UInt8] {
    header + Array("ZZZ|".utf8) + content + end
  }

  static func jis(_ text: String) -> [UInt8] {
    // ASCII with <…> for escape sequences: <$B>, <(B>.
    var bytes: [UInt8] = []
    for byte in text.utf8 {
      if byte == UInt8(ascii: "<") {
        bytes.append(0x1B)
      } else if byte != UInt8(ascii: ">") {
        bytes.append(byte)
      }
    }
    return bytes
  }

  static let sharedFolder: URL? = {
    let named = ProcessInfo.processInfo.environment["SSMIX2_SHARED"].map { URL(fileURLWithPath: $0) }
    let beside = URL(fileURLWithPath: #filePath).resolvingSymlinksInPath()
      .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appendingPathComponent("shared")
    return [named, beside].compactMap { $0 }.first {
      FileManager.default.fileExists(atPath: $0.appendingPathComponent("samples/expected.json").path)
    }
  }()

  static func samples() -> [(path: String, bytes: [UInt8])] {
    guard let folder = sharedFolder?.appendingPathComponent("samples").path,
      let names = FileManager.default.enumerator(atPath: folder)?.allObjects as? [String]
    else { return [] }
    return names.filter { $0.contains("_root/") }.sorted().compactMap { name in
      var isFolder: ObjCBool = false
      let path = folder + "/" + name
      guard FileManager.default.fileExists(atPath: path, isDirectory: &isFolder), !isFolder.boolValue,
        let data = FileManager.default.contents(atPath: path)
      else { return nil }
      return (name, [UInt8](data))
    }
  }
}

/// A small generator with a seed, so that a failure can be repeated.
struct SplitMix64: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) { state = seed }

  mutating func next() -> UInt64 {
    state &+= 0x9E37_79B9_7F4A_7C15
    var mixed = state
    mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
    mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
    return mixed ^ (mixed >> 31)
  }
}

/// The error that parsing gives, nil when it succeeds.
func parseError(_ bytes: [UInt8], limits: ParseLimits = .standard) -> ParseError? {
  do throws(ParseError) {
    _ = try Message(parsing: bytes, limits: limits)
    return nil
  } catch {
    return error
  }
}
