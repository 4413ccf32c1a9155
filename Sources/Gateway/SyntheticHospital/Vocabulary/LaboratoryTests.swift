/// A laboratory test with its JLAC10 code of 17 digits.
struct LaboratoryTest: Sendable {
  let code: String
  let name: String
  let localCode: String
  let unit: String
  /// The reference range in units of the last decimal.
  let range: ClosedRange<Int>
  let decimals: Int
  /// Results in words, the normal one first; empty for numbers.
  let words: [String]

  private init(
    _ localCode: String, _ code: String, _ name: String, _ unit: String, _ range: ClosedRange<Int>,
    decimals: Int = 0
  ) {
    self.init(localCode, code, name, unit, range, decimals: decimals, words: [])
  }

  private init(_ localCode: String, _ code: String, _ name: String, words: [String]) {
    self.init(localCode, code, name, "", 0...0, decimals: 0, words: words)
  }

  private init(
    _ localCode: String, _ code: String, _ name: String, _ unit: String, _ range: ClosedRange<Int>,
    decimals: Int, words: [String]
  ) {
    self.localCode = localCode
    self.code = code
    self.name = name
    self.unit = unit
    self.range = range
    self.decimals = decimals
    self.words = words
  }

  /// OBX-3: JLAC10 and the local code.
  var identifier: String { "\(code)^\(name)^JC10^\(localCode)^\(name)^99T06" }
  /// OBX-7.
  var reference: String {
    words.first ?? "\(Self.decimal(range.lowerBound, decimals))-\(Self.decimal(range.upperBound, decimals))"
  }

  /// A number of so many decimals, given in units of the last one.
  static func decimal(_ number: Int, _ decimals: Int) -> String {
    guard decimals > 0 else { return String(number) }
    let scale = (0..<decimals).reduce(1) { product, _ in product * 10 }
    let sign = number < 0 ? "-" : ""
    let rest = SyntheticMoment.padded(Int(number.magnitude) % scale, decimals)
    return "\(sign)\(number.magnitude / UInt(scale)).\(rest)"
  }

  private static let signs = ["(-)", "(±)", "(1+)", "(2+)", "(3+)"]

