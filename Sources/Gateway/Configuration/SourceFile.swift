import Foundation

/// Why a file named in the configuration could not be used. Names the file, never its content.
public struct SourceFileError: Error, Sendable, Hashable, CustomStringConvertible {
  /// The kinds of failure.
  public enum Code: String, Sendable, Hashable {
    case notFound, notRegularFile, unreadable, tooLarge, changedWhileReading, malformed
  }
  /// What failed.
  public var code: Code
  /// The file as named in the configuration.
  public var file: String
  /// The positions, when the content is what failed.
  public var content: CSVFileError?

  /// A failure of the file itself.
  public init(_ code: Code, file: String) {
    self.code = code
    self.file = file
  }

  /// A failure of its content.
  public init(_ content: CSVFileError) {
    code = .malformed
    file = content.file
    self.content = content
  }

  /// What to tell an operator.
  public func text(in language: Language) -> String {
    if let content { return content.text(in: language) }
    let sentence: BilingualText =
      switch code {
      case .notFound: BilingualText(ja: "ファイルがありません。", en: "The file does not exist.")
      case .notRegularFile: BilingualText(ja: "通常のファイルではありません。", en: "Not a regular file.")
      case .unreadable: BilingualText(ja: "ファイルを読めません。", en: "The file cannot be read.")
      case .tooLarge: BilingualText(ja: "ファイルが大きすぎます。", en: "The file is too large.")
      case .changedWhileReading:
        BilingualText(ja: "読み取り中に変更されました。", en: "The file changed while it was read.")
      case .malformed: BilingualText(ja: "内容に誤りがあります。", en: "The content has errors.")
      }
    return "\(file): \(sentence[language])"
  }

  /// The English text.
  public var description: String { text(in: .english) }
}

/// What tells one state of a file from another without reading it.
struct FileFingerprint: Sendable, Hashable {
  var size: UInt64
  var modified: Date
  var inode: UInt64
  /// POSIX permission bits.
  var permissions: Int
}

/// Reads whole small files that an administrator wrote: configuration and tables. Follows symbolic links (packages and
/// credential stores use them) but only to a regular file, so that a FIFO cannot stop the gateway.
enum SourceFile {
  /// The file's present state.
  static func fingerprint(of path: String) throws(SourceFileError) -> FileFingerprint {
    let resolved = URL(fileURLWithPath: path).resolvingSymlinksInPath().path
    let attributes: [FileAttributeKey: Any]
    do {
      attributes = try FileManager.default.attributesOfItem(atPath: resolved)
    } catch {
      throw SourceFileError(
        FileManager.default.fileExists(atPath: resolved) ? .unreadable : .notFound, file: path)
    }
    guard attributes[.type] as? FileAttributeType == .typeRegular else {
      throw SourceFileError(.notRegularFile, file: path)
    }
    return FileFingerprint(
      size: (attributes[.size] as? NSNumber)?.uint64Value ?? 0,
      modified: attributes[.modificationDate] as? Date ?? .distantPast,
      inode: (attributes[.systemFileNumber] as? NSNumber)?.uint64Value ?? 0,
      permissions: (attributes[.posixPermissions] as? NSNumber)?.intValue ?? 0)
  }

  /// The bytes and the state they belong to.
  ///
  /// - Throws: also `changedWhileReading` when the state before and after reading differs.
  static func read(
    _ path: String, limit: Int
  ) throws(SourceFileError) -> (bytes: [UInt8], fingerprint: FileFingerprint) {
    let before = try fingerprint(of: path)
    guard before.size <= UInt64(limit) else { throw SourceFileError(.tooLarge, file: path) }
    let content: Data
    do {
      let handle = try FileHandle(forReadingFrom: URL(fileURLWithPath: path))
      defer { try? handle.close() }
      content = try handle.read(upToCount: limit + 1) ?? Data()
    } catch {
      throw SourceFileError(.unreadable, file: path)
    }
    guard content.count <= limit else { throw SourceFileError(.tooLarge, file: path) }
    let after = try fingerprint(of: path)
    guard before == after, UInt64(content.count) == before.size else {
      throw SourceFileError(.changedWhileReading, file: path)
    }
    return ([UInt8](content), before)
  }
}

/// A table kept in a file: loaded at the start, read again when the file has changed and come to rest.
///
/// A changed file is read only when two successive looks see the same state. That lets a writer finish (a table cut at
/// a line end would parse, and would take consent from everybody below the cut), and it leaves no write within one
/// tick of the file's clock unseen.
public struct WatchedTable<Row: Sendable & Equatable>: Sendable {
  /// What a look at the file found.
  public enum Change: Sendable {
    /// The content in force is the file's.
    case none
    /// The file has changed and is not at rest yet; look again.
    case settling
    /// New content, which is now in force.
    case rows([Row])
  }

  /// The file as named in the configuration.
  public let path: String
  /// The content in force; nil before the first success.
  public private(set) var rows: [Row]?
  /// Why the newest content was refused; nil when what is in force is what the file says.
  public private(set) var refusal: SourceFileError?

  private let parse: @Sendable ([UInt8], String) throws(CSVFileError) -> [Row]
  private var known: FileFingerprint?
  private var seen: FileFingerprint?

  /// A table that has not been read.
  init(path: String, parse: @escaping @Sendable ([UInt8], String) throws(CSVFileError) -> [Row]) {
    self.path = path
    self.parse = parse
  }

  /// Reads the file now, whatever is known of it. On failure what was in force stays in force.
  @discardableResult
  public mutating func load() throws(SourceFileError) -> [Row] {
    do throws(SourceFileError) {
      let (bytes, fingerprint) = try SourceFile.read(path, limit: CSVReader.byteLimit)
      known = fingerprint
      seen = fingerprint
      let fresh = try rows(of: bytes)
      rows = fresh
      refusal = nil
      return fresh
    } catch {
      refusal = error
      throw error
    }
  }

  /// Looks whether the file has changed, by size, modification time, inode and permissions, then by content.
  ///
  /// - Throws: as `load`; the same refusal again as long as the refused file stays as it is.
  public mutating func refresh() throws(SourceFileError) -> Change {
    let present: FileFingerprint
    do throws(SourceFileError) {
      present = try SourceFile.fingerprint(of: path)
    } catch {
      known = nil
      refusal = error
      throw error
    }
    if present == known {
      if let refusal { throw refusal }
      return .none
    }
    guard present == seen else {
      seen = present
      return .settling
    }
    let before = rows
    let fresh = try load()
    return fresh == before ? .none : .rows(fresh)
  }

  private func rows(of bytes: [UInt8]) throws(SourceFileError) -> [Row] {
    do throws(CSVFileError) {
      return try parse(bytes, path)
    } catch {
      throw SourceFileError(error)
    }
  }
}

extension SourceFile {
  /// Whether a path, symbolic links followed, is a directory.
  static func isDirectory(_ path: String) -> Bool {
    var isDirectory: ObjCBool = false
    return FileManager.default.fileExists(atPath: path, isDirectory: &isDirectory) && isDirectory.boolValue
  }
}
