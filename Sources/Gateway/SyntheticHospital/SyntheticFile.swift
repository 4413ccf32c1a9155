import SSMIX2

/// One file of the synthetic hospital.
public struct SyntheticFile: Sendable, Hashable {
  /// Path below the hospital's folder, `standard/000/100/…` or `extended/000/100/…`, parts separated by `/`.
  public var path: String
  /// The content.
  public var bytes: [UInt8]
  /// Which of the two storages it lies in.
  public var storageType: StorageType
  /// Data kind, or the kind folder's name in the extended storage.
  public var kind: String
  /// The condition flag in its name, or in its content folder's name.
  public var flag: ConditionFlag

  /// The path below the root of its storage, as ``SSMIX2/StoragePath`` reads it.
  public var pathInStorage: String {
    String(path.dropFirst(storageType == .extended ? "extended/".count : "standard/".count))
  }
}
