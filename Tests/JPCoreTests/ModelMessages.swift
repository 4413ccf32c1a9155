import HL7v2
import SSMIX2

@testable import JPCore

/// A message of one kind, complete as far as SS-MIX2 uses its segments.
struct ModelMessage {
  var kind: String
  var trigger: String
  /// The care date, `-` for none.
  var date = "20240405"
  var order = "000000000000042"
  /// PID, where the kind needs more of it than the others.
  var patient: String?
  var segments: [String]
  /// What tells it from other models of its kind.
  var variant = ""

  /// Name of its golden bundles.
  var name: String { variant.isEmpty ? kind : "\(kind)-\(variant)" }

  /// In UTF-8.
  func plainRecord() throws -> SourceRecord {
    let plain = try JPCoreTests.record(kind, trigger: trigger, date: date, order: order, segments)
    guard let patient else { return plain }
    let lines = String(decoding: plain.message.source, as: UTF8.self).split(separator: "\r")
    let text = lines.map { $0.hasPrefix("PID|") ? Substring(patient) : $0 }.joined(separator: "\r") + "\r"
    return SourceRecord(path: plain.path, message: try Message(parsing: Array(text.utf8)))
  }

  /// In ISO-2022-JP, as hospitals write.
  func record() throws -> SourceRecord {
    let plain = try plainRecord()
    let bytes = try ISO2022JPEncoder().encode(String(decoding: plain.message.source, as: UTF8.self))
    return SourceRecord(path: plain.path, message: try Message(parsing: bytes))
  }

  static let all =
    [
      prescription, injection, drugsGiven, injectionGiven, laboratoryOrder, radiologyOrder, endoscopyOrder,
      physiologyOrder, mealOrder, laboratoryResult, cultureResult, radiologyPerformed, endoscopyPerformed,
      physiologyResult,
    ] + patients

  static let doctor = "110^医師^一郎^^^^^^^L^^^^^I"
  static func order(_ number: String, group: String, time: String) -> String {
    "ORC|NW|\(number)||\(group)|||||\(time)|058^入力者^花子^^^^^^^L^^^^^I||\(doctor)|32^302^^^^N||||01^内科^HL70069|PC32^^99XY2"
      + "|||登呂病院|^^^^422-8033^JPN^^静岡県静岡市駿河区登呂3-1-1|^^^^^^^^^^^054-284-9122||||||I^入院患者オーダ^HL70482"
  }

  private static let doctorInBothScripts = doctor + "~110^イシ^イチロウ^^^^^^^L^^^^^P"

