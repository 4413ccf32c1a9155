import Foundation
import HL7v2
import Testing

@testable import JPCore

@Suite("Explanation of conversions")
struct ExplanationTests {
  private static let kinds = Converter.supportedKinds.sorted()

  private func explain(
    _ kind: String, trigger: String, _ segments: [String], effort: ConversionExplanation.Effort = .standard
  ) throws -> ConversionExplanation {
    try ConversionExplanation(
      record(kind, trigger: trigger, segments), context: .whole(), effort: effort)
  }

  private func laboratory(results: Int = 2) throws -> [String] {
    let specimen = [
      "SPM|1|S1||023^血清^JC10||||||||||||||202404050730", "OBR|1|42||E2^生化学^99A|||202404050730",
      "ORC|NW|42|||||||20240405|058^入力^者||110^医師^一郎",
    ]
    return specimen
      + (1...results).map { number in
        "OBX|\(number)|NM|3A01000000232710\(number % 10)^項目\(number)^JC10||\(number).5|g/dL^g/dL^ISO+|1-9|N|||F|||202404050800"
      }
  }

  // MARK: - Every field has an account

  @Test("Every filled field is a source or is named as not sent, with a reason", arguments: kinds)
  func account(_ kind: String) throws {
    for scenario in CoverageScenario.all(of: kind) {
      let record = try scenario.model.record(scenario.model.segments)
      // A change of an outpatient's doctor alone has no stay to belong to.
      guard Converter.convert([record], context: .example()).problems.isEmpty else { continue }
      let explanation = try ConversionExplanation(record, context: .example())
      #expect(explanation.untried == 0)
      let used = Set(
        explanation.elements.flatMap { $0.sources + $0.conditions }.compactMap { source in
          if case .message(let source) = source { source.wholeField } else { nil }
        })
      let notUsed = Set(explanation.dropped.map(\.source))
      for field in EditableMessage(record.message).fields {
        guard let place = field.last?.source.wholeField else { continue }
        let label = Comment(rawValue: "\(place.segment)[\(place.index)]-\(place.field) of \(kind)")
        #expect(used.contains(place) != notUsed.contains(place), label)
        // What the table says is never delivered is the source of nothing.
        let use = FieldUse.of(field: place.field, segment: place.segment, kind: kind)
        if case .notDelivered = use?.outcome { #expect(!used.contains(place), label) }
      }
      // The elements are those of the resources, value by value.
      let sent = Converter.convertAlone(record, context: .example()).resources
      #expect(explanation.elements.count == sent.reduce(0) { $0 + leaves(try? JSON($1.json).value) })
    }
  }

  private func leaves(_ value: Any?) -> Int {
    if let object = value as? [String: Any] { return object.values.reduce(0) { $0 + leaves($1) } }
    if let array = value as? [Any] { return array.reduce(0) { $0 + leaves($1) } }
    return 1
  }

  // MARK: - Sources

  @Test("What the characters of a usage code tell comes from the code, a drug's id from the drug")
  func usage() throws {
    let explanation = try explain("OMP-01", trigger: "O11", PrescriptionTests.first)
    let repetition = "dosageInstruction[0].timing.repeat."
    #expect(explanation.sources("MedicationRequest", 1, repetition + "frequency") == ["TQ1[1]-3.1.1"])
    #expect(
      explanation.sources("MedicationRequest", 1, "dosageInstruction[0].method.coding[0].code") == [
        "TQ1[1]-3.1.1"
      ])
    #expect(explanation.sources("MedicationRequest", 1, "id").contains("RXE[1]-2.1"))
  }