  static let chemistry = [
    LaboratoryTest("TP", "3A010000002327101", "総蛋白", "g/dL", 66...81, decimals: 1),
    LaboratoryTest("ALB", "3A015000002327101", "アルブミン", "g/dL", 41...51, decimals: 1),
    LaboratoryTest("AG", "3A016000002327102", "Ａ／Ｇ比", "", 13...22, decimals: 1),
    LaboratoryTest("TBIL", "3J010000002327101", "総ビリルビン", "mg/dL", 4...15, decimals: 1),
    LaboratoryTest("DBIL", "3J015000002327101", "直接ビリルビン", "mg/dL", 0...3, decimals: 1),
    LaboratoryTest("AST", "3B035000002327201", "ＡＳＴ（ＧＯＴ）", "U/L", 13...30),
    LaboratoryTest("ALT", "3B045000002327201", "ＡＬＴ（ＧＰＴ）", "U/L", 7...23),
    LaboratoryTest("LD", "3B050000002327201", "ＬＤ", "U/L", 124...222),
    LaboratoryTest("ALP", "3B070000002327101", "ＡＬＰ", "U/L", 38...113),
    LaboratoryTest("GGT", "3B090000002327101", "γ−ＧＴＰ", "U/L", 9...32),
    LaboratoryTest("CHE", "3B110000002327101", "コリンエステラーゼ", "U/L", 201...421),
    LaboratoryTest("AMY", "3B160000002327101", "アミラーゼ", "U/L", 44...132),
    LaboratoryTest("CK", "3B010000002327101", "ＣＫ", "U/L", 59...248),
    LaboratoryTest("UN", "3C025000002327201", "尿素窒素", "mg/dL", 8...20),
    LaboratoryTest("CRE", "3C015000002327101", "クレアチニン", "mg/dL", 46...79, decimals: 2),
    LaboratoryTest("UA", "3C020000002327101", "尿酸", "mg/dL", 26...55, decimals: 1),
    LaboratoryTest("NA", "3H010000002326101", "ナトリウム", "mmol/L", 138...145),
    LaboratoryTest("K", "3H015000002326101", "カリウム", "mmol/L", 36...48, decimals: 1),
    LaboratoryTest("CL", "3H020000002326101", "クロール", "mmol/L", 101...108),
    LaboratoryTest("CA", "3H030000002327101", "カルシウム", "mg/dL", 88...101, decimals: 1),
    LaboratoryTest("IP", "3H040000002327101", "無機リン", "mg/dL", 27...46, decimals: 1),
    LaboratoryTest("FE", "3I010000002327101", "鉄", "ug/dL", 40...188),
    LaboratoryTest("TC", "3F050000002327101", "総コレステロール", "mg/dL", 142...248),
    LaboratoryTest("HDL", "3F070000002327101", "ＨＤＬコレステロール", "mg/dL", 48...103),
    LaboratoryTest("LDL", "3F077000002327101", "ＬＤＬコレステロール", "mg/dL", 65...163),
    LaboratoryTest("TG", "3F015000002327101", "中性脂肪", "mg/dL", 30...117),
    LaboratoryTest("GLU", "3D010000002227101", "血糖", "mg/dL", 73...109),
    LaboratoryTest("CRP", "5C070000002306201", "ＣＲＰ", "mg/dL", 4...14, decimals: 2),
  ]
  static let haematology = [
    LaboratoryTest("WBC", "2A010000001930101", "白血球数", "10*3/uL", 33...86, decimals: 1),
    LaboratoryTest("RBC", "2A020000001930101", "赤血球数", "10*6/uL", 386...492, decimals: 2),
    LaboratoryTest("HB", "2A030000001930101", "血色素量", "g/dL", 116...148, decimals: 1),
    LaboratoryTest("HT", "2A040000001930102", "ヘマトクリット", "%", 351...444, decimals: 1),
    LaboratoryTest("MCV", "2A060000001930101", "ＭＣＶ", "fL", 836...982, decimals: 1),
    LaboratoryTest("MCH", "2A070000001930101", "ＭＣＨ", "pg", 275...332, decimals: 1),
    LaboratoryTest("MCHC", "2A080000001930101", "ＭＣＨＣ", "g/dL", 317...353, decimals: 1),
    LaboratoryTest("PLT", "2A050000001930101", "血小板数", "10*3/uL", 158...348),
  ]
  static let diabetes = [
    LaboratoryTest("A1C", "3D046000001920402", "ヘモグロビンＡ１ｃ（ＮＧＳＰ）", "%", 49...60, decimals: 1)
  ]
  static let coagulation = [
    LaboratoryTest("PT", "2B030000002231101", "プロトロンビン時間", "s", 105...135, decimals: 1),
    LaboratoryTest("APTT", "2B020000002231101", "活性化部分トロンボプラスチン時間", "s", 240...390, decimals: 1),
    LaboratoryTest("FIB", "2B100000002231101", "フィブリノーゲン", "mg/dL", 200...400),
    LaboratoryTest("FDP", "2B120000002206201", "ＦＤＰ", "ug/mL", 10...50, decimals: 1),
  ]
  static let immunology = [
    LaboratoryTest("TNI", "5C094000002305101", "高感度トロポニンＩ", "pg/mL", 50...262, decimals: 1),
    LaboratoryTest("BNP", "4Z271000002205101", "ＢＮＰ", "pg/mL", 50...184, decimals: 1),
    LaboratoryTest("CEA", "5D010000002305101", "ＣＥＡ", "ng/mL", 5...50, decimals: 1),
    LaboratoryTest("TSH", "4A055000002305101", "ＴＳＨ", "uIU/mL", 50...500, decimals: 2),
    LaboratoryTest("FT4", "4A035000002305101", "遊離サイロキシン", "ng/dL", 90...170, decimals: 2),
    LaboratoryTest("IGE", "5A090000002305101", "非特異的ＩｇＥ", "IU/mL", 20...170),
    LaboratoryTest("HBSAG", "5F016141002305311", "ＨＢｓ抗原", words: ["(-)", "(+)"]),
    LaboratoryTest("HCVAB", "5F360141002305311", "ＨＣＶ抗体", words: ["(-)", "(+)"]),
  ]
  static let urine = [
    LaboratoryTest("UPRO", "1A010000000190111", "尿蛋白定性", words: signs),
    LaboratoryTest("UGLU", "1A020000000190111", "尿糖定性", words: signs),
    LaboratoryTest("UOB", "1A100000000190111", "尿潜血反応", words: signs),
    LaboratoryTest("UKET", "1A060000000190111", "尿ケトン体定性", words: signs),
    LaboratoryTest("UBIL", "1A055000000190111", "尿ビリルビン定性", words: ["(-)", "(1+)"]),
    LaboratoryTest("UPH", "1A035000000190101", "尿ｐＨ", "", 50...75, decimals: 1),
    LaboratoryTest("USG", "1A030000000190101", "尿比重", "", 1_005...1_030, decimals: 3),
  ]
}

/// Tests that are made from one specimen.
struct LaboratoryPanel: Sendable {
  /// CWE, local.
  let code: String
  /// SPM-4.
  let material: String
  let tests: [LaboratoryTest]

  static let chemistry = LaboratoryPanel(
    code: "E002^生化学的検査^99T05", material: "023^血清^JC10", tests: LaboratoryTest.chemistry)
  static let haematology = LaboratoryPanel(
    code: "E001^血液学的検査^99T05", material: "019^全血（添加物入り）^JC10", tests: LaboratoryTest.haematology)
  static let diabetes = LaboratoryPanel(
    code: "E007^糖尿病関連検査^99T05", material: "019^全血（添加物入り）^JC10", tests: LaboratoryTest.diabetes)
  static let coagulation = LaboratoryPanel(
    code: "E006^凝固検査^99T05", material: "022^血漿^JC10", tests: LaboratoryTest.coagulation)
  static let immunology = LaboratoryPanel(
    code: "E004^免疫学的検査^99T05", material: "023^血清^JC10", tests: LaboratoryTest.immunology)
  static let urine = LaboratoryPanel(
    code: "E003^尿一般検査^99T05", material: "001^尿（含むその他）^JC10", tests: LaboratoryTest.urine)
}
