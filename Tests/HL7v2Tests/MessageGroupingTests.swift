import Testing

@testable import HL7v2

@Suite("Grouping of messages")
struct MessageGroupingTests {
  /// A message of that type with a header and then segments of those names, each with one field.
  static func message(_ type: String, _ names: some Sequence<String>) throws -> Message {
    let lines = ["MSH|^~\\&|||||2011||\(type)"] + names.map { "\($0)|1" }
    return try Message(parsing: Array((lines.joined(separator: "\r") + "\r").utf8))
  }

  /// Groups in parentheses, segments and groups in the order of the message.
  static func outline(_ group: SegmentGroup) -> String {
    let segments = group.segments.map { ($0.index, $0.name) }
    let groups = group.groups.map { ($0.allSegments.first?.index ?? -1, "(\($0.name) \(outline($0)))") }
    return (segments + groups).sorted { $0.0 < $1.0 }.map(\.1).joined(separator: " ")
  }

  static func grouping(_ type: String, _ names: String) throws -> MessageGrouping {
    let message = try message(type, names.split(separator: " ").map(String.init))
    return try #require(MessageGrouping(message))
  }

  @Test(
    "By the grammar, without a finding",
    arguments: [
      (
        "ADT^A08", "EVN PID NK1 PV1 DB1 OBX OBX AL1 IN1 IN1",
        "MSH EVN PID NK1 PV1 DB1 OBX OBX AL1 (INSURANCE IN1) (INSURANCE IN1)"
      ),
      ("ADT^A60", "EVN PID IAM IAM", "MSH EVN PID IAM IAM"),
      (
        "PPR^ZD1", "PID PRB ZPR ZI1 ORC PRB ZPR ZPD",
        "MSH PID (PROBLEM PRB ZPR ZI1 (ORDER ORC)) (PROBLEM PRB ZPR ZPD)"
      ),
      (
        "PPR^ZD1", "PID PRB ORC RXE NTE OBX",
        "MSH PID (PROBLEM PRB (ORDER ORC (ORDER_DETAIL RXE NTE (ORDER_OBSERVATION OBX))))"
      ),
      (
        "OMD^O03", "PID PV1 ORC TQ1 ODS ORC TQ1 ODS",
        "MSH (PATIENT PID (PATIENT_VISIT PV1)) (ORDER_DIET ORC (TIMING_DIET TQ1) (DIET ODS))"
          + " (ORDER_DIET ORC (TIMING_DIET TQ1) (DIET ODS))"
      ),
      (
        "OMD^O03", "PID ORC ODS ORC TQ1 ODT NTE",
        "MSH (PATIENT PID) (ORDER_DIET ORC (DIET ODS)) (ORDER_TRAY ORC (TIMING_TRAY TQ1) ODT NTE)"
      ),
      (
        "RDE^O11", "PID PV1 ORC RXE TQ1 RXR RXC RXC ORC RXE TQ1 RXR",
        "MSH (PATIENT PID (PATIENT_VISIT PV1)) (ORDER ORC RXE (TIMING_ENCODED TQ1) RXR RXC RXC)"
          + " (ORDER ORC RXE (TIMING_ENCODED TQ1) RXR)"
      ),
      (
        "RDE^O11", "PID ORC TQ1 RXE NTE TQ1 RXR OBX NTE",
        "MSH (PATIENT PID) (ORDER ORC (TIMING TQ1) RXE NTE (TIMING_ENCODED TQ1) RXR (OBSERVATION OBX NTE))"
      ),
      (
        "RAS^O17", "PID PV1 ORC RXA RXA RXR",
        "MSH (PATIENT PID (PATIENT_VISIT PV1)) (ORDER ORC (ADMINISTRATION RXA RXA RXR))"
      ),
      (
        "RAS^O17", "PID AL1 ORC RXE TQ1 RXR RXA RXR RXA RXR OBX CTI ORC RXA RXR",
        "MSH (PATIENT PID AL1) (ORDER ORC (ENCODING RXE (TIMING_ENCODED TQ1) RXR) (ADMINISTRATION RXA RXR)"
          + " (ADMINISTRATION RXA RXR (OBSERVATION OBX)) CTI) (ORDER ORC (ADMINISTRATION RXA RXR))"
      ),
      (
        "OML^O33", "PID PV1 SPM ORC OBR OBX OBX SPM ORC OBR NTE OBX ORC OBR",
        "MSH (PATIENT PID (PATIENT_VISIT PV1)) (SPECIMEN SPM (ORDER ORC (OBSERVATION_REQUEST OBR"
          + " (OBSERVATION OBX) (OBSERVATION OBX)))) (SPECIMEN SPM (ORDER ORC (OBSERVATION_REQUEST OBR NTE"
          + " (OBSERVATION OBX))) (ORDER ORC (OBSERVATION_REQUEST OBR)))"
      ),
      (
        "OML^O33", "PID SPM ORC OBR PID ORC OBR OBX",
        "MSH (PATIENT PID) (SPECIMEN SPM (ORDER ORC (OBSERVATION_REQUEST OBR (PRIOR_RESULT (PATIENT_PRIOR PID)"
          + " (ORDER_PRIOR ORC OBR (OBSERVATION_PRIOR OBX))))))"
      ),
      (
        "OUL^R22", "PID NTE SPM OBR ORC NTE OBX NTE OBX OBR OBX SPM OBX OBR",
        "MSH (PATIENT PID NTE) (SPECIMEN SPM (ORDER OBR ORC NTE (RESULT OBX NTE) (RESULT OBX))"
          + " (ORDER OBR (RESULT OBX))) (SPECIMEN SPM OBX (ORDER OBR))"
      ),
      (
        "OMG^O19", "PID PV1 ORC TQ1 OBR ORC TQ1 OBR OBX ORC TQ1 OBR",
        "MSH (PATIENT PID (PATIENT_VISIT PV1)) (ORDER ORC (TIMING TQ1) OBR)"
          + " (ORDER ORC (TIMING TQ1) OBR (OBSERVATION OBX)) (ORDER ORC (TIMING TQ1) OBR)"
      ),
      (
        "OMI^Z23", "PID ORC TQ1 OBR ZE1 OBX OBX ZE2 ZE1 OBX IPC ORC TQ1 OBR IPC",
        "MSH (PATIENT PID) (ORDER ORC (TIMING TQ1) OBR (EXAMINATION ZE1 OBX OBX ZE2) (EXAMINATION ZE1 OBX)"
          + " IPC) (ORDER ORC (TIMING TQ1) OBR IPC)"
      ),
      (
        "ORU^R01", "PID PV1 OBR OBX OBX ORC OBR OBX SPM OBX DSC",
        "MSH (PATIENT_RESULT (PATIENT PID (VISIT PV1)) (ORDER_OBSERVATION OBR (OBSERVATION OBX)"
          + " (OBSERVATION OBX)) (ORDER_OBSERVATION ORC OBR (OBSERVATION OBX) (SPECIMEN SPM OBX))) DSC"
      ),
      (
        "ORU^R30", "PID PV1 ORC OBR OBX NTE OBX",
        "MSH PID (VISIT PV1) ORC OBR (OBSERVATION OBX NTE) (OBSERVATION OBX)"
      ),
    ])
  func grammar(_ type: String, _ names: String, _ outline: String) throws {
    let grouping = try Self.grouping(type, names)
    #expect(Self.outline(grouping.root) == outline)
    #expect(grouping.findings == [])
  }

