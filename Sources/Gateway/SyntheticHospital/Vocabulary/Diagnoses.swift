/// A diagnosis: management number (MDCDX2), name, ICD-10 and exchange code; of the right form, fit for no
/// treatment.
struct Diagnosis: Sendable {
  let number: String
  let name: String
  let icd10: String
  let exchangeCode: String

  private init(_ number: String, _ name: String, _ icd10: String, _ exchangeCode: String) {
    self.number = number
    self.name = name
    self.icd10 = icd10
    self.exchangeCode = exchangeCode
  }

  /// Of a patient who comes regularly.
  static let chronic = [
    Diagnosis("20061938", "高血圧症", "I10", "CJ2K"), Diagnosis("20066011", "２型糖尿病", "E119", "T1AB"),
    Diagnosis("20068120", "脂質異常症", "E785", "U5PN"), Diagnosis("20071345", "慢性閉塞性肺疾患", "J449", "S2JV"),
    Diagnosis("20054174", "胃炎", "K297", "TSQF"), Diagnosis("20059789", "労作性狭心症", "I208", "VM5R"),
    Diagnosis("20060890", "慢性心不全", "I509", "P9TG"), Diagnosis("20069012", "変形性膝関節症", "M171", "L3HX"),
    Diagnosis("20070123", "腰痛症", "M5456", "B2YS"), Diagnosis("20074456", "慢性腎臓病", "N189", "C8VD"),
    Diagnosis("20075567", "気管支喘息", "J459", "UGTT"), Diagnosis("20076678", "前立腺肥大症", "N40", "F5TE"),
    Diagnosis("20084317", "日中の倦怠感", "", ""),
  ]
  /// Why a patient is admitted.
  static let acute = [
    Diagnosis("20067234", "細菌性肺炎", "J159", "R3QD"), Diagnosis("20054678", "胃潰瘍", "K259", "A4NL"),
    Diagnosis("20065901", "胆のう結石症", "K802", "E6DW"), Diagnosis("20077789", "急性腎盂腎炎", "N10", "G2RM"),
    Diagnosis("20078890", "大腿骨頚部骨折", "S7200", "M4HK"), Diagnosis("20079901", "急性虫垂炎", "K359", "H1NC"),
  ]
  /// 修飾語, in front: number and text.
  static let prefixes = [("8004", "急性"), ("2049", "両側"), ("1011", "陳旧性")]
  /// PRB-14.
  static let recovered = "F^完全回復^HL70241"
  static let unresolved = ["N^回復せず^HL70241", "R^回復中^HL70241"]
}
