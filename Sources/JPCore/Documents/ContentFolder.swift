import Crypto
import HL7v2
import SSMIX2
import XML

/// The files of a content folder of the extended storage (SS-MIX2 拡張ストレージ 構成の説明と構築ガイドライン), and what each says
/// of the patient it is about. Leftovers of systems and editors do not belong to it.
///
/// It holds patient data, in its names too.
public struct ContentFolder: Sendable {
  /// Who a file says it is about.
  public enum Statement: Sendable {
    /// An HL7 v2 message: PID-3.
    case message(Message)
    /// A clinical document: `recordTarget`.
    case clinicalDocument(CDAHeader)
    /// Nobody: the folder alone tells (SS-MIX2: the path is the patient's).
    case nobody
  }

  /// One file.
  public struct File: Sendable {
    /// Below the content folder, `/` between levels.
    public let path: String
    /// Its content; never empty.
    public let bytes: [UInt8]
    /// What it is.
    public let type: ContentType
    /// Who it says it is about.
    public let statement: Statement
  }

  /// The main document first, where there is one, then by path; at least one.
  public private(set) var files: [File]
  /// Whether the first file is the main document, and the others belong to it.
  public let hasMainDocument: Bool
  /// SHA-256 over the path and the SHA-256 of each file, by path.
  public let sha256: [UInt8]

  /// The main document (主文書ファイル).
  public var main: File? { hasMainDocument ? files.first : nil }

  /// The message that the main document is.
  public var message: Message? {
    if case .message(let message) = main?.statement { message } else { nil }
  }

  /// The header of the clinical document that the main document is.
  public var clinicalDocument: CDAHeader? {
    if case .clinicalDocument(let header) = main?.statement { header } else { nil }
  }

  /// What of a folder's files is the record: all but what systems and editors left behind.
  public static func belongs(_ path: String) -> Bool {
    !path.utf8.split(separator: UInt8(ascii: "/")).contains { StrayFile.isStray(String(Substring($0))) }
  }

  /// Reads a folder.
  ///
  /// - Parameter contents: Its files in any order, their paths relative to the folder.
  /// - Throws: ``ContentFolderError``: fails closed where a file that says whose it is cannot be read.
  public init(reading contents: [(path: String, bytes: [UInt8])]) throws(ContentFolderError) {
    let contents = contents.filter { Self.belongs($0.path) }.sorted { $0.path < $1.path }
    guard !contents.isEmpty else { throw .noFile }
    var files: [File] = []
    for (path, bytes) in contents {
      guard !bytes.isEmpty else { throw .emptyFile }
      let detection = ContentType.detect(name: path, firstBytes: bytes.prefix(ContentType.bytesNeeded))
      let (type, statement) = try Self.statement(of: bytes, detection)
      files.append(File(path: path, bytes: bytes, type: type, statement: statement))
    }
    sha256 = Self.digest(files)
    let choice = MainDocument.choose(
      from: files.map { file in
        ContentFile(
          path: file.path, size: file.bytes.count,
          firstBytes: Array(file.bytes.prefix(ContentType.bytesNeeded)))
      })
    if let choice { files.insert(files.remove(at: choice.index), at: 0) }
    hasMainDocument = choice != nil
    self.files = files
  }

  /// The folder with another file in the place of one, its digest as it was.
  func replacing(_ index: Int, with file: File) -> ContentFolder {
    var folder = self
    folder.files[index] = file
    return folder
  }

  private static func digest(_ files: [File]) -> [UInt8] {
    var hash = SHA256()
    for file in files {
      hash.update(data: Array(file.path.utf8))
      hash.update(data: [0])
      hash.update(data: Array(SHA256.hash(data: file.bytes)))
    }
    return Array(hash.finalize())
  }

  /// What a file says of its patient; its type is that of its content where only the whole of it tells.
  private static func statement(
    of bytes: [UInt8], _ detection: ContentType.Detection
  ) throws(ContentFolderError) -> (ContentType, Statement) {
    switch detection.type {
    case .hl7:
      do throws(ParseError) {
        return (.hl7, .message(try Message(parsing: bytes)))
      } catch {
        throw .message(error)
      }
    case .cda:
      return (.cda, .clinicalDocument(try header(of: try document(bytes))))
    case .xml where !detection.isByContent || mentionsClinicalDocument(bytes):
      // Where the first bytes do not show the root element, only the whole tells that it is no clinical document.
      let document = try document(bytes)
      guard document.root.name == "ClinicalDocument" else { return (.xml, .nobody) }
      return (.cda, .clinicalDocument(try header(of: document)))
    default:
      return (detection.type, .nobody)
    }
  }

  private static func document(_ bytes: [UInt8]) throws(ContentFolderError) -> XMLDocument {
    do throws(XMLError) {
      return try XMLReader(limits: .standard).read(bytes)
    } catch {
      throw .clinicalDocument(.xml(error))
    }
  }

  private static func header(of document: XMLDocument) throws(ContentFolderError) -> CDAHeader {
    do throws(CDAError) {
      return try CDAHeader(document)
    } catch {
      throw .clinicalDocument(error)
    }
  }

  /// Whether the name of a clinical document's root stands anywhere, in UTF-16 too.
  private static func mentionsClinicalDocument(_ bytes: [UInt8]) -> Bool {
    let name = Array("ClinicalDocument".utf8)
    var matched = 0
    for byte in bytes where byte != 0 {
      // The first letter does not come again in the name, so a mismatch starts over with it.
      matched = byte == name[matched] ? matched + 1 : (byte == name[0] ? 1 : 0)
      if matched == name.count { return true }
    }
    return false
  }
}

/// Why a content folder cannot be read. It says where, never what stands there.
public enum ContentFolderError: Error, Sendable, Hashable {
  /// It holds no file.
  case noFile
  /// A file of it has no bytes: it was never written to its end.
  case emptyFile
  /// A file is an HL7 message by name or content and cannot be read as one.
  case message(ParseError)
  /// A file is, or may be, a clinical document and cannot be read.
  case clinicalDocument(CDAError)
}