  @Test("A result's value, unit, code and time come from its own segment")
  func result() throws {
    let explanation = try explain("OML-11", trigger: "R22", laboratory())
    #expect(explanation.sources("Observation", 2, "valueQuantity.value").first == "OBX[2]-5.1")
    #expect(explanation.sources("Observation", 2, "valueQuantity.unit") == ["OBX[2]-6.2"])
    #expect(explanation.sources("Observation", 2, "code.coding[0].code") == ["OBX[2]-3.1"])
    #expect(explanation.sources("Observation", 2, "code.coding[0].system") == ["OBX[2]-3.3"])
    #expect(explanation.sources("Observation", 1, "effectiveDateTime") == ["OBX[1]-14.1"])
    #expect(explanation.sources("Observation", 1, "status") == ["OBX[1]-11.1"])
    #expect(explanation.sources("Observation", 1, "referenceRange[0].low.value") == ["OBX[1]-7.1"])
    #expect(explanation.sources("Observation", 1, "referenceRange[0].high.value") == ["OBX[1]-7.1"])
    #expect(explanation.sources("DiagnosticReport", 1, "status") == ["OBX[1]-11.1", "OBX[2]-11.1"])
    #expect(explanation.sources("Observation", 1, "valueQuantity.code") == ["OBX[1]-6.2"])
    #expect(explanation.sources("Observation", 1, "referenceRange[0].low.code") == ["OBX[1]-6.2"])
    #expect(explanation.element("Observation", 1, "category[0].coding[0].code")?.origin == .profile)
  }

