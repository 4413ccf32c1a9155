import HL7v2
import SSMIX2

/// Who and what a message is about, against the name and the folders of its file.
extension RecordChecks {
  // MARK: - MSH

  mutating func checkHeader(_ segment: Segment) {
    let type = segment[9]
    header.messageCode = type[1].text
    header.trigger = type[2].text
    header.time = DateText(component(0, of: segment[7].utf8))
    facts.deletesPatient = header.messageCode == "ADT" && header.trigger == "A23"
    let messageID = segment[10].utf8
    if !messageID.isEmpty { facts.messageID = ByteHash.of(messageID) }
    if header.time.digits.count >= 14, header.time.digits.contains(where: { $0 != 0x30 }) {
      var hash = ByteHash()
      hash.add(header.time.digits)
      hash.add(header.time.fraction)
      facts.messageTime = hash.value
    }
    if type.isEmpty {
      add(.fieldRequired, segment, 9, severity: .error)
    } else if let kind = rules.kind {
      if let rule = rules.message(code: header.messageCode, trigger: header.trigger) {
        header.isCancel = rule.message.isCancel
        facts.isCancellation = rule.message.isCancel
        if header.isCancel, context.version?.flag == .active { add(.codeFlagConflict, segment, 9) }
      } else if !isKindOfName(kind) {
        add(.hl7KindMismatch, segment, 9)
      }
    }
    checkDeclarations(segment)
    checkMessageTime(segment)
  }

  /// A name that contradicts its folder was reported already, and the content may follow either.
  private func isKindOfName(_ kind: DataKind) -> Bool {
    guard let version = context.version, context.storageType == .standard else { return false }
    guard version.key.kind != kind.code, let other = DataKind.named(version.key.kind) else { return false }
    return other.message(code: header.messageCode, trigger: header.trigger) != nil
  }

  private mutating func checkDeclarations(_ segment: Segment) {
    let version = component(0, of: segment[12].utf8)
    if !version.isEmpty, !version.elementsEqual("2.5".utf8) { add(.hl7Version, segment, 12) }
    let declared = segment[18].utf8
    if !declared.isEmpty, !declared.elementsEqual("~ISO IR87".utf8) {
      add(.hl7DeclaredCharacterSet, segment, 18)
    }
    // Both spellings are as common as each other.
    let switching = segment[20].utf8
    if !switching.isEmpty, !switching.elementsEqual("ISO 2022-1994".utf8),
      !switching.elementsEqual("ISO2022-1994".utf8)
    {
      add(.hl7DeclaredCharacterSet, segment, 20)
    }
  }

  private mutating func checkMessageTime(_ segment: Segment) {
    let time = header.time
    if !time.digits.isEmpty, time.digits.count < 14, time.oddity == nil {
      add(.dateIncomplete, segment, 7, severity: .warning)
    }
    guard let version = context.version, !time.digits.isEmpty else { return }
    let written = Array(time.digits + time.fraction)
    let named = Array(version.timestamp.utf8)
    let common = min(written.count, named.count)
    if !written.prefix(common).elementsEqual(named.prefix(common)) {
      add(.dateMessageTime, segment, 7)
    }
    if time.fraction.count > 3 { add(.dateFraction, segment, 7) }
    guard let careDate = context.careDate.map({ DateText(Array($0.utf8)[...]) }),
      let careDay = careDate.dayNumber, let day = time.dayNumber
    else { return }
    if day - careDay > Self.lateDays { add(.dateLate, segment, 7) }
    if careDay > day, !Self.plannedKinds.contains(version.key.kind) {
      add(.dateFutureCareDate, segment, 7)
    }
  }

  private static let lateDays = 7
  /// Plans have care dates to come.
  private static let plannedKinds: Set<String> = ["ADT-21", "ADT-41", "ADT-51"]

  // MARK: - PID

