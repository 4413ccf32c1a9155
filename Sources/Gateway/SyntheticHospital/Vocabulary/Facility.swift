// Nobody and nothing here exists.

/// The hospital itself.
enum Facility {
  static let name = "登呂市民病院"
  static let postcode = "000-0001"
  static let plainAddress = "登呂県日宮市京本町１−１"
  static let plainPhone = "000-0000-1000"
  static let address = "^^^^\(postcode)^JPN^B^\(plainAddress)"
  static let phone = "^WPN^PH^^^^^^^^^\(plainPhone)"
  /// Where letters go.
  static let clinics = ["日の出町診療所", "京本内科医院", "宮前クリニック", "入江小児科医院", "時計台前整形外科"]

  static let wards = ["2E", "2W", "3E", "3W", "4E", "4W", "5N", "5S"]

  /// A bed, PL.
  static func bed(using generator: inout SeededGenerator) -> String {
    let ward = generator.one(of: wards)
    let room = generator.within(1...24)
    return "\(ward)^\(ward.prefix(1))\(SyntheticMoment.padded(room, 2))^\(generator.within(1...4))^^^N"
  }
}

/// A department, 統一診療科コード (table 0069).
struct Department: Sendable, Hashable {
  let code: String
  let name: String

  /// CWE as in ORC-17.
  var coded: String { "\(code)^\(name)^HL70069" }

  static let internalMedicine = Department(code: "01", name: "内科")
  static let respiratory = Department(code: "05", name: "呼吸器科")
  static let gastroenterology = Department(code: "06", name: "消化器科")
  static let cardiology = Department(code: "08", name: "循環器科")
  static let paediatrics = Department(code: "09", name: "小児科")
  static let surgery = Department(code: "10", name: "外科")
  static let orthopaedics = Department(code: "11", name: "整形外科")
  static let dermatology = Department(code: "19", name: "皮膚科")
  static let urology = Department(code: "20", name: "泌尿器科")
  static let ophthalmology = Department(code: "26", name: "眼科")
  static let radiology = Department(code: "30", name: "放射線科")
  static let laboratory = Department(code: "38", name: "臨床検査科")
}

/// A member of staff.
struct StaffMember: Sendable, Hashable {
  let id: String
  let family: String
  let given: String
  let kanaFamily: String
  let kanaGiven: String
  let department: Department

  /// XCN, kanji and kana.
  let name: String
  /// XCN, kanji only.
  let shortName: String

  private init(
    _ id: String, _ family: String, _ given: String, _ kanaFamily: String, _ kanaGiven: String,
    _ department: Department
  ) {
    self.id = id
    self.family = family
    self.given = given
    self.kanaFamily = kanaFamily
    self.kanaGiven = kanaGiven
    self.department = department
    shortName = "\(id)^\(family)^\(given)^^^^^^^L^^^^^I"
    name = "\(shortName)~\(id)^\(kanaFamily)^\(kanaGiven)^^^^^^^L^^^^^P"
  }

  static let clerk = StaffMember("E4001", "本間", "入子", "ホンマ", "イリコ", .internalMedicine)
  static let technician = StaffMember("T3001", "本宿", "日菜", "モトジュク", "ヒナ", .laboratory)
  static let radiographer = StaffMember("T3002", "線崎", "時彦", "センザキ", "トキヒコ", .radiology)
  static let radiologist = StaffMember("D1009", "日置", "線一", "ヒオキ", "センイチ", .radiology)
  static let nurses = [
    StaffMember("N2001", "京田", "春日", "キョウダ", "ハルヒ", .internalMedicine),
    StaffMember("N2002", "入野", "宮代", "イリノ", "ミヤヨ", .internalMedicine),
    StaffMember("N2004", "本山", "急子", "モトヤマ", "キュウコ", .surgery),
    StaffMember("N2005", "日比", "京平", "ヒビ", "キョウヘイ", .orthopaedics),
  ]
  static let doctors = [
    StaffMember("D1001", "宮坂", "日出子", "ミヤサカ", "ヒデコ", .internalMedicine),
    StaffMember("D1002", "入船", "京介", "イリフネ", "キョウスケ", .respiratory),
    StaffMember("D1003", "京谷", "本子", "キョウタニ", "モトコ", .gastroenterology),
    StaffMember("D1004", "日下", "宮雄", "クサカ", "ミヤオ", .cardiology),
    StaffMember("D1006", "五島", "時雄", "ゴトウ", "トキオ", .surgery),
    StaffMember("D1007", "時枝", "宮太", "トキエダ", "ミヤタ", .orthopaedics),
    StaffMember("D1011", "宮田", "五月", "ミヤタ", "サツキ", .internalMedicine),
    StaffMember("D1012", "時任", "入道", "トキトウ", "イリミチ", .dermatology),
    StaffMember("D1013", "京塚", "日々樹", "キョウヅカ", "ヒビキ", .urology),
    StaffMember("D1014", "本郷", "京", "ホンゴウ", "ミヤコ", .ophthalmology),
    StaffMember("D1015", "日野原", "時男", "ヒノハラ", "トキオ", .gastroenterology),
    StaffMember("D1016", "入間", "宮比", "イルマ", "ミヤヒ", .cardiology),
  ]
  static let paediatrician = StaffMember("D1005", "本多", "時子", "ホンダ", "トキコ", .paediatrics)
}
