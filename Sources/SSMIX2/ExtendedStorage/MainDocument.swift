/// A file of a content folder, as far as the choice of the main document needs it.
public struct ContentFile: Sendable, Hashable {
  /// Below the content folder, `/` between levels.
  public var path: String
  /// Bytes.
  public var size: Int
  /// The first `ContentType.bytesNeeded` bytes, or all there are.
  public var firstBytes: [UInt8]

  /// A file as a listing has it.
  public init(path: String, size: Int, firstBytes: [UInt8]) {
    self.path = path
    self.size = size
    self.firstBytes = firstBytes
  }

  /// What it is.
  public var detection: ContentType.Detection { ContentType.detect(name: path, firstBytes: firstBytes) }
}

/// The main document (主文書ファイル) of a content folder: which file *is* the record, the others being attachments
/// (SS-MIX2 拡張ストレージ 構成の説明と構築ガイドライン).
public enum MainDocument {
  /// Why a file was chosen; in the order in which the rules are tried.
  public enum Rule: String, Sendable, Hashable, Codable, CaseIterable {
    /// Its name is `main_document` with some extension.
    case named = "main-document"
    /// There is no other file.
    case onlyFile = "only-file"
    /// It is the only HL7 message, CDA or other XML document.
    case onlyText = "only-message-or-xml"
  }

  /// A choice.
  public struct Choice: Sendable, Hashable {
    /// Index of the file in the listing.
    public var index: Int
    /// Why.
    public var rule: Rule
    /// What the file is.
    public var type: ContentType
    /// Whether other files fit the rule too, so that order had to decide.
    public var isAmbiguous: Bool

    /// A choice as a caller (or a test) states it.
    public init(index: Int, rule: Rule, type: ContentType, isAmbiguous: Bool) {
      self.index = index
      self.rule = rule
      self.type = type
      self.isAmbiguous = isAmbiguous
    }
  }

  /// Chooses the main document; nil when none can be told from the others, so that all are attachments.
  ///
  /// Leftovers of systems and editors do not count. Of several files named `main_document` the message comes
  /// first, then CDA, XML, PDF, the others by name.
  /// - Parameter files: of the folder and its subfolders, in any order.
  public static func choose(from files: [ContentFile]) -> Choice? {
    let candidates = files.indices.filter { !isStray(files[$0].path) }.map { index in
      (index: index, path: files[index].path, type: files[index].detection.type)
    }
    let named = candidates.filter { isMainDocument($0.path) }
    if !named.isEmpty {
      let best = named.min { (rank($0.type), $0.path) < (rank($1.type), $1.path) }
      return best.map { Choice(index: $0.index, rule: .named, type: $0.type, isAmbiguous: named.count > 1) }
    }
    if candidates.count == 1 {
      return Choice(index: candidates[0].index, rule: .onlyFile, type: candidates[0].type, isAmbiguous: false)
    }
    let texts = candidates.filter { [.hl7, .cda, .xml].contains($0.type) }
    guard texts.count == 1 else { return nil }
    return Choice(index: texts[0].index, rule: .onlyText, type: texts[0].type, isAmbiguous: false)
  }

  private static func isStray(_ path: String) -> Bool {
    path.utf8.split(separator: UInt8(ascii: "/")).contains { StrayFile.isStray(String(Substring($0))) }
  }

  /// In the folder itself, in any letter case.
  private static func isMainDocument(_ path: String) -> Bool {
    let name = path.lowercased()
    return !name.utf8.contains(UInt8(ascii: "/"))
      && (name == "main_document" || name.hasPrefix("main_document."))
  }

  private static func rank(_ type: ContentType) -> Int {
    switch type {
    case .hl7: 0
    case .cda: 1
    case .xml: 2
    case .pdf: 3
    default: 4
    }
  }
}
