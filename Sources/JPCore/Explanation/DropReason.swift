extension ConversionExplanation {
  /// Why a field with a value reached no element.
  public enum DropReason: Sendable, Hashable {
    /// The kind never delivers it.
    case use(FieldUse.Reason)
    /// The conversion of this record left it out.
    case finding(ConversionFinding.Code)
    /// It holds an HL7 null (`""`), which asks to delete: nothing is what is sent for it.
    case null
    /// Nothing is sent for this value; another one would show.
    case value
    /// No value would show in this record: another field takes precedence, or it stands where it is not read.
    case noEffect
    /// The rest of its field is sent; of this part nobody makes use.
    case part
    /// The standard has no such field in this kind.
    case unknown

    /// The reason in one word, for scripts.
    public var code: String {
      switch self {
      case .use(let reason): reason.rawValue
      case .finding(let code): code.rawValue
      case .null: "null"
      case .value: "value"
      case .noEffect: "noEffect"
      case .part: "part"
      case .unknown: "unknown"
      }
    }

    /// The reason as a Japanese phrase.
    public var japanese: String {
      switch self {
      case .use(let reason): reason.japanese
      case .finding(let code): code.japanese
      case .null: "HL7 の null 値（削除の指示）"
      case .value: "この値では送るものがない"
      case .noEffect: "この電文では別の項目が優先されるか、読まれない位置にある"
      case .part: "項目のうち、送信に使わない部分"
      case .unknown: "この種別の規格にない項目"
      }
    }

    /// The reason as an English phrase.
    public var english: String {
      switch self {
      case .use(let reason): reason.english
      case .finding(let code): code.english
      case .null: "an HL7 null, which asks to delete"
      case .value: "nothing is sent for this value"
      case .noEffect: "another field takes precedence, or it is not read where it stands"
      case .part: "a part of the field of which no use is made"
      case .unknown: "not a field of this kind in the standard"
      }
    }
  }
}

extension ConversionFinding.Code {
  /// What was left out, weakened or decided, as a Japanese phrase.
  public var japanese: String {
    switch self {
    case .codeWithoutSystem: "コード体系の URI が分からないため、コードは文字列として送る"
    case .codeContradictsMap: "コード対応表と電文の標準コードが異なるため、電文のコードを送る"
    case .identifierInvalid: "識別子として成り立たないため省く"
    case .codeUnknown: "送信先の値集合にないコードのため、省くか文字列として送る"
    case .dateImpossible: "日付として成り立たないため省く"
    case .datePeriodReversed: "終了が開始より前のため、終了を省く"
    case .dateFromPath: "電文に日付がないため、格納パスの日付を使う"
    case .valueWeakened: "値をその形式で送れないため、別の形で送るか省く"
    case .profileGeneral: "専用プロファイルの必須項目がないため、一般のプロファイルで送る"
    case .cancelled: "取消の電文のため何も送らない（取り消された記録が作った資源は削除する）"
    }
  }

  /// What was left out, weakened or decided, as an English phrase.
  public var english: String {
    switch self {
    case .codeWithoutSystem: "the code goes as text: its coding system has no URI"
    case .codeContradictsMap: "the code map says another standard code than the message, whose code is sent"
    case .identifierInvalid: "left out: no possible identifier"
    case .codeUnknown: "a code that the target's value set does not have is left out or goes as text"
    case .dateImpossible: "left out: no possible date"
    case .datePeriodReversed: "the end is left out: it lies before the start"
    case .dateFromPath: "the message has no date, that of the path is taken"
    case .valueWeakened: "the value cannot go in its own form: another one, or none, is sent"
    case .profileGeneral: "a more general profile is named: what the special one demands is missing"
    case .cancelled: "the message cancels an event: it makes nothing, and what the event had made goes"
    }
  }
}
