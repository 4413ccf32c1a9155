/// What to do about a finding.
public enum ValidationRemedy: String, Sendable, Hashable, CaseIterable {
  /// The hospital must correct the record.
  case correctRecord
  /// Whoever supplies the SS-MIX2 module should correct the writer.
  case correctWriter
  /// Permissions, mounts and file systems.
  case correctAccess
  /// Look into the tree: something is there that should not be.
  case tidyStorage
  /// A person must confirm who the patient is.
  case confirmPatient
  /// The record will be right by itself when the module has finished.
  case waitForModule
  /// Read and accepted as it is.
  case nothing

  /// The advice in both languages.
  public var text: BilingualText {
    switch self {
    case .correctRecord:
      BilingualText(
        ja: "病院側で記録を正しく出力し直してください。直るまで送信されません。",
        en: "Have the hospital store the record again correctly; it is not sent until then.")
    case .correctWriter:
      BilingualText(
        ja: "SS-MIX2 モジュールの提供元に出力の修正を依頼してください。記録は送信されます。",
        en: "Ask the supplier of the SS-MIX2 module to correct what it writes; the record is sent.")
    case .correctAccess:
      BilingualText(
        ja: "ファイルの権限とマウントを確認してください。", en: "Check permissions and mounts.")
    case .tidyStorage:
      BilingualText(
        ja: "置かれた経緯を確認してください。ストレージの記録としては扱いません。",
        en: "Find out how it came there; it is not treated as a record.")
    case .confirmPatient:
      BilingualText(
        ja: "患者番号の取り違えがないか、人が確認してください。",
        en: "A person must confirm that no two patients share the chart number.")
    case .waitForModule:
      BilingualText(
        ja: "しばらくして再検査し、続くならモジュールのログを確認してください。",
        en: "Validate again later; if it stays, look at the module's log.")
    case .nothing:
      BilingualText(ja: "そのまま受け入れます。対応は不要です。", en: "Accepted as it is; nothing to do.")
    }
  }
}

extension ValidationCode {
  /// What the code says, in both languages, without naming a place or a value.
  public var text: BilingualText {
    pathText ?? messageText ?? valueText ?? BilingualText(ja: rawValue, en: rawValue)
  }

  /// What to do about it.
  public var remedy: ValidationRemedy {
    switch self {
    case .storageUnreadable: .correctAccess
    case .pathNotAFile, .pathMisplaced, .pathStrayFile, .pathNameEncoding, .pathOutsideStorage: .tidyStorage
    case .identityBirthDate, .identityName, .identitySex, .identityUnknownPatient: .confirmPatient
    case .storageUnsettled, .pathSupersededOnly, .pathEmptyContent: .waitForModule
    default:
      switch severity {
      case .error: .correctRecord
      case .warning: .correctWriter
      case .note: .nothing
      }
    }
  }
}
