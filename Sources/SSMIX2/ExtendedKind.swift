/// A data kind folder of the extended storage, データ種別フォルダ (SS-MIX2 拡張ストレージ 構成の説明と構築ガイドライン):
/// `code^name^system^standard code^standard name^standard system`. Any part may be empty, the standard
/// triplet absent.
public struct ExtendedKind: Sendable, Hashable {
  /// Local code, such as `L-OBSERVATIONS`.
  public var code: String
  /// Local name. Never derive meaning from it: writers replace the characters Windows forbids each in their
  /// own way.
  public var name: String
  /// Local coding system, such as `99ZL01`.
  public var system: String
  /// Standard code, such as `57133-1`.
  public var standardCode: String
  /// Standard name.
  public var standardName: String
  /// Standard coding system, such as `LN`.
  public var standardSystem: String
  /// Parts beyond the sixth, or a name longer than 180 characters.
  public var isIrregular: Bool

  /// Reads a folder's name; every text is some kind, since the set is open.
  public init(folderName: String) {
    let parts = folderName.utf8.split(separator: UInt8(ascii: "^"), omittingEmptySubsequences: false)
    func part(_ index: Int) -> String { index < parts.count ? String(Substring(parts[index])) : "" }
    code = part(0)
    name = part(1)
    system = part(2)
    standardCode = part(3)
    standardName = part(4)
    standardSystem = part(5)
    isIrregular = parts.count > 6 || NameText.composed(folderName).unicodeScalars.count > 180
  }
}
