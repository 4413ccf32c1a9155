extension ValidationCode {
  /// Sentences of the families `field`, `date` and `code`; nil for other codes.
  var valueText: BilingualText? {
    fieldText ?? dateText ?? codeText
  }

  private var fieldText: BilingualText? {
    switch self {
    case .fieldRequired: BilingualText(ja: "必須項目が空です", en: "a required field is empty")
    case .fieldNotUsed:
      BilingualText(ja: "SS-MIX2 で使わない項目に値があります", en: "filled, although SS-MIX2 does not use it")
    case .fieldNotNumeric: BilingualText(ja: "数値ではありません", en: "not a number")
    case .fieldCount:
      BilingualText(ja: "項目数が定義より多いです", en: "more fields than the segment is defined with")
    case .fieldLength: BilingualText(ja: "規定の長さを超えています", en: "longer than specified")
    case .fieldRepetition:
      BilingualText(ja: "繰り返せない項目が繰り返されています", en: "repeats, although it must not")
    case .fieldShifted:
      BilingualText(
        ja: "値が隣の項目にずれているようです", en: "the value seems to belong to a neighbouring field")
    case .fieldOrderNumber:
      BilingualText(
        ja: "オーダ番号がファイル名と一致しません", en: "the order number is not that of the file name")
    case .fieldOrderNumberLength:
      BilingualText(ja: "オーダ番号が 15 桁を超えています", en: "the order number has more than 15 characters")
    case .fieldTrailingBlank:
      BilingualText(ja: "値の末尾に空白があります", en: "the value ends in a blank")
    case .fieldNameInOneComponent:
      BilingualText(
        ja: "姓と名が 1 つの成分に入っています", en: "the whole name stands in one component")
    case .fieldNameRepresentation:
      BilingualText(
        ja: "氏名の表記種別 (I・P・A) がありません", en: "the name lacks its representation (I, P, A)")
    case .fieldAddress:
      BilingualText(ja: "住所の国と種別がありません", en: "the address lacks country and type")
    case .fieldPostcode:
      BilingualText(ja: "郵便番号にハイフンがありません", en: "the postcode lacks its hyphen")
    case .fieldSetID: BilingualText(ja: "連番が 1 から続いていません", en: "set IDs do not count from 1")
    case .fieldInconsistent:
      BilingualText(
        ja: "同じ電文の他の値と矛盾しています", en: "contradicts another value of the message")
    case .fieldObservationRepeated:
      BilingualText(
        ja: "同じ患者の別のファイルに同じ測定があります",
        en: "the same measurement is in another file of the patient")
    default: nil
    }
  }

  private var dateText: BilingualText? {
    switch self {
    case .dateFormat: BilingualText(ja: "日時の形式ではありません", en: "not of the form of a date or time")
    case .dateImpossible: BilingualText(ja: "存在しない日時です", en: "a date or time that does not exist")
    case .dateExtendedHours: BilingualText(ja: "24〜47 時の表記です", en: "an hour from 24 to 47")
    case .dateUnknownTime:
      BilingualText(ja: "時刻が 000000 です (不明の可能性)", en: "the time is 000000, perhaps unknown")
    case .dateIncomplete: BilingualText(ja: "日時の桁が足りません", en: "less precise than specified")
    case .dateCareDateMismatch:
      BilingualText(ja: "フォルダーの診療日と一致しません", en: "is not the care date of the folder")
    case .dateCareDateMissing:
      BilingualText(ja: "診療日のもとになる項目が空です", en: "the field that gives the care date is empty")
    case .dateMessageTime:
      BilingualText(
        ja: "ファイル名の発生日時と一致しません", en: "is not the timestamp of the file name")
    case .dateFraction:
      BilingualText(
        ja: "小数の桁数がファイル名より多いか、小数点がありません",
        en: "more decimals than the file name has, or no dot before them")
    case .dateLate:
      BilingualText(ja: "診療日より 7 日を超えて後の電文です", en: "written more than 7 days after the care date")
    case .dateAfterMessage:
      BilingualText(ja: "メッセージ日時より後の日時です", en: "later than the message")
    case .dateFutureCareDate:
      BilingualText(ja: "診療日がメッセージ日時より後です", en: "the care date is after the message")
    default: nil
    }
  }

  private var codeText: BilingualText? {
    switch self {
    case .codeValue: BilingualText(ja: "表にないコードです", en: "no code of the field's table")
    case .codeValueType:
      BilingualText(ja: "HL7 にない値の型です", en: "a value type that HL7 does not have")
    case .codeJLAC10:
      BilingualText(ja: "JLAC10 コードの桁数または文字が違います", en: "no JLAC10 code of 15 or 17 characters")
    case .codeJLAC10Mixed:
      BilingualText(
        ja: "15 桁と 17 桁の JLAC10 コードが混在しています", en: "JLAC10 codes of 15 and of 17 characters")
    case .codeSubItem:
      BilingualText(ja: "検査項目コードが副項目の形です", en: "an item code with a sub-item")
    case .codeLocalOnly:
      BilingualText(ja: "標準コードがなく、施設独自のコードだけです", en: "a local code without a standard one")
    case .codeUnit:
      BilingualText(ja: "単位に全角文字が使われています", en: "a unit in other characters than ASCII")
    case .codePanel:
      BilingualText(
        ja: "項目の検査分野が検査名と違います", en: "the item is of another field than its panel")
    case .codeBlanks:
      BilingualText(
        ja: "コードまたは体系名の前後に空白があります", en: "blanks around a code or the name of its system")
    case .codeNoSystem: BilingualText(ja: "コード体系名がありません", en: "a code without its system")
    case .codeNoText: BilingualText(ja: "コードの名称がありません", en: "a code without its text")
    case .codeDepartmentConflict:
      BilingualText(ja: "診療科が電文の中で食い違っています", en: "departments disagree")
    case .codeDepartmentSystem:
      BilingualText(ja: "診療科のコード体系が HL70069 ではありません", en: "the department's system is not HL70069")
    case .codeConfidential:
      BilingualText(ja: "開示を制限された病名です", en: "a diagnosis marked as restricted")
    case .codeResultStatusMixed:
      BilingualText(
        ja: "最終結果と中間結果が混在しています", en: "final and preliminary results in one message")
    case .codeFlagConflict:
      BilingualText(ja: "取消の電文が有効 (_1) です", en: "a cancellation stored as active (_1)")
    case .codeDiagnosisUncoded:
      BilingualText(ja: "病名がコード化されていません (ICD-10 なし)", en: "the diagnosis has no ICD-10 code")
    default: nil
    }
  }
}
