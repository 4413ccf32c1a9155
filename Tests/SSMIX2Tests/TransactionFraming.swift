import SSMIX2
import Testing

/// One of the ways in which a module may frame the records of a transaction storage; the public material tells none.
struct TransactionFraming: Sendable, CustomTestStringConvertible {
  var afterHeader: String
  var afterSegment: String
  /// Whether the last segment has its terminator.
  var endsSegments: Bool
  var isMLLP: Bool
  var separator: String
  var hasByteOrderMark = false

  var testDescription: String {
    "\(afterHeader.debugDescription) \(afterSegment.debugDescription) \(endsSegments) MLLP \(isMLLP) "
      + "\(separator.debugDescription) \(hasByteOrderMark ? "BOM" : "")"
  }

  static let all: [TransactionFraming] = ["\r", "\n", "\r\n"].flatMap { end in
    [
      TransactionFraming(
        afterHeader: end, afterSegment: "\r", endsSegments: true, isMLLP: false, separator: ""),
      TransactionFraming(
        afterHeader: end, afterSegment: end, endsSegments: true, isMLLP: false, separator: end),
      TransactionFraming(
        afterHeader: end, afterSegment: "\r", endsSegments: false, isMLLP: false, separator: end + end),
      TransactionFraming(
        afterHeader: end, afterSegment: "\r", endsSegments: true, isMLLP: true, separator: ""),
      TransactionFraming(
        afterHeader: "", afterSegment: "\r", endsSegments: false, isMLLP: true, separator: end,
        hasByteOrderMark: true),
    ]
  }

  /// The bytes of one record.
  func frame(_ record: WrittenTransaction) -> [UInt8] {
    var bytes = Array(record.header.utf8)
    guard !record.segments.isEmpty else {
      return bytes + Array((afterHeader.isEmpty ? separator : afterHeader + separator).utf8)
    }
    bytes += Array(afterHeader.utf8)
    if isMLLP { bytes.append(0x0B) }
    bytes += record.content(afterSegment)
    if endsSegments { bytes += Array(afterSegment.utf8) }
    if isMLLP { bytes += [0x1C, 0x0D] }
    return bytes + Array(separator.utf8)
  }

  /// A file of records, each after the other.
  func file(_ records: [WrittenTransaction]) -> [UInt8] {
    (hasByteOrderMark ? [0xEF, 0xBB, 0xBF] : []) + records.flatMap(frame)
  }
}

/// What a test's writer wrote.
struct WrittenTransaction: Sendable, Hashable {
  var header: String
  var segments: [[UInt8]]

  func content(_ terminator: String) -> [UInt8] { Array(segments.joined(separator: Array(terminator.utf8))) }

  /// A record from a seed: a whole message, the stub of a deletion, or a header alone; in ISO-2022-JP, CP932 or
  /// UTF-8; with markers where they must not split.
  static func random(_ number: Int, using generator: inout SeededGenerator) -> WrittenTransaction {
    let kinds = ["OMP-01", "ADT-00", "^入院,診療録^^11506-3^経過記録^LN", "OML-11"]
    let kind = kinds.randomElement(using: &generator) ?? "OMD"
    let isDeletion = Int.random(in: 0..<4, using: &generator) == 0
    let header =
      "#SSMIX,2.00,2212345678,\(String(repeating: "0", count: 6))\(1000 + number % 7),20240415,\(kind),"
      + "\(number),\(isDeletion ? "DEL" : "INS"),01,20240415101112\(100 + number % 900)"
    var record = WrittenTransaction(header: header, segments: [])
    let form = Int.random(in: 0..<4, using: &generator)
    if isDeletion && form == 0 { return record }
    record.segments.append(Array("MSH|^~\\&|HIS|||GW|20240415||RDE^O11|\(number)".utf8))
    record.segments.append(Array("PID|||0001".utf8) + text(form, &generator))
    guard !(isDeletion && form == 1) else { return record }
    for _ in 0..<Int.random(in: 0...8, using: &generator) {
      record.segments.append(Array("OBX|1|ST|".utf8) + text(form, &generator) + Array("|#SSMIX,x".utf8))
    }
    return record
  }

  /// Kanji whose bytes in ISO-2022-JP spell `F|K#SSMIX,`.
  private static func text(_ form: Int, _ generator: inout SeededGenerator) -> [UInt8] {
    switch form {
    case 0: return [0x1B, 0x24, 0x42, 0x46, 0x7C, 0x4B] + Array("#SSMIX,".utf8) + [0x1B, 0x28, 0x42]
    case 1: return [0x93, 0xFA, 0x96, 0x7B, 0x83, 0x5C]
    case 2: return Array("日本#SSMIX,2.00".utf8)
    default:
      return (0..<Int.random(in: 0...60, using: &generator)).map { _ in
        UInt8.random(in: 0x20...0x7E, using: &generator)
      }
    }
  }
}
