import Glibc
import HL7v2
import JPCore
import SSMIX2

/// `inspect`: lays files open one after the other; memory is bounded by one file, whatever the number of files.
public struct InspectionRun {
  /// What is shown of each file.
  public enum View: Sendable, Hashable, CaseIterable {
    /// Segments, fields, meanings, findings.
    case message
    /// The original bytes of each field.
    case raw
    /// Which fields are delivered.
    case coverage
  }

  private let view: View
  private let isJSON: Bool
  private let language: MessageInspection.Language
  private let style: MessageInspection.TextStyle
  private let kind: String?
  private let output: ([UInt8]) -> Void
  private let failure: (String, GatewayError) -> Void
  private var writer: InspectionWriter
  private var pending: [UInt8] = []
  private var isFirst = true

  /// Whether a file could not be read or has a finding of severity error.
  public private(set) var hasErrors = false

  /// Output is handed on in pieces of this many bytes or a little more.
  private static let piece = 256 << 10

  /// A run that has not begun.
  ///
  /// - Parameters:
  ///   - view: What is shown.
  ///   - isJSON: One JSON object a line instead of text.
  ///   - language: Of texts.
  ///   - isColoured: Whether text is coloured; for terminals only.
  ///   - kind: The data kind for the coverage, in capital letters; nil takes that of each file's path, else of its message
  ///     type.
  ///   - output: Takes the result piece by piece.
  ///   - failure: Takes the path of a file that cannot be read and why, when it is met.
  public init(
    view: View, isJSON: Bool, language: Language, isColoured: Bool = false, kind: String? = nil,
    output: @escaping ([UInt8]) -> Void, failure: @escaping (String, GatewayError) -> Void
  ) {
    self.view = view
    self.isJSON = isJSON
    self.language = language == .japanese ? .ja : .en
    style = MessageInspection.TextStyle(isColoured: isColoured)
    self.kind = kind
    self.output = output
    self.failure = failure
    writer = InspectionWriter(showsSource: view == .raw)
  }

  /// A file, or all files below a folder in the order of names.
  public mutating func inspect(_ path: String) { inspect(InspectedPath(path)) }

  /// A file, or all files below a folder in the order of names. A file that is named here ought to be a message; below a
  /// folder, documents and images are told as notes.
  public mutating func inspect(_ path: InspectedPath) {
    for item in InspectedFiles(path) {
      switch item {
      case .file(let file): inspect(fileAt: file, isNamed: file == path)
      case .unreadable(let folder, let number): fail(folder, InspectedFile.failure(number))
      }
    }
  }

  /// Files and folders named by a list, one a line.
  ///
  /// - Parameter descriptor: An open descriptor, which stays the caller's.
  /// - Returns: false when the list could not be read to its end.
  public mutating func inspect(listFrom descriptor: Int32) -> Bool {
    var lines = LineReader(descriptor: descriptor)
    while let path = lines.next() { inspect(path) }
    return !lines.hasFailed
  }

  /// Hands on what has not been.
  public mutating func finish() {
    if !pending.isEmpty { output(pending) }
    pending.removeAll()
  }

  private mutating func inspect(fileAt path: InspectedPath, isNamed: Bool) {
    let bytes: [UInt8]
    do throws(GatewayError) {
      bytes = try InspectedFile.read(path, limit: RecordConversion.largestFile)
    } catch {
      if !isNamed, error.code == .storageTooLarge,
        let beginning = try? InspectedFile.beginning(of: path, count: ContentType.bytesNeeded),
        let note = ContentNote(ofFileAt: path, firstBytes: beginning[...])
      {
        return show(note, path)
      }
      return fail(path, error)
    }
    do throws(ParseError) {
      let message = try Message(parsing: bytes)
      if message.findings.contains(where: { $0.severity == .error }) { hasErrors = true }
      show(message, path)
    } catch {
      if !isNamed,
        let note = ContentNote(ofFileAt: path, firstBytes: bytes.prefix(ContentType.bytesNeeded))
      {
        show(note, path)
      } else {
        hasErrors = true
        show(error, path)
      }
    }
    if pending.count >= Self.piece { finish() }
  }

  private mutating func fail(_ path: InspectedPath, _ error: GatewayError) {
    hasErrors = true
    // What was shown before stands before the failure where both go to one terminal.
    finish()
    failure(path.display, error)
  }

  private mutating func show(_ message: Message, _ path: InspectedPath) {
    let path = path.display
    switch (view, isJSON) {
    case (.coverage, _):
      let report = CoverageReport(message, kind: kind ?? CoverageReport.kind(ofFileAt: path))
      if isJSON { pending += report.json(path: path) } else { put(report.text(path: path, in: language)) }
    case (_, true):
      writer.append(message, path: path)
      pending += writer.bytes
      writer.removeAll()
    case (.raw, false):
      separate()
      MessageInspection.writeRawText(of: message, path: path, in: language, style: style) { add($0) }
    case (.message, false):
      separate()
      MessageInspection.writeText(of: message, path: path, in: language, style: style) { add($0) }
    }
  }

  private mutating func show(_ failure: ParseError, _ path: InspectedPath) {
    if isJSON {
      writer.append(failure, path: path.display)
      pending += writer.bytes
      writer.removeAll()
    } else {
      put(MessageInspection(failure: failure, path: path.display).text(in: language, style: style))
    }
  }

  private mutating func show(_ note: ContentNote, _ path: InspectedPath) {
    if isJSON {
      writer.append(note.finding, path: path.display)
      pending += writer.bytes
      writer.removeAll()
    } else {
      put(note.line(path: path, in: language))
    }
    if pending.count >= Self.piece { finish() }
  }

  /// Texts of several files have an empty line between them.
  private mutating func put(_ text: String) {
    separate()
    add(text)
  }

  private mutating func separate() {
    if !isFirst { pending.append(0x0A) }
    isFirst = false
  }

  /// A text of any number of pieces is handed on while it is made.
  private mutating func add(_ text: String) {
    pending += text.utf8
    if pending.count >= Self.piece { finish() }
  }
}
