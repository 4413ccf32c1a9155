/// The last part of a name, コンディションフラグ (SS-MIX2 1.2g, file names).
public enum ConditionFlag: Int, Sendable, Hashable, Codable, CaseIterable {
  /// 削除: deleted or cancelled. Either an earlier version renamed, or the deletion message itself.
  case deleted = 0
  /// 有効: the version that counts.
  case active = 1
  /// 更新により無効になった旧版: replaced by a later version.
  case superseded = 2
}
