import ArgumentParser
import Foundation
import Gateway
import Glibc
import HL7v2
import SSMIX2

/// `inspect`.
struct InspectCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "inspect", abstract: "An HL7 message decoded, fields named, code tables explained.",
    discussion: """
      Of a folder, every file below it. With --json one object a line for each file. Shows patient data. Exit code 3 \
      when a file cannot be read or has a finding of severity error.
      """)

  @Argument(help: ArgumentHelp("HL7 message, or folder.", valueName: "file"))
  var files: [String] = []
  @Option(
    name: .long,
    help: ArgumentHelp("List of files and folders, one a line; - is standard input.", valueName: "file"))
  var filesFrom: String?
  @Flag(name: .long, help: "The original bytes of each field with their offsets in the file.")
  var raw = false
  @Flag(name: .long, help: "Which fields are delivered to FHIR, which are not and why, which are unknown.")
  var coverage = false
  @Option(name: .long, help: "Data kind for --coverage. (default: of the path, else of the message)")
  var kind: String?
  @OptionGroup var format: FormatOptions
  @OptionGroup var options: GlobalOptions

  func validate() throws {
    if files.isEmpty && filesFrom == nil { throw ValidationError("Name a file, a folder or --files-from.") }
    if raw && coverage { throw ValidationError("--raw and --coverage exclude each other.") }
    if kind != nil && !coverage { throw ValidationError("--kind needs --coverage.") }
    if let kind, DataKind.named(kind) == nil { throw ValidationError("There is no data kind of that name.") }
  }

  func run() throws {
    let texts = options.text
    var run = InspectionRun(
      view: raw ? .raw : coverage ? .coverage : .message, isJSON: format.json, language: options.language,
      isColoured: TerminalColour.isWanted, kind: kind.flatMap(DataKind.named)?.code,
      output: Output.standardOutput,
      failure: { path, error in Output.standardError(texts.failure(of: path, error)) })
    var arguments = ArgumentBytes()
    for file in files { run.inspect(InspectedPath(arguments.bytes(of: file))) }
    if let filesFrom { try inspect(listAt: filesFrom, &run) }
    run.finish()
    if run.hasErrors { throw ExitCode(3) }
  }

  private func inspect(listAt path: String, _ run: inout InspectionRun) throws {
    let descriptor = path == "-" ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC)
    defer { if descriptor > STDERR_FILENO { close(descriptor) } }
    if descriptor >= 0, run.inspect(listFrom: descriptor) { return }
    let reason = String(cString: strerror(errno))
    run.finish()
    throw ControlError(exitCode: 1, message: "--files-from: \(reason)")
  }
}

/// The arguments as they were typed: names in CP932 are no text, and parsing replaces what is not UTF-8.
private struct ArgumentBytes {
  private var typed = CommandLine.argumentBytes

  /// The bytes of an argument; several that read the same are taken in their order.
  mutating func bytes(of argument: String) -> [UInt8] {
    guard argument.unicodeScalars.contains("\u{FFFD}"),
      let index = typed.firstIndex(where: { String(decoding: $0, as: UTF8.self) == argument })
    else { return Array(argument.utf8) }
    return typed.remove(at: index)
  }
}

extension CommandLine {
  /// All arguments without their NUL.
  fileprivate static var argumentBytes: [[UInt8]] {
    (0..<Int(argc)).compactMap { index in
      unsafeArgv[index].map { Array(UnsafeRawBufferPointer(start: $0, count: strlen($0))) }
    }
  }
}

/// Whether standard output is a terminal that shows colours and nobody asked for none (https://no-color.org).
enum TerminalColour {
  static var isWanted: Bool {
    let environment = ProcessInfo.processInfo.environment
    return isatty(STDOUT_FILENO) == 1 && (environment["NO_COLOR"] ?? "").isEmpty
      && environment["TERM"] != "dumb"
  }
}

/// An inspection on standard output.
enum Inspection {
  static func write(_ inspection: MessageInspection, asJSON: Bool, language: Gateway.Language) {
    if asJSON {
      try? Output.json(inspection)
    } else {
      Output.text(inspection.text(in: language == .japanese ? .ja : .en))
    }
  }
}
