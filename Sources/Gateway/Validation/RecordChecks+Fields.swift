import HL7v2

/// Required fields, numbers, field counts, dates and the forms of names, addresses and codes.
extension RecordChecks {
  mutating func checkFields(_ segment: Segment, name: String, _ rule: SegmentRule) {
    let isHeader = segment.index == 0
    var number = isHeader ? 3 : 1
    let count = segment.fieldCount
    while number <= count {
      defer { number += 1 }
      let field = segment[number]
      let bytes = field.utf8
      if bytes.isEmpty { continue }
      guard number <= rule.fields.count else {
        add(.fieldCount, segment, number)
        break
      }
      let fieldRule = rule.fields[number - 1]
      if fieldRule.isNotUsed, !field.isEmpty { add(.fieldNotUsed, segment, number) }
      if isNull(bytes) { continue }
      checkForm(bytes, fieldRule, segment, number)
    }
    guard !context.isDeletion else { return }
    for number in rule.required { checkRequired(segment, name, number) }
  }

  private mutating func checkRequired(_ segment: Segment, _ name: String, _ number: Int) {
    // MSH-1 and MSH-2 are how it was read; MSH-9 and PID-3 have a check of their own.
    if name == "MSH" && (number <= 2 || number == 9) || name == "PID" && number == 3 { return }
    let field = segment[number]
    // `""` in RXE-3 says that an amount has no meaning (ointments).
    if field.isEmpty || field.isNull && !(name == "RXE" && number == 3) {
      add(.fieldRequired, segment, number)
    }
  }

  func isNull(_ bytes: ArraySlice<UInt8>) -> Bool {
    bytes.count == 2 && bytes[bytes.startIndex] == 0x22 && bytes[bytes.startIndex + 1] == 0x22
  }

  private mutating func checkForm(
    _ bytes: ArraySlice<UInt8>, _ rule: FieldRule, _ segment: Segment, _ number: Int
  ) {
    let repetition = characters.repetitionSeparator
    let repeats = bytes.contains(repetition)
    if repeats, !rule.repeats, segment.index > 0 || number != 2 { add(.fieldRepetition, segment, number) }
    if rule.form != .byValueType, bytes.last == 0x20 { add(.fieldTrailingBlank, segment, number) }
    // Types have three letters since HL7 v2.5, and OBX-2 still a length of two.
    if bytes.count > max(rule.length, 3) { checkLength(bytes, rule.length, segment, number) }
    guard repeats else {
      checkRepetition(bytes, rule.form, segment, number)
      return
    }
    var start = bytes.startIndex
    for position in bytes.indices where bytes[position] == repetition {
      checkRepetition(bytes[start..<position], rule.form, segment, number)
      start = position + 1
    }
    checkRepetition(bytes[start...], rule.form, segment, number)
  }

  private mutating func checkLength(
    _ bytes: ArraySlice<UInt8>, _ length: Int, _ segment: Segment, _ number: Int
  ) {
    let separator = characters.repetitionSeparator
    var characterCount = 0
    for byte in bytes {
      if byte == separator { characterCount = 0 }
      // Every character of UTF-8 has one byte that does not continue another.
      if byte & 0xC0 != 0x80 && byte != separator { characterCount += 1 }
      if characterCount > length {
        add(.fieldLength, segment, number)
        return
      }
    }
  }

  private mutating func checkRepetition(
    _ bytes: ArraySlice<UInt8>, _ form: ValueForm, _ segment: Segment, _ number: Int
  ) {
    guard !bytes.isEmpty, !isNull(bytes) else { return }
    switch form {
    case .text, .byValueType: return
    case .number, .sequence: checkNumber(component(0, of: bytes), segment, number)
    case .dateTime, .day, .time: checkDate(bytes, form, segment, number)
    case .coded: checkCoded(bytes, segment, number)
    case .person: checkPerson(bytes, segment, number)
    case .clinician: checkClinician(bytes, segment, number)
    case .address: checkAddress(bytes, segment, number)
    }
  }

  mutating func checkNumber(_ bytes: ArraySlice<UInt8>, _ segment: Segment, _ number: Int) {
    if !bytes.isEmpty, !NumericText.isNumber(bytes) { add(.fieldNotNumeric, segment, number) }
  }

  // MARK: - Dates

