/// The stores of SS-MIX2 that hold files (SS-MIX2 1.2g, 構成の説明と構築ガイドライン).
public enum StorageType: String, Sendable, Codable, CaseIterable {
  /// 標準化ストレージ: one HL7 v2.5 message a file.
  case standard
  /// 拡張ストレージ: one folder of documents a record.
  case extended
  /// トランザクションストレージ: the append-only log; its files are not records.
  case transaction
}