  @Test("A drug comes from RXE-2, its dose, usage and prescriber from their fields")
  func drug() throws {
    let explanation = try explain(
      "OMP-01", trigger: "O11",
      [
        "ORC|NW|42||42_01_001|||||20240405101112|||110^医師^一郎",
        "RXE||108665201^ダーゼン錠^HOT9|1||TAB^錠^MR9P", "TQ1|1||1013044400000000&毎食後&JAMISDP01|||3^D|20240406",
        "RXR|PO^経口^HL70162",
      ])
    let type = "MedicationRequest"
    #expect(explanation.sources(type, 1, "medicationCodeableConcept.coding[0].code") == ["RXE[1]-2.1"])
    #expect(explanation.sources(type, 1, "medicationCodeableConcept.text") == ["RXE[1]-2.2"])
    #expect(
      explanation.sources(type, 1, "dosageInstruction[0].doseAndRate[0].doseQuantity.value") == [
        "RXE[1]-3.1"
      ])
    #expect(
      explanation.sources(type, 1, "dosageInstruction[0].timing.code.coding[0].code") == ["TQ1[1]-3.1.1"])
    #expect(explanation.sources(type, 1, "authoredOn") == ["ORC[1]-9.1"])
    #expect(explanation.sources(type, 1, "requester.display") == ["ORC[1]-12.2", "ORC[1]-12.3"])
  }

  @Test("Ids come from what tells a resource from its neighbours, path and facility; references follow them")
  func identities() throws {
    let explanation = try explain("OML-11", trigger: "R22", laboratory())
    let id = explanation.sources("Observation", 1, "id")
    #expect(id.contains("OBX[1]-3.1") && id.contains("SPM[1]-2.1") && !id.contains("OBX[2]-3.1"))
    #expect(id.suffix(4) == ["path patient", "path careDate", "path order", "setting facility.code"])
    let specimen = try #require(explanation.element("Observation", 1, "specimen.reference"))
    #expect(specimen.origin == .resource && specimen.sources.isEmpty)
    #expect(specimen.target?.hasPrefix("Specimen/") == true)
    #expect(explanation.element("Observation", 1, "subject.reference")?.origin == .resource)
    #expect(explanation.sources("Observation", 1, "subject.identifier.value") == ["setting identity"])
    #expect(explanation.sources("Patient", 1, "identifier[0].value") == ["path patient"])
    // The header names ids and the version's time; no field of the results is its source.
    #expect(explanation.sources("MessageHeader", 1, "focus[0].display") == ["path timestamp"])
    #expect(explanation.sources("MessageHeader", 1, "eventCoding.code") == ["MSH[1]-9.2"])
    let digest = explanation.sources("Provenance", 1, "entity[0].what.identifier.value")
    #expect(digest == ["path digest"])
  }

  @Test("Repetitions have sources of their own, and resources that come or go do not blur their neighbours")
  func neighbours() throws {
    let record = try CoverageScenario.all(of: "ADT-61")[0].model.record(
      CoverageScenario.all(of: "ADT-61")[0].model.segments)
    let allergies = try ConversionExplanation(record, context: .whole())
    #expect(allergies.sources("AllergyIntolerance", 1, "code.text") == ["IAM[1]-3.2"])
    #expect(allergies.sources("AllergyIntolerance", 2, "code.text") == ["IAM[2]-3.2"])
    let model = CoverageScenario.all(of: "ADT-00")[0].model
    let patient = try ConversionExplanation(model.record(model.segments), context: .whole())
    #expect(patient.sources("Patient", 1, "name[1].family") == ["PID[1]-5[2].1"])
    #expect(patient.sources("Patient", 1, "gender") == ["PID[1]-8.1"])
    #expect(patient.sources("Patient", 1, "birthDate") == ["PID[1]-7.1"])
  }

  @Test("What the drugs of a mixture say together comes from all of them")
  func mixture() throws {
    let explanation = try ConversionExplanation(ModelMessage.injectionGiven.record(), context: .whole())
    let type = "MedicationAdministration"
    #expect(
      explanation.sources(type, 1, "effectivePeriod.start") == ["RXA[1]-3.1", "RXA[2]-3.1"])
    #expect(explanation.sources(type, 1, "status") == ["RXA[1]-20.1", "RXA[2]-20.1"])
    #expect(explanation.sources(type, 1, "identifier[0].value") == ["ORC[1]-4.1"])
    let performer = explanation.sources(type, 1, "performer[0].actor.display")
    #expect(performer == ["RXA[1]-10.2", "RXA[1]-10.3", "RXA[2]-10.2", "RXA[2]-10.3"])
    let drug = explanation.elements.first {
      $0.value == "620002559" && $0.path.hasSuffix("itemCodeableConcept.coding[0].code")
    }
    #expect(drug?.sources.map(\.label) == ["RXA[2]-5.1"])
  }

  @Test(
    "Of a content folder: results come from the message, documents from their files, the type from the path")
  func folders() throws {
    let signs = try ConversionExplanation(ModelFolder.all[0].record(), context: .whole())
    #expect(signs.elements.contains { $0.value == "38.9" && $0.sources.map(\.label).contains("OBX[5]-5.1") })
    #expect(signs.dropped.contains { $0.source.segment == "PID" && $0.source.field == 7 })
    #expect(!signs.dropped.contains { $0.reason == .unknown })

    let letter = try ConversionExplanation(ModelFolder.all[1].record(), context: .whole())
    let data = try #require(letter.element("Binary", 1, "data"))
    #expect(data.origin == .document && data.sources == [.file("main_document.xml")])
    #expect(letter.sources("Binary", 2, "data") == ["file style.xsl"])
    #expect(letter.element("DocumentReference", 1, "date")?.origin == .document)
    let types = letter.elements.filter { $0.path.hasPrefix("type.coding") && $0.value == "57133-1" }
    #expect(!types.isEmpty && types.allSatisfy { $0.sources == [.path(.kind)] })
    #expect(letter.dropped.isEmpty)
    #expect(letter.text(in: .ja).contains("← ファイル: main_document.xml"))
    #expect(letter.text(in: .en).split(separator: "\n").allSatisfy { $0.count < 140 })
  }

  @Test("A standard code that the facility's map gave says so")
  func codeMap() throws {
    var context = ConversionContext.whole()
    context.codeMap = CodeMap([
      .init(
        system: "99L", code: "L1", standard: .jlac10, standardCode: "3A010000002327101",
        standardDisplay: "総蛋白")
    ])
    let segments = [
      "SPM|1|S1||023^血清^JC10", "OBR|1|42||E2^生化学^99A", "ORC|NW|42", "OBX|1|NM|L1^ＴＰ^99L||7.5||||||F",
    ]
    let explanation = try ConversionExplanation(
      record("OML-11", trigger: "R22", segments), context: context)
    let coding = try #require(explanation.elements.first { $0.value == "3A010000002327101" })
    #expect(coding.sources.contains(.setting(.codeMap)))
  }

  // MARK: - What is not sent

  @Test("What is not sent is named with the table's reason, or with what this very record made of it")
  func dropped() throws {
    let explanation = try explain(
      "OML-11", trigger: "R22",
      [
        "SPM|1|S1||023^血清^JC10", "OBR|1|42|F1|E2^生化学^99A", "ORC|NW|42|||||||20240405||058^入力^者|110^医師^一郎",
        "OBX|1|NM|3A010000002327101^総蛋白^JC10||7.5|g/dL^g/dL^ISO+||?|||F|||20240230",
        "OBX|2|NM|L1^自院項目^99L||1||\"\"||||F",
        "ZZZ|x",
      ])
    #expect(explanation.reason("PID", 1, 5) == "otherKind")
    #expect(explanation.reason("PID", 1, 3) == "path")
    #expect(explanation.reason("OBX", 2, 1) == "administrative")
    #expect(explanation.reason("OBX", 1, 14) == "date.impossible")
    #expect(explanation.reason("OBX", 2, 7) == "null")
    #expect(explanation.reason("ZZZ", 1, 1) == "unknown")
    #expect(explanation.reason("OBX", 1, 5) == nil)
    let finding = explanation.findings.first { $0.finding.code == .dateImpossible }
    #expect(finding?.index == 1 && finding?.finding.field == 14)
    let local = explanation.findings.filter {
      $0.finding.code == .codeWithoutSystem && $0.finding.segment == "OBX"
    }
    #expect(local.map(\.index) == [2])
  }

  @Test("Of a field that is sent, what is not used is named by part")
  func parts() throws {
    let explanation = try explain(
      "OML-11", trigger: "R22", laboratory(results: 1) + ["OBX|2|ST|1^x^99A||-|||H^残り"])
    #expect(
      explanation.dropped.contains {
        $0.source.segment == "OBX" && $0.source.field == 8 && $0.source.component == 2 && $0.reason == .part
      })
  }

  @Test("A cancelled event makes nothing, and says so")
  func cancelled() throws {
    let model = CoverageScenario.all(of: "ADT-22")[0].model
    let lines = model.segments.map { $0.replacing("ADT^A01", with: "ADT^A11") }
    let explanation = try ConversionExplanation(model.record(lines), context: .whole())
    #expect(explanation.elements.isEmpty)
    #expect(explanation.reason("PV1", 1, 44) == "convert.cancelled")
    #expect(explanation.findings.map(\.finding.code) == [.cancelled])
    #expect(explanation.text(in: .en).contains("Nothing is sent"))
  }

  @Test("What cannot be converted has no explanation")
  func unmappable() {
    #expect(throws: ConversionError.self) { try explain("OML-11", trigger: "R22", ["PV1|1"]) }
  }

  @Test("A message too large for the effort is explained as far as that goes, and says so")
  func limit() throws {
    let few = ConversionExplanation.Effort(conversions: 60, bytes: 1 << 20)
    let explanation = try explain("OML-11", trigger: "R22", laboratory(results: 20), effort: few)
    #expect(explanation.untried > 100)
    #expect(explanation.dropped.allSatisfy { $0.source.segment != "OBX" })
    #expect(explanation.text(in: .ja).contains("項目は調べていない"))
    #expect(String(decoding: explanation.json(), as: UTF8.self).contains("\"untried\":"))
  }

  // MARK: - Forms

  @Test("The text names fields in the language, joins what is alike, and stays within the terminal")
  func text() throws {
    let explanation = try explain("OML-11", trigger: "R22", laboratory(results: 12))
    let japanese = explanation.text(path: "a/b", in: .ja)
    #expect(japanese.hasPrefix("a/b\n\nPatient  2212345678.0001234567\n"))
    #expect(japanese.contains("← OBX[1]-5 検査値"))
    #expect(japanese.contains("← OBX[1…12]-11 検査結果状態"))
    #expect(japanese.contains("OBX[1…12]-1"))
    #expect(japanese.contains("→ 15 個の資源"))
    let english = explanation.text(in: .en)
    #expect(english.contains("← OBX[1]-5 Observation Value"))
    #expect(english.contains("Not sent"))
    for line in (japanese + english).split(separator: "\n") {
      #expect(DisplayText.width(of: String(line)) <= 112, "\(line)")
    }
    #expect(!japanese.contains("\u{1B}"))
    #expect(explanation.text(in: .ja, isColoured: true).contains("\u{1B}[1mPatient"))
  }

  @Test("The JSON is one object with path, elements, dropped and findings")
  func json() throws {
    let explanation = try explain("OML-11", trigger: "R22", laboratory())
    let json = try JSON(explanation.json(path: "a/b"))
    #expect(json["path"].string == "a/b")
    #expect(json.keys == ["path", "elements", "dropped", "findings"])
    let value = try #require(
      json["elements"].array.first { $0["element"].string == "Observation.valueQuantity.value" })
    #expect(value["resource"].string?.hasPrefix("Observation/2212345678.") == true)
    #expect(value["origin"].string == "message" && (value["value"].value as? NSNumber)?.doubleValue == 1.5)
    let source = value["sources"][0]
    #expect(source["segment"].string == "OBX")
    #expect(["index", "field", "component"].map { source[$0].value as? Int } == [1, 5, 1])
    let dropped = try #require(json["dropped"].array.first { $0["segment"].string == "PID" })
    #expect(dropped.keys == ["segment", "index", "field", "reason", "text"])
    let path = json["elements"].array.first { $0["origin"].string == "path" }
    #expect(path?["sources"].array.contains { $0["path"].string == "patient" } == true)
    #expect(json["findings"][0]["code"].string == "code.no-system")
  }

  @Test(
    "Other values are of the same kind",
    arguments: [
      ("20240229", ["20240227", "20240228"]), ("202404050759", ["202404060750", "202404040750"]),
      ("7.2", ["7.3", "8.2"]), ("1.2-2.0", ["1.3-2.0", "1.2-2.1", "2.2-2.0"]), ("血清", ["血清改"]), ("\"\"", []),
      ("５以上", ["６以上"]),
    ] as [(String, [String])])
  func otherValues(_ text: String, _ expected: [String]) {
    let part = MessagePart(
      position: 1, segment: "OBX", index: 1, field: 5, repetition: nil, component: 1, subcomponent: nil,
      range: 0..<0)
    #expect(OtherValues.of(text, at: part, system: "") == expected)
  }

  @Test("Another code is one of the same table, another system a known one")
  func otherCodes() {
    func others(_ text: String, _ segment: String, _ field: Int, _ component: Int, _ system: String = "")
      -> [String]
    {
      let part = MessagePart(
        position: 1, segment: segment, index: 1, field: field, repetition: nil, component: component,
        subcomponent: nil, range: 0..<0)
      return OtherValues.of(text, at: part, system: system)
    }
    let codes = CodeTable.codes(of: "0085")
    #expect(codes.count > 5 && codes.contains("F"))
    #expect(others("F", "OBX", 11, 1).first.map(codes.contains) == true)
    #expect(others("PO", "RXR", 1, 1, "HL70162").first.map(CodeTable.codes(of: "0162").contains) == true)
    #expect(others("JC10", "OBX", 3, 3).first == "HL70162")
    #expect(CodeTable.codes(of: "9999").isEmpty)
  }
}

