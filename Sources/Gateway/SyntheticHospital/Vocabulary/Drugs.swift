/// A drug: the products of the maker 「登呂」 do not exist; neither do the HOT9 numbers given to them.
struct Drug: Sendable {
  let code: String
  let name: String
  /// `code^text`, table MR9P.
  let unit: String
  /// `code^text`, table MR9P.
  let form: String
  /// `code^text`, table 0162.
  let route: String
  /// A single dose in tenths of the unit.
  let dose: Int

  private init(
    _ code: String, _ name: String, unit: String, form: String, route: String = "PO^口", dose: Int = 10
  ) {
    self.code = code
    self.name = name
    self.unit = unit
    self.form = form
    self.route = route
    self.dose = dose
  }

  /// CWE.
  var coded: String { "\(code)^\(name)^HOT9" }
  /// CWE of the unit.
  var codedUnit: String { "\(unit)^MR9P" }
  /// The unit inside a quantity, CQ: subcomponents.
  var unitInQuantity: String { "\(unit.replacing("^", with: "&"))&MR9P" }

  private static func tablet(_ code: String, _ name: String, dose: Int = 10) -> Drug {
    Drug(code, name, unit: "TAB^錠", form: "TAB^錠剤", dose: dose)
  }
  private static func injection(_ code: String, _ name: String, unit: String) -> Drug {
    Drug(code, name, unit: unit, form: "INJ^注射剤", route: "IV^静脈内")
  }

  /// Taken regularly.
  static let regular = [
    tablet("190000101", "アムロジピン錠５ｍｇ「登呂」"), tablet("190000202", "メトホルミン塩酸塩錠２５０ｍｇ「登呂」", dose: 20),
    tablet("190000303", "ロスバスタチン錠２．５ｍｇ「登呂」"), tablet("190000404", "カルボシステイン錠５００ｍｇ「登呂」"),
    tablet("190000505", "レボフロキサシン錠５００ｍｇ「登呂」"), tablet("190000808", "ランソプラゾールＯＤ錠１５ｍｇ「登呂」"),
    tablet("190000909", "レバミピド錠１００ｍｇ「登呂」"), tablet("190001010", "アスピリン腸溶錠１００ｍｇ「登呂」"),
    tablet("190001111", "ビソプロロールフマル酸塩錠２．５ｍｇ「登呂」", dose: 5),
    tablet("190001515", "クエン酸第一鉄ナトリウム錠５０ｍｇ「登呂」", dose: 20),
    tablet("190001616", "酸化マグネシウム錠３３０ｍｇ「登呂」", dose: 20), tablet("190001717", "カンデサルタン錠８ｍｇ「登呂」"),
    tablet("190001818", "フロセミド錠２０ｍｇ「登呂」", dose: 5), tablet("190001919", "プレドニゾロン錠５ｍｇ「登呂」", dose: 20),
    tablet("190002404", "ワルファリンＫ錠１ｍｇ「登呂」", dose: 25), tablet("190002505", "フェブキソスタット錠１０ｍｇ「登呂」"),
    Drug("190002606", "タムスロシン塩酸塩カプセル０．２ｍｇ「登呂」", unit: "CAP^カプセル", form: "CAP^カプセル剤"),
    Drug("190002707", "セレコキシブカプセル１００ｍｇ「登呂」", unit: "CAP^カプセル", form: "CAP^カプセル剤"),
    Drug("190002808", "耐性乳酸菌整腸散「登呂」", unit: "G^ｇ", form: "PWD^散剤、ドライシロップ剤"),
    Drug("190000606", "アンブロキソール塩酸塩シロップ小児用０．３％「登呂」", unit: "ML^ｍＬ", form: "SYR^シロップ剤", dose: 45),
    Drug("190000707", "レボセチリジン塩酸塩シロップ０．０５％「登呂」", unit: "ML^ｍＬ", form: "SYR^シロップ剤", dose: 25),
  ]
  /// Taken when needed.
  static let occasional = [
    tablet("190001313", "ロキソプロフェンナトリウム錠６０ｍｇ「登呂」"), tablet("190002909", "アセトアミノフェン錠２００ｍｇ「登呂」", dose: 20),
    tablet("190003010", "ブロチゾラム錠０．２５ｍｇ「登呂」"),
  ]
  /// Put on the skin or into the eye.
  static let external = [
    Drug(
      "190001414", "ロキソプロフェンナトリウムテープ１００ｍｇ「登呂」", unit: "SHT^枚", form: "TPE^テープ、貼付剤", route: "AP^外用"),
    Drug("190003111", "ヘパリン類似物質油性クリーム０．３％「登呂」", unit: "G^ｇ", form: "CRM^クリーム", route: "AP^外用"),
    Drug("190003212", "ラタノプロスト点眼液０．００５％「登呂」", unit: "BTL^瓶", form: "LQD^液剤", route: "OP^眼"),
  ]
  /// What an injection is dissolved in.
  static let solutions = [
    injection("190002118", "生理食塩液１００ｍＬ「登呂」", unit: "BTL^瓶"),
    injection("190002219", "維持液３号輸液５００ｍＬ「登呂」", unit: "BAG^袋"),
    injection("190003313", "５％ブドウ糖液２５０ｍＬ「登呂」", unit: "BAG^袋"),
  ]
  /// What is dissolved.
  static let additives = [
    injection("190002017", "セフトリアキソンナトリウム静注用１ｇ「登呂」", unit: "VIL^バイアル"),
    injection("190002320", "セファゾリンナトリウム静注用１ｇ「登呂」", unit: "VIL^バイアル"),
    injection("190003414", "ファモチジン注射液２０ｍｇ「登呂」", unit: "AMP^アンプル"),
    injection("190003515", "メトクロプラミド注射液１０ｍｇ「登呂」", unit: "AMP^アンプル"),
    injection("190003616", "ビタミンＢ１・Ｂ６・Ｂ１２配合剤静注用「登呂」", unit: "AMP^アンプル"),
    injection("190003717", "アスコルビン酸注射液５００ｍｇ「登呂」", unit: "AMP^アンプル"),
  ]
}

/// How a drug is taken: 標準用法マスタ, JAMISDP01.
struct Usage: Sendable {
  let code: String
  let text: String
  /// Doses a day; 0 for use when needed.
  let timesADay: Int

  /// RPT as in TQ1-3.
  var pattern: String { "\(code)&\(text)&JAMISDP01" }

  static let regular = [
    Usage(code: "1011040000000000", text: "内服・経口・１日１回朝食後", timesADay: 1),
    Usage(code: "1011000400000000", text: "内服・経口・１日１回夕食後", timesADay: 1),
    Usage(code: "1011000090000000", text: "内服・経口・１日１回就寝前", timesADay: 1),
    Usage(code: "1012040400000000", text: "内服・経口・１日２回朝夕食後", timesADay: 2),
    Usage(code: "1013044400000000", text: "内服・経口・１日３回朝昼夕食後", timesADay: 3),
  ]
  static let whenNeeded = Usage(code: "1050110020000000", text: "内服・経口・疼痛時", timesADay: 0)
  static let onTheSkin = Usage(code: "2B71000000000000", text: "外用・貼付・１日１回", timesADay: 1)
}
