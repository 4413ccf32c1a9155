import Glibc
import SSMIX2

/// A path as the file system has it: bytes that need not be UTF-8 (names in CP932 after a copy by zip or FTP).
public struct InspectedPath: Sendable, Hashable {
  /// Without the NUL at the end.
  public var bytes: [UInt8]

  /// A path as it was typed or listed; what follows a NUL is no part of it.
  public init(_ bytes: [UInt8]) {
    self.bytes = Array(bytes.prefix { $0 != 0 })
  }

  /// A path that is text.
  public init(_ text: String) {
    self.init(Array(text.utf8))
  }

  /// For people and JSON: of names that are not UTF-8 the bytes as `\xNN`, as `validate` shows them.
  public var display: String {
    if let text = String(validating: bytes, as: UTF8.self) { return text }
    let names = bytes.split(separator: Self.separator, omittingEmptySubsequences: false)
    return names.map { PrintableText.name(Array($0)) }.joined(separator: "/")
  }

  /// The path of an entry of this folder.
  func appending(_ name: [UInt8]) -> InspectedPath {
    InspectedPath(bytes + (bytes.last == Self.separator ? [] : [Self.separator]) + name)
  }

  /// For system calls.
  func withCString<Result>(_ body: (UnsafePointer<CChar>) -> Result) -> Result {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: bytes.count + 1) { buffer in
      for (position, byte) in bytes.enumerated() {
        buffer.initializeElement(at: position, to: CChar(bitPattern: byte))
      }
      buffer.initializeElement(at: bytes.count, to: 0)
      return body(UnsafePointer(buffer.baseAddress.unsafelyUnwrapped))
    }
  }

  /// Whether a record of the standardized storage would lie here, whatever the root is called.
  var isPlaceOfStandardRecord: Bool {
    var names: [ArraySlice<UInt8>] = []
    for name in absolute.split(separator: Self.separator) where name != [UInt8(ascii: ".")] {
      if name.elementsEqual("..".utf8) { _ = names.popLast() } else { names.append(name) }
    }
    let relative = Array(names.suffix(6).joined(separator: [Self.separator]))
    let path = try? StoragePath(parsing: relative, storageType: .standard) {
      String(decoding: $0, as: UTF8.self)
    }
    return path != nil
  }

  /// A relative path counts from the working folder.
  private var absolute: [UInt8] {
    guard bytes.first != Self.separator, let current = getcwd(nil, 0) else { return bytes }
    defer { free(current) }
    let folder = UnsafeRawBufferPointer(start: current, count: strlen(current))
    return Array(folder) + [Self.separator] + bytes
  }

  private static let separator = UInt8(ascii: "/")
}
