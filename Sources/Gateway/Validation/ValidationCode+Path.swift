extension ValidationCode {
  /// Sentences of the families `path`, `identity` and `storage`; nil for other codes.
  var pathText: BilingualText? {
    switch self {
    case .pathMalformed:
      BilingualText(ja: "パスまたは名前が SS-MIX2 の形式ではありません", en: "path or name is not of the SS-MIX2 form")
    case .pathPatientMismatch:
      BilingualText(ja: "フォルダーの患者と一致しません", en: "is not the patient of the folder")
    case .pathDateMismatch:
      BilingualText(ja: "名前の診療日がフォルダーと一致しません", en: "the name has another care date than its folder")
    case .pathKindMismatch:
      BilingualText(ja: "名前のデータ種別がフォルダーと一致しません", en: "the name has another data kind than its folder")
    case .pathKindUnknown:
      BilingualText(ja: "標準化ストレージにないデータ種別です", en: "no data kind of the standardized storage")
    case .pathNotAFile:
      BilingualText(
        ja: "シンボリックリンクまたは特殊ファイルです。たどりません",
        en: "a symbolic link or special file; it is not followed")
    case .pathNameEncoding:
      BilingualText(ja: "名前が UTF-8 ではありません", en: "the name is not UTF-8")
    case .pathMisplaced:
      BilingualText(ja: "この階層にあるはずのないものです", en: "does not belong at this level of the tree")
    case .pathStrayFile:
      BilingualText(
        ja: "OS やコピーソフトが残したファイルまたはフォルダーです",
        en: "left behind by an operating system or a copy tool")
    case .pathOutsideStorage:
      BilingualText(
        ja: "ストレージの外のファイルです。名前とフォルダーは検査していません",
        en: "lies in no storage; name and folders are not checked")
    case .pathShortTimestamp:
      BilingualText(ja: "発生日時が 17 桁ではありません", en: "the timestamp has fewer than 17 digits")
    case .pathMissingDepartment:
      BilingualText(ja: "名前に診療科コードがありません (6 要素)", en: "the name has no department (six parts)")
    case .pathNoDepartment:
      BilingualText(
        ja: "診療科のある種別ですが、名前の診療科が「-」です",
        en: "the kind has a department, the name has \"-\"")
    case .pathUnexpectedDepartment:
      BilingualText(
        ja: "診療科のない種別ですが、名前に診療科があります",
        en: "the name has a department, the kind has none")
    case .pathLevelsNotSlices:
      BilingualText(
        ja: "第 1・第 2 階層が患者 ID の 1〜3 桁目・4〜6 桁目ではありません",
        en: "levels 1 and 2 are not characters 1-3 and 4-6 of the patient ID")
    case .pathKindLetterCase:
      BilingualText(ja: "データ種別の大文字・小文字が違います", en: "the kind is in another letter case")
    case .pathImpossibleCareDate:
      BilingualText(ja: "診療日が暦にない日付です", en: "the care date is no day of the calendar")
    case .pathUnexpectedCareDate:
      BilingualText(
        ja: "診療日の有無が種別の定義と違います",
        en: "a care date where the kind has none, or none where it has one")
    case .pathOrderNumberLength:
      BilingualText(
        ja: "オーダNo・特定キーの長さが規定 (15 桁・22 桁) と違います",
        en: "order number or special key is not of the nominal length (15, 22)")
    case .pathUnexpectedOrderNumber:
      BilingualText(
        ja: "オーダNoが固定値の種別ですが、実番号が入っています",
        en: "a real order number where the kind has the fixed one")
    case .pathUnicodeForm:
      BilingualText(
        ja: "名前の濁点が分離しています (合成済みの形ではありません)",
        en: "the name is in decomposed Unicode")
    case .pathKindFolderForm:
      BilingualText(
        ja: "データ種別フォルダーの名前が規定の形ではありません",
        en: "the kind folder has more than six parts or 180 characters")
    case .pathLong:
      BilingualText(
        ja: "パスが 260 文字を超え、Windows で開けないことがあります",
        en: "the path has more than 260 characters; Windows programs may fail on it")
    default: recordSetText ?? identityText
    }
  }

  private var recordSetText: BilingualText? {
    switch self {
    case .pathEmptyContent:
      BilingualText(ja: "コンテンツフォルダーが空です", en: "the content folder is empty")
    case .pathNoMainDocument:
      BilingualText(
        ja: "主文書を特定できません (複数のファイルがあり main_document がありません)",
        en: "no main document can be told among several files")
    case .pathSeveralActive:
      BilingualText(
        ja: "同じキーに有効な版 (_1) が複数あります。最も新しいものを使います",
        en: "several active versions (_1) of one key; the newest counts")
    case .pathKeyInSeveralRoots:
      BilingualText(
        ja: "同じキーの有効な版が複数のルートにあります",
        en: "active versions of one key lie in several roots")
    case .pathSupersededOnly:
      BilingualText(
        ja: "旧版 (_2) だけで有効な版がありません (更新の途中か失敗)",
        en: "only superseded versions (_2), none active: an update is under way or failed")
    case .pathSeveralSnapshots:
      BilingualText(
        ja: "病名の有効なファイルが複数のオーダNoであります",
        en: "several active diagnosis files with different order numbers")
    case .pathTombstoneAlone:
      BilingualText(
        ja: "削除 (_0) だけで、削除された版がありません",
        en: "a deletion (_0) without any earlier version")
    case .pathTombstoneContent:
      BilingualText(
        ja: "最後の削除ファイル (_0) の内容が登録の電文です",
        en: "the last deletion (_0) of the key holds a registration")
    case .pathOlderThanTombstone:
      BilingualText(
        ja: "有効な版が削除より古い日時です。削除が優先します",
        en: "the active version is older than a deletion of its key; the deletion wins")
    default: nil
    }
  }

  private var identityText: BilingualText? {
    switch self {
    case .identityBirthDate:
      BilingualText(
        ja: "同じ患者番号の別のファイルと生年月日が違います",
        en: "another file of this chart number has another birth date")
    case .identityName:
      BilingualText(
        ja: "同じ患者番号の別のファイルと氏名が違います",
        en: "another file of this chart number has another name")
    case .identitySex:
      BilingualText(
        ja: "同じ患者番号の別のファイルと性別が違います",
        en: "another file of this chart number has another sex")
    case .identityPadding:
      BilingualText(
        ja: "桁をそろえるとフォルダーの患者と一致します",
        en: "equals the folder's patient only after padding")
    case .identityUnknownPatient:
      BilingualText(
        ja: "身元不明患者の可能性があります (生年月日または性別が不明)",
        en: "possibly an unidentified patient (birth date or sex unknown)")
    case .storageUnreadable: BilingualText(ja: "読めません", en: "cannot be read")
    case .storageTooLarge: BilingualText(ja: "上限 16 MiB を超えています", en: "larger than the limit of 16 MiB")
    case .storageUnsettled:
      BilingualText(ja: "読んでいる間に変わりました", en: "changed while it was read")
    default: nil
    }
  }
}
