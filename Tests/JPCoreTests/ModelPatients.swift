import SSMIX2

/// Messages of the kinds of patients: demographics, visits and stays, allergies, diagnoses.
extension ModelMessage {
  static let patients = [
    demographics, doctorChange, reception, plannedAdmission, admission, leave, leaveReturn, plannedTransfer,
    transfer, plannedDischarge, discharge, allergies, diagnoses,
  ]

  private static let slot = "999999999999999"
  private static let firstDoctor = "110^医師^一郎^^^^^^^L^^^^^I~^イシ^イチロウ^^^^^^^L^^^^^P"
  private static let secondDoctor = "220^交代^次郎^^^^^^^L^^^^^I"

  /// EVN with its times, recorded and happened.
  private static func event(_ occurred: String = "", planned: String = "") -> String {
    "EVN||20240401180000|\(planned)|01|900^操作者^三郎|\(occurred)|2212345678"
  }

  private static func visit(
    _ place: String, prior: String = "", doctor: String = firstDoctor, department: String = "01",
    disposition: String = "", admitted: String = "20240401100000", discharged: String = ""
  ) -> String {
    "PV1|0001|I|\(place)|||\(prior)|\(doctor)|||\(department)|||||||\(firstDoctor)||V0001"
      + String(repeating: "|", count: 17) + disposition + String(repeating: "|", count: 8) + admitted + "|"
      + discharged
  }

  /// PV2 with a place, two planned times and the return from a leave.
  private static func more(
    _ place: String = "", _ admission: String = "", _ discharge: String = "", back: String = ""
  ) -> String {
    "PV2|\(place)|||||||\(admission)|\(discharge)" + String(repeating: "|", count: 38) + back
  }

  static let demographics = ModelMessage(
    kind: "ADT-00", trigger: "A08", date: "-", order: slot,
    patient: "PID|0001||0001234567^^^^PI||試験^太郎^^^^^L^I~シケン^タロウ^^^^^L^P||197004011523|M|||"
      + "^^^^422-8033^JPN^H^静岡県静岡市駿河区登呂3-1-1~中央1-2^登呂ビル3階^静岡市葵区^静岡県^420-0000^JPN^B"
      + "||^PRN^PH^^^^^^^^^054-284-9122~^PRN^FX^^^^^^^^^054-284-9123|^WPN^PH^^^^^^^^^054-000-0001"
      + String(repeating: "|", count: 19) + "20240401",
    segments: [
      event(),
      "NK1|1|試験^花子^^^^^L^I~シケン^ハナコ^^^^^L^P|SPO^配偶者^HL70063|^^^^422-8033^JPN^H^静岡県静岡市駿河区登呂3-1-1"
        + "|^PRN^PH^^^^^^^^^054-284-9122|^WPN^PH^^^^^^^^^054-000-0002|||||||登呂商店",
      visit("32^302^1^^^N"), "DB1|1|PT||Y",
      "OBX|1|NM|9N001000000000001^身長^JC10||167.8|cm^cm^ISO+|||||F|||20240401",
      "OBX|2|NM|9N006000000000001^体重^JC10||63.5|kg^kg^ISO+|||||F|||20240401",
      "OBX|3|CWE|5H010000009199911^血液型-ABO式^JC10||A^A^JSHR002||||||F",
      "AL1|1|DA^薬剤アレルギー^HL70127|1^ペニシリン^99XYZ",
      "IN1|1|C0^国民健康保険^JHSD0001|138057|登呂市||||||登呂１２^1|３４５６|20230401|20250331||K2||SPO^配偶者^HL70063",
      "IN1|2|51^特定疾患^JHSD0001|51220001|静岡県|||||||７６５４３２１|20240101|20241231||22||SEL^本人^HL70063",
      "IN1|3|OE^自費（保険なし）^JHSD0001",
    ])

  static let doctorChange = ModelMessage(
    kind: "ADT-01", trigger: "A54", date: "-", order: slot,
    segments: [event("202404031000"), visit("32^302^1^^^N", doctor: secondDoctor)])

  static let reception = ModelMessage(
    kind: "ADT-12", trigger: "A04", order: slot,
    segments: [
      event("202404050900"),
      "PV1|0001|O|01^^^^^C||||\(firstDoctor)|||01|||||||||V0900" + String(repeating: "|", count: 25)
        + "202404050900|202404051130",
    ])

  static let plannedAdmission = ModelMessage(
    kind: "ADT-21", trigger: "A14", date: "20240401", order: slot,
    segments: [
      event(planned: "202404011000"), visit("32^302^1^^^N", admitted: ""),
      more("", "202404011000", "20240415"),
    ])

