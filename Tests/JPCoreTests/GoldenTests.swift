import Foundation
import HL7v2
import SSMIX2
import Testing

@testable import JPCore

/// One message a kind as a hospital writes it, in ISO-2022-JP, and the bundle it becomes, reviewed by eye.
@Suite("Golden bundles")
struct GoldenTests {
  @Test("a model message of each kind", arguments: ModelMessage.all.map(\.name), JPCoreRelease.allCases)
  func bundles(name: String, release: JPCoreRelease) throws {
    let model = try #require(ModelMessage.all.first { $0.name == name })
    let record = try model.record()
    #expect(record.message.characterSet == .iso2022JP)
    let conversion = Converter.convert([record], context: .whole(release: release))
    #expect(conversion.problems.isEmpty)
    try Self.compare(conversion, "\(name)-\(release.rawValue)")
  }

  @Test("all events of a stay", arguments: JPCoreRelease.allCases)
  func stay(release: JPCoreRelease) throws {
    // Without what goes with each record: the Encounter is what matters here.
    let conversion = Converter.convert(
      try ModelMessage.stay.map { try $0.record() }, context: .example(release: release))
    #expect(conversion.problems.isEmpty && conversion.resources.count == 1)
    try Self.compare(conversion, "stay-\(release.rawValue)")
  }

  @Test("a content folder of each sort", arguments: ModelFolder.all.map(\.name), JPCoreRelease.allCases)
  func folders(name: String, release: JPCoreRelease) throws {
    let model = try #require(ModelFolder.all.first { $0.name == name })
    let conversion = Converter.convert([try model.record()], context: .whole(release: release))
    #expect(conversion.problems.isEmpty)
    try Self.compare(conversion, "\(name)-\(release.rawValue)")
  }

  private static func compare(_ conversion: Conversion, _ name: String) throws {
    let bundle = TransactionBundle.encode(puts: conversion.resources, deletes: [])
    let text = PrettyJSON.text(bundle)
    let file = folder.appendingPathComponent("\(name).json")
    if ProcessInfo.processInfo.environment["SSMIX2_WRITE_GOLDEN"] == "1" {
      try Data(text.utf8).write(to: file)
    }
    #expect(text == String(decoding: try Data(contentsOf: file), as: UTF8.self), "\(file.lastPathComponent)")
  }

  @Test(
    "a FHIR validator has nothing to say against the model messages",
    .enabled(if: SharedMaterial.hasValidator, "the validator or Python is absent"),
    arguments: JPCoreRelease.allCases)
  func judged(release: JPCoreRelease) throws {
    var documents: [String: [Resource]] = [:]
    for model in ModelMessage.all {
      let conversion = Converter.convert([try model.record()], context: .whole(release: release))
      documents[model.name] = conversion.resources
    }
    let stay = try ModelMessage.stay.map { try $0.record() }
    documents["stay"] = Converter.convert(stay, context: .whole(release: release)).resources
    for model in ModelFolder.all {
      let conversion = Converter.convert([try model.record()], context: .whole(release: release))
      documents[model.name] = conversion.resources
    }
    let problems = try SharedMaterial.judge(documents, release: release)
    #expect(problems.isEmpty, "\(problems)")
  }

  private static let folder = SharedMaterial.repository.appendingPathComponent("Tests/JPCoreTests/Golden")
}

/// JSON on lines, every number and text as it was.
enum PrettyJSON {
  static func text(_ bytes: [UInt8]) -> String {
    var text: [UInt8] = []
    var depth = 0
    var isQuoted = false
    var isEscaped = false
    func newLine() { text += [0x0A] + Array(repeating: 0x20, count: 2 * depth) }
    for byte in bytes {
      let isSign = !isQuoted
      if isQuoted, !isEscaped, byte == 0x22 {
        isQuoted = false
      } else if !isQuoted, byte == 0x22 {
        isQuoted = true
      }
      isEscaped = isQuoted && !isEscaped && byte == 0x5C
      switch byte {
      case 0x7B where isSign, 0x5B where isSign:
        text.append(byte)
        depth += 1
        newLine()
      case 0x7D where isSign, 0x5D where isSign:
        depth -= 1
        newLine()
        text.append(byte)
      case 0x2C where isSign:
        text.append(byte)
        newLine()
      case 0x3A where isSign: text += [0x3A, 0x20]
      default: text.append(byte)
      }
    }
    return String(decoding: text, as: UTF8.self) + "\n"
  }
}
