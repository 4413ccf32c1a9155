import Testing

import HL7v2

@Suite("Time stamps")
struct TimeStampTests {
  @Test(
    "To FHIR",
    arguments: [
      ("2011", "2011", "2011"), ("201107", "2011-07", "2011-07"), ("20110701", "2011-07-01", "2011-07-01"),
      ("2011070122", "2011-07-01", "2011-07-01"), ("201107012246", "2011-07-01", "2011-07-01T22:46:00+09:00"),
      ("20110701224603", "2011-07-01", "2011-07-01T22:46:03+09:00"),
      ("20111220224447.3399", "2011-12-20", "2011-12-20T22:44:47.3399+09:00"),
      ("20080203163012345", "2008-02-03", "2008-02-03T16:30:12.345+09:00"),
      ("201601011500.321", "2016-01-01", "2016-01-01T15:00:00+09:00"),
      ("20110701224603-0330", "2011-07-01", "2011-07-01T22:46:03-03:30"),
      ("20110701224603.5+0000", "2011-07-01", "2011-07-01T22:46:03.5+00:00"),
      ("201107012530", "2011-07-02", "2011-07-02T01:30:00+09:00"),
      ("20111231470000", "2012-01-01", "2012-01-01T23:00:00+09:00"),
      ("20120229240000", "2012-03-01", "2012-03-01T00:00:00+09:00"),
      ("20110701000000", "2011-07-01", "2011-07-01T00:00:00+09:00"),
      (" 20110701 ", "2011-07-01", "2011-07-01"),
      ("20120229", "2012-02-29", "2012-02-29"), ("20000229", "2000-02-29", "2000-02-29"),
    ])
  func possible(_ text: String, _ date: String, _ dateTime: String) {
    let stamp = TimeStamp(text)
    #expect(stamp?.text == text)
    #expect(stamp?.fhirDate == date)
    #expect(stamp?.fhirDateTime == dateTime)
  }

  @Test(
    "Impossible dates are read but give no FHIR value",
    arguments: [
      "20110231", "20110229", "19000229", "20111301", "20110001", "20110700", "20110701480000",
      "201107010060",
      "20110701000060", "0000", "20110701224603+1500", "99991231240000",
    ])
  func impossible(_ text: String) {
    let stamp = TimeStamp(text)
    #expect(stamp?.text == text)
    #expect(stamp?.fhirDate == nil)
    #expect(stamp?.fhirDateTime == nil)
    #expect(stamp?.calendarNormalised == nil)
  }

  @Test(
    "Not a time stamp",
    arguments: [
      "", " ", "201", "20110", "2011070", "201107011", "2011-07-01", "20110701T10", "20110701224603.",
      "20110701.5",
      "20110701224603+09", "20110701224603+09:00", "小学校低学年の頃", "２０１１", "201107012246031234", "\"\"",
      String(repeating: "1", count: 100),
    ])
  func malformed(_ text: String) {
    #expect(TimeStamp(text) == nil)
  }

  @Test("Flags")
  func flags() {
    #expect(TimeStamp("20110701000000")?.mayMeanUnknownTime == true)
    #expect(TimeStamp("20110701000000.000")?.mayMeanUnknownTime == true)
    #expect(TimeStamp("20110701000001")?.mayMeanUnknownTime == false)
    #expect(TimeStamp("20110701")?.mayMeanUnknownTime == false)
    #expect(TimeStamp("2011070125")?.usesExtendedHours == true)
    #expect(TimeStamp("2011070123")?.usesExtendedHours == false)
    let precisions = [
      "2011", "201107", "20110701", "2011070122", "201107012246", "20110701224603", "20110701224603.1",
    ]
    #expect(
      precisions.compactMap { TimeStamp($0)?.precision } == [
        .year, .month, .day, .hour, .minute, .second, .fraction,
      ])
  }
}
