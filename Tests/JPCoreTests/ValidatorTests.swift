import Foundation
import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("What is sent, judged by an independent FHIR validator")
struct ValidatorTests {
  @Test(
    "every sample of a supported kind",
    .enabled(
      if: SharedMaterial.hasSamples && SharedMaterial.hasValidator, "shared samples or Python are absent"),
    arguments: JPCoreRelease.allCases)
  func samples(release: JPCoreRelease) throws {
    var documents: [String: [Resource]] = [:]
    for (number, path) in SampleFile.all.enumerated() {
      let record = try SharedMaterial.sample(path)
      let conversion = Converter.convert([record], context: .whole(release: release))
      #expect(conversion.problems.isEmpty, "\(path)")
      #expect(!conversion.resources.isEmpty)
      documents["sample-\(number)"] = conversion.resources
    }
    let patient = PatientResource.identifiersOnly(localID: "9999013", context: .whole(release: release))
    documents["patient"] = [patient]
    let problems = try SharedMaterial.judge(documents, release: release)
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(
    "records that say little, too much or nonsense",
    .enabled(if: SharedMaterial.hasValidator, "the validator or Python is absent"),
    arguments: JPCoreRelease.allCases)
  func oddities(release: JPCoreRelease) throws {
    let conversion = Converter.convert(try OddRecords.all(), context: .whole(release: release))
    #expect(conversion.problems.isEmpty)
    let problems = try SharedMaterial.judge(["odd": conversion.resources], release: release)
    #expect(problems.isEmpty, "\(problems)")
  }

  @Test(
    "every patient of the sample storage",
    .enabled(
      if: SharedMaterial.hasSampleStorage && SharedMaterial.hasValidator,
      "SampleStorage or the validator is absent"),
    arguments: JPCoreRelease.allCases)
  func storage(release: JPCoreRelease) throws {
    let patients = Dictionary(grouping: try SharedMaterial.storedRecords()) { $0.path.version.key.patientID }
    var documents: [String: [Resource]] = [:]
    for (patient, records) in patients {
      let conversion = Converter.convert(
        records, context: .whole(release: release, regionalID: "R\(patient)"))
      #expect(
        conversion.problems.isEmpty,
        "\(conversion.problems.map { "\(records[$0].path.relativePath): \($1)" })")
      documents[patient] = conversion.resources
    }
    let problems = try SharedMaterial.judge(documents, release: release)
    #expect(problems.isEmpty, "\(problems)")
  }
}