  mutating func checkPatient(_ segment: Segment) {
    let id = segment[3].text
    if id.isEmpty || id == "\"\"" {
      add(.fieldRequired, segment, 3, severity: .error)
    } else if !context.isLoose {
      facts.isOfPatient = matchesPatient(id, segment)
    }
    checkTable(segment, 8, CodeTables.sex)
    checkShifts(segment)
    let birth = DateText(component(0, of: segment[7].utf8))
    let isUnknownBirth =
      !birth.digits.isEmpty && birth.digits.count < 8 || birth.digits.prefix(8).elementsEqual("19000101".utf8)
    if isUnknownBirth || segment[8].text == "U" {
      add(.identityUnknownPatient, segment, isUnknownBirth ? 7 : 8)
    }
    guard facts.isOfPatient else { return }
    facts.patientOffset = segment.offset
    facts.birthDate = birth.oddity == nil && birth.digits.count >= 8 ? Array(birth.digits.prefix(8)) : []
    facts.sex = Array(segment[8].text.utf8)
    facts.name = ideographicName(segment[5].utf8)
  }

  private mutating func matchesPatient(_ id: String, _ segment: Segment) -> Bool {
    if context.patientIDs.contains(where: { $0.utf8.elementsEqual(id.utf8) }) { return true }
    let matches = context.patientIDs.contains {
      PatientIdentifierRule.matches(pid3: id, folder: $0, width: context.patientIDWidth)
    }
    add(matches ? .identityPadding : .pathPatientMismatch, segment, 3)
    return matches
  }

  /// Values that went one field astray: the hospital's last update in PID-32, the birth date in PID-9.
  private mutating func checkShifts(_ segment: Segment) {
    if segment[33].isEmpty, isDate(segment[32].utf8) { add(.fieldShifted, segment, 32) }
    if segment[7].isEmpty, isDate(segment[9].utf8) { add(.fieldShifted, segment, 9) }
  }

  private func isDate(_ bytes: ArraySlice<UInt8>) -> Bool {
    let date = DateText(component(0, of: bytes))
    return date.digits.count >= 8 && date.oddity != .malformed && date.oddity != .impossible
  }

  /// Family and given name of the ideographic representation, else of the first one, without blanks.
  private func ideographicName(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
    var chosen: ArraySlice<UInt8>?
    for repetition in bytes.split(separator: characters.repetitionSeparator) {
      if component(7, of: repetition).elementsEqual("I".utf8) {
        chosen = repetition
        break
      }
      chosen = chosen ?? repetition
    }
    guard let chosen else { return [] }
    var name = Array(component(0, of: chosen))
    name += component(1, of: chosen)
    // Blanks, and the ideographic space U+3000, separate the parts of a name or do not.
    return String(decoding: name, as: UTF8.self).utf8.isEmpty ? [] : Self.withoutBlanks(name)
  }

  private static func withoutBlanks(_ name: [UInt8]) -> [UInt8] {
    var result: [UInt8] = []
    var position = 0
    while position < name.count {
      if name[position] == 0x20 {
        position += 1
      } else if name[position...].starts(with: [0xE3, 0x80, 0x80] as [UInt8]) {
        position += 3
      } else {
        result.append(name[position])
        position += 1
      }
    }
    return result
  }

  // MARK: - PV1

  mutating func checkVisit(_ segment: Segment) {
    checkTable(segment, 2, CodeTables.patientClass)
    checkCareDate(segment)
    let department = segment[10]
    let misplaced = segment[8]
    if department.isEmpty, !misplaced.isEmpty, misplaced.utf8.count <= 5,
      !misplaced.utf8.contains(characters.componentSeparator)
    {
      add(.fieldShifted, segment, 8)
    }
    if rules.kind?.isAdministrative ?? false { checkDepartment(department, segment, 10) }
  }

  /// The department of the name against its source in the message.
  mutating func checkDepartment(_ source: Field, _ segment: Segment, _ number: Int) {
    guard !orders.hasDepartment, let version = context.version, let kind = rules.kind else { return }
    let text = source.text
    guard !text.isEmpty, text != "\"\"" else { return }
    orders.hasDepartment = true
    if kind.isSnapshot || version.department.isEmpty || version.department == RecordKey.none { return }
    if text != version.department { add(.codeDepartmentConflict, segment, number) }
  }
}