  @Test(
    "Tolerances of real storages, each with its finding",
    arguments: [
      // A segment of another chapter, a local one, and a note where SS-MIX2 has none stay where they stand.
      ("ADT^A08", "EVN PID PV1 AL1 NTE", "MSH EVN PID PV1 AL1 NTE", ["note NTE"]),
      (
        "OUL^R22", "PID SPM NTE OBR ZX1 OBX ZX2",
        "MSH (PATIENT PID) (SPECIMEN SPM NTE (ORDER OBR ZX1 (RESULT OBX ZX2)))",
        ["note NTE", "note ZX1", "note ZX2"]
      ),
      ("ADT^A60", "EVN PID IAM OBX", "MSH EVN PID IAM OBX", ["note OBX"]),
      // Order.
      (
        "RAS^O17", "PID PV1 AL1 ORC RXA RXR",
        "MSH (PATIENT PID (PATIENT_VISIT PV1) AL1) (ORDER ORC (ADMINISTRATION RXA RXR))", ["warning AL1"]
      ),
      (
        "RDE^O11", "PID AL1 PV1 ORC RXE TQ1 RXR",
        "MSH (PATIENT PID AL1 (PATIENT_VISIT PV1)) (ORDER ORC RXE (TIMING_ENCODED TQ1) RXR)", ["warning PV1"]
      ),
      (
        "RAS^O17", "PID ORC RXR RXA",
        "MSH (PATIENT PID) (ORDER ORC (ADMINISTRATION RXR RXA))", ["warning RXA"]
      ),
      (
        "OUL^R22", "PID SPM ORC OBR OBX ORC OBR OBX",
        "MSH (PATIENT PID) (SPECIMEN SPM (ORDER ORC OBR (RESULT OBX)) (ORDER ORC OBR (RESULT OBX)))",
        ["warning OBR", "warning OBR"]
      ),
      ("OMG^O19", "PID ORC OBR TQ1", "MSH (PATIENT PID) (ORDER ORC OBR (TIMING TQ1))", ["warning TQ1"]),
      (
        "RDE^O11", "PID ORC RXE TQ1 RXR NTE",
        "MSH (PATIENT PID) (ORDER ORC RXE (TIMING_ENCODED TQ1) RXR NTE)", ["warning NTE"]
      ),
      ("ADT^A08", "PID EVN PV1", "MSH PID EVN PV1", ["warning EVN"]),
      // What is required and missing.
      ("ADT^A08", "PID", "MSH PID", ["warning EVN", "warning PV1"]),
      ("RDE^O11", "PID ORC RXE", "MSH (PATIENT PID) (ORDER ORC RXE)", ["warning -", "warning RXR"]),
      (
        "RDE^O11", "PID ORC RXE TQ1 RXR RXE TQ1 RXR",
        "MSH (PATIENT PID) (ORDER ORC RXE (TIMING_ENCODED TQ1) RXR) (ORDER RXE (TIMING_ENCODED TQ1) RXR)",
        ["error ORC"]
      ),
      (
        "OUL^R22", "PID OBR OBX SPM OBR OBX",
        "MSH (PATIENT PID) (SPECIMEN (ORDER OBR (RESULT OBX))) (SPECIMEN SPM (ORDER OBR (RESULT OBX)))",
        ["error SPM"]
      ),
      (
        "OMG^O19", "PID ORC TQ1 OBR OBX OBR OBX",
        "MSH (PATIENT PID) (ORDER ORC (TIMING TQ1) OBR (OBSERVATION OBX)) (ORDER OBR (OBSERVATION OBX))",
        ["error ORC", "warning -"]
      ),
      ("OUL^R22", "OBX", "MSH (SPECIMEN OBX)", ["error SPM", "warning -"]),
      (
        "RAS^O17", "PID ORC RXE TQ1 RXC RXA RXR OBX CTI",
        "MSH (PATIENT PID) (ORDER ORC (ENCODING RXE (TIMING_ENCODED TQ1) RXC) (ADMINISTRATION RXA RXR"
          + " (OBSERVATION OBX)) CTI)", ["note RXR"]
      ),
      (
        "RAS^O17", "PID ORC RXA", "MSH (PATIENT PID) (ORDER ORC (ADMINISTRATION RXA))", ["warning RXR"]
      ),
      // Too often.
      ("ADT^A52", "EVN PID PV1 PV1", "MSH EVN PID PV1 PV1", ["warning PV1"]),
    ] as [(String, String, String, [String])])
  func tolerances(_ type: String, _ names: String, _ outline: String, _ findings: [String]) throws {
    let grouping = try Self.grouping(type, names)
    #expect(Self.outline(grouping.root) == outline)
    #expect(grouping.findings.map { "\($0.severity) \($0.segment ?? "-")" } == findings)
    #expect(grouping.findings.allSatisfy { $0.code == "hl7.structure" && $0.offset != nil })
  }

