import HL7v2
import SSMIX2

/// What is remembered from one result segment to the next.
struct ResultState {
  var lastSetID: Int?
  /// The first letter that JLAC10 gives the items of the present panel, where its name tells.
  var panel: UInt8?
  /// Whether an item of the panel is of that letter, and where the first one is that is not.
  var hasPanelItem = false
  var otherItemOffset: Int?
  var hasFinal = false
  var preliminaryOffset: Int?
  var hasLongCode = false
  var shortCodeOffset: Int?

  /// Another specimen or request.
  mutating func begin(panel: UInt8?) {
    lastSetID = nil
    self.panel = panel
    hasPanelItem = false
    otherItemOffset = nil
  }
}

/// Requests, results and problems: codes, numbers and states.
extension RecordChecks {
  mutating func checkRequest(_ segment: Segment) {
    checkCareDate(segment)
    beginPanel(panelLetter(segment[4]))
    let number = component(0, of: segment[2].utf8)
    if number.count > 15, context.storageType == .standard { add(.fieldOrderNumberLength, segment, 2) }
  }

  /// The analyte group of JLAC10 that a panel is about: by its own code, else by its name.
  private func panelLetter(_ field: Field) -> UInt8? {
    let bytes = field.utf8
    if component(2, of: bytes).elementsEqual("JC10".utf8) { return component(0, of: bytes).first }
    let name = String(decoding: component(1, of: bytes), as: UTF8.self)
    if name.contains("血液学") { return UInt8(ascii: "2") }
    return name.contains("生化学") ? UInt8(ascii: "3") : nil
  }

  mutating func checkObservation(_ segment: Segment) {
    checkSetID(segment)
    let type = segment[2].text
    if !type.isEmpty, !CodeTables.valueType.contains(type) { add(.codeValueType, segment, 2) }
    checkValue(segment, type)
    checkItem(segment)
    checkStatus(segment)
    if header.trigger == "R30" { rememberMeasurement(segment) }
  }

  private mutating func checkSetID(_ segment: Segment) {
    // Nobody counts further: a longer number is no number to add one to.
    guard let id = Int(segment[1].text), (0...1_000_000_000).contains(id) else { return }
    if id != 1, id != (results.lastSetID ?? 0) + 1 { add(.fieldSetID, segment, 1) }
    results.lastSetID = id
  }

  private mutating func checkValue(_ segment: Segment, _ type: String) {
    let value = segment[5]
    guard !value.isEmpty, !value.isNull else { return }
    switch type {
    case "NM", "SI": checkNumber(component(0, of: value.utf8), segment, 5)
    case "TS", "DTM": checkDate(value.utf8, .dateTime, segment, 5)
    case "DT": checkDate(value.utf8, .day, segment, 5)
    case "TM": checkDate(value.utf8, .time, segment, 5)
    default: break
    }
  }

  private mutating func checkItem(_ segment: Segment) {
    let item = segment[3].utf8
    if isLocal(component(2, of: item)), isLocal(component(5, of: item)), !component(2, of: item).isEmpty {
      add(.codeLocalOnly, segment, 3)
    }
    if component(0, of: segment[6].utf8).contains(where: { $0 >= 0x80 }) { add(.codeUnit, segment, 6) }
    let isStandard = component(2, of: item).elementsEqual("JC10".utf8)
    guard isStandard || component(5, of: item).elementsEqual("JC10".utf8) else { return }
    let code = component(isStandard ? 0 : 3, of: item)
    guard !code.isEmpty else { return }
    if code.contains(characters.subcomponentSeparator) || code.count == 5 {
      return add(.codeSubItem, segment, 3)
    }
    let isPlain = code.allSatisfy { DateText.isDigit($0) || (0x41...0x5A).contains($0) }
    switch code.count {
    case 17 where isPlain: results.hasLongCode = true
    case 15 where isPlain: results.shortCodeOffset = results.shortCodeOffset ?? segment.offset
    default: add(.codeJLAC10, segment, 3)
    }
    guard let panel = results.panel, let first = code.first else { return }
    if first == panel {
      results.hasPanelItem = true
    } else if Self.separateGroups.contains(panel), Self.separateGroups.contains(first) {
      results.otherItemOffset = results.otherItemOffset ?? segment.offset
    }
  }

  /// Names of local systems begin with 99 or L (HL7 table 0396); an absent triplet is no standard one either.
  private func isLocal(_ system: ArraySlice<UInt8>) -> Bool {
    system.isEmpty || system.starts(with: "99".utf8) || system.elementsEqual("L".utf8)
  }

  /// Ends the panel before: single items of another group are usual (HbA1c with the blood count), nothing but such items
  /// is not.
  mutating func beginPanel(_ panel: UInt8?) {
    if let offset = results.otherItemOffset, !results.hasPanelItem {
      add(.codePanel, name: "OBX", field: 3, offset: offset)
    }
    results.begin(panel: panel)
  }

  /// JLAC10 groups 2 (haematology) and 3 (clinical chemistry).
  private static let separateGroups: [UInt8] = [UInt8(ascii: "2"), UInt8(ascii: "3")]

  private mutating func checkStatus(_ segment: Segment) {
    checkTable(segment, 11, CodeTables.resultStatus)
    switch segment[11].text {
    case "F", "C": results.hasFinal = true
    case "P": results.preliminaryOffset = results.preliminaryOffset ?? segment.offset
    default: break
    }
  }

  /// Identity of a measurement: patient, code, time and value.
  private mutating func rememberMeasurement(_ segment: Segment) {
    guard facts.observations.count < 1_000 else { return }
    var hash = ByteHash()
    hash.add(component(0, of: segment[3].utf8))
    hash.add(component(0, of: segment[14].utf8))
    hash.add(segment[5].utf8)
    facts.observations.append(hash.value)
    if let careDate = context.careDate, let day = DateText(component(0, of: segment[14].utf8)).day,
      !day.elementsEqual(careDate.utf8)
    {
      add(.dateCareDateMismatch, segment, 14)
    }
  }

  /// What only the whole message tells.
  mutating func finishResults() {
    beginPanel(nil)
    if results.hasFinal, let offset = results.preliminaryOffset {
      add(.codeResultStatusMixed, name: "OBX", field: 11, offset: offset)
    }
    if results.hasLongCode, let offset = results.shortCodeOffset {
      add(.codeJLAC10Mixed, name: "OBX", field: 3, offset: offset)
    }
  }

  // MARK: - Problems

  mutating func checkProblem(_ segment: Segment) {
    checkTable(segment, 1, CodeTables.problemAction)
    if Confidentiality.restricts(segment[25], whenUnknown: true) { add(.codeConfidential, segment, 25) }
    // MEDIS gives 20084317 to diagnoses that have no code.
    if segment[3].text == "20084317" || segment[10].isEmpty { add(.codeDiagnosisUncoded, segment, 3) }
    // Table 0241: N is not recovered; PRB-9 is when it was resolved.
    if segment[14].text == "N", !segment[9].isEmpty, !segment[9].isNull {
      add(.fieldInconsistent, segment, 14)
    }
  }
}
