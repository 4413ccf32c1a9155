import HL7v2

/// Attachment: a document or curve that a result holds (ED) or names (RP).
struct Attachment {
  var contentType: String
  /// OBX-3 in words.
  var title: String?
  /// Base64.
  var data: String?
  var url: String?

  /// Nil for an OBX of another type, for data that is no Base64, for a place that is no URL, and for a type of content
  /// that has no MIME type.
  init?(_ obx: Segment) {
    let value = obx[5]
    switch obx[2].text {
    case "ED":
      guard let type = Self.contentType(value[2].text, value[3].text), value[4].text == "Base64",
        let data = value[5].valued?.trimmed, Self.isBase64(data)
      else { return nil }
      contentType = type
      self.data = data
    case "RP":
      guard let type = Self.contentType(value[3].text, value[4].text), let place = value[1].valued?.trimmed,
        place.hasPrefix("http://") || place.hasPrefix("https://"),
        place.utf8.allSatisfy({ $0 > 0x20 && $0 < 0x7F })
      else { return nil }
      contentType = type
      url = place
    default: return nil
    }
  }

  /// MIME type of table 0191 (type) and 0291 (subtype), as far as both are MIME's own words.
  private static func contentType(_ type: String, _ subtype: String) -> String? {
    let (type, subtype) = (type.trimmed.lowercased(), subtype.trimmed.lowercased())
    let known = [
      "application": ["pdf", "octet-stream", "postscript", "rtf", "xml", "dicom"],
      "image": ["jpeg", "png", "gif", "tiff", "bmp"], "text": ["html", "plain", "xml", "sgml", "rtf", "csv"],
      "audio": ["basic"],
    ]
    return known[type]?.contains(subtype) == true ? "\(type)/\(subtype)" : nil
  }

  private static func isBase64(_ text: String) -> Bool {
    let bytes = text.utf8
    guard bytes.count % 4 == 0 else { return false }
    let padding = bytes.reversed().prefix { $0 == 0x3D }.count
    return padding <= 2
      && bytes.dropLast(padding).allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2B || byte == 0x2F
      }
  }
}

extension JSONWriter {
  mutating func members(of attachment: Attachment) {
    string("contentType", attachment.contentType)
    string("data", attachment.data)
    string("url", attachment.url)
    string("title", attachment.title)
  }
}
