import Foundation
import Testing

@testable import JPCore

@Suite("JSON and transactions")
struct JSONWriterTests {
  @Test("commas, nesting, and nothing empty")
  func structure() {
    var json = JSONWriter()
    json.object { json in
      json.string("a", "1")
      json.string("none", nil)
      json.string("blank", " ")
      json.array("empty") { $0.object { $0.string("x", "") } }
      json.object("b") { json in
        json.raw("n", "7.20")
        json.integer("i", 3)
      }
      json.array("c") { json in
        json.string("x")
        json.object { $0.string("y", "z") }
      }
      json.object("gone") { _ in }
      json.string("last", "e")
    }
    let text = String(decoding: json.bytes, as: UTF8.self)
    #expect(text == #"{"a":"1","b":{"n":7.20,"i":3},"c":["x",{"y":"z"}],"last":"e"}"#)
  }

  @Test(
    "texts survive, control characters become blanks",
    arguments: [
      ("\"quoted\" \\ back", "\"quoted\" \\ back"), ("行\n行\r\t尾", "行\n行\r\t尾"), ("a\u{1}\u{1F}b", "a  b"),
      ("髙﨑①😀", "髙﨑①😀"), ("/</script>", "/</script>"),
    ])
  func escaping(text: String, read: String) throws {
    var json = JSONWriter()
    json.object { $0.string("t", text) }
    #expect(try JSON(json.bytes)["t"].string == read)
  }

  @Test("a transaction puts, then deletes")
  func transaction() throws {
    let puts = ["a", "b"].map { id in
      Resource(
        type: "Patient", id: id, json: SharedBytes(Array(#"{"resourceType":"Patient"}"#.utf8)),
        contributors: [])
    }
    let bundle = try JSON(TransactionBundle.encode(puts: puts, deletes: ["Observation/x"]))
    #expect(bundle["type"].string == "transaction")
    let entries = bundle["entry"].array
    #expect(entries.map { $0["request"]["method"].string } == ["PUT", "PUT", "DELETE"])
    #expect(entries.map { $0["request"]["url"].string } == ["Patient/a", "Patient/b", "Observation/x"])
    #expect(entries.map { $0["resource"].exists } == [true, true, false])
    #expect(!entries.contains { $0["fullUrl"].exists })
  }

  @Test(
    "numbers keep their digits and nothing else is one",
    arguments: [
      ("7.20", "7.20"), ("007", "7"), (".5", "0.5"), ("5.", "5"), ("-0.1", "-0.1"), ("+3", "3"),
      ("１２．５", "12.5"),
      (" 1 ", "1"), ("000", "0"), ("1e3", nil), ("1,200", nil), ("1.2.3", nil), ("", nil), ("-", nil),
      (".", nil), ("(1+)", nil),
      ("12345678901234567890", nil), ("−5", "-5"),
    ] as [(String, String?)])
  func numbers(text: String, json: String?) {
    #expect(NumberText.json(text) == json)
  }

  @Test(
    "ICD-10 gets its dot",
    arguments: [
      ("K297", "K29.7"), ("I10", "I10"), ("K29.7", "K29.7"), ("ABC1", "ABC1"), ("E1165", "E11.65"), ("", ""),
    ])
  func icd10(code: String, dotted: String) {
    #expect(ICD10.dotted(code) == dotted)
  }

  @Test(
    "units in UCUM, only where certain",
    arguments: [
      ("g/dl", "g/dL"), ("ｇ／ｄＬ", "g/dL"), ("mm(hg)", "mm[Hg]"), ("mmHg", "mm[Hg]"), ("cel", "Cel"),
      ("℃", "Cel"), ("μg/mL", "ug/mL"),
      ("µg/ml", "ug/mL"), ("IU/L", "[IU]/L"), ("mEq/L", "meq/L"), (" %", "%"), ("×10^4/μl", "10*4/uL"),
      ("万/μl", "10*4/uL"),
      ("MIU/mL", nil), ("Mg", nil), ("MG/DL", "mg/dL"), ("個", nil), ("", nil), ("なし", nil),
    ] as [(String, String?)])
  func units(written: String, code: String?) {
    #expect(UCUM.code(written) == code)
  }

  @Test(
    "no unit's code has a blank, and each maps to itself",
    arguments: ["mL/min/{1.73_m2}", "10*3/uL", "m[IU]/L", "/[HPF]"])
  func ucumCodes(code: String) {
    #expect(UCUM.code(code) == code)
  }
}
