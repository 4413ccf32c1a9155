import HL7v2
import JPCore

/// Whether a hospital has marked a record as not to be shared (SS-MIX2 1.2g: PRB-25 and ORC-28, HL7 table 0177; CDA R2:
/// `confidentialityCode`). Consent to share does not cover what the hospital itself holds back.
enum Confidentiality {
  /// True when the record's message, or any file of its content folder, is marked so.
  static func isRestricted(_ record: SourceRecord) -> Bool {
    guard let folder = record.folder else { return isRestricted(record.message) }
    return folder.files.contains { file in
      switch file.statement {
      case .message(let message): isRestricted(message)
      case .clinicalDocument(let header): header.isRestricted
      case .nobody: false
      }
    }
  }

  /// True when any diagnosis or order of the message has a code that the converter would label `R` or `V`. A code that no
  /// table has restricts in PRB-25, as it does there. In ORC-28 it does not: real storages shift fields by one, and an order
  /// type in ORC-28 says nothing about confidentiality.
  static func isRestricted(_ message: Message) -> Bool {
    message.all("PRB").contains { restricts($0[25], whenUnknown: true) }
      || message.all("ORC").contains { restricts($0[28], whenUnknown: false) }
  }

  /// - Parameter whenUnknown: whether a code that no table has restricts.
  static func restricts(_ field: Field, whenUnknown: Bool) -> Bool {
    guard !field.isEmpty, !field.isNull else { return false }
    let grade = HL7Map.confidentiality(field)
    return (grade.isKnown || whenUnknown) && (grade.code == "R" || grade.code == "V")
  }
}
