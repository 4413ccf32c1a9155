/// How large a message may be before it is refused with ``ParseError/Code/structure``.
///
/// Whatever the bytes, reading them and then each value once takes memory of at most 16 times their number,
/// besides a fixed megabyte: original and decoded text, four bytes for each field separator, 16 for each
/// segment and, while a field is read, 16 for each of its parts.
public struct ParseLimits: Sendable, Hashable {
  /// Original bytes of one message. Never more than 512 MiB, whatever is asked for: offsets are kept in 32
  /// bits.
  public var bytes: Int
  /// Segments of one message.
  public var segments: Int
  /// Fields of one segment.
  public var fieldsPerSegment: Int
  /// Component, repetition and subcomponent separators of one message: what a reader of all values makes
  /// objects of. Past 16,384 of them they may not be more than half of the decoded text, either.
  public var delimiters: Int
  /// Findings kept of one message; the last one then says that there were more.
  public var findings: Int

  /// Makes limits; each has the standard value unless given.
  public init(
    bytes: Int = 16 << 20, segments: Int = 100_000, fieldsPerSegment: Int = 1_000,
    delimiters: Int = 1_000_000, findings: Int = 100
  ) {
    self.bytes = bytes
    self.segments = segments
    self.fieldsPerSegment = fieldsPerSegment
    self.delimiters = delimiters
    self.findings = findings
  }

  /// 16 MiB, 100,000 segments, 1,000 fields a segment, 1,000,000 other delimiters, 100 findings.
  public static let standard = ParseLimits()

  /// How many delimiters a text of this many bytes may have.
  func delimiters(inTextOf count: Int) -> Int { min(delimiters, max(Self.usualDelimiters, count / 2)) }

  /// Up to here a text may consist of delimiters.
  static let usualDelimiters = 16_384

  /// The byte limit that 32-bit offsets into three times as much decoded text allow.
  var boundedBytes: Int { min(max(bytes, 0), 512 << 20) }
}
