/// What is known of the text since the escape sequence or shift that chose its set, which is not ASCII.
struct DesignatedRun {
  /// Where it begins in the input, or goes on after shifts; nil outside such a text.
  var start: Int?
  /// The first byte before an interruption by SO that may be a delimiter.
  var doubt: Int?
  var firstVendor: Int?
  var firstUserDefined: Int?

  /// Where the first character begins that has the byte of a delimiter in front.
  static func firstDelimiter(
    in input: UnsafeBufferPointer<UInt8>, from start: Int, to end: Int, isDoubleByte: Bool
  ) -> Int? {
    let isDeclared = input.count > 7 && input[0] == 0x4D && input[1] == 0x53 && input[2] == 0x48
    let declared = isDeclared ? Array(input[3..<8]) : Array("|^~\\&".utf8)
    var position = start
    while position < end {
      let byte = input[position]
      if byte >= 0x21, declared.contains(byte) { return position }
      position += byte >= 0x21 && isDoubleByte ? 2 : 1
    }
    return nil
  }
}
