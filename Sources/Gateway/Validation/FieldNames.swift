import HL7v2

/// Names of fields for people, from the tables of the standard.
enum FieldNames {
  /// For example 生年月日 for PID-7; nil where the tables have no such field.
  static func name(ofField field: Int, in segment: String, _ language: Language) -> String? {
    guard let definition = SegmentDefinition.named(segment)?.field(field) else { return nil }
    let name = language == .japanese ? definition.japaneseName : definition.englishName
    return name.isEmpty ? nil : name
  }
}
