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

  /// True when any diagnosis or order of the message has a code of the table that restricts. Another code does not: real
  /// storages shift fields by one, and an order type in ORC-28 says nothing about confidentiality.
  static func isRestricted(_ message: Message) -> Bool {
    let marks = message.all("PRB").map { $0[25] } + message.all("ORC").map { $0[28] }
    return marks.contains { field in
      guard !field.isEmpty, !field.isNull else { return false }
      return restricting.contains(field.text.trimmingBlanks().uppercased())
    }
  }

  /// Table 0177 without `U` (usual control) and `UWM`.
  private static let restricting: Set<String> = ["V", "R", "AID", "EMP", "ETH", "HIV", "PSY", "VIP"]
}

extension String {
  fileprivate func trimmingBlanks() -> String {
    String(drop { $0 == " " }.reversed().drop { $0 == " " }.reversed())
  }
}