  mutating func checkDate(
    _ bytes: ArraySlice<UInt8>, _ form: ValueForm, _ segment: Segment, _ number: Int
  ) {
    let value = component(0, of: bytes)
    guard !value.isEmpty, !isNull(value) else { return }
    guard form != .time else {
      let digits = value.prefix { DateText.isDigit($0) }.count
      if digits < 2 || digits > 6 || digits % 2 != 0 { add(.dateFormat, segment, number) }
      return
    }
    let date = DateText(value)
    if form == .day, date.oddity != .malformed {
      if date.digits.count > 8 { return add(.dateFormat, segment, number) }
      if date.digits.count < 8 { add(.dateIncomplete, segment, number) }
    }
    // Births and times of messages have their own checks.
    let isBirth = segment.isNamed("PID") && number == 7
    switch date.oddity {
    case nil: break
    case .malformed: add(.dateFormat, segment, number)
    case .impossible: add(.dateImpossible, segment, number)
    case .extendedHours: add(.dateExtendedHours, segment, number)
    case .unknownTime: if !isBirth { add(.dateUnknownTime, segment, number) }
    case .noDot: add(.dateFraction, segment, number)
    case .noSeconds: add(.dateIncomplete, segment, number, severity: segment.index == 0 ? .warning : nil)
    }
  }

  // MARK: - Components

  /// The n-th (0-based) component; empty when there are fewer.
  func component(_ wanted: Int, of bytes: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    let separator = characters.componentSeparator
    var remaining = wanted
    var start = bytes.startIndex
    for position in bytes.indices where bytes[position] == separator {
      if remaining == 0 { return bytes[start..<position] }
      remaining -= 1
      start = position + 1
    }
    return remaining == 0 ? bytes[start...] : bytes[bytes.endIndex...]
  }

  /// Fills `parts` with the ranges of all components.
  private mutating func split(_ bytes: ArraySlice<UInt8>) {
    parts.removeAll(keepingCapacity: true)
    let separator = characters.componentSeparator
    var start = bytes.startIndex
    for position in bytes.indices where bytes[position] == separator {
      parts.append(start..<position)
      start = position + 1
    }
    parts.append(start..<bytes.endIndex)
  }

  private func part(_ index: Int) -> Range<Int> { index < parts.count ? parts[index] : 0..<0 }

  private mutating func checkCoded(_ bytes: ArraySlice<UInt8>, _ segment: Segment, _ number: Int) {
    split(bytes)
    for index in [0, 2, 3, 5] {
      let range = part(index)
      guard !range.isEmpty else { continue }
      let isLast = range.upperBound == bytes.endIndex
      if bytes[range.lowerBound] == 0x20 || bytes[range.upperBound - 1] == 0x20 && !isLast {
        add(.codeBlanks, segment, number)
        break
      }
    }
    guard !part(0).isEmpty, !isNull(bytes[part(0)]) else { return }
    if part(2).isEmpty, part(5).isEmpty {
      add(.codeNoSystem, segment, number)
    } else if part(1).isEmpty, part(4).isEmpty {
      add(.codeNoText, segment, number)
    }
  }

  private mutating func checkPerson(_ bytes: ArraySlice<UInt8>, _ segment: Segment, _ number: Int) {
    split(bytes)
    guard !part(0).isEmpty || !part(1).isEmpty else { return }
    if part(1).isEmpty { add(.fieldNameInOneComponent, segment, number) }
    if part(7).isEmpty { add(.fieldNameRepresentation, segment, number) }
  }

  private mutating func checkClinician(_ bytes: ArraySlice<UInt8>, _ segment: Segment, _ number: Int) {
    split(bytes)
    if !part(1).isEmpty, part(2).isEmpty { add(.fieldNameInOneComponent, segment, number) }
  }

  private mutating func checkAddress(_ bytes: ArraySlice<UInt8>, _ segment: Segment, _ number: Int) {
    split(bytes)
    if part(5).isEmpty, part(6).isEmpty { add(.fieldAddress, segment, number) }
    let postcode = part(4)
    if postcode.count == 7, bytes[postcode].allSatisfy(DateText.isDigit) {
      add(.fieldPostcode, segment, number)
    }
  }

  mutating func checkTable(_ segment: Segment, _ number: Int, _ codes: Set<String>) {
    let text = segment[number].text
    if !text.isEmpty, text != "\"\"", !codes.contains(text) { add(.codeValue, segment, number) }
  }
}