/// Records at the edge of what the converters accept.
enum OddRecords {
  static func all() throws -> [SourceRecord] {
    [
      try record(
        "ADT-00", trigger: "A08", date: "-",
        [
          "NK1|1||SPO^配偶者^HL70063", "NK1|2|試験^花子|XXX^^99ZZZ|^^^^\"\"|\"\"", "DB1|1|PT||N", "DB1|2|PT||Y",
          "OBX|1|NM|9N006000000000001^体重^JC10||六十|kg", "OBX|2|ST|^備考||\"\"||||||X",
          "OBX|3|ED|^画像||a^b^c||||||F",
          "AL1|1|MC", "AL1|2||^卵", "IN1|1|OE^自費^JHSD0001",
          "IN1|2|06^組合^JHSD0001|06123456||||||||||20240401|20230331||13",
        ]),
      try record(
        "ADT-61", trigger: "A60", date: "-", order: "999999999999999",
        [
          "IAM|1|DA^薬^HL70127|^ペニシリン|SV^^HL70128||D", "IAM|2|AA|^猫|MI||A|||IN||20241301|子供の頃||||E",
          "IAM|3|XX|^未知|U||U||理由||||2024|||||C|110^医師^一郎",
        ]),
      try record(
        "PPR-01", trigger: "ZD1", date: "-", order: "999999999999998",
        [
          "PRB|DE|20240401|20054174^胃炎^MDCDX2|1|||||20240301||K297^^I10||||F|20240301|20240401",
          "PRB|AD|20240401|^ことば|2||||||^^|||1|Z^^99OUT|20240230|202404||||||||||HIV^^HL70177",
          "ZPR|4012^急性^MDCDX2|20054174^胃炎^MDCDX2|8048^の疑い^MDCDX2|4012^急性^MDCDX2|TSQF^^MDCDX2|8002|注釈",
          "PRB|AD|20240401|K297^胃炎^I10|3||||||A09-^下痢^I10||||D^死亡^HL70241|20240402|2023|||||||||||QQQ",
        ]),
      try record(
        "OMP-01", trigger: "O11",
        [
          "ORC|CA|000000000000042||000000000000042_2_001|||||\"\"", "RXE||6200^院内薬^99DRG|\"\"||^少々|||||3|^包",
          "TQ1|1||^^^頓用&頓用|||7^w|20240405|20240401||||||10",
          "RXE||^水|1-2||TAB^錠^MR9P||粉砕^^99X~\"\"|||x|TAB^錠^MR9P|0",
          "TQ1|1||12345678&不均等&JAMISDP01~1013044400000000&食後&JAMISDP01|||3^日|2024040525",
          "TQ1|2|||||||||||眠前",
        ]),
      try record(
        "OMP-02", trigger: "O11", order: "000000000000047",
        [
          "ORC|CA|47||47_1_001|||||\"\"||||||||^^",
          "RXE||^^99I02|\"\"||^少々|^|^~\"\"|||3|^包|||||||||1^TAB&錠&MR9P||~^|1|速く|^",
          "TQ1|1||^^^頓用&頓用|||7^w|20240405|20240401||||||10", "RXR|^|\"\"|^ポンプ|^",
          "RXC|A|6200^院内薬^99DRG||^|||~^別名",
          "RXC||^水|1-2|TAB^錠^MR9P", "OBX|1|NM|^体重||六十", "OBX|2|ST|",
          "RXE||110626901^薬^HOT9|適量|||||||||||||||||||||10|^滴/分",
          "ORC|DC|47||2", "RXE||110626901^薬^HOT9|1||AMP^管^MR9P", "RXR||||IV", "RXC|B|620007329^輸液^HOT9",
        ]),
      try record(
        "OML-01", trigger: "O33", order: "000000000000048",
        [
          "SPM|1|||^", "OBX|1|ST|^検体の状態||溶血", "OBX|2|ST|^空",
          "ORC|CA|48||7|CM||||20241301|||^^||||^||||||||||||||^^",
          "TQ1|1|三||||||20240401|P^術前^HL70485", "TQ1|2|2^本||||20240405|20240401|PRN",
          "OBR|1|48||^|||20240406|20240405||||^|急ぎ",
          "OBX|1|ST|^項目", "OBX|2|ST|X^^99||\"\"", "OBX|3|ED|^図||a^b", "OBR|2|48||^別の検査", "SPM|2", "ORC|SC",
          "ORC|NW|48|||||||||||||||||^^",
          "OBR|||||||||||||||||||||||||||||||^疑い", "OBX|1||^項目",
        ]),
      try record(
        "OMG-01", trigger: "O19", order: "000000000000049",
        [
          "OBR|1|||^検査", "ORC|PA|49", "OBR|1|49||X^^JJ1017", "ORC|PA|49", "OBR|2|49||X^^JJ1017", "ORC|NW|49",
          "OBR|3|49||X^^JJ1017",
          "ORC|CH|||||||49", "TQ1|||||||20240401||C", "OBR|4|||^部分", "OBX|1|ST|^x||\"\"", "OBX|1|NM|^体重||六十",
          "ORC|CH|50||||||99&LOCAL^&", "OBR|5||||||||||||||||||||||||||||||", "OBX|1||^項目",
        ]),
      try record(
        "OMG-03", trigger: "O19", order: "000000000000051",
        [
          "ORC||51", "TQ1||x", "TQ1||1^回|||||||PRN",
          "OBR||51||^負荷||||||||||||||||||||ZZZ||||||||||||20240405",
        ]),
      try record(
        "OMG-11", trigger: "Z23", order: "000000000000053",
        [
          "ORC|CA", "OBR|||", "ZE1|1|XX||二||^|\"\"||^~\"\"|||", "OBX|1|XCN|^誰||^",
          "OBX|2|TS|TM-P2^終^JSHR||20240101",
          "OBX|3|TS|TM-P1^始^JSHR||20240201", "OBX|4|ZRD||", "OBX|5|CWE|DE-1^物^JSHR||\"\"", "ZE2",
          "ZE2|||x^y|^cm",
          "ZE2|||||||だけ", "IPC|A|||^|^", "ORC|CH|53", "OBR|||^検査|||20240406|20240405", "ZE1", "ZE1||RS|^手技",
          "IPC|||9.9||ZZ^^DCM", "IPC|^^1.2.3^ISO||1.2.392.5|",
        ]),
      try record(
        "OMG-13", trigger: "R01", order: "000000000000054",
        [
          "OBR|1||L1|^検査||||||||||||||||||||ZZZ|?", "OBX|1|ED|^図||a^b", "OBX|2|RP|||x",
          "OBX|3|TX|X&IMP^所見^99||\"\"",
          "OBX|4|ZRD|^薬||^^^3^&&", "OBX|5|DT|^日||20241301||||||Z|||20249999|^^|^|^|^", "NTE|1||注",
          "OBR|2|54||A^心電図^JC10",
        ]),
      try record(
        "OMD", trigger: "O03", order: "000000000000052",
        [
          "ORC|CA|52||||||||||^^", "TQ1|1||~X&&||||2024040525|2024040101|P", "ODS|D|^~\"\"|^|加熱食", "NTE|1||注",
          "ODS|S||^牛乳~9^^99Z", "ODS|S|||補食", "ODS|P||^生もの禁|卵抜き",
        ]),
      try record(
        "OMP-11", trigger: "O17", order: "000000000000045",
        [
          "ORC|||||||||\"\"||||||||^^", "ORC|CA|45||45_1_001||||20241301|||^^|||||^科名||||||||||||^^",
          "RXA||||20240405|6200^院内薬^99DRG|\"\"||^|||||||||||||XX",
          "RXA|||20240405|20240401|^水|1-2|^滴|^|^~\"\"||^|^|||^",
          "OBX|1|NM|^体重||六十", "RXR|^|\"\"|^ポンプ|^", "NTE|1||注",
        ]),
      try record(
        "OMP-12", trigger: "O17", order: "000000000000046",
        [
          "ORC|||||||||\"\"||||||||^^", "ORC|CA|46||46_1_001", "RXE||06^^99I02",
          "RXA|||2024040525||^ワクチン|||^液||||||||A~B|2024||||CP", "RXR|^|\"\"|^ポンプ|^",
          "RXA|||20240405||^水|1-2|^滴|||||||||L1|20240230||||RE|D",
          "RXA|||20240405||^湯|少々|||||||||L1|||||RE|D",
        ]),
      try record(
        "OML-11", trigger: "R22", order: "000000000000043",
        [
          "SPM|1|||^", "OBX|1|ST|^検体の状態||溶血", "OBR|1|43||^|||20240406|20240405", "OBX|1|NM|||＜０．５|ＩＵ／ｌ|（−）",
          "OBX|2|SN|ABC^局所^99LAB||>=^10|mg/dl|1.0～2.0||||F|||20240405",
          "OBX|3|CWE|DEF||A^陽性^99LAB~B||||ZZ~H|||W",
          "OBX|4|TX|^所見||一行目~二行目^続き||||||P|||99999999", "NTE|1||注", "OBX|5|NM|^未着||||||||I",
        ]),
      try record(
        "OML-11", trigger: "R22", order: "000000000000044", ["OBR|1|44", "OBX|1|ST|^検体なし||(-)||||||F"]),
      try record(
        "ADT-12", trigger: "A04", order: "999999999999999", ["PV1|1|O|||||||||消化器内科"]),
      try record(
        "ADT-52", trigger: "A03", order: "999999999999999",
        ["PV1|1||||||^^|||" + String(repeating: "|", count: 26) + "99|||||||||20240401"]),
    ]
  }
}
