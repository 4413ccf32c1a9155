import SSMIX2

/// Internet media types of the files of a content folder, for `Attachment.contentType`.
enum MediaType {
  /// The type of a file: of its content where that tells, of its name where the content tells only the container.
  static func of(_ file: ContentFolder.File) -> String {
    switch file.type {
    case .hl7: "x-application/hl7-v2+er7"
    case .cda, .xml: "application/xml"
    case .styleSheet: "application/xslt+xml"
    case .pdf: "application/pdf"
    case .dicom: "application/dicom"
    case .jpeg: "image/jpeg"
    case .png: "image/png"
    case .tiff: "image/tiff"
    case .html: "text/html"
    case .zip: officeTypes[fileExtension(file.path)] ?? "application/zip"
    // MFER (ISO 22077-1) has no registered type.
    case .mfer: unknown
    case .other: namedTypes[fileExtension(file.path)] ?? unknown
    }
  }

  private static let unknown = "application/octet-stream"
  private static let office = "application/vnd.openxmlformats-officedocument."
  private static let officeTypes = [
    "docx": office + "wordprocessingml.document", "xlsx": office + "spreadsheetml.sheet",
    "pptx": office + "presentationml.presentation",
  ]
  private static let namedTypes = [
    "txt": "text/plain", "csv": "text/csv", "css": "text/css", "gif": "image/gif", "bmp": "image/bmp",
    "rtf": "application/rtf", "doc": "application/msword", "xls": "application/vnd.ms-excel",
    "ppt": "application/vnd.ms-powerpoint", "mp4": "video/mp4",
  ]

  private static func fileExtension(_ path: String) -> String {
    path.lastIndex(of: ".").map { path[path.index(after: $0)...].lowercased() } ?? ""
  }
}
