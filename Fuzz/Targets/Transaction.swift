import SSMIX2

/// Any bytes as a file of the transaction storage, scanned whole, in pieces, and resumed at every piece.
///
/// The first byte of the input is the length of a piece less one (longer when there would be more than 32
/// pieces), the second the piece after which a new scanner goes on. A byte 0xFE stands for 512 letters, so
/// that short inputs make records above the least limit there is.
@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzTransaction(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
  let given = input(start, count)
  guard given.count > 2 else { return 0 }
  let bytes = given.dropFirst(2).flatMap { $0 == 0xFE ? longText : [$0] }
  var scanner = TransactionRecordScanner(recordLimit: 0)
  var whole = scanner.scan(bytes)
  let open = scanner.openItem
  let last = scanner.finish()
  hold(open == last, "what is open is what the end makes of it")
  if let last { whole.append(last) }
  checkItems(whole, bytes)
  checkPieces(
    whole, bytes, length: max(Int(given[0]) + 1, bytes.count / 32), resumingAfter: Int(given[1] % 32))
  return 0
}

private let longText = [UInt8](repeating: 0x78, count: 512)

private func checkItems(_ items: [TransactionItem], _ bytes: [UInt8]) {
  var end = 0
  for item in items {
    hold(item.range.lowerBound == end && !item.range.isEmpty, "items follow one another without gap")
    end = item.range.upperBound
    guard case .record(let record) = item else { continue }
    hold(record.bytes.elementsEqual(bytes[record.range]), "a record has its bytes")
    hold(record.bytes.starts(with: TransactionHeader.marker), "a record begins with the marker")
    hold(record.headerLength <= record.bytes.count, "a header lies in its record")
    hold(
      record.contentRange.lowerBound >= record.headerLength
        && record.contentRange.upperBound <= record.bytes.count, "content lies behind its header")
    _ = record.essentialBytes
    for embedded in record.embeddedHeaders() {
      hold(record.contentRange ~= embedded.offset, "embedded headers lie in the content")
    }
  }
  hold(end == bytes.count, "items cover the file")
}

private func checkPieces(
  _ whole: [TransactionItem], _ bytes: [UInt8], length: Int, resumingAfter pieces: Int
) {
  var scanner = TransactionRecordScanner(recordLimit: 0)
  var items: [TransactionItem] = []
  var position = 0
  var number = 0
  while position < bytes.count {
    let end = min(position + length, bytes.count)
    items += scanner.scan(Array(bytes[position..<end]))
    position = end
    if number == pieces {
      let point = scanner.resumePoint
      hold(0...position ~= point.offset, "a scan resumes behind nothing it has not seen")
      scanner = TransactionRecordScanner(resumingAt: point, recordLimit: 0)
      position = point.offset
    }
    number += 1
  }
  if let last = scanner.finish() { items.append(last) }
  hold(items == whole, "pieces and a resumed scan give the same items")
}