extension ConversionExplanation {
  /// The element of the n-th resource of a type.
  fileprivate func element(_ type: String, _ number: Int, _ path: String) -> Element? {
    var resources: [String] = []
    for element in elements where element.resource.hasPrefix(type + "/") {
      if resources.last != element.resource { resources.append(element.resource) }
    }
    guard resources.indices.contains(number - 1) else { return nil }
    return elements.first { $0.resource == resources[number - 1] && $0.path == path }
  }

  fileprivate func sources(_ type: String, _ number: Int, _ path: String) -> [String] {
    element(type, number, path)?.sources.map(\.label) ?? []
  }

  fileprivate func reason(_ segment: String, _ index: Int, _ field: Int) -> String? {
    let place = MessageSource(segment: segment, index: index, field: field)
    return dropped.first { $0.source == place }?.reason.code
  }
}

extension ConversionExplanation.Source {
  fileprivate var label: String {
    switch self {
    case .file(let path): return "file \(path)"
    case .path(let part): return "path \(part.rawValue)"
    case .setting(let setting): return "setting \(setting.rawValue)"
    case .message(let source):
      let repetition = source.repetition.map { "[\($0)]" } ?? ""
      let parts = [source.component, source.subcomponent].compactMap(\.self).map { ".\($0)" }.joined()
      return "\(source.segment)[\(source.index)]-\(source.field)\(repetition)\(parts)"
    }
  }
}
