extension StoragePath {
  /// Reads a path whose names may have been given other bytes by a copy: CP932 after zip or FTP, decomposed
  /// Unicode after a Mac.
  ///
  /// The path is divided into levels as bytes, since `/` is part of no character, and each level is decoded by
  /// itself before its parts are: second bytes of CP932 include those of `_` and `^`.
  /// - Parameters:
  ///   - bytes: below the root, as the file system has them.
  ///   - storageType: of the root.
  ///   - decode: text of a name that is not UTF-8; nil when it has none.
  /// - Throws: `PathError`; a name that cannot be decoded is malformed.
  public init(
    parsing bytes: [UInt8], storageType: StorageType, decodingNames decode: ([UInt8]) -> String?
  ) throws(PathError) {
    guard bytes.count <= StoragePath.longestPath else {
      throw PathError(code: .malformed, reason: "The path is too long.")
    }
    if let text = String(validating: bytes, as: UTF8.self) {
      self = try StoragePath(parsing: text, storageType: storageType)
      return
    }
    var levels: [String] = []
    for level in bytes.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false) {
      let text = String(validating: level, as: UTF8.self) ?? decode(Array(level))
      guard let text, !text.utf8.contains(UInt8(ascii: "/")) else {
        throw PathError(code: .malformed, reason: "A level of the path is in no known encoding.")
      }
      levels.append(text)
    }
    self = try StoragePath(parsing: levels.joined(separator: "/"), storageType: storageType)
    notes.append(.nameEncoding)
  }
}
