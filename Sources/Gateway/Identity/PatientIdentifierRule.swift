/// What counts as an identifier, and when two chart numbers are the same one.
///
/// Fails closed: what is not certainly the same patient is another patient.
public enum PatientIdentifierRule {
  /// Longest identifier, local or regional, in characters.
  public static let lengthLimit = 64

  /// 1 to 64 printable ASCII characters; no blank, no delimiter of HL7 (`| ^ ~ \ &`), of folders (`/`), of CSV
  /// (`, ; "`) or of markup (`< > '`), and not a folder's own name for itself (`.`, `..`).
  public static func isValid(_ identifier: String) -> Bool {
    let bytes = identifier.utf8
    guard (1...lengthLimit).contains(bytes.count), identifier != ".", identifier != ".." else { return false }
    return bytes.allSatisfy { (0x21...0x7E).contains($0) && !delimiters.contains($0) }
  }

  /// The chart number as it is compared: padded on the left with zeros to `width`, when a width is set.
  public static func padded(_ localID: String, width: Int?) -> String {
    guard let width, localID.utf8.count < width, !localID.isEmpty else { return localID }
    return String(repeating: "0", count: width - localID.utf8.count) + localID
  }

  /// Whether PID-3 of a message names the patient whose folder the message lies in: equal, or equal after padding both
  /// when `width` is set. An empty PID-3 never matches (contract.md section 5).
  public static func matches(pid3: String, folder: String, width: Int?) -> Bool {
    guard !pid3.isEmpty, !folder.isEmpty else { return false }
    // Compared as bytes: Swift's == would take canonically equivalent characters for the same number.
    return padded(pid3, width: width).utf8.elementsEqual(padded(folder, width: width).utf8)
  }

  private static let delimiters = Set("|^~\\&/,;\"<>'".utf8)
}
