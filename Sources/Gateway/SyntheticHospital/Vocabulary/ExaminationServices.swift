/// An examination that is ordered as a whole and performed in parts.
struct ExaminationService: Sendable {
  /// OBR-4 of the order.
  let panel: String
  /// OBR-4 of the parts.
  let parts: [String]
  /// DICOM.
  let modality: String

  /// Name of the first part.
  var part: String { parts.first?.split(separator: "^").dropFirst().first.map(String.init) ?? "" }

  static let radiology = [
    ExaminationService(
      panel: "1000000000000000^Ｘ線単純撮影^JJ1017",
      parts: [
        "10000002000102000000010000000000^胸部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017",
        "10000002000106000000010000000000^胸部．Ｘ線単純撮影．立位側面（Ｌ→Ｒ）^JJ1017",
      ], modality: "DX"),
    ExaminationService(
      panel: "1000000000000000^Ｘ線単純撮影^JJ1017",
      parts: ["10000002500102000000010000000000^腹部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017"], modality: "DX"),
    ExaminationService(
      panel: "1000000000000000^Ｘ線単純撮影^JJ1017",
      parts: [
        "10000003600102000000010000000000^右膝関節．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017",
        "10000003700102000000010000000000^左膝関節．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017",
      ], modality: "DX"),
    ExaminationService(
      panel: "6000000000000000^ＣＴ検査^JJ1017", parts: ["60000002000000000000000000000000^胸部．単純ＣＴ^JJ1017"],
      modality: "CT"),
  ]
  static let endoscopy = [
    ExaminationService(
      panel: "11000000000^検査．上部．−．−．−．−^LENDO",
      parts: [
        "11000000100^検査．上部．−．−．上部通常内視鏡．−^LENDO", "11020001401^検査．上部．胃．−．上部通常内視鏡．生検採取^LENDO",
      ], modality: "ES"),
    ExaminationService(
      panel: "12000000000^検査．下部．−．−．−．−^LENDO", parts: ["12000000100^検査．下部．−．−．下部通常内視鏡．−^LENDO"],
      modality: "ES"),
  ]
  /// OBR-4 of an electrocardiogram.
  static let electrocardiogram = "9A110^標準１２誘導心電図^JC10"
  static let reasons = [
    "労作時の胸部圧迫感。心筋虚血の評価。", "健診で異常を指摘され、精査を希望。", "術前の評価。日常生活に制限なし。", "夜間の呼吸困難。心不全の経過を見る。",
  ]
  static let findings = [
    "正常洞調律。明らかな異常を認めない。", "Ｖ５、Ｖ６でＳＴ低下０．５ｍｍ。", "完全右脚ブロック。以前と変化なし。", "心房細動。心拍数は安定。",
  ]
  static let complaints = ["数日前から空腹時の心窩部痛。日中も軽快しない。", "便潜血陽性。自覚症状はない。", "入院中の黒色便。貧血が進行。"]
  static let suspicions = ["胃潰瘍の疑い", "大腸ポリープの疑い", "慢性胃炎"]

  /// Diets of meal orders and what is said of them.
  static let diets = ["001^常食^99T09", "012^全粥食（減塩）^99T09", "021^糖尿病食１６００ｋｃａｌ^99T09", "030^五分粥食^99T09"]
  static let dietTexts = ["一日１６００ｋｃａｌ", "塩分一日６ｇ、とろみ付き", "食物繊維を多めに", "きざみ食、本人の好みにより牛乳を除く"]
}
