import HL7v2
import Testing

@testable import JPCore

/// Values to put into a field.
enum CoverageMarker {
  /// What would show if anybody read the field: words, codes, days, numbers, nothing, the HL7 null.
  static let anything = [
    "MARKER^印^99ZZZ", "20010203040506", "20380103", "7", "", "\"\"", "Y", "Z1^甲^99ZZZ~Z2^乙^99ZZZ",
  ]

  /// A word, a code, a day, a time and a number at once, and another one.
  static let everything = "20010203040506^印^99ZZZ~7^乙^99ZZZ"

  /// ``anything`` that says something, and what is a code in that very field.
  static func values(of use: FieldUse) -> [String] {
    anything.filter { !$0.isEmpty && $0 != "\"\"" } + (codes["\(use.segment)-\(use.field)"] ?? [])
  }

  private static let codes: [String: [String]] = [
    "MSH-9": [
      "ADT^A23^ADT_A21", "ADT^A55^ADT_A54", "ADT^A11^ADT_A09", "ADT^A13^ADT_A01", "ADT^A52^ADT_A52",
      "ORU^R31^ORU_R30",
    ],
    "PID-8": ["F"], "IN1-10": ["記号^1"], "IN1-2": ["OE^自費^JHSD0001", "51^特定疾患^JHSD0001"], "PV1-2": ["O", "E"],
    "OBX-2": ["CWE", "ST"], "OBX-3": ["9N006000000000001^体重^JC10"],
    "OBX-5": ["8.1"], "OBX-7": ["1-2"], "OBX-8": ["H"], "OBX-11": ["P"], "AL1-2": ["FA"], "IAM-2": ["EA"],
    "IAM-4": ["SV"], "IAM-6": ["D"], "IAM-9": ["IN"], "IAM-17": ["E"], "PRB-1": ["DE"],
    "PRB-10": ["K298^十二指腸炎^I10^^入院時"], "PRB-13": ["1^疑い^JHSD0005"], "PRB-14": ["D^死亡^HL70241"],
    "PRB-25": ["V"], "ZPR-2": ["20056485^高血圧症^MDCDX2"], "ZPR-5": ["Q0F7^高血圧症^MDCDX2"], "ORC-1": ["CA"],
    "ORC-5": ["CA"], "ORC-28": ["V"], "RXE-5": ["CAP^カプセル^MR9P"], "RXE-11": ["CAP^カプセル^MR9P"],
    "RXE-7": ["I1100000^隔日^JAMISDP01"], "RXE-19": ["5^TAB&錠&MR9P"],
    "RXE-21": ["IHP^入院処方^MR9P", "1^粉砕^99A"], "RXE-31": ["1234567^薬^HOT7"],
    "TQ1-3": [
      "1011000400000000&朝食後&JAMISDP01", "2B50810000000000&かゆいとき&JAMISDP01",
      "1013044400000000&毎食後&JAMISDP01~I1100000&不均等&JAMISDP01",
    ],
    "OBR-25": ["P", "X"], "TQ1-4": ["0830"], "IPC-3": ["1.2.392.9"], "IPC-5": ["CT^^DCM", "^特殊"],
    "ZE1-2": ["RQ"],
    "ZE1-9": ["X^甲^99ZZZ^2^&管"],
    "OBR-4": [""], "OBR-24": ["EN"], "ODS-1": ["D", "S", "P"], "RXA-20": ["NA"],
    "RXA-21": ["D"],
    "RXA-12": ["50ml/hr"], "RXA-7": ["HON^本^MR9P"], "RXC-4": ["AMP^管^MR9P"], "RXC-7": ["1234567^薬^HOT7"],
    "RXE-2": ["110626901^薬^HOT9", "06^予防接種^JHSI0002", "00^一般^99I02"], "TQ1-9": ["S"], "TQ1-6": ["7^D"],
    "TQ1-12": ["S", "A"], "RXE-4": ["2"], "RXE-13": ["M9^医師^一郎"], "RXE-27": ["22^頓用^JHSP0003"],
    "RXE-44": ["S"],
    "RXA-25": ["04987123456789^薬^JAN"], "RXA-26": ["M"],
  ]
}

/// Converts a scenario again and again with fields changed.
struct CoverageTrial {
  let plain: [Resource]
  private let others: [SourceRecord]
  private let model: CoverageModel
  private let context: ConversionContext
  private let plainValues: [String: [String]]

  init(_ scenario: CoverageScenario, context: ConversionContext) throws {
    model = scenario.model
    self.context = context
    others = try scenario.others.map { try $0.record($0.segments) }
    let conversion = Converter.convert(others + [try model.record(model.segments)], context: context)
    #expect(conversion.problems.isEmpty, "the model of \(model.kind): \(conversion.problems)")
    plain = conversion.resources
    plainValues = try Self.values(of: plain)
  }

