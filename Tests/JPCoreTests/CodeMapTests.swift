import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// What the facility's code map adds, and how coded values are counted.
@Suite("Code maps")
struct CodeMapTests {
  private static let jlac10 = "urn:oid:1.2.392.200119.4.504"
  private static let hot9 = "urn:oid:1.2.392.200119.4.403.1"
  private static let item = CodeMap.Entry(
    system: "99LAB", code: "TP", standard: .jlac10, standardCode: "3A010000002327101", standardDisplay: "総蛋白")

  private func context(
    _ entries: [CodeMap.Entry], systems: [String: String] = [:], release: JPCoreRelease = .v1_1_2
  ) -> ConversionContext {
    var context = ConversionContext.example(release: release, localSystems: systems)
    context.codeMap = CodeMap(entries)
    return context
  }

  private func laboratory(_ item: String, unit: String = "g/dl^g/dl^ISO+", _ context: ConversionContext)
    throws
    -> Conversion
  {
    Converter.convert(
      [
        try record(
          "OML-11", trigger: "R22",
          ["SPM|1|||023^血清^JC10", "OBR|1|42||E001^生化学^99O03", "OBX|1|NM|\(item)||7.1|\(unit)|||||F"])
      ], context: context)
  }

  private func codings(_ concept: JSON) -> [String] {
    concept["coding"].array.map { "\($0["system"].string ?? "")|\($0["code"].string ?? "")" }
  }

  @Test("a mapped item has the standard code, its name as printed, and the profile of results")
  func mappedItem() throws {
    let plain = try laboratory("TP^ＴＰ^99LAB", context([]))
    #expect(codings(try plain.only("Observation")["code"]) == [])
    #expect(try plain.only("Observation")["meta"]["profile"][0].string?.hasSuffix("Common") == true)
    #expect(plain.findings.contains { $0.code == .codeWithoutSystem && $0.segment == "OBX" })
    let mapped = try laboratory("TP^ＴＰ^99LAB", context([Self.item]))
    let observation = try mapped.only("Observation")
    #expect(codings(observation["code"]) == ["\(Self.jlac10)|3A010000002327101"])
    #expect(observation["code"]["coding"][0]["display"].string == "総蛋白")
    #expect(observation["code"]["text"].string == "ＴＰ")
    #expect(observation["meta"]["profile"][0].string?.hasSuffix("LabResult") == true)
    #expect(!mapped.findings.contains { $0.code == .codeWithoutSystem && $0.segment == "OBX" })
    // Only what is said of the item has changed, not what it is known by.
    #expect(try plain.only("Observation")["id"].string == observation["id"].string)
  }

