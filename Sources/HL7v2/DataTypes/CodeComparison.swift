/// Codes as they are compared, never as they are sent on.
public enum CodeComparison {
  /// Blanks at both ends removed, full-width ASCII folded to ASCII: ` ISO+` and `Ｉ` occur in real storages.
  public static func folded(_ code: String) -> String {
    // Nearly every code is as it should be.
    if code.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x80 }) { return code }
    var scalars = code.unicodeScalars.map { scalar -> Unicode.Scalar in
      guard (0xFF01...0xFF5E).contains(scalar.value) else { return scalar }
      return Unicode.Scalar(UInt8(truncatingIfNeeded: scalar.value - 0xFEE0))
    }
    func isBlank(_ scalar: Unicode.Scalar) -> Bool { scalar == " " || scalar == "\u{3000}" || scalar == "\t" }
    while let last = scalars.last, isBlank(last) { scalars.removeLast() }
    var result = String.UnicodeScalarView()
    result.append(contentsOf: scalars.drop(while: isBlank))
    return String(result)
  }
}