  @Test("Groups give their segments by name and by type, those of groups within left out")
  func reading() throws {
    let root = try Self.grouping("OUL^R22", "PID SPM OBR NTE OBX NTE NTE OBX").root
    let order = try #require(root.descendants(named: "ORDER").first)
    #expect(order.first(OBR.self)?.setID == "1" && order.first(OBX.self) == nil && order.first("OBX") == nil)
    #expect(order.groups(named: "RESULT").map { $0.all(OBX.self).count } == [1, 1])
    #expect(order.groups(named: "RESULT").map(\.notes.count) == [2, 0] && order.notes.count == 1)
    #expect(order.allSegments.map(\.name) == ["OBR", "NTE", "OBX", "NTE", "NTE", "OBX"])
    #expect(root.groups(named: "ORDER").isEmpty && root.first("MSH") != nil)
  }

  @Test("A segment without fields is a finding at its offset")
  func bareSegment() throws {
    let text = "MSH|^~\\&|||||2011||ADT^A52\rEVN|1\rPID\rPV1|1\r"
    let grouping = try #require(MessageGrouping(try Message(parsing: Array(text.utf8))))
    #expect(grouping.findings.map(\.offset) == [33])
    #expect(grouping.findings.map(\.segment) == ["PID"])
  }

  @Test("Every segment is in the tree once, whatever the order", arguments: 1...8 as ClosedRange<UInt64>)
  func completeness(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    let names = MessageStructure.all.flatMap(Self.names) + ["NTE", "ZZZ", "Z01", "ABC"]
    for structure in MessageStructure.all {
      let own = Self.names(of: structure) + ["NTE", "ZZZ"]
      for round in 0..<15 {
        let pool = round.isMultiple(of: 3) ? names : own
        let chosen = (0..<Int.random(in: 0...30, using: &random)).compactMap { _ in
          pool.filter { $0 != "MSH" }.randomElement(using: &random)
        }
        let message = try Self.message("X^Y", chosen)
        let grouping = MessageGrouping(message, by: structure)
        let context = "\(structure.name) seed \(seed) round \(round): \(chosen)"
        #expect(grouping.root.allSegments.map(\.index) == Array(message.segments.indices), "\(context)")
        #expect(Self.isOrdered(grouping.root), "\(context)")
      }
    }
  }

