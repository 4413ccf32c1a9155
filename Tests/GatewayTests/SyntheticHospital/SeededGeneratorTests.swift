import Testing

@testable import Gateway

@Suite struct SeededGeneratorTests {
  @Test func numbersAreTheSameAsEver() {
    var generator = SeededGenerator(seed: 1, stream: 0)
    #expect([generator.next(), generator.next()] == [107_434_381_087_761_299, 15_700_819_504_754_284_306])
  }

  @Test(arguments: [1, 2, 3, 10, 1_000])
  func numbersCoverTheirRangeAndNoMore(bound: Int) {
    var generator = SeededGenerator(seed: 5, stream: 5)
    let numbers = (0..<(bound * 40)).map { _ in generator.below(bound) }
    #expect(numbers.allSatisfy { (0..<bound).contains($0) })
    #expect(Set(numbers).count > bound * 9 / 10)
  }

  @Test func aroundIsCentredAndSeldomOutside() {
    var generator = SeededGenerator(seed: 5, stream: 6)
    let numbers = (0..<4_000).map { _ in generator.around(100...200) }
    #expect((145...155).contains(numbers.reduce(0, +) / numbers.count))
    let outside = numbers.filter { !(100...200).contains($0) }.count
    #expect((100...700).contains(outside))
  }

  @Test func someAreDifferentAndComplete() {
    var generator = SeededGenerator(seed: 5, stream: 7)
    #expect(Set(generator.some(5, of: Array(0..<9))).count == 5)
    #expect(generator.some(20, of: Array(0..<9)).sorted() == Array(0..<9))
    #expect(generator.some(0, of: [1]).isEmpty)
  }

  @Test func streamsDiffer() {
    var first = SeededGenerator(seed: 1, stream: 1)
    var second = SeededGenerator(seed: 1, stream: 2)
    #expect(first.next() != second.next())
  }
}

@Suite struct SyntheticMomentTests {
  @Test(arguments: [
    (0, "19700101"), (59, "19700301"), (11_016, "20000229"), (11_017, "20000301"), (19_723, "20240101"),
    (-1, "19691231"), (-14_610, "19300101"),
  ])
  func daysHaveTheirDates(number: Int, date: String) {
    #expect(SyntheticMoment(dayNumber: number).date == date)
  }

  @Test func timesHaveTheirForms() {
    let moment = SyntheticMoment(dayNumber: 19_723, hour: 9, minute: 5).adding(milliseconds: 7_042)
    #expect(moment.toMinute == "202401010905")
    #expect(moment.toSecond == "20240101090507")
    #expect(moment.toMillisecond == "20240101090507.042")
    #expect(moment.inFileName == "20240101090507042")
    #expect(moment.isoDate == "2024-01-01")
    #expect(moment.inWords == "２０２４年１月１日")
    #expect(moment.adding(days: 1, hours: -10).toMinute == "202401012305")
  }

  @Test func decimalsKeepTheirDigits() {
    #expect(LaboratoryTest.decimal(5, 2) == "0.05")
    #expect(LaboratoryTest.decimal(-14, 1) == "-1.4")
    #expect(LaboratoryTest.decimal(1_005, 3) == "1.005")
    #expect(LaboratoryTest.decimal(12, 0) == "12")
    #expect(Prescription.amount(25) == "2.5")
    #expect(Prescription.amount(30) == "3")
  }
}
