import ArgumentParser
import Foundation
import Gateway

/// What goes to standard output and standard error.
enum Output {
  /// One JSON object on one line.
  static func json(_ value: some Encodable) throws {
    standardOutput(try ReportJSON.encode(value) + [0x0A])
  }

  /// One JSON object a line.
  static func jsonLines(_ values: [some Encodable]) throws {
    for value in values { try json(value) }
  }

  static func text(_ text: String) {
    standardOutput(Array(text.utf8))
  }

  static func standardOutput(_ bytes: [UInt8]) {
    // A reader that went away (`| head`) ends the program by SIGPIPE, as usual; other failures leave nothing
    // to tell.
    try? FileHandle.standardOutput.write(contentsOf: Data(bytes))
  }

  static func standardError(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  /// An error as a line for people, or with `--json` as one object.
  static func writeError(_ error: ControlError, arguments: [String]) {
    if arguments.contains("--json"), let bytes = try? ReportJSON.encode(error) {
      standardError(String(decoding: bytes, as: UTF8.self) + "\n")
    } else {
      standardError(ReportText(language(in: arguments)).error(error))
    }
  }

  /// The language of messages before, and after, the arguments could be parsed.
  private static func language(in arguments: [String]) -> Language {
    for (index, argument) in arguments.enumerated() {
      if argument.hasPrefix("--lang="), let language = Language(rawValue: String(argument.dropFirst(7))) {
        return language
      }
      if argument == "--lang", index + 1 < arguments.count,
        let language = Language(rawValue: arguments[index + 1])
      {
        return language
      }
    }
    return Language(environment: ProcessInfo.processInfo.environment)
  }
}

extension Language: ExpressibleByArgument {}
