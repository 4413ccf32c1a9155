import Testing

@testable import HL7v2

@Suite("Data types")
struct DataTypeTests {
  private func field(_ text: String) throws -> Field {
    try Message(parsing: Fixture.message(Array(text.utf8))).segments[1][1]
  }

  @Test(
    "Name representation: declared, else by script",
    arguments: [
      ("患者^太郎^^^^^L^I", "I", false), ("カンジャ^タロウ^^^^^L^P", "P", false), ("患者太郎^^^^^^L^Ｉ", "I", true),
      ("カンジャ　タロウ", "P", true), ("ｶﾝｼﾞｬ^ﾀﾛｳ", "P", false), ("KANJA^TARO", "A", false), ("Ｋａｎｊａ", "A", true),
      ("スミス・ジョン", "P", true), ("患者^タロウ", "I", false),
    ])
  func names(_ text: String, _ representation: String, _ isWhole: Bool) throws {
    let name = XPN(try field(text))
    #expect(name.representation == representation)
    #expect(name.isWholeName == isWhole)
  }

  @Test("XCN, XTN, XAD, CX, PL")
  func others() throws {
    let doctor = XCN(try field("220^医師^一郎^^^^^^^L^^^^^I"))
    #expect(
      [doctor.id, doctor.family, doctor.given, doctor.representation, doctor.text] == [
        "220", "医師", "一郎", "I", "医師 一郎",
      ])
    #expect(XCN(try field("220^医師一郎")).isWholeName)
    #expect(XTN(try field("^PRN^PH^^^^^^^^^054-000-0000")).number == "054-000-0000")
    #expect(XTN(try field("054")).number == "054")
    let address = XAD(try field("^^^^422-8033^JPN^H^静岡市登呂"))
    #expect(
      [address.postcode, address.country, address.type, address.text] == ["422-8033", "JPN", "H", "静岡市登呂"])
    #expect(XAD(try field("登呂1^101^静岡市^静岡県")).text == "静岡県静岡市登呂1101")
    #expect(CX(try field("0009^^^&1.2&ISO^PI")).id == "0009")
    #expect(CX(try field("\"\"")).id.isEmpty)
    let place = PL(try field("32^302^1^^^N"))
    #expect([place.pointOfCare, place.room, place.bed, place.type] == ["32", "302", "1", "N"])
  }

  @Test(
    "CWE codings without empties",
    arguments: [
      ("A^a^JC10^B^b^99X", ["A", "B"], "a"), ("^text", [], "text"), ("^^system", [], ""),
      ("^^^B^b^99X", ["B"], "b"),
      ("\"\"^\"\"", [], ""),
    ] as [(String, [String], String)])
  func codings(_ text: String, _ codes: [String], _ display: String) throws {
    let coded = CWE(try field(text))
    #expect(coded.codings.map(\.code) == codes)
    #expect(coded.displayText == display)
    #expect(coded.isEmpty == (codes.isEmpty && display.isEmpty))
  }

  @Test("Quantities and pairs")
  func quantities() throws {
    let quantity = CQ(try field("3^TAB&錠&MR9P"))
    #expect(
      [quantity.quantity, quantity.unit.code, quantity.unit.text, quantity.unit.system] == [
        "3", "TAB", "錠", "MR9P",
      ])
    #expect(RPT(try field("1011&内服&JAMISDP01^x")).pattern.system == "JAMISDP01")
    #expect(SN(try field(">^100")).num1 == "100")
    let pair = EIP(try field("1&A^2&B"))
    #expect([pair.placer.id, pair.placer.namespaceID, pair.filler.id] == ["1", "A", "2"])
    #expect(DR(try field("20110101^20110102")).end?.day == 2)
    #expect(MSG(try field("ADT^A08")).messageStructure.isEmpty)
  }

  @Test("Repetitions: empty and null ones are not values")
  func values() throws {
    let names: [CX] = try field("~1~\"\"~2").values()
    #expect(names.map(\.id) == ["1", "2"])
  }

  @Test(
    "Comparison of codes",
    arguments: [(" ISO+", "ISO+"), ("HL70482 ", "HL70482"), ("Ｉ", "I"), ("１２", "12"), ("　", "")])
  func folding(_ code: String, _ folded: String) {
    #expect(CodeComparison.folded(code) == folded)
  }

  @Test("Typed segments read the fields of their numbers")
  func segments() throws {
    let text = "OBX|1|NM|9N001^身長^JC10||167.8|cm^cm^ISO+|10-20|H~A|||F|||20110701\r"
    let message = try Message(parsing: Fixture.header + Array(text.utf8))
    let result = try #require(message.first(OBX.self))
    #expect(result.observationIdentifier.code == "9N001")
    #expect(result.observationValue.text == "167.8")
    #expect(result.units.system == "ISO+")
    #expect(result.abnormalFlags == ["H", "A"])
    #expect(result.observationResultStatus == "F")
    #expect(result.dateTimeOfTheObservation?.fhirDate == "2011-07-01")
    let header = try #require(message.first(MSH.self))
    #expect(header.fieldSeparator == "|" && header.encodingCharacters == "^~\\&")
    #expect(header.messageType.triggerEvent == "A08")
  }
}
