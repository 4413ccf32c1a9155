/// Names and places of patients. Every family name has a kanji whose code holds the value of a delimiter, so
/// every message does (日 467C, 宮 355C, 京 357E, 本 4B5C, 入 467E, 時 3B7E, 五 385E).
enum People {
  struct Name: Sendable {
    let kanji: String
    let kana: String
    init(_ kanji: String, _ kana: String) {
      self.kanji = kanji
      self.kana = kana
    }
  }

  static let families = [
    Name("宮本", "ミヤモト"), Name("京極", "キョウゴク"), Name("日向", "ヒナタ"), Name("本宮", "モトミヤ"), Name("入江", "イリエ"),
    Name("時田", "トキタ"), Name("日野", "ヒノ"), Name("宮入", "ミヤイリ"), Name("本条", "ホンジョウ"), Name("京本", "キョウモト"),
    Name("日高", "ヒダカ"), Name("宮内", "ミヤウチ"), Name("本田", "ホンダ"), Name("入山", "イリヤマ"), Name("五味", "ゴミ"),
    Name("時岡", "トキオカ"), Name("宮城", "ミヤギ"), Name("松本", "マツモト"), Name("山本", "ヤマモト"), Name("橋本", "ハシモト"),
    Name("坂本", "サカモト"), Name("春日", "カスガ"), Name("朝日", "アサヒ"), Name("二宮", "ニノミヤ"), Name("西京", "サイキョウ"),
    Name("入沢", "イリサワ"), Name("雨宮", "アメミヤ"), Name("川本", "カワモト"), Name("十時", "トトキ"), Name("五代", "ゴダイ"),
    Name("岡本", "オカモト"), Name("神宮寺", "ジングウジ"), Name("日比谷", "ヒビヤ"), Name("本多", "ホンダ"),
  ]
  static let women = [
    Name("日和", "ヒヨリ"), Name("京子", "キョウコ"), Name("花子", "ハナコ"), Name("宮子", "ミヤコ"), Name("時子", "トキコ"),
    Name("五月", "サツキ"), Name("美日", "ミカ"), Name("陽子", "ヨウコ"), Name("真理", "マリ"), Name("恵", "メグミ"),
    Name("京香", "キョウカ"),
    Name("本子", "モトコ"), Name("さくら", "サクラ"), Name("まゆみ", "マユミ"), Name("葵", "アオイ"), Name("千代", "チヨ"),
  ]
  static let men = [
    Name("昭一", "ショウイチ"), Name("本昭", "モトアキ"), Name("日出男", "ヒデオ"), Name("時生", "トキオ"), Name("五郎", "ゴロウ"),
    Name("京介", "キョウスケ"), Name("一郎", "イチロウ"), Name("健", "ケン"), Name("誠", "マコト"), Name("翔", "ショウ"),
    Name("宮雄", "ミヤオ"),
    Name("次郎", "ジロウ"), Name("まさる", "マサル"), Name("太一", "タイチ"), Name("和也", "カズヤ"), Name("清", "キヨシ"),
  ]
  static let towns = [
    "登呂県日宮市京本町", "登呂県日宮市本町", "登呂県日宮市宮前", "登呂県入間野市日の出", "登呂県時本市五条", "登呂県時本市京橋", "登呂県宮原郡本宮町",
  ]
  static let employers = ["日宮製作所株式会社", "京本運輸株式会社", "株式会社時本工業", "登呂県庁"]

  /// Insurance, JHSD0001: code and name.
  static let insurances = [
    ("C0^国民健康保険^JHSD0001", "日宮市"), ("01^全国健康保険協会管掌健康保険^JHSD0001", "全国健康保険協会登呂支部"),
    ("06^組合管掌健康保険^JHSD0001", "日宮製作所健康保険組合"), ("39^後期高齢者医療^JHSD0001", "登呂県後期高齢者医療広域連合"),
  ]
}

/// What a patient does not tolerate: IAM, AL1.
struct Allergen: Sendable {
  /// CWE of table 0127.
  let type: String
  /// CWE: JLAC10, HOT9 or local.
  let code: String
  let reactions: [String]

  init(_ type: String, _ code: String, _ reactions: [String]) {
    self.type = type
    self.code = code
    self.reactions = reactions
  }

  static let all = [
    Allergen("FA^食物アレルギー^HL70127", "5A1002411023006^ソバ^JC10", ["湿疹", "口のかゆみ"]),
    Allergen("FA^食物アレルギー^HL70127", "5A1002447023023^卵白^JC10", ["じんましん", "喘鳴"]),
    Allergen("FA^食物アレルギー^HL70127", "102^牛乳^99T02", ["口のまわりの発赤", "下痢"]),
    Allergen("LA^花粉アレルギー^HL70127", "5A1002216023023^スギ^JC10", ["目のかゆみ", "くしゃみ"]),
    Allergen("EA^環境アレルギー^HL70127", "5A1102700023023^ハウスダスト^JC10", ["くしゃみ", "鼻水"]),
    Allergen("AA^動物アレルギー^HL70127", "201^ねこ^99T02", ["くしゃみ", "目の充血"]),
    Allergen("DA^薬物アレルギー^HL70127", "001^ペニシリン系抗菌薬^99T02", ["全身の発疹", "呼吸困難"]),
    Allergen("DA^薬物アレルギー^HL70127", "190002320^セファゾリンナトリウム静注用１ｇ「登呂」^HOT9", ["皮疹", "血圧低下"]),
    Allergen("DA^薬物アレルギー^HL70127", "003^ヨード造影剤^99T02", ["嘔気", "じんましん"]),
  ]
  static let severities = ["MI^軽度^HL70128", "MO^中等度^HL70128", "SV^重度^HL70128", "U^不明^HL70128"]
  static let onsets = ["小学校低学年の頃", "中学生の頃から毎年春", "一歳の誕生日の頃", "就職して間もなく"]
}