  @Test("the standard code comes first, then the local one whose system has a URI")
  func order() throws {
    let context = context([Self.item], systems: ["99LAB": "http://hospital.example/lab"], release: .v1_2_0)
    let code = try laboratory("TP^ＴＰ^99LAB", context).only("Observation")["code"]
    #expect(
      codings(code) == [
        "http://medis.or.jp/CodeSystem/master-JLAC10-17digits|3A010000002327101",
        "http://hospital.example/lab|TP",
      ])
  }

  @Test("several standard systems of one code, in the order of the map; of one system the first")
  func several() throws {
    let context = context([
      Self.item,
      .init(system: "99LAB", code: "TP", standard: .loinc, standardCode: "2885-2", standardDisplay: ""),
      .init(system: "99LAB", code: "TP", standard: .loinc, standardCode: "2884-5", standardDisplay: ""),
    ])
    let code = try laboratory("TP^ＴＰ^99LAB", context).only("Observation")["code"]
    #expect(codings(code) == ["\(Self.jlac10)|3A010000002327101", "http://loinc.org|2885-2"])
    #expect(!code["coding"][1]["display"].exists)
  }

  @Test(
    "the message's own standard code is neither doubled nor replaced",
    arguments: [
      ("3A010000002327101", false), ("3A0100000023271", false), ("3A016000002327102", true),
    ])
  func own(_ own: String, contradicts: Bool) throws {
    for item in ["TP^ＴＰ^99LAB^\(own)^総蛋白^JC10", "\(own)^総蛋白^JC10^TP^ＴＰ^99LAB"] {
      let conversion = try laboratory(item, context([Self.item]))
      #expect(codings(try conversion.only("Observation")["code"]) == ["\(Self.jlac10)|\(own)"])
      #expect(conversion.findings.contains { $0.code == .codeContradictsMap } == contradicts)
    }
  }

  @Test("another system, another code or another kind of field is not mapped")
  func others() throws {
    let department = CodeMap.Entry(
      system: "99LAB", code: "TP", standard: .department, standardCode: "01", standardDisplay: "内科")
    for (item, entry) in [
      ("TP^ＴＰ^99XXX", Self.item), ("tp^ＴＰ^99LAB", Self.item), ("TP^ＴＰ", Self.item),
      ("TP^ＴＰ^99LAB", department),
    ] {
      #expect(codings(try laboratory(item, context([entry])).only("Observation")["code"]) == [])
    }
  }

  private func prescription(_ drug: String, further: String = "", unit: String, _ context: ConversionContext)
    throws
    -> Conversion
  {
    let rxe = ["RXE", "", drug, "1", "", unit, "TAB^錠剤^MR9P"] + Array(repeating: "", count: 24) + [further]
    return Converter.convert(
      [
        try record(
          "OMP-01", trigger: "O11",
          [
            "ORC|NW|42||1|||||20240405||||||||12^内科^99DEP", rxe.joined(separator: "|"),
            "TQ1|1||1011000400000000&朝食後&JAMISDP01|||7^D|20240405",
          ])
      ], context: context)
  }

  @Test("a mapped drug, and the code that another field of the message tells of it")
  func drug() throws {
    let context = context([
      .init(
        system: "99DRG", code: "A1", standard: .hot9, standardCode: "110626901", standardDisplay: "パンスポリン")
    ])
    func coded(further: String) throws -> (codings: [String], contradicts: Bool) {
      let conversion = try prescription("A1^薬^99DRG", further: further, unit: "TAB^錠^MR9P", context)
      return (
        codings(try conversion.only("MedicationRequest")["medicationCodeableConcept"]),
        conversion.findings.contains { $0.code == .codeContradictsMap }
      )
    }
    #expect(try coded(further: "") == (["\(Self.hot9)|110626901"], false))
    #expect(try coded(further: "110626901^薬^HOT9") == (["\(Self.hot9)|110626901"], false))
    #expect(try coded(further: "108665201^薬^HOT9") == (["\(Self.hot9)|108665201"], true))
    let yj = try coded(further: "6132002F1038^薬^YJ")
    #expect(yj.codings == ["\(Self.hot9)|110626901", "urn:oid:1.2.392.100495.20.1.73|6132002F1038"])
  }

  @Test("a drug that two fields tell is one value")
  func drugCounted() throws {
    func values(_ further: String) throws -> CodedValues {
      let conversion = try prescription("A1^薬^99DRG", further: further, unit: "TAB^錠^MR9P", context([]))
      return try #require(conversion.codedValues[0])
    }
    let (without, with) = (try values(""), try values("110626901^薬^HOT9"))
    #expect(without.text == with.text + 1 && without.standard + 1 == with.standard)
    let department = CodedValues.UnmappedCode(system: "99DEP", code: "12", display: "内科")
    #expect(without.unmapped == [.init(system: "99DRG", code: "A1", display: "薬"), department])
    #expect(with.unmapped == [department])
  }

  @Test("a local unit of a result becomes UCUM, one of a drug MERIT-9 or UCUM")
  func units() throws {
    let context = context([
      .init(system: "99UNT", code: "K1", standard: .ucum, standardCode: "k[IU]/L", standardDisplay: ""),
      .init(system: "", code: "単位A", standard: .ucum, standardCode: "{A}", standardDisplay: ""),
      .init(system: "99UNT", code: "J", standard: .merit9Unit, standardCode: "TAB", standardDisplay: ""),
      .init(system: "99UNT", code: "J", standard: .ucum, standardCode: "{tbl}", standardDisplay: ""),
    ])
    for (unit, code) in [("K1^ＫＵ^99UNT", "k[IU]/L"), ("単位A", "{A}"), ("^単位A", "{A}"), ("J^錠^99UNT", "{tbl}")]
    {
      let quantity = try laboratory("TP^ＴＰ^99LAB", unit: unit, context).only("Observation")["valueQuantity"]
      #expect(quantity["system"].string == "http://unitsofmeasure.org" && quantity["code"].string == code)
    }
    let first = try laboratory("TP^ＴＰ^99LAB", unit: "K1^ＫＵ^99UNT", context).only("Observation")
    #expect(first["valueQuantity"]["unit"].string == "ＫＵ")
    func dose(_ unit: String) throws -> (JSON, Conversion) {
      let conversion = try prescription("A1^薬^99DRG", unit: unit, context)
      let request = try conversion.only("MedicationRequest")
      return (request["dosageInstruction"][0]["doseAndRate"][0]["doseQuantity"], conversion)
    }
    let (local, _) = try dose("J^錠^99UNT")
    #expect(local["system"].string == "urn:oid:1.2.392.100495.20.2.101" && local["code"].string == "TAB")
    #expect(local["unit"].string == "錠")
    let (own, conversion) = try dose("CAP^カプセル^MR9P^J^錠^99UNT")
    #expect(own["code"].string == "CAP")
    #expect(conversion.findings.contains { $0.code == .codeContradictsMap && $0.segment == "RXE" })
  }

  @Test("departments with and without a system")
  func departments() throws {
    let entries = ["99DEP", ""].map {
      CodeMap.Entry(system: $0, code: "12", standard: .department, standardCode: "01", standardDisplay: "内科")
    }
    let system = "urn:oid:1.2.392.200250.2.2.2"
    for (pv1, coded) in [("12", "01"), ("13", "13")] {
      let visit = try record("ADT-12", trigger: "A04", ["PV1|1|O||||||||\(pv1)"])
      let type = Converter.convert([visit], context: context(entries)).resources
      #expect(codings(try JSON(try #require(type.first).json)["serviceType"]) == ["\(system)|\(coded)"])
    }
    let order = try record(
      "OMG-01", trigger: "O19",
      ["ORC|NW|42|||||||20240404||110^医師|||||12^第一内科^99DEP", "OBR|1|42||X^検査^99X"].map {
        $0.replacing("110^医師|||||", with: "|110^医師|||||")
      })
    let request = try Converter.convert([order], context: context(entries)).only("ServiceRequest")
    let specialty = request.contained("PractitionerRole")["specialty"][0]
    #expect(codings(specialty) == ["\(system)|01"] && specialty["text"].string == "第一内科")
  }

  // MARK: - Counting

  @Test("values are counted by the best that was sent, and local codes named once")
  func counted() throws {
    let local = context([], systems: ["99LAB": "http://hospital.example/lab"])
    for (item, context, expected) in [
      ("3A010000002327101^総蛋白^JC10", context([]), "2 0 2 []"), ("TP^ＴＰ^99LAB", local, "1 1 2 [TP ＴＰ]"),
      ("TP^ＴＰ^99LAB", context([]), "1 0 3 [TP ＴＰ]"), ("^自由な記載", context([]), "1 0 3 []"),
      ("TP^ＴＰ^99LAB", context([Self.item]), "2 0 2 []"),
    ] {
      let values = try #require(try laboratory(item, context).codedValues[0])
      let codes = values.unmapped.filter { $0.system == "99LAB" }.map { "\($0.code) \($0.display)" }
      #expect(
        "\(values.standard) \(values.local) \(values.text) [\(codes.joined())]" == expected)
      // The specimen's material is of a national system without URI: no map could say more of it.
      #expect(!values.unmapped.contains { $0.system == "JC10" })
    }
  }

  @Test("what has not the form of a code is not reported, and a name is cut")
  func reportable() throws {
    for item in ["この患者さんは山田さんです^x^99LAB", "A B^x^99LAB", String(repeating: "A", count: 41) + "^x^99LAB"] {
      #expect(
        try laboratory(item, context([])).codedValues[0]?.unmapped.contains { $0.system == "99LAB" } == false)
    }
    let long = try laboratory("A^" + String(repeating: "名", count: 100) + "^99LAB", context([]))
    #expect(long.codedValues[0]?.unmapped.last { $0.system == "99LAB" }?.display.count == 60)
  }

  // MARK: - The map itself

  @Test("equal maps have equal digests, in any order; every part counts")
  func digest() {
    let other = CodeMap.Entry(
      system: "", code: "錠", standard: .ucum, standardCode: "{tbl}", standardDisplay: "")
    #expect(CodeMap([Self.item, other]) == CodeMap([other, Self.item]))
    #expect(CodeMap().isEmpty && CodeMap().digest.isEmpty && !CodeMap([other]).isEmpty)
    var digests: Set<[UInt8]> = [CodeMap([Self.item]).digest]
    for change: (inout CodeMap.Entry) -> Void in [
      { $0.system = "99X" }, { $0.code = "X" }, { $0.standard = .loinc }, { $0.standardCode = "X" },
      { $0.standardDisplay = "X" },
    ] {
      var entry = Self.item
      change(&entry)
      digests.insert(CodeMap([entry]).digest)
    }
    #expect(digests.count == 6)
  }

  @Test(
    "the form of standard codes",
    arguments: [
      (StandardSystem.hot9, "110626901", "11062690"), (.hot7, "1106269", "110626A"),
      (.hot13, "1106269010101", "1"),
      (.yj, "6132002F1038", "6132002f1038"), (.jan, "4987123456789", "498712345"),
      (.jlac10, "3A010000002327101", "3A01000000232710"), (.jlac10, "3A0100000023271", "AA0100000023271"),
      (.loinc, "2885-2", "2885"), (.ucum, "mL/min/{1.73_m2}", "g / dL"), (.ucum, "m[IU]/L", "m[IU/L"),
      (.ucum, "10*3/uL", "万/uL"), (.ucum, "{a b}", "]"), (.merit9Unit, "TAB", "錠"),
      (.department, "01A", "0001"),
    ])
  func forms(_ system: StandardSystem, right: String, wrong: String) {
    #expect(system.accepts(right) || right.contains(" "))
    #expect(!system.accepts(wrong) && !system.accepts(""))
  }

  // MARK: - Confidentiality of orders

  @Test(
    "the strictest ORC-28 is on everything that the message makes",
    arguments: [
      (["N", "R^x^HL70177"], "R"), (["V", "R"], "V"), (["HIV"], "R"), (["U"], "U"), (["O", ""], nil),
    ])
  func confidentialOrder(_ marks: [String], grade: String?) throws {
    let orders = marks.enumerated().flatMap { index, mark in
      [
        "ORC|NW|4\(index)||\(index + 1)|||||20240405" + String(repeating: "|", count: 19) + mark,
        "RXE||110626901^薬^HOT9|1||TAB^錠^MR9P|TAB^錠剤^MR9P",
      ]
    }
    let prescription = try record("OMP-01", trigger: "O11", orders)
    let conversion = Converter.convert([prescription], context: .whole())
    #expect(conversion.resources.count == marks.count + 2)
    for resource in conversion.resources {
      let security = try JSON(resource.json)["meta"]["security"]
      #expect(security.array.map { $0["code"].string } == [grade].compactMap(\.self))
    }
    #expect(conversion.findings.contains { $0.code == .codeUnknown && $0.segment == "ORC" } == (grade == nil))
  }
}