  /// Oral in two Rp, uneven doses, as needed, external, narcotics.
  static let prescription = ModelMessage(
    kind: "OMP-01", trigger: "O11",
    segments: [
      "PV1|0001|O|01^^^^^C||||110^医師^一郎", "AL1|1|DA^薬剤^HL70127|^ペニシリン",
      prescribed(rp: 1, filler: "F001"),
      "RXE||103835401^ムコダイン錠２５０ｍｇ^HOT9^2233002F1280^ムコダイン錠２５０ｍｇ^YJ|1||TAB^錠^MR9P|TAB^錠剤^MR9P|C^粉砕指示^JHSP0002|||9|TAB^錠^MR9P"
        + "||||P0042||||3^TAB&錠&MR9P||OHP^外来処方^MR9P~OHO^院外処方^MR9P||||||21^内服^JHSP0003~^急性気管支炎",
      "TQ1|1||1013044400000000&内服・経口・１日３回朝昼夕食後&JAMISDP01|||3^D&日&ISO+|20240405|20240407|||白湯で",
      "RXR|PO^口^HL70162", prescribed(rp: 1),
      "RXE||110626901^パンスポリンＴ錠１００^HOT9|2||TAB^錠^MR9P|||||18|TAB^錠^MR9P||||P0042||||6^TAB&錠&MR9P||OHP^外来処方^MR9P",
      "TQ1|1||1013044400000000&内服・経口・１日３回朝昼夕食後&JAMISDP01|||3^D|20240405|20240407", "RXR|PO^口^HL70162",
      prescribed(rp: 2),
      "RXE||105271807^プレドニン錠５ｍｇ^HOT9|\"\"||TAB^錠^MR9P|||||49|TAB^錠^MR9P||||||||7^TAB&錠&MR9P",
      "TQ1|1||1013044400000000&内服・経口・１日３回朝昼夕食後&JAMISDP01~V14NNNNN&１回目４錠&JAMISDP01~V22NNNNN&２回目２錠&JAMISDP01"
        + "~V31NNNNN&３回目１錠&JAMISDP01|||7^D|20240405",
      "RXR|PO^口^HL70162", prescribed(rp: 3),
      "RXE||100795402^ボルタレン錠２５ｍｇ^HOT9|1|2|TAB^錠^MR9P|||||10|TAB^錠^MR9P||||||||||||||||22^頓用^JHSP0003",
      "NTE|1||胃部不快時は中止", "TQ1|1||1050110000000000&内服・経口・疼痛時&JAMISDP01||||20240405||||１日２回まで|||5",
      "RXR|PO^口^HL70162", prescribed(rp: 4),
      "RXE||106238001^ジフラール軟膏０．０５％^HOT9|\"\"||\"\"|OIT^軟膏^MR9P||||2|HON^本^MR9P||||||||||||||||23^外用^JHSP0003",
      "TQ1|1||2B71200000000000&外用・塗布・１日１～２回&JAMISDP01||||20240405",
      "RXR|TP^局所^HL70162|AA0^患部^JAMISDP01||2B^塗布^JAMISDP01", prescribed(rp: 5),
      "RXE||620001^院内麻薬シロップ^99DRG|少量||^ｍＬ|||||10|ML^ミリリットル^MR9P||静岡第123号^医師^一郎||||||||||||10|MG^ｍｇ^MR9P|"
        + "||||||5|ML^ｍＬ^MR9P",
      "TQ1|1||U01&痛む時&99USE|||2^W|20240405|||||S",
      "TQ1|2||1011000090000000&内服・経口・１日１回就寝前&JAMISDP01|||3^D", "RXR|PO^口^HL70162",
    ])

  private static func prescribed(rp: Int, filler: String = "") -> String {
    "ORC|NW|000000000000042|\(filler)|\(rp)|||||20240405103045|058^入力者^花子^^^^^^^L^^^^^I||\(doctorInBothScripts)"
      + "|01^^^^^C||||01^内科^HL70069||||登呂病院||||||||O^外来患者オーダ^HL70482"
  }

  static let injection = ModelMessage(
    kind: "OMP-02", trigger: "O11",
    segments: [
      order("000000000000042", group: "000000000000042_01_001", time: "20240404012410"),
      "RXE||00^一般^99I02|510||ML^ミリリットル^MR9P|INJ^注射剤^MR9P|^５時間一定速度で^99IC6||||||||20240404-001||||||"
        + "IHP^入院処方^MR9P~FTP^定時処方^99I01|H1|102|ml/hr^ミリリッター／時間^ISO+||||||||||||||||||09A^^^^^N",
      "NTE|1||投与前に血圧を測定", "TQ1|1||||||202404050800|202404051300||",
      "RXR|IV^静脈内^HL70162|LA^左腕^HL70163|IVP^点滴ポンプ^HL70164|01^精密持続点滴^JHSI0003",
      "RXC|B|620007329^ソリタ−Ｔ３号輸液５００ｍＬ^HOT9|1|HON^本^MR9P",
      "RXC|A|620002559^アドナ注（静脈用）５０ｍｇ^HOT9|1|AMP^アンプル^MR9P|||3329401A1010^アドナ^YJ",
      "OBX|1|NM|9N006000000000001^体重^JC10||62.5|kg^kg^ISO+|||||F", "CTI|A0001",
      order("000000000000042", group: "000000000000042_01_002", time: "20240404012410"),
      "RXE||07^抗がん剤^99I02|100||ML^ミリリットル^MR9P", "TQ1|1||1013044400000000&食後&JAMISDP01||||20240406||||主治医立会い",
      "RXR|IV^静脈内^HL70162", "RXC|B|620007329^ソリタ−Ｔ３号輸液５００ｍＬ^HOT9|1|HON^本^MR9P", "RXC|A|^試験薬|少々|^滴",
    ])