  /// A field of one line.
  struct Place: Hashable {
    var line: Int
    var field: Int
  }

  /// `PID-3`.
  func name(of place: Place) -> String { "\(model.segments[place.line].prefix(3))-\(place.field)" }

  /// The resources of the model with other lines.
  func bundle(of lines: [String]) throws -> [Resource] {
    Converter.convert(others + [try model.record(lines)], context: context).resources
  }

  func isSame(changing places: [Place], to value: String) throws -> Bool {
    try bundle(of: lines(changing: places, to: value)) == plain
  }

  /// Whether an element of that name differs when a field is changed; false for all when the record cannot be converted
  /// any more, which proves nothing.
  func elements(changing place: Place, to value: String) throws -> (String) -> Bool {
    let changed = try model.record(lines(changing: [place], to: value))
    let conversion = Converter.convert(others + [changed], context: context)
    guard conversion.problems.isEmpty else { return { _ in false } }
    let resources = conversion.resources
    if resources == plain { return { _ in false } }
    let values = try Self.values(of: resources)
    return { element in
      if element == "Bundle.entry.request.method" {
        return Set(resources.map(\.reference)) != Set(plain.map(\.reference))
      }
      return Self.select(element, values) != Self.select(element, plainValues)
    }
  }

  /// Whether other lines give the same elements; ids, and identifiers that end in a part of one, are made of fields as
  /// written, delimiters included.
  func hasSameElements(_ lines: [String]) throws -> Bool {
    func withoutIDs(_ resources: [Resource]) throws -> [String: [String]] {
      let hashes = Set(resources.compactMap { $0.id.split(separator: ".").last })
      let values = try Self.values(of: resources)
        .filter { !$0.key.hasSuffix(".id") && !$0.key.hasSuffix(".reference") }
      return values.mapValues { texts in
        texts.map { $0.split(separator: "_").filter { !hashes.contains($0) }.joined(separator: "_") }.sorted()
      }
    }
    return try withoutIDs(bundle(of: lines)) == withoutIDs(plain)
  }

  private func lines(changing places: [Place], to value: String) -> [String] {
    var lines = model.segments
    for (index, places) in Dictionary(grouping: places, by: \.line) {
      var parts = lines[index].split(separator: "|", omittingEmptySubsequences: false).map(String.init)
      for place in places {
        // MSH-1 is the separator itself, so MSH-2 is the first part behind the name.
        let position = lines[index].hasPrefix("MSH") ? place.field - 1 : place.field
        while parts.count <= position { parts.append("") }
        parts[position] = value
      }
      lines[index] = parts.joined(separator: "|")
    }
    return lines
  }

  // MARK: - Elements of JSON

  /// Every value by the path of its element, array positions left out: `Patient.name.text`.
  private static func values(of resources: [Resource]) throws -> [String: [String]] {
    var values: [String: [String]] = [:]
    for resource in resources { collect(try JSON(resource.json).value, resource.type, &values) }
    return values
  }

  private static func collect(_ value: Any?, _ path: String, _ values: inout [String: [String]]) {
    if let object = value as? [String: Any] {
      for (key, inner) in object {
        // The day and the time of a birth are one element of FHIR; `_x` holds the extensions of `x`.
        collect(inner, path + "." + key.drop { $0 == "_" }, &values)
        if path == "Observation", key.hasPrefix("value") || key == "dataAbsentReason" {
          collect(inner, path + ".value[x]", &values)
        }
      }
    } else if let array = value as? [Any] {
      for inner in array {
        var name = path
        if path.hasSuffix("extension"), let url = (inner as? [String: Any])?["url"] as? String {
          let last = url.split(separator: "/").last ?? ""
          name += "(\(last.split(separator: "_").last ?? ""))"
        }
        collect(inner, name, &values)
      }
    } else if let value {
      values[path, default: []].append("\(value)")
    }
  }

  /// The values of an element and of what is in it; a slice of `identifier` is not told apart.
  private static func select(_ element: String, _ values: [String: [String]]) -> [String: [String]] {
    var element = element
    if let slice = element.firstRange(of: "identifier(") {
      element = String(element[..<slice.upperBound].dropLast())
    }
    return values.filter { $0.key == element || $0.key.hasPrefix(element + ".") }.mapValues { $0.sorted() }
  }
}

extension ConversionContext {
  /// With MessageHeader, and without Provenance: a digest tells of every byte.
  static func withHeaders(release: JPCoreRelease = .v1_1_2) -> ConversionContext {
    var context = whole(release: release)
    context.makesProvenance = false
    return context
  }
}
