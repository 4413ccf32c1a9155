/// Coded with exceptions (HL7 v2.5 2.A.13); also reads CE and CNE, whose first components are the same.
///
/// The standard code may stand in either triplet or in none; the name of the system decides, not the place.
public struct CWE: DataType, Hashable {
  /// Component 1.
  public var code: String
  /// Component 2.
  public var text: String
  /// Component 3.
  public var system: String
  /// Component 4.
  public var alternateCode: String
  /// Component 5.
  public var alternateText: String
  /// Component 6.
  public var alternateSystem: String
  /// Component 7; in PRB-10 the edition of ICD-10.
  public var codingSystemVersion: String
  /// Component 8.
  public var alternateCodingSystemVersion: String
  /// Component 9.
  public var originalText: String

  /// Reads one repetition.
  public init(_ repetition: Repetition) {
    self.init(parts: repetition.value)
  }

  /// Reads the subcomponents of a component, as in `3^TAB&錠&MR9P`.
  public init(subcomponentsOf component: Component) {
    self.init { component[$0].value }
  }

  /// Makes a code with one triplet.
  init(code: String, text: String, system: String) {
    let values = [code, text, system]
    self.init { values.indices.contains($0 - 1) ? values[$0 - 1] : "" }
  }

  private init(parts: (Int) -> String) {
    code = parts(1)
    text = parts(2)
    system = parts(3)
    alternateCode = parts(4)
    alternateText = parts(5)
    alternateSystem = parts(6)
    codingSystemVersion = parts(7)
    alternateCodingSystemVersion = parts(8)
    originalText = parts(9)
  }

  /// Both triplets in order, without one that has no code.
  public var codings: [(code: String, text: String, system: String)] {
    [(code, text, system), (alternateCode, alternateText, alternateSystem)].filter { !$0.code.isEmpty }
  }

  /// What a person should read: ``text``, ``alternateText``, ``originalText``, the first that is not empty.
  public var displayText: String {
    [text, alternateText, originalText].first { !$0.isEmpty } ?? ""
  }

  /// Neither a code nor a text.
  public var isEmpty: Bool { code.isEmpty && alternateCode.isEmpty && displayText.isEmpty }
}