  static let drugsGiven = ModelMessage(
    kind: "OMP-11", trigger: "O17",
    segments: [
      order("000000000000042", group: "1", time: "20240404141500"),
      "RXA|0|1|202404050830|202404050832|108665201^ダーゼン錠（５ｍｇ）^HOT9|1|TAB^錠^MR9P||^食後に服用^99IC2"
        + "|200^看護^花子^^^^^^^L^^^^^I|09A^021^4^^^N||||L123|20251231|^製薬会社^99MFR|||CP||20240405090613",
      "RXA|0|2|202404050830|202404050832|110626901^パンスポリンＴ錠（１００ｍｇ）^HOT9|2|TAB^錠^MR9P|||200^看護^花子^^^^^^^L^^^^^I"
        + "|09A^021^4^^^N|||||||01^嘔気^99REF||NA||20240405090613",
      "RXR|PO^口^HL70162",
    ])

  static let injectionGiven = ModelMessage(
    kind: "OMP-12", trigger: "O17",
    segments: [
      order("000000000000042", group: "000000000000042_01_001", time: "20240404163613"),
      "RXE||00^一般^99I02|510||ML^ミリリットル^MR9P|INJ^注射剤^MR9P", "TQ1|1||||||202404050800|202404051300",
      "RXR|IV^静脈内^HL70162||IVP^点滴ポンプ^HL70164", "RXC|B|620007329^ソリタ−Ｔ３号輸液５００ｍＬ^HOT9|1|HON^本^MR9P",
      "RXA|0|1|20240405080521|20240405130543|620007329^ソリタ−Ｔ３号輸液５００ｍＬ^HOT9|1|HON^本^MR9P||^左手に実施^99IC2"
        + "|200^看護^花子^^^^^^^L^^^^^I|09A^021^4^^^N|102ml/hr||||||||CP||20240405130613",
      "RXA|0|2|20240405080521|20240405130543|620002559^アドナ注（静脈用）５０ｍｇ^HOT9|1|AMP^アンプル^MR9P||^左手に実施^99IC2"
        + "|200^看護^花子^^^^^^^L^^^^^I|09A^021^4^^^N|102ml/hr||||||||CP||20240405130613",
      "RXR|IV^静脈内^HL70162|LA^左腕^HL70163|IVP^点滴ポンプ^HL70164|01^精密持続点滴^JHSI0003||U^上部^HL70495",
      "CTI|A0001|2^第２相^99CTI",
      order("000000000000042", group: "000000000000042_02_001", time: "20240404163613"),
      "RXE||06^予防接種^99I02|0.5||ML^ミリリットル^MR9P", "TQ1|1||||||20240405", "RXR|SC^皮下^HL70162",
      "RXA|0|1|202404051000|202404051000|622054201^インフルエンザＨＡワクチン^HOT9|0.5|ML^ミリリットル^MR9P|INJ^注射剤^MR9P|"
        + "|200^看護^花子^^^^^^^L^^^^^I|||||LOT9|20250331|^製造所^99MFR|||CP||20240405101500",
      "RXR|SC^皮下^HL70162|LA^左腕^HL70163",
    ])

  static let laboratoryOrder = ModelMessage(
    kind: "OML-01", trigger: "O33",
    segments: [
      "PV1|0001|I|32^305^^^^N", "AL1|1|DA^薬剤^HL70127|^ペニシリン",
      "SPM|1|S0001||023^血清^JC10^01^血清^99Z01||||LA^左腕^HL70163|||||||||202404050730",
      order("000000000000042", group: "", time: "20240404183301"),
      "TQ1|1||||||202404050730||R^ルーチン^HL70485||検体は氷冷",
      "OBR|1|000000000000042||E002^生化学的検査^99O03||||||||01^感染症^99DNG||||\(doctor)", "NTE|1||空腹時採血",
      "OBX|1||3A010000002327101^総蛋白^JC10^10222^ＴＰ^99X03||||||||O",
      "OBX|2||3J010000002327101^総ビリルビン^JC10^10213^Ｔ−Ｂｉｌ^99X03||||||||O", "NTE|1||溶血に注意",
      "OBX|3|NM|9N006000000000001^体重^JC10||62.5|kg^kg^ISO+|||||F", "SPM|2|||022^血漿^JC10",
      order("000000000000042", group: "", time: "20240404183301"), "TQ1|1|||||||20240406|A^至急^HL70485",
      "OBR|1|000000000000042|F99|2B030000002231151^プロトロンビン時間^JC10||||||||||||\(doctor)",
    ])

