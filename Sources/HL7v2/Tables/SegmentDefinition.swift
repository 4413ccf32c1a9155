/// What a segment is by the standard: its names and its fields (HL7 v2.5; SS-MIX2 1.2c for optionality and the
/// Japanese Z segments).
///
/// Definitions are for names, grouping and warnings. A field that is not defined here is not an error.
public struct SegmentDefinition: Sendable, Hashable {
  /// Three characters, for example `PID`.
  public let name: String
  /// For example `Patient Identification`.
  public let englishName: String
  /// For example `患者識別`.
  public let japaneseName: String
  /// All fields in order: `fields[n - 1]` is field n.
  public let fields: [FieldDefinition]

  /// Numbers of the fields whose optionality is `required`, for all kinds first, then for each of `kinds`.
  let requiredNumbers: [[Int]]
  /// The kinds that have optionalities of their own.
  let kinds: [String]

  init(name: String, japaneseName: String, englishName: String, kinds: [String], fields: [FieldDefinition]) {
    self.name = name
    self.japaneseName = japaneseName
    self.englishName = englishName
    self.kinds = kinds
    self.fields = fields
    requiredNumbers = (0...kinds.count).map { position in
      fields.filter { $0.optionalities.indices.contains(position) && $0.optionalities[position] == .required }
        .map(\.number)
    }
  }

  /// All segments that have a definition, by name.
  public static var all: [SegmentDefinition] { SegmentTable.definitions }

  /// The definition of a segment, nil when there is none; 29 segments have one.
  public static func named(_ name: String) -> SegmentDefinition? { SegmentTable.byName[name] }

  /// The definition of a field by its number; nil when the standard has no such field.
  public func field(_ number: Int) -> FieldDefinition? {
    fields.indices.contains(number &- 1) ? fields[number - 1] : nil
  }

  /// The numbers of the fields that SS-MIX2 requires in messages of a kind (optionality R), in order.
  public func requiredFields(forKind kind: String) -> [Int] {
    requiredNumbers[kinds.firstIndex(of: kind).map { $0 + 1 } ?? 0]
  }

  /// The numbers of the required fields that a segment leaves empty. An HL7 null (`""`) is not a value.
  ///
  /// - Parameters:
  ///   - segment: A segment of this name; the name is not checked.
  ///   - kind: The code of the data kind, for example `OMP-01`.
  public func missingRequiredFields(in segment: Segment, forKind kind: String) -> [Int] {
    requiredFields(forKind: kind).filter { number in
      let field = segment[number]
      return field.isEmpty || field.isNull
    }
  }
}
