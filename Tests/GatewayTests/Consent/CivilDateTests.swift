import Foundation
import Testing

@testable import Gateway

@Suite struct CivilDateTests {
  @Test(
    "dates that exist, in exactly one form",
    arguments: ["2026-01-31", "2024-02-29", "2000-02-29", "0001-01-01", "9999-12-31"])
  func valid(text: String) throws {
    let date = try #require(CivilDate(text))
    #expect(date.description == text)
    #expect(CivilDate(compact: date.compact) == date)
    let encoded = try JSONEncoder().encode([date])
    #expect(try JSONDecoder().decode([CivilDate].self, from: encoded) == [date])
  }

  @Test(
    "anything else is none",
    arguments: [
      "", "2026-1-1", "2026-02-29", "1900-02-29", "2026-04-31", "2026-00-10", "2026-13-01", "2026-01-00",
      "0000-01-01",
      "20260101", "2026/01/01", " 2026-01-01", "2026-01-01 ", "２０２６-01-01", "+026-01-01",
    ])
  func invalid(text: String) {
    #expect(CivilDate(text) == nil)
    #expect(throws: DecodingError.self) {
      try JSONDecoder().decode([CivilDate].self, from: Data("[\"\(text)\"]".utf8))
    }
  }

  @Test(
    "days in Japan",
    arguments: [
      (0, "1970-01-01"), (53_999, "1970-01-01"), (54_000, "1970-01-02"), (-32_400, "1970-01-01"),
      (-32_401, "1969-12-31"),
      (1_709_132_400, "2024-02-29"), (Int64.max, "9999-12-31"), (Int64.min, "0001-01-01"),
    ] as [(Int64, String)])
  func japan(seconds: Int64, text: String) {
    #expect(CivilDate(unixSeconds: seconds).description == text)
  }

  @Test("counting days goes through every leap year rule and back")
  func arithmetic() throws {
    var date = try #require(CivilDate("1899-12-30"))
    var count = 0
    while date.year < 2005 {
      let next = try #require(date.adding(days: 1))
      #expect(date < next && next.adding(days: -1) == date)
      date = next
      count += 1
    }
    #expect(count == 38_353)
    #expect(try #require(CivilDate("9999-12-31")).adding(days: 1) == nil)
    #expect(try #require(CivilDate("0001-01-01")).adding(days: -1) == nil)
    #expect(date.adding(days: .max) == nil && date.adding(days: .min) == nil)
  }
}
