import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("OMD")
struct MealOrderTests {
  static let order = "ORC|NW|000000000000042|||||||20240404232213|||110^医師^一郎"
  static let diet = "ODS|D||001^糖尿食^99XY3|塩分控えめ"

  private func convert(_ segments: [String]) throws -> Conversion {
    Converter.convert([try record("OMD", trigger: "O03", segments)], context: .example())
  }

  @Test("the sample", .enabled(if: SharedMaterial.hasSamples, "shared samples are absent"))
  func sample() throws {
    let conversion = Converter.convert(
      [try SharedMaterial.sample(SampleFile.mealOrder)], context: .example())
    let order = try conversion.only("NutritionOrder")
    #expect(conversion.resources.count == 1)
    #expect(!order["meta"].exists, "JP Core has no profile")
    #expect(order["oralDiet"]["type"][0]["text"].string == "001", "a code without text and system")
    #expect(conversion.findings.contains { $0.code == .codeWithoutSystem && $0.segment == "ODS" })
    #expect(order["oralDiet"]["instruction"].string == "塩分控えめ")
    let timing = order["oralDiet"]["schedule"][0]
    #expect(timing["code"]["text"].string == "１日３回")
    #expect(timing["repeat"]["boundsPeriod"]["start"].string == "2011-10-16")
    #expect(order["note"][0]["text"].string == "開始 2011-10-16 7時", "no hour is lost, no minute invented")
    #expect(order["dateTime"].string == "2011-10-13T23:22:13+09:00")
    #expect(order["orderer"]["display"].string == "医師 一郎")
    #expect(order.contained("PractitionerRole")["specialty"][0]["text"].string == "内科")
    #expect(order["status"].string == "active" && order["intent"].string == "order")
    #expect(order["patient"]["reference"].string == "Patient/2212345678.9999013")
  }

  @Test("diet, supplement and preference, each with its meals")
  func kinds() throws {
    let order = try convert([
      Self.order, "TQ1|1||||||202404050700|202404071800", "ODS|D|1^朝食^99MEL~2^昼食^99MEL|001^糖尿食^99XY3|塩分控えめ",
      "ODS|D||002^軟菜^99XY3|刻み", "ODS|S|3^間食^99MEL|M01^牛乳^99XY3~M02^果物^99XY3|温めて", "ODS|P||^納豆不可|本人希望",
      "NTE|1||注",
    ]).only("NutritionOrder")
    #expect(order["oralDiet"]["type"].array.map { $0["text"].string } == ["糖尿食", "軟菜"])
    #expect(order["oralDiet"]["instruction"].string == "塩分控えめ\n刻み")
    let meals = order["oralDiet"]["schedule"].array
    #expect(meals.map { $0["code"]["text"].string } == ["朝食", "昼食"])
    #expect(
      meals.allSatisfy { $0["repeat"]["boundsPeriod"]["end"].string == "2024-04-07T18:00:00+09:00" })
    #expect(order["supplement"].array.map { $0["type"]["text"].string } == ["牛乳", "果物"])
    #expect(order["supplement"][0]["schedule"][0]["code"]["text"].string == "間食")
    #expect(order["foodPreferenceModifier"][0]["text"].string == "納豆不可")
    #expect(order["note"].array.map { $0["text"].string } == ["注", "本人希望"])
  }

  @Test(
    "status by order control",
    arguments: [("NW", "active"), ("CA", "revoked"), ("HD", "on-hold"), ("", "unknown")])
  func status(control: String, status: String) throws {
    let order = try convert([Self.order.replacing("ORC|NW", with: "ORC|\(control)"), Self.diet])
    #expect(try order.only("NutritionOrder")["status"].string == status)
  }

  @Test(
    "urgency has no element: all but routine goes in words",
    arguments: [("R", nil), ("S^緊急", "優先度 緊急"), ("A", "優先度 A")])
  func priority(written: String, text: String?) throws {
    let order = try convert([Self.order, "TQ1|1||||||||\(written)", Self.diet]).only("NutritionOrder")
    #expect(order["note"][0]["text"].string == text)
  }

  @Test("an order put before others or taken out leaves the ids of the others")
  func stability() throws {
    func meal(_ time: String, _ diet: String = Self.diet) -> [String] {
      [Self.order, "TQ1|1||||||\(time)", diet]
    }
    let before = try convert(meal("2024040507") + meal("2024040512")).resources.map(\.id)
    #expect(Set(before).count == 2)
    let after = try convert(meal("2024040407") + meal("2024040507") + meal("2024040512")).resources.map(\.id)
    #expect(after.suffix(2) == before.suffix(2))
    #expect(try convert(meal("2024040512")).resources.map(\.id) == [before[1]])
    let other = Self.diet.replacing("001", with: "002")
    #expect(try convert(meal("2024040507", other)).resources.map(\.id) != [before[0]])
  }

  @Test("an order without its time takes the day of the path, with a finding")
  func undated() throws {
    let conversion = try convert(["ORC|NW|42", Self.diet])
    #expect(try conversion.only("NutritionOrder")["dateTime"].string == "2024-04-05")
    #expect(conversion.findings.contains { $0.code == .dateFromPath && $0.segment == "ORC" && $0.field == 9 })
  }

  @Test(
    "what cannot be made is a problem that names the field",
    arguments: [
      ([order], "ODS", nil), ([diet], "ORC", nil), ([order, "ODS|D|1"], "ODS", 3),
      ([order, "ODS|X||^食"], "ODS", 1),
      ([order, "ODS|||^食"], "ODS", 1),
    ] as [([String], String, Int?)])
  func problems(segments: [String], segment: String, field: Int?) throws {
    let conversion = try convert(segments)
    #expect(conversion.problems[0]?.segment == segment && conversion.problems[0]?.field == field)
    #expect(conversion.resources.isEmpty)
  }
}
