/// Whether SS-MIX2 wants a field (SS-MIX2 1.2c, field tables; published for warnings, never a reason to refuse).
public enum Optionality: String, Sendable, Hashable, Codable, CaseIterable {
  /// R: must be there and hold a value.
  case required = "R"
  /// RE: must be supported, may be empty when the writer knows no value.
  case requiredMayBeEmpty = "RE"
  /// O.
  case optional = "O"
  /// C: depends on other fields.
  case conditional = "C"
  /// N: not used by SS-MIX2; may be present and is then kept.
  case notUsed = "N"

  /// The letter of ``SegmentTable``; `E` stands for RE.
  init?(letter: UInt8) {
    switch letter {
    case UInt8(ascii: "R"): self = .required
    case UInt8(ascii: "E"): self = .requiredMayBeEmpty
    case UInt8(ascii: "O"): self = .optional
    case UInt8(ascii: "C"): self = .conditional
    case UInt8(ascii: "N"): self = .notUsed
    default: return nil
    }
  }
}
