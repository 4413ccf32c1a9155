/// What a patient does not tolerate, and how that shows.
struct Allergy: Sendable {
  var allergen: Allergen
  var severity: String
  var reaction: String
  /// Day of the first time; nil when only `onsetText` is known.
  var onset: SyntheticMoment?
  var onsetText: String

  /// CWE of table 0127.
  var type: String { allergen.type }
}

/// A person who does not exist. Everything about him or her comes from the seed and the index.
struct SyntheticPatient: Sendable {
  let index: Int
  /// Chart number, ten digits.
  let id: String
  /// nil when the patient is not registered in the region.
  let regionalID: String?
  /// Day of the signed form, when there is a consent.
  let consented: SyntheticMoment?
  let family: People.Name
  let given: People.Name
  let sex: String
  /// Midnight of the day of birth.
  let birth: SyntheticMoment
  let postcode: String
  let plainAddress: String
  let phone: String
  /// Centimetres and kilograms in tenths.
  let height: Int
  let weight: Int
  let bloodGroup: String
  let insurance: Int
  let isDisabled: Bool
  let hasKin: Bool
  let allergies: [Allergy]
  let doctor: StaffMember

  init(index: Int, options: SyntheticHospitalOptions) {
    var generator = SeededGenerator(seed: options.seed, stream: UInt64(truncatingIfNeeded: index))
    let start = SyntheticMoment(dayNumber: options.from.dayNumber)
    self.index = index
    id = SyntheticMoment.padded(1_000_000 + index * 37, 10)
    let isLinked = generator.below(100) < options.linkedShare
    regionalID = isLinked ? "R\(SyntheticMoment.padded(700_000_000 + index, 10))" : nil
    let hasConsent = generator.below(100) < options.consentShare
    let signed = start.adding(days: generator.below(max(1, min(options.days, 60)))).at(hour: 0)
    consented = isLinked && hasConsent ? signed : nil
    let isWoman = generator.happens(520)
    sex = isWoman ? "F" : "M"
    family = generator.one(of: People.families)
    given = generator.one(of: isWoman ? People.women : People.men)
    let age = generator.within(400...34_000)
    birth = SyntheticMoment(dayNumber: start.dayNumber - age)
    postcode = "000-01\(SyntheticMoment.padded(generator.below(100), 2))"
    let block = "\(generator.within(1...9))丁目\(generator.within(1...30))-\(generator.within(1...20))"
    plainAddress = generator.one(of: People.towns) + SyntheticMoment.fullWidth(block)
    phone = "000-0000-\(SyntheticMoment.padded(generator.below(10_000), 4))"
    let isChild = age < 15 * 365
    height = isChild ? 700 + age / 7 : generator.around(1_450...1_850)
    weight = isChild ? 90 + age / 12 : generator.around(400...900)
    bloodGroup = generator.one(of: ["A", "O", "B", "AB"])
    insurance = age > 75 * 365 ? 3 : generator.below(3)
    isDisabled = generator.happens(60)
    hasKin = generator.happens(700)
    allergies = Self.allergies(after: birth, age: age, using: &generator)
    doctor = isChild ? .paediatrician : generator.one(of: StaffMember.doctors)
  }

  private static func allergies(
    after birth: SyntheticMoment, age: Int, using generator: inout SeededGenerator
  ) -> [Allergy] {
    let count = generator.happens(550) ? generator.within(1...3) : 0
    return generator.some(count, of: Allergen.all).map { allergen in
      let isDated = generator.happens(600)
      return Allergy(
        allergen: allergen, severity: generator.one(of: Allergen.severities),
        reaction: generator.one(of: allergen.reactions),
        onset: isDated ? birth.adding(days: generator.within(200...max(201, age - 30))) : nil,
        onsetText: isDated ? "" : generator.one(of: Allergen.onsets))
    }
  }

  /// XPN, kanji and kana.
  var name: String { "\(family.kanji)^\(given.kanji)^^^^^L^I~\(family.kana)^\(given.kana)^^^^^L^P" }
  /// XAD.
  var address: String { "^^^^\(postcode)^JPN^H^\(plainAddress)" }
  /// XTN.
  var phones: String { "^PRN^PH^^^^^^^^^\(phone)" }
}
