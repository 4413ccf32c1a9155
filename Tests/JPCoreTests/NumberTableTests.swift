import Testing

@testable import JPCore

@Suite("Tables by numbers")
struct NumberTableTests {
  @Test("a table says what a dictionary says", arguments: [0, 1, 9, 300])
  func likeDictionary(room: Int) {
    var generator = SystemRandomNumberGenerator()
    var (table, dictionary) = (NumberTable(room: room), [UInt64: Int]())
    // Few keys, of which many differ in their highest bits alone, as hashes cut to a few characters do.
    let keys = (0..<400).map { UInt64($0) << ($0.isMultiple(of: 2) ? 34 : 0) } + [.max, 0]
    for _ in 0..<3_000 {
      guard let key = keys.randomElement(using: &generator) else { return }
      let value = Int.random(in: 0...5, using: &generator)
      #expect(table[key] == dictionary[key])
      #expect(table.updateValue(value, forKey: key) == dictionary.updateValue(value, forKey: key))
      #expect(table[key] == value)
    }
    #expect(keys.allSatisfy { table[$0] == dictionary[$0] })
  }
}
