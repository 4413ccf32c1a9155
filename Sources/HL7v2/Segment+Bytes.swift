/// The fields of one segment as decoded UTF-8 where they lie, for readers of very many segments. It must not be kept
/// beyond the call that it was given to.
package struct SegmentBytes {
  private let utf8: UnsafeBufferPointer<UInt8>
  private let separators: UnsafeBufferPointer<UInt32>
  private let range: Range<Int>
  private let isHeader: Bool

  fileprivate init(
    _ utf8: UnsafeBufferPointer<UInt8>, _ separators: UnsafeBufferPointer<UInt32>, _ range: Range<Int>,
    isHeader: Bool
  ) {
    self.utf8 = utf8
    self.separators = separators
    self.range = range
    self.isHeader = isHeader
  }

  /// The whole segment, delimiters and escape sequences included, without its line end.
  private var all: UnsafeBufferPointer<UInt8> { UnsafeBufferPointer(rebasing: utf8[range]) }

  /// A field by its number in HL7, from 1, delimiters and escape sequences included; empty when it is not there. MSH has
  /// no field 1 here: that is the separator itself.
  package subscript(_ field: Int) -> UnsafeBufferPointer<UInt8> {
    let ordinal = isHeader ? field &- 2 : field &- 1
    guard ordinal >= 0, ordinal < separators.count else { return UnsafeBufferPointer(start: nil, count: 0) }
    let start = Int(separators[ordinal]) &+ 1
    let end = ordinal &+ 1 < separators.count ? Int(separators[ordinal &+ 1]) : range.upperBound
    return UnsafeBufferPointer(rebasing: utf8[start..<end])
  }

  /// Some fields that follow each other, with the separators between them.
  package subscript(_ fields: ClosedRange<Int>) -> UnsafeBufferPointer<UInt8> {
    let (first, last) = (self[fields.lowerBound], self[fields.upperBound])
    guard let start = first.baseAddress else { return first }
    // What is not there ends the segment.
    guard let end = last.baseAddress else {
      guard let segment = all.baseAddress else { return first }
      return UnsafeBufferPointer(start: start, count: segment + all.count - start)
    }
    return UnsafeBufferPointer(start: start, count: end + last.count - start)
  }

  /// Whether it has that name, of three ASCII characters.
  package func isNamed(_ name: StaticString) -> Bool {
    let (start, letters) = (range.lowerBound, name.utf8Start)
    return name.utf8CodeUnitCount == 3 && range.count >= 3 && utf8[start] == letters[0]
      && utf8[start &+ 1] == letters[1] && utf8[start &+ 2] == letters[2]
  }

  /// The number of the last field that is there, empty ones included.
  package var fieldCount: Int { separators.count &+ (isHeader ? 1 : 0) }
}

extension Segment {
  /// The byte of a field that has one byte; nil for any other. Not for MSH, whose fields are counted otherwise.
  public func onlyByte(of field: Int) -> UInt8? {
    let bounds = bounds(of: field)
    return bounds.count == 1 ? text.utf8[bounds.lowerBound] : nil
  }

  /// Whether a field has no byte. Not for MSH, whose fields are counted otherwise.
  public func hasNothing(in field: Int) -> Bool { bounds(of: field).isEmpty }

  private func bounds(of field: Int) -> Range<Int> {
    let separators = text.separatorRange(ofSegment: index)
    guard field >= 1, field <= separators.count else { return 0..<0 }
    let place = separators.lowerBound + field - 1
    let start = Int(text.separators[place]) + 1
    let end = field < separators.count ? Int(text.separators[place + 1]) : Int(text.entries[index].end)
    return start..<end
  }

  /// Works on the bytes of the fields without making a value of any.
  ///
  /// - Parameter body: Gives nothing back, so that nobody needs to specialise it.
  package func withBytes(_ body: (SegmentBytes) -> Void) {
    let entry = text.entries[index]
    let fields = text.separatorRange(ofSegment: index)
    text.utf8.withUnsafeBufferPointer { utf8 in
      text.separators.withUnsafeBufferPointer { separators in
        body(
          SegmentBytes(
            utf8, UnsafeBufferPointer(rebasing: separators[fields]), Int(entry.start)..<Int(entry.end),
            isHeader: index == 0))
      }
    }
  }
}

extension Message {
  /// ``Segment/withBytes(_:)`` of each segment with its index, MSH first.
  package func withSegmentBytes(_ body: (Int, SegmentBytes) -> Void) {
    text.utf8.withUnsafeBufferPointer { utf8 in
      text.separators.withUnsafeBufferPointer { separators in
        for index in text.entries.indices {
          let entry = text.entries[index]
          body(
            index,
            SegmentBytes(
              utf8, UnsafeBufferPointer(rebasing: separators[text.separatorRange(ofSegment: index)]),
              Int(entry.start)..<Int(entry.end), isHeader: index == 0))
        }
      }
    }
  }
}
