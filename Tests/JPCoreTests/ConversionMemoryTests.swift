import HL7v2
import SSMIX2
import Testing

@testable import JPCore

@Suite("What conversions remember")
struct ConversionMemoryTests {
  private static let changes: [@Sendable (inout ConversionContext) -> Void] = [
    { $0.release = .v1_2_0 }, { $0.facilityCode = "1310000009" }, { $0.facilityName = "別病院" },
    { $0.facilityCode = "別" }, { $0.localSystems = ["99T05": "urn:oid:1.2.3", "99T06": "urn:oid:1.2.4"] },
    {
      $0.codeMap = CodeMap([
        CodeMap.Entry(
          system: "", code: "mg/dL", standard: .ucum, standardCode: "g/L", standardDisplay: "")
      ])
    },
    { $0.regionalID = "R999" },
  ]

  @Test("does not outlive what it depends on", arguments: ModelMessage.all.map(\.name))
  func changed(name: String) throws {
    let record = try #require(ModelMessage.all.first { $0.name == name }).record()
    for change in Self.changes {
      // Learned before the change, and used after it.
      var context = ConversionContext.whole()
      _ = Converter.convert([record], context: context)
      change(&context)
      let warm = Converter.convert([record], context: context)
      var fresh = ConversionContext.whole()
      change(&fresh)
      let cold = Converter.convert([record], context: fresh)
      #expect(warm.resources == cold.resources && warm.findings == cold.findings)
      #expect(warm.codedValues == cold.codedValues)
    }
  }

  @Test("a message with other delimiters does not use what was learned of the same bytes")
  func delimiters() throws {
    let record = try #require(ModelMessage.all.first { $0.kind == "OML-11" }).record()
    let text = String(decoding: record.message.source, as: UTF8.self)
    let context = ConversionContext.whole()
    _ = Converter.convert([record], context: context)
    let other = SourceRecord(
      path: record.path, message: try Message(parsing: Array(text.replacing("|^~\\&|", with: "|$~\\&|").utf8))
    )
    let warm = Converter.convert([other], context: context)
    #expect(warm.resources == Converter.convert([other], context: .whole()).resources)
  }

  @Test("what is too long is not kept, and a full store begins anew")
  func bounds() {
    var store = PieceStore<Int>(most: 4)
    func key(_ number: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Void) {
      Array("key \(number)".utf8).withUnsafeBufferPointer(body)
    }
    for number in 0..<4 { key(number) { _ = store.add([1], number, of: $0) } }
    key(3) { #expect(store.value(of: $0) == 3) }
    key(9) { _ = store.add(Array(repeating: 1, count: 2000), 9, of: $0) }
    key(9) { #expect(store.value(of: $0) == nil) }
    key(3) { #expect(store.value(of: $0) == nil, "a full store has begun anew") }
    store.trim()
    key(5) { _ = store.add([1], 5, of: $0) }
    key(5) { #expect(store.value(of: $0) == 5) }
  }
}