  static let admission = ModelMessage(
    kind: "ADT-22", trigger: "A01", date: "20240401", order: slot,
    segments: [event("202404011000"), visit("32^302^1^^^N"), more("", "202404011000")])

  static let leave = ModelMessage(
    kind: "ADT-31", trigger: "A21", date: "20240406", order: slot,
    segments: [event("202404061000"), visit("自宅"), more(back: "202404071700")])

  static let leaveReturn = ModelMessage(
    kind: "ADT-32", trigger: "A22", date: "20240407", order: slot,
    segments: [event("202404071640"), visit("41^460^2^^^N", department: "10")])

  static let plannedTransfer = ModelMessage(
    kind: "ADT-41", trigger: "A15", date: "20240405", order: slot,
    segments: [
      event(planned: "202404051300"), visit("32^302^1^^^N"), more("41^460^2^^^N", "202404051300"),
    ])

  static let transfer = ModelMessage(
    kind: "ADT-42", trigger: "A02", order: slot,
    segments: [
      event("202404051310"),
      visit("41^460^2^^^N", prior: "32^302^1^^^N", doctor: "330^外科^四郎^^^^^^^L^^^^^I", department: "10"),
    ])

  static let plannedDischarge = ModelMessage(
    kind: "ADT-51", trigger: "A16", date: "20240410", order: slot,
    segments: [event(planned: "202404101000"), visit("41^460^2^^^N"), more("", "", "202404101000")])

  static let discharge = ModelMessage(
    kind: "ADT-52", trigger: "A03", date: "20240410", order: slot,
    segments: [
      event("202404101130"),
      visit(
        "41^460^2^^^N", doctor: "330^外科^四郎^^^^^^^L^^^^^I", department: "10", disposition: "01",
        discharged: "202404101130"),
    ])

  /// All events of one stay, which end it.
  static let stay = [
    plannedAdmission, admission, doctorChange, plannedTransfer, transfer, leave, leaveReturn,
    plannedDischarge,
    discharge,
  ]

  static let allergies = ModelMessage(
    kind: "ADT-61", trigger: "A60", date: "-", order: slot,
    segments: [
      event(), "PV1|0001|O",
      "IAM|1|LA^花粉アレルギー^HL70127|5A1002216023023^スギ^JC10|MI^軽度^HL70128|目のかゆみ~鼻水|A^追加^HL70323|A001"
        + "|初診時の問診|AL^アレルギー^HL70436|G1^花粉^99AG|19960301|春先から|20240401|試験^花子^^^^^L^I|SPO^配偶者^HL70063"
        + "||C^確認済^HL70438|110^医師^一郎^^^^^^^L^^^^^I|登呂病院|20240402",
      "IAM|2|FA^食物アレルギー^HL70127|5A1002411023006^ソバ^JC10|MO^中等度^HL70128|湿疹|A^追加^HL70323||||||小学校低学年の頃",
      "IAM|3|DA^薬剤アレルギー^HL70127|106824501^アリナミン^HOT9|SV^重度^HL70128||A^追加^HL70323|||IN^不耐^HL70436"
        + "||2007||||||I^確認済だが不活性^HL70438",
      "IAM|4|MA^その他^HL70127|^造影剤|U^不明^HL70128||D^削除^HL70323",
    ])

  static let diagnoses = ModelMessage(
    kind: "PPR-01", trigger: "ZD1", date: "-", order: slot,
    segments: [
      "PRB|AD|20240405|20054174^急性胃炎の疑い^MDCDX2|D0001|||20240401||20240410|K297^胃炎^I10^O^外来時^JHSD0004^2013"
        + "|||1^疑い^JHSD0005|F^完全回復^HL70241|20240410|20240331|食後に痛む|1^主診断^JHSD0007|||||||N^普通^HL70177",
      "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2|8002^の疑い^MDCDX2|QAQA^急性^MDCDX2|TSQF^胃炎^MDCDX2||空腹時にも痛む",
      "ZI1|1|C0^国民健康保険^JHSD0001|138057|登呂市",
      "ORC|NW|000000000000042|||||||20240405|058^入力者^花子||110^医師^一郎^^^^^^^L^^^^^I|||||01^内科^HL70069"
        + "||||||||||||O^外来患者オーダ^HL70482", "NTE|1||紹介状あり",
      "PRB|AD|20240405|20068310^う蝕^MDCDX2|D0002|||20240401|||K021^象牙質のう蝕^I10^^^^2003||||||||||||20^良好^99PRG",
      "ZPD|1|11^上顎右側中切歯^99TTH", "ZPD|2|12^上顎右側側切歯^99TTH",
      "PRB|AD|20240405|^不眠|D0003|||20240401||20240403||||",
      "PRB|DE|20240405|20056485^高血圧症^MDCDX2|D0004|||20240401",
    ])
}
