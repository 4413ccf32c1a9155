/// A composite data type of HL7 v2.5 chapter 2.A, read from one repetition of a field.
///
/// All members are decoded text as sent, never trimmed or folded; what is absent and what is an HL7 null
/// value
/// (`""`) is an empty string. ``Field/isNull`` tells the two apart where it matters.
public protocol DataType: Sendable {
  /// Reads the value from one repetition.
  init(_ repetition: Repetition)
}

extension DataType {
  /// Reads the first repetition of a field.
  public init(_ field: Field) {
    self.init(field.firstRepetition)
  }
}

extension Field {
  /// Every repetition that is neither empty nor an HL7 null value, as a data type.
  public func values<Value: DataType>(_ type: Value.Type = Value.self) -> [Value] {
    repetitions.compactMap { $0.isEmpty || $0.isNull ? nil : Value($0) }
  }

  /// ``text``, but empty for an HL7 null value: a field of a primitive type as consumers use it.
  public var value: String { self[1].value }
}

extension Repetition {
  /// The first subcomponent of a component; empty when absent or null.
  func value(_ component: Int) -> String { self[component].value }
}

extension Component {
  /// ``text``, but empty for an HL7 null value.
  public var value: String { isNull ? "" : text }
}

extension Subcomponent {
  /// ``text``, but empty for an HL7 null value.
  public var value: String { storage.isNull(range) ? "" : text }
}
