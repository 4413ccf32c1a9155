import HL7v2

extension RecordConverter {
  /// OMD (OMD^O03): a NutritionOrder of each ORC with its ODS. JP Core has no profile of it.
  ///
  /// AL1 is an AllergyIntolerance of the order's own. PV1 makes nothing: the ADT kinds own the stays.
  mutating func convertMealOrder() throws(ConversionError) {
    let allergies = addAllergiesOfOrder()
    for group in try grouped("OMD", "O03").groups(named: "ORDER_DIET") {
      guard let diet = group.groups(named: "DIET").first else { continue }
      guard let orc = group.first("ORC") else {
        throw ConversionError(segment: "ORC", reason: "a diet has no order segment before it")
      }
      let timings = group.groups(named: "TIMING_DIET").flatMap { $0.all("TQ1") }
      try addMealOrder(orc, timings, diet, allergies)
    }
    guard resources.contains(where: { $0.type == "NutritionOrder" }) else {
      throw ConversionError(segment: "ODS", reason: "the message orders no diet")
    }
  }

  private mutating func addMealOrder(
    _ orc: Segment, _ timings: [Segment], _ diet: SegmentGroup, _ allergies: [String]
  ) throws(ConversionError) {
    guard let ordered = dateTime(orc, 9) ?? careDateInstead(of: orc, 9) else {
      throw ConversionError(segment: "ORC", field: 9, reason: "a diet order has no date")
    }
    var value = NutritionOrderValue(schedule: schedule(timings))
    value.notes = diet.all("NTE").flatMap(\.commentTexts)
    value.notes += timings.flatMap { inWords($0) }
    if let reason = words(orc[16].firstRepetition) { value.notes.append("理由 " + reason) }
    for ods in diet.all("ODS") { try read(ods, into: &value) }
    let foods = diet.all("ODS").map { $0[1].text + $0[3].encodedText }.sorted()
    let id = ids.next(
      "NutritionOrder", ([orc[2].text] + timings.map { $0[7].text } + foods).joined(separator: "|"))
    let numbers = [orc[2].valued, orc[3].valued].map { instanceIdentifier([$0]) }
    let staff = written(OrderingStaff(person: provider(orc, 12), department: department(orc)))
    let subject = subject
    add("NutritionOrder", id: id, profile: nil) { json in
      json.array("identifier") { json in
        for number in numbers { json.identifier(system: IdentifierSystem.resourceInstance, value: number) }
      }
      json.string(
        "status", HL7Map.requestStatus(orderStatus: orc[5].valued, orderControl: orc[1].valued))
      json.string("intent", "order")
      json.raw("patient", subject)
      json.string("dateTime", ordered)
      json.reference("orderer", staff)
      json.references("allergyIntolerance", to: allergies)
      json.concepts("foodPreferenceModifier", value.preferences)
      json.object("oralDiet") { $0.oralDiet(value) }
      json.array("supplement") { json in
        for supplement in value.supplements { json.object { $0.supplement(supplement, value.schedule) } }
      }
      json.notes(value.notes)
    }
  }

  /// ODS: by ODS-1 a diet, a supplement or a preference.
  private mutating func read(_ ods: Segment, into value: inout NutritionOrderValue) throws(ConversionError) {
    let foods = concepts(ods, 3).filter { !$0.isEmpty }
    let texts = ods[4].repetitions.compactMap { $0[1].valued }
    guard !foods.isEmpty || !texts.isEmpty else {
      throw ConversionError(segment: "ODS", field: 3, reason: "a diet order names no diet")
    }
    let periods = concepts(ods, 2).filter { !$0.isEmpty }
    switch ods[1].valued?.trimmed {
    case "D":
      value.diets += foods
      value.instructions += texts
      value.periods += periods
    case "S":
      // FHIR has one kind each supplement.
      for food in foods.isEmpty ? [nil] : foods.map(Optional.some) {
        value.supplements.append(
          NutritionOrderValue.Supplement(food: food, instructions: texts, periods: periods))
      }
    case "P":
      value.preferences += foods
      value.notes += texts
    default:
      throw ConversionError(segment: "ODS", field: 1, reason: "neither diet, supplement nor preference")
    }
  }

  /// TQ1-3, 7 and 8.
  private mutating func schedule(_ timings: [Segment]) -> [MealTiming] {
    var schedule: [MealTiming] = []
    for tq1 in timings {
      let bounds = period(start: dateTime(tq1, 7), end: dateTime(tq1, 8), tq1, 8)
      var patterns: [Concept?] = []
      for repetition in tq1[3].repetitions where !repetition.isEmpty {
        patterns.append(concept(use: .general, tq1, 3) { repetition[1][$0].valued })
      }
      for pattern in patterns.isEmpty ? [nil] : patterns {
        schedule.append(MealTiming(bounds: bounds, pattern: pattern))
      }
    }
    return schedule
  }

  /// What FHIR's timing and order have no place for: the hour of a meal without minutes, and urgency.
  private func inWords(_ tq1: Segment) -> [String] {
    var words: [String] = []
    for (label, field) in [("開始", 7), ("終了", 8)] {
      guard let stamp = tq1[field].valued.flatMap(TimeStamp.init)?.calendarNormalised,
        stamp.precision == .hour, let date = stamp.fhirDate, let hour = stamp.hour
      else { continue }
      words.append("\(label) \(date) \(hour)時")
    }
    if let priority = tq1[9][1].valued?.trimmed, priority != "R" {
      words.append("優先度 " + (self.words(tq1[9].firstRepetition) ?? priority))
    }
    return words
  }
}

/// When meals are served.
struct MealTiming {
  var bounds: PeriodValue
  var pattern: Concept?
}

/// NutritionOrder as the ODS of one ORC tell it.
private struct NutritionOrderValue {
  struct Supplement {
    var food: Concept?
    var instructions: [String]
    /// ODS-2: meals.
    var periods: [Concept]
  }

  var schedule: [MealTiming]
  var diets: [Concept] = []
  var instructions: [String] = []
  var periods: [Concept] = []
  var supplements: [Supplement] = []
  var preferences: [Concept] = []
  var notes: [String] = []
}

extension JSONWriter {
  fileprivate mutating func oralDiet(_ value: NutritionOrderValue) {
    if value.diets.isEmpty && value.instructions.isEmpty { return }
    concepts("type", value.diets)
    schedule(value.schedule, value.periods)
    string("instruction", value.instructions.joined(separator: "\n"))
  }

  fileprivate mutating func supplement(_ value: NutritionOrderValue.Supplement, _ timings: [MealTiming]) {
    concept("type", value.food)
    schedule(timings, value.periods)
    string("instruction", value.instructions.joined(separator: "\n"))
  }

  /// The timings of the order; a period without pattern is that of the meals, where they are named.
  private mutating func schedule(_ timings: [MealTiming], _ meals: [Concept]) {
    let bounds = timings.first { $0.pattern == nil }?.bounds ?? PeriodValue()
    let named = meals.map { MealTiming(bounds: bounds, pattern: $0) }
    array("schedule") { json in
      for timing in timings.filter({ named.isEmpty || $0.pattern != nil }) + named {
        json.object { json in
          json.object("repeat") { $0.period("boundsPeriod", timing.bounds) }
          json.concept("code", timing.pattern)
        }
      }
    }
  }
}
