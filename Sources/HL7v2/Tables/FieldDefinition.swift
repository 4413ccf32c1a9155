/// What a field of a segment is by the standard: its names, data type, length and where SS-MIX2 wants it.
public struct FieldDefinition: Sendable, Hashable {
  /// The number in HL7, from 1; MSH-1 is the field separator.
  public let number: Int
  /// For example `Patient Identifier List`.
  public let englishName: String
  /// For example `患者IDリスト`.
  public let japaneseName: String
  /// The code of the data type (HL7 v2.5 2.A), for example `CX`; `*` in OBX-5, whose type OBX-2 tells.
  public let dataType: String
  /// The greatest number of characters by the standard; real storages go beyond it and nothing is cut.
  public let length: Int?
  /// Whether the field may repeat.
  public let repeats: Bool
  /// The code table of the field, for example `0001` or `JHSD0001`.
  public let table: String?

  /// The optionality without regard to a kind first, then one for each of `kinds`.
  let optionalities: [Optionality]
  /// The kinds that have an optionality of their own, the same for all fields of a segment.
  let kinds: [String]

  /// Whether SS-MIX2 wants the field in messages of a kind (SS-MIX2 1.2c).
  ///
  /// - Parameter kind: The code of a data kind in capital letters, for example `OMP-01`. A kind that the table
  ///   does not tell apart gets what holds for all.
  public func optionality(forKind kind: String) -> Optionality {
    let position = kinds.firstIndex(of: kind).map { $0 + 1 } ?? 0
    return position < optionalities.count ? optionalities[position] : optionalities.first ?? .optional
  }
}