  /// Own segments and groups in the order of the message, and no group without segments.
  private static func isOrdered(_ group: SegmentGroup) -> Bool {
    let own = group.segments.map(\.index)
    let firsts = group.groups.compactMap { $0.allSegments.first?.index }
    return own == own.sorted() && firsts == firsts.sorted() && firsts.count == group.groups.count
      && group.groups.allSatisfy(isOrdered)
  }

  private static func names(of structure: MessageStructure) -> [String] {
    func names(_ nodes: [StructureNode]) -> [String] {
      nodes.flatMap { node in
        switch node.content {
        case .segment(let name): [name]
        case .group(_, let nodes): names(nodes)
        case .any: [String]()
        }
      }
    }
    return names(structure.nodes)
  }

  @Test("A message made by a structure has no finding", arguments: 1...4 as ClosedRange<UInt64>)
  func conforming(_ seed: UInt64) throws {
    var random = SplitMix64(seed: seed)
    for structure in MessageStructure.all {
      for round in 0..<10 {
        // Prior results begin as orders do, so only those that begin with their patient are told apart.
        let names = Self.instance(of: structure.nodes, &random).dropFirst()
        let grouping = MessageGrouping(try Self.message("X^Y", names), by: structure)
        #expect(grouping.findings == [], "\(structure.name) seed \(seed) round \(round): \(names)")
      }
    }
  }

  /// Segment names that a structure allows: required places once, others and repetitions now and then.
  private static func instance(of nodes: [StructureNode], _ random: inout SplitMix64) -> [String] {
    nodes.flatMap { node -> [String] in
      if case .group("PRIOR_RESULT", _) = node.content { return [] }
      let most = node.maximum == 1 ? 1 : 3
      return (0..<Int.random(in: node.minimum...most, using: &random)).flatMap { _ -> [String] in
        switch node.content {
        case .segment(let name): [name]
        case .group(_, let nodes): instance(of: nodes, &random)
        case .any: []
        }
      }
    }
  }

  @Test("Findings are limited, the last says so")
  func limit() throws {
    let message = try Self.message("ADT^A60", Array(repeating: "ZZZ", count: 500))
    let findings = try #require(MessageGrouping(message)).findings
    #expect(findings.count == MessageGrouping.findingLimit)
    #expect(findings.last?.text == "there are more deviations from the structure")
  }

  @Test("Many segments are grouped in linear time", arguments: ["ORC RXE TQ1 RXR", "RXA", "ORC", "NTE OBX"])
  func linear(_ pattern: String) throws {
    let names = pattern.split(separator: " ").map(String.init)
    let structure = try #require(MessageStructure.structure(messageCode: "RDE", trigger: "O11"))
    let isLinear = try growsLinearly(from: 1_000) { count in
      let message = try Self.message("RDE^O11", (0..<count).map { names[$0 % names.count] })
      return { _ = MessageGrouping(message, by: structure).root }
    }
    #expect(isLinear)
  }
}
