import SSMIX2
import Testing

@Suite struct DataKindTests {
  @Test func thereAre26KindsAnd36Rows() {
    #expect(DataKind.all.count == 26)
    #expect(Set(DataKind.all.map(\.code)).count == 26)
    #expect(DataKind.all.map(\.messages.count).reduce(0, +) == 36)
    #expect(DataKind.all.flatMap(\.messages).filter(\.isCancel).count == 10)
  }

  @Test(arguments: DataKind.all) func everyKindRegistersFirstAndCancelsAfter(_ kind: DataKind) throws {
    let first = try #require(kind.messages.first)
    #expect(!first.isCancel)
    #expect(!kind.messages.dropFirst().contains { !$0.isCancel })
    #expect(kind.japaneseName == first.japaneseName && kind.englishName == first.englishName)
    for message in kind.messages {
      #expect(message.requiredSegments.first == "MSH")
      #expect(message.requiredSegments.contains("PID"))
      #expect((message.careDateField != nil) == kind.hasCareDate)
      #expect(kind.message(code: message.messageCode, trigger: message.trigger) == message)
    }
    #expect(kind.message(code: "ADT", trigger: "Z99") == nil)
  }

  @Test(
    arguments: [
      ("OML-11", "OML-11"), ("oml-11", "OML-11"), ("Omd", "OMD"), ("OML-12", nil), ("", nil), ("ADT-0", nil),
      (" OMD", nil),
    ] as [(String, String?)])
  func areFoundInAnyLetterCase(code: String, expected: String?) {
    #expect(DataKind.named(code)?.code == expected)
  }

  @Test(.enabled(if: SharedFolder.url != nil, Comment(rawValue: SharedFolder.absent)))
  func agreeWithTheReferenceTable() throws {
    let rows = try #require(
      try SharedFolder.json("reference/ssmix2-tables/kinds.json")?["kinds"] as? [[String: Any]])
    let ours = DataKind.all.flatMap { kind in kind.messages.map { (kind, $0) } }
    try #require(rows.count == ours.count)
    for (row, (kind, message)) in zip(rows, ours) {
      #expect(row["kind"] as? String == kind.code)
      #expect(row["message"] as? String == "\(message.messageCode)^\(message.trigger)")
      #expect(row["structure"] as? String == message.structure)
      #expect((row["action"] as? String == "cancel") == message.isCancel)
      #expect(row["name_ja"] as? String == message.japaneseName)
      #expect(row["name_en"] as? String == message.englishName)
      #expect(row["care_date_field"] as? String == message.careDateField)
      #expect((row["date_folder"] as? String == "YYYYMMDD") == kind.hasCareDate)
      #expect(row["snapshot"] as? Bool == kind.isSnapshot)
      let source = (row["order_no"] as? [String: Any])?["source"] as? String
      #expect((source == "fixed") == kind.fixedOrderNumber)
    }
  }

  @Test(.enabled(if: SharedFolder.url != nil, Comment(rawValue: SharedFolder.absent)))
  func requireWhatTheGrammarRequires() throws {
    let grammars = try #require(
      try SharedFolder.json("reference/ssmix2-tables/structures.json")?["messages"]
        as? [String: [String: Any]])
    for message in DataKind.all.flatMap(\.messages) {
      let grammar = try #require(grammars["\(message.messageCode)^\(message.trigger)"])
      let tree = try #require(grammar["tree"] as? [[String: Any]])
      #expect(Set(message.requiredSegments) == Set(Self.required(tree)).union(["PID"]))
    }
  }

  /// Segments outside every optional part of a grammar.
  private static func required(_ nodes: [[String: Any]]) -> [String] {
    nodes.filter { ($0["min"] as? Int ?? 0) >= 1 }.flatMap { node -> [String] in
      if let segment = node["seg"] as? String { return [segment] }
      return required(node["group"] as? [[String: Any]] ?? [])
    }
  }
}
