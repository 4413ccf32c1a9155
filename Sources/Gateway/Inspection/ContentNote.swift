import HL7v2
import SSMIX2

/// What is told of a file below a folder that is something else than an HL7 message, as contents of the extended storage
/// are.
struct ContentNote {
  /// What the file is.
  let type: ContentType

  /// - Parameters:
  ///   - path: Of a file that is no message.
  ///   - firstBytes: As many as the file has, at most `ContentType.bytesNeeded`.
  /// - Returns: nil when the file ought to be a message: by its place, its first bytes or its extension, or because it
  ///   is empty.
  init?(ofFileAt path: InspectedPath, firstBytes: ArraySlice<UInt8>) {
    guard !firstBytes.isEmpty, !firstBytes.starts(with: "MSH".utf8) else { return nil }
    let detection = ContentType.detect(name: path.display, firstBytes: firstBytes)
    guard detection.type != .hl7, !path.isPlaceOfStandardRecord else { return nil }
    type = detection.type
  }

  /// For JSON.
  var finding: Finding {
    Finding(
      severity: .note, code: ParseError.Code.notHL7.rawValue, text: "not an HL7 message: \(names.english)")
  }

  /// One line for people.
  func line(path: InspectedPath, in language: MessageInspection.Language) -> String {
    let path = DisplayText.visible(path.display)
    let code = ParseError.Code.notHL7.rawValue
    return language == .ja
      ? "\(path): 注記 \(code): HL7 メッセージではありません: \(names.japanese)\n"
      : "\(path): note \(code): \(finding.text)\n"
  }

  private var names: BilingualText {
    switch type {
    case .hl7: BilingualText(ja: "HL7 メッセージ", en: "HL7 message")
    case .cda: BilingualText(ja: "CDA 文書", en: "CDA document")
    case .xml: BilingualText(ja: "XML 文書", en: "XML document")
    case .styleSheet: BilingualText(ja: "XSLT スタイルシート", en: "XSLT style sheet")
    case .pdf: BilingualText(ja: "PDF 文書", en: "PDF document")
    case .dicom: BilingualText(ja: "DICOM ファイル", en: "DICOM file")
    case .jpeg: BilingualText(ja: "JPEG 画像", en: "JPEG image")
    case .png: BilingualText(ja: "PNG 画像", en: "PNG image")
    case .tiff: BilingualText(ja: "TIFF 画像", en: "TIFF image")
    case .mfer: BilingualText(ja: "MFER 波形", en: "MFER waveform")
    case .html: BilingualText(ja: "HTML 文書", en: "HTML document")
    case .zip: BilingualText(ja: "ZIP 書庫", en: "zip archive")
    case .other: BilingualText(ja: "種類不明のファイル", en: "file of unknown type")
    }
  }
}
