/// A radiologist's report in the extended storage: one page, PDF.
struct ImagingReport: SyntheticContent {
  static let kindFolder = "RAD01^放射線読影報告書^99ZL02^18748-4^画像診断報告書^LN"

  var order: SyntheticOrder
  var performed: SyntheticMoment
  var findings: [String]

  var kindFolder: String { Self.kindFolder }
  var careDate: SyntheticMoment { performed }
  var key: String { order.text }
  var departmentCode: String { Department.radiology.code }
  let documentName = "main_document.pdf"

  func document(in context: MessageContext) -> [UInt8] {
    let patient = context.patient
    let lines =
      [
        "患者番号　\(patient.id)", "氏名　\(patient.family.kanji)　\(patient.given.kanji)",
        "検査日　\(performed.inWords)",
        "読影医　\(StaffMember.radiologist.family)　\(StaffMember.radiologist.given)", "所見",
      ] + findings + [Facility.name]
    return Self.page(title: "放射線読影報告書", lines: lines)
  }

  /// A page of Japanese text in a font that readers bring along, so that none is embedded (ISO 32000-1
  /// 9.7.5).
  private static func page(title: String, lines: [String]) -> [UInt8] {
    let text = lines.enumerated().map { show($1, size: 11, y: 730 - 20 * $0) }
    let rows = [show(title, size: 18, y: 770)] + text
    let content = rows.joined(separator: "\n")
    let objects = [
      "<< /Type /Catalog /Pages 2 0 R >>", "<< /Type /Pages /Kids [3 0 R] /Count 1 >>",
      """
      << /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents 4 0 R \
      /Resources << /Font << /F1 5 0 R >> >> >>
      """, "<< /Length \(content.utf8.count) >>\nstream\n\(content)\nendstream",
      """
      << /Type /Font /Subtype /Type0 /BaseFont /HeiseiKakuGo-W5 /Encoding /UniJIS-UTF16-H \
      /DescendantFonts [6 0 R] >>
      """,
      """
      << /Type /Font /Subtype /CIDFontType0 /BaseFont /HeiseiKakuGo-W5 /DW 1000 /FontDescriptor 7 0 R \
      /CIDSystemInfo << /Registry (Adobe) /Ordering (Japan1) /Supplement 5 >> >>
      """,
      """
      << /Type /FontDescriptor /FontName /HeiseiKakuGo-W5 /Flags 4 /FontBBox [-92 -250 1010 922] \
      /ItalicAngle 0 /Ascent 752 /Descent -221 /CapHeight 737 /StemV 114 >>
      """,
    ]
    return assembled(objects)
  }

  private static func assembled(_ objects: [String]) -> [UInt8] {
    // The second line tells that the file is binary (ISO 32000-1 7.5.2).
    var bytes = Array("%PDF-1.5\n%".utf8) + [0xE2, 0xE3, 0xCF, 0xD3, 0x0A]
    var table = "xref\n0 \(objects.count + 1)\n0000000000 65535 f \n"
    for (index, object) in objects.enumerated() {
      table += "\(SyntheticMoment.padded(bytes.count, 10)) 00000 n \n"
      bytes += Array("\(index + 1) 0 obj\n\(object)\nendobj\n".utf8)
    }
    let start = bytes.count
    table += "trailer\n<< /Size \(objects.count + 1) /Root 1 0 R >>\nstartxref\n\(start)\n%%EOF\n"
    return bytes + Array(table.utf8)
  }

  private static func show(_ text: String, size: Int, y: Int) -> String {
    let digits = Array("0123456789ABCDEF")
    let hexadecimal = text.utf16.reduce(into: "") { hexadecimal, unit in
      for shift in [12, 8, 4, 0] { hexadecimal.append(digits[Int(unit >> UInt16(shift)) & 15]) }
    }
    return "BT /F1 \(size) Tf 60 \(y) Td <\(hexadecimal)> Tj ET"
  }
}
