import HL7v2
import SSMIX2

/// What is remembered from one order segment to the next.
struct OrderState {
  var hasDepartment = false
  /// Places of the care date that were seen filled, and whether any was there at all.
  var hasCareDate = false
  /// RXE segments with and without their prescription number, and the first without.
  var numbered = 0
  var unnumbered = 0
  var firstUnnumbered: Int?
}

/// Orders: care date, order number, department, times (SS-MIX2 1.2g, file names).
extension RecordChecks {
  /// The care date's field in this segment, if it is there, against the folder.
  mutating func checkCareDate(_ segment: Segment) {
    guard let places = rules.message(code: header.messageCode, trigger: header.trigger)?.careDate,
      !places.isEmpty
    else { return }
    let name = SegmentName(segment.utf8)
    for place in places where place.segment == name {
      let value = component(0, of: segment[place.field].utf8)
      guard !value.isEmpty, !isNull(value) else { continue }
      let date = DateText(value)
      orders.hasCareDate = true
      compareCareDate(date, segment, place.field, isAlternative: places.count > 1)
      checkAfterMessage(date, segment, place.field)
    }
  }

  private mutating func compareCareDate(
    _ date: DateText, _ segment: Segment, _ field: Int, isAlternative: Bool
  ) {
    guard let careDate = context.careDate, let day = date.day, !day.elementsEqual(careDate.utf8) else {
      return
    }
    // Either field of A53 may hold another day: what counts there is that one of them is right.
    add(.dateCareDateMismatch, segment, field, severity: isAlternative ? .note : nil)
  }

  /// Orders and what was done are not later than the message that tells of them.
  private mutating func checkAfterMessage(_ date: DateText, _ segment: Segment, _ field: Int) {
    guard !segment.isNamed("PV2"), !segment.isNamed("PV1"), header.time.digits.count >= 8 else { return }
    if date.isLater(than: header.time) { add(.dateAfterMessage, segment, field) }
  }

  mutating func checkOrder(_ segment: Segment) {
    checkTable(segment, 1, CodeTables.orderControl)
    let control = segment[1].text
    if control == "CA" || control == "DC" { facts.isCancellation = true }
    checkCareDate(segment)
    let rule = rules.message(code: header.messageCode, trigger: header.trigger)
    let isCareDateField =
      rule?.careDate.contains { $0.segment == SegmentName("ORC") && $0.field == 9 } ?? false
    if !isCareDateField {
      let ordered = component(0, of: segment[9].utf8)
      if !ordered.isEmpty { checkAfterMessage(DateText(ordered), segment, 9) }
    }
    checkOrderNumber(segment, isChild: control == "CH")
    let department = segment[17]
    checkDepartment(department, segment, 17)
    if !department.isEmpty, !department.isNull {
      let system = department[3].text
      if !system.isEmpty, system != "HL70069", !system.hasPrefix("99") {
        add(.codeDepartmentSystem, segment, 17)
      }
      let location = segment[13]
      if location[6].text == "C", !location[1].text.isEmpty, location[1].text != department[1].text {
        add(.codeDepartmentConflict, segment, 13)
      }
    }
  }

  /// ORC-2 is the order number of the name; of parts of an examination the parent (ORC-8) is.
  private mutating func checkOrderNumber(_ segment: Segment, isChild: Bool) {
    let field = isChild ? 8 : 2
    let number = component(0, of: segment[field].utf8)
    guard !number.isEmpty, !isNull(number) else { return }
    if number.count > 15, context.storageType == .standard { add(.fieldOrderNumberLength, segment, field) }
    guard let version = context.version else { return }
    let named = Array(version.key.orderNumber.utf8)
    guard !Self.significant(number).elementsEqual(Self.significant(named[...])) else { return }
    let isFixed = version.key.orderNumber == RecordKey.fixedOrderNumber
    add(.fieldOrderNumber, segment, field, severity: isFixed || isChild ? .note : .warning)
  }

  private static func significant(_ number: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    number.drop { $0 == 0x30 }
  }

  mutating func checkPrescription(_ segment: Segment) {
    if segment[15].isEmpty {
      orders.unnumbered += 1
      orders.firstUnnumbered = orders.firstUnnumbered ?? segment.offset
    } else {
      orders.numbered += 1
    }
  }

  /// What only the whole message tells.
  mutating func finishOrders(_ message: Message) {
    if orders.numbered > 0, let offset = orders.firstUnnumbered {
      add(.fieldInconsistent, name: "RXE", field: 15, offset: offset)
    }
    guard !isPartial, !context.isDeletion else { return }
    let rule = rules.message(code: header.messageCode, trigger: header.trigger)
    if let place = rule?.careDate.first, !orders.hasCareDate, context.careDate != nil {
      add(
        .dateCareDateMissing, name: place.segment.text, field: place.field,
        offset: message.segments.first { SegmentName($0.utf8) == place.segment }?.offset)
    }
  }
}