  private static func examination(
    _ control: String, _ number: String, _ service: String, parent: String = "",
    priority: String = "R^^HL70485"
  ) -> [String] {
    [
      "ORC|\(control)|\(number)||||||\(parent)|20240404100059|058^入力者^花子||\(doctor)|01^^^^^C||||01^内科^HL70069"
        + "||||||||||||O^外来患者オーダ^HL70482",
      "TQ1|1||||||20240405||\(priority)",
      "OBR||\(number)||\(service)||||||||||||\(doctor)|||||||||||||\(parent)||01^健診^99RSN",
    ]
  }

  static let radiologyOrder = ModelMessage(
    kind: "OMG-01", trigger: "O19",
    segments: examination("NW", "000000000000042", "1000000000000000^Ｘ線単純撮影^JJ1017")
      + examination("PA", "000000000000042", "1000000000000000^Ｘ線単純撮影^JJ1017")
      + ["OBX|1|NM|01-02^体重^JSHR001||62|kg^kg^ISO+|||||F", "OBX|2|CWE|02-01^妊娠^JSHR001||N^なし^JSHR002||||||F"]
      + examination(
        "CH", "000000000000421", "10000002000102000000010000000000^胸部．Ｘ線単純撮影．立位正面（Ａ→Ｐ）^JJ1017",
        parent: "000000000000042")
      + examination(
        "CH", "000000000000422", "10000002000106000000010000000000^胸部．Ｘ線単純撮影．立位側面（Ｌ→Ｒ）^JJ1017",
        parent: "000000000000042"))

  static let endoscopyOrder = ModelMessage(
    kind: "OMG-02", trigger: "O19",
    segments: examination("NW", "000000000000042", "11000000000^検査．上部．−．−．−．−^LENDO")
      + examination("PA", "000000000000042", "11000000000^検査．上部．−．−．−．−^LENDO") + [
        "OBX|1|CWE|04-03^視覚障害^JSHR||SV^重度^JSHR||||||F", "OBX|2|TX|MS3-24^外来所見^JSHR||強い上腹部痛を感じた。||||||F",
        "OBX|3|TX|MS3-34^臨床病名^JSHR||胃潰瘍の疑い||||||F",
      ]
      + examination(
        "CH", "000000000000421", "11000000100^検査．上部．−．−．上部通常内視鏡．−^LENDO", parent: "000000000000042"))

  static let physiologyOrder = ModelMessage(
    kind: "OMG-03", trigger: "O19",
    segments: examination("NW", "000000000000042", "9A110^標準１２誘導心電図^JC10", priority: "A^^HL70485") + [
      "NTE|1||車椅子", "OBX|1|TX|9A100&IMP^心電図所見^JC10||心筋梗塞の疑い||||||F|||202404041000",
    ])

  static let mealOrder = ModelMessage(
    kind: "OMD", trigger: "O03",
    segments: [
      "AL1|1|FA^食物^HL70127|^卵",
      "ORC|NW|000000000000042|||||||20240404232213|058^入力者^花子||\(doctor)|||||01^内科^HL70069|PC32^^99XY2",
      "TQ1|1||||||2024040507|2024040718|R^ルーチン^HL70485",
      "ODS|D|1^朝食^99MEL~2^昼食^99MEL|001^糖尿食１６００^99XY3|塩分控えめ",
      "ODS|S|3^間食^99MEL|M01^牛乳^99XY3|温めて", "ODS|P||P09^納豆不可^99XY3|本人希望", "NTE|1||転倒注意のため配膳時声かけ",
    ])
}
