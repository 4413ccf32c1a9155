import HL7v2
import SSMIX2

/// Whether the last record of a file is whole though nothing follows it (the bytes alone cannot tell).
enum TransactionCompleteness {
  /// True when the record needs nothing more: a message to its last line end with the segments that its kind
  /// demands; for a deletion also a message of any length, or none; no content where the extended storage keeps
  /// it in a folder.
  static func isWhole(_ record: TransactionRecord) -> Bool {
    guard record.isHeaderTerminated else { return false }
    let kind = record.header.kind.flatMap { DataKind.named($0) }
    let isDeletion = record.header.processingType == .delete
    guard !record.contentRange.isEmpty else { return isDeletion || kind == nil }
    guard record.isContentTerminated, let message = try? Message(parsing: Array(record.content)) else {
      return false
    }
    guard !isDeletion else { return true }
    guard let kind else { return message.first("PID") != nil }
    let type = message.segments[0][9]
    guard let expected = kind.message(code: type[1].text, trigger: type[2].text) else { return false }
    return message.missingRequiredSegments(for: expected.requiredSegments).isEmpty
  }
}

/// Names of kind folders whose bytes are not UTF-8.
enum KindNames {
  /// CP932 or ISO-2022-JP as text, by reading it as the field of a message; nil when it is neither.
  @Sendable static func text(_ bytes: [UInt8]) -> String? {
    // Delimiters that Windows forbids in names, so that `^` stays as it is.
    guard let message = try? Message(parsing: Array("MSH|<>*?|".utf8) + bytes) else { return nil }
    let text = message.segments[0][3].text
    return text.isEmpty ? nil : text
  }
}
