import HL7v2

/// Any bytes as a whole message: every value is read, the segments are grouped, a field is rewritten.
///
/// What takes long is done for one segment and one field, which the length and the first bytes of the input
/// choose.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzParser(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  _ = tables
  let bytes = input(start, count)
  do throws(ParseError) {
    let message = try Message(parsing: bytes)
    checkPositions(message, bytes)
    for segment in message.segments { checkFields(segment) }
    checkValues(message.segments[bytes.count % message.segments.count])
    checkGrouping(message)
    checkRewriting(message)
    var writer = InspectionWriter(showsSource: true)
    writer.append(message)
    hold(writer.bytes.last == 0x0A, "an inspection is a line")
  } catch {
    hold(0...bytes.count ~= error.offset, "an error's offset lies in the file")
  }
  return 0
}

private func checkPositions(_ message: Message, _ bytes: [UInt8]) {
  hold(message.source == bytes, "the original bytes are kept")
  hold(message.segments.first?.isNamed("MSH") == true, "the first segment is MSH")
  var last = -1
  for segment in message.segments {
    hold(segment.offset > last && segment.offset < bytes.count, "segments stand in order and in the file")
    last = segment.offset
    let source = segment.sourceRange
    hold(source.lowerBound >= 0 && source.upperBound <= bytes.count, "a segment's bytes lie in the file")
    guard let ranges = segment.fieldSourceRanges else { continue }
    var end = source.lowerBound
    for range in ranges {
      hold(range.lowerBound >= end && range.upperBound <= source.upperBound, "fields stand in order")
      end = range.upperBound
    }
  }
  for finding in message.findings {
    hold(finding.offset.map { 0...bytes.count ~= $0 } ?? true, "a finding's offset lies in the file")
  }
}

private let tables: Void = makeForGood {
  let header = try? Message(parsing: Array("MSH|^~\\&|||||||ADT^A08^ADT_A01".utf8))
  _ = header.flatMap { MessageGrouping($0) }
  _ = SegmentDefinition.named("MSH")
}

/// Fields make up their segment, and each is the one of its number.
private func checkFields(_ segment: Segment) {
  let fields = segment.fields
  hold(fields.count == segment.fieldCount, "as many fields as are counted")
  // MSH-1 is the first separator itself.
  var length = segment.index == 0 ? 2 : 3
  for (position, field) in fields.enumerated() {
    length += (segment.index == 0 && position == 0 ? 0 : 1) + field.utf8.count
    hold(segment[position + 1].utf8.startIndex == field.utf8.startIndex, "a field is the one of its number")
    _ = field.text
  }
  hold(fields.isEmpty || length == segment.utf8.count, "fields make up their segment")
  hold(segment[fields.count + 1].isEmpty && segment[0].isEmpty, "what is not there is empty")
  hold(segment[Int.min].isEmpty && segment[Int.max].isEmpty, "what cannot be there is empty")
}

/// Splitting and joining give the same bytes again, at every level.
private func checkValues(_ segment: Segment) {
  let definition = SegmentDefinition.named(segment.name)
  let chosen = segment.utf8.count % max(segment.fieldCount, 1)
  for (position, field) in segment.fields.enumerated() where segment.index > 0 || position > 1 {
    let repetitions = field.repetitions
    var size = max(repetitions.count - 1, 0)
    for repetition in repetitions {
      size += checkRepetition(repetition)
      if position == chosen { readTypes(repetition) }
    }
    hold(size == field.utf8.count, "repetitions make up their field")
    hold(repetitions.first?.encodedText ?? "" == field.firstRepetition.encodedText, "the first repetition")
    if let type = definition?.field(position + 1)?.dataType {
      _ = DataTypeCheck.verdict(on: field.text, as: type)
    }
  }
}

private func checkRepetition(_ repetition: Repetition) -> Int {
  let components = repetition.components
  var size = max(components.count - 1, 0)
  for (position, component) in components.enumerated() {
    let subcomponents = component.subcomponents
    hold(
      repetition[position + 1].encodedText == component.encodedText, "a component is the one of its number")
    hold(subcomponents.first?.text ?? "" == component.text, "the first subcomponent")
    for subcomponent in subcomponents { _ = subcomponent.text }
    size += component.encodedText.utf8.count
  }
  hold(size == repetition.encodedText.utf8.count, "components make up their repetition")
  return size
}

private func readTypes(_ repetition: Repetition) {
  hold(CX(repetition).id == repetition[1].value, "CX-1")
  _ = XPN(repetition).text
  _ = XAD(repetition).text
  _ = XTN(repetition).number
  _ = XCN(repetition)
  _ = PL(repetition)
  _ = CWE(repetition).displayText
  _ = EI(repetition).id
  _ = SN(repetition)
  guard let time = TimeStamp(repetition.text) else { return }
  hold(time.text == repetition.text, "a time keeps its text")
  _ = time.fhirDate
  _ = time.fhirDateTime
}

/// Every segment is in the tree once, whatever the order.
private func checkGrouping(_ message: Message) {
  guard let grouping = MessageGrouping(message) ?? MessageStructure.all.first.map({ .init(message, by: $0) })
  else { return }
  let grouped = grouping.root.allSegments.map(\.index)
  hold(grouped == Array(message.segments.indices), "every segment is grouped once")
  hold(grouping.findings.count <= MessageGrouping.findingLimit, "findings are bounded")
  for finding in grouping.findings {
    hold(finding.offset.map { 0...message.source.count ~= $0 } ?? true, "a finding's offset lies in the file")
  }
}

/// A rewritten field reads as written, and the bytes before its segment stay.
private func checkRewriting(_ message: Message) {
  let last = message.segments.count - 1
  let field = last == 0 ? 3 : max(message.segments[last].fieldCount, 1)
  let value = message.source.count.isMultiple(of: 2) ? "A1" : message.segments[last][field].encodedText
  guard let bytes = try? message.replacing(field: field, ofSegmentAt: last, with: value) else { return }
  let offset = message.segments[last].offset
  hold(bytes.prefix(offset).elementsEqual(message.source.prefix(offset)), "the bytes before are kept")
  guard let other = try? Message(parsing: bytes) else {
    hold(false, "a rewritten message can be read")
    return
  }
  hold(other.segments[last][field].utf8.elementsEqual(value.utf8), "a rewritten field reads as written")
}
