/// Writes a message segment by segment, fields in ascending order; empty ones at the end are never written.
///
///     message.segment("SPM")
///     message.field(1, 1)
///     message.field(4, "023^血清^JC10")
struct MessageWriter {
  /// The message so far, UTF-8; segments end with CR.
  private(set) var text = ""
  private var column = 0

  init() { text.reserveCapacity(4_096) }

  /// Ends the segment before and begins another one.
  mutating func segment(_ name: String) {
    if !text.isEmpty { text.append("\r") }
    text.append(name)
    column = 0
    if name == "MSH" {
      // MSH-1 is the separator itself (HL7 v2.5 2.15.9.1).
      text.append("|^~\\&")
      column = 2
    }
  }

  /// A field of the present segment, higher than the one before; nothing is written for an empty value.
  mutating func field(_ number: Int, _ value: String) {
    guard !value.isEmpty else { return }
    assert(number > column, "fields are written in ascending order")
    while column < number {
      text.append("|")
      column += 1
    }
    text.append(value)
  }

  /// A number.
  mutating func field(_ number: Int, _ value: Int) { field(number, String(value)) }

  /// The whole message, its last segment ended.
  consuming func finished() -> String {
    text.append("\r")
    return text
  }
}
