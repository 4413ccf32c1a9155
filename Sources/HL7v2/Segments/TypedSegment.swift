/// A segment whose fields have the names and types of the standard. Nothing is checked and nothing is copied: each
/// accessor reads its field when it is asked. Absent and null (`""`) values are empty, and a text that is no date is
/// no ``TimeStamp``; ``segment`` gives what was sent.
public protocol TypedSegment: Sendable {
  /// Three characters, for example `OBX`.
  static var segmentName: String { get }
  /// The segment that is read.
  var segment: Segment { get }
  /// Reads a segment; its name is not checked.
  init(_ segment: Segment)
}

extension TypedSegment {
  /// Every repetition that is neither empty nor null, as text.
  func texts(_ field: Int) -> [String] {
    segment[field].repetitions.compactMap { $0.isEmpty || $0.isNull ? nil : $0.text }
  }
}

extension Message {
  /// The first segment of a type.
  public func first<Typed: TypedSegment>(_ type: Typed.Type) -> Typed? {
    first(type.segmentName).map(Typed.init)
  }

  /// All segments of a type, in order.
  public func all<Typed: TypedSegment>(_ type: Typed.Type) -> [Typed] {
    all(type.segmentName).map(Typed.init)
  }
}
