import Foundation
import Testing

extension EndToEnd {
  /// `convert --explain`: where each element came from, and what is not sent and why.
  @Suite(
    .enabled(
      if: FileManager.default.fileExists(atPath: SampleStorageTests.expectedTable),
      "SampleStorage is not there"))
  struct ExplainTests {
    private static let patients = SampleStorageTests.samples + "/standard/000/000/"
    private static let results =
      patients
      + "0000000109/20240408/OML-11/0000000109_20240408_OML-11_109000000000200_20240408110505050_01_1"
    /// Of another patient than its folder says.
    private static let misplaced =
      patients
      + "0000000106/20240624/OML-11/0000000106_20240624_OML-11_106000000009400_20240624101500400_10_1"
    private static let empty =
      patients
      + "0000000103/20240617/OMP-01/0000000103_20240617_OMP-01_103000000009100_20240617100000100_09_1"

    /// Runs a command that needs no configuration.
    private func run(_ arguments: String..., language: String = "en_US.UTF-8") async throws -> CommandResult {
      try await run(arguments, language: language)
    }

    private func run(_ arguments: [String], language: String) async throws -> CommandResult {
      try await Place.temporary { place in
        let process = try ChildProcess(
          Binaries.gateway, arguments, environment: ["LANG": language, "LC_ALL": language],
          output: place.path("command"))
        guard case .exited(let code) = try await process.end() else {
          throw Hospital.CommandFailure(arguments: arguments, exitCode: -1, errorText: process.errorText)
        }
        return CommandResult(
          exitCode: code, output: Data(process.outputText.utf8), errorText: process.errorText)
      }
    }

    private func explained(_ files: String..., json: Bool = false) async throws -> CommandResult {
      try await run(
        ["convert"] + files + ["--to", "fhir", "--explain"] + (json ? ["--json"] : []),
        language: "en_US.UTF-8")
    }

    // MARK: The documentation

    private static let page = Binaries.repository + "/Documentation/Operating.md"

    /// The lines of the first indented block under a heading.
    private static func example(under heading: String) throws -> [String] {
      let lines = try String(contentsOfFile: page, encoding: .utf8)
        .split(separator: "\n", omittingEmptySubsequences: false)
      let block = try lines[#require(lines.firstIndex(of: Substring(heading)))...]
        .drop { !$0.hasPrefix("    ") }.prefix { $0.isEmpty || $0.hasPrefix("    ") }
      let text = block.map { String($0.dropFirst(4)) }
      return Array(text[...(text.lastIndex { !$0.isEmpty } ?? 0)])
    }

    @Test("the example in Operating.md is what the command prints, but for what it leaves out")
    func documentation() async throws {
      var example = try Self.example(under: "### convert --explain")
      let command = example.removeFirst().split(separator: " ").map(String.init)
      #expect(command.first == "ssmix2-gateway")
      let arguments = command.dropFirst().map { word in
        word.hasPrefix("SampleStorage/") ? Binaries.repository + "/" + word : word
      }
      let result = try await run(arguments, language: "ja_JP.UTF-8")
      #expect(result.exitCode == 0 && result.errorText.isEmpty, "\(result.errorText)")
      var printed = result.text.split(separator: "\n", omittingEmptySubsequences: false)[...]
      #expect(example.count { $0.trimmingCharacters(in: .whitespaces) == "…" } < example.count / 3)
      var isAnyLineNext = true
      for line in example where !line.isEmpty {
        if line.trimmingCharacters(in: .whitespaces) == "…" {
          isAnyLineNext = true
          continue
        }
        printed = printed.drop(while: \.isEmpty)
        if isAnyLineNext { printed = printed.drop { $0 != line } }
        try #require(printed.first.map(String.init) == line)
        printed = printed.dropFirst()
        isAnyLineNext = false
      }
    }

    // MARK: The report

    @Test("for a person: resources with their sources, then every field that is left out, with the reason")
    func text() async throws {
      let result = try await explained(Self.results)
      #expect(result.exitCode == 0 && result.errorText.isEmpty)
      let lines = result.text.split(separator: "\n").map(String.init)
      #expect(lines.first == Self.results)
      #expect(lines.contains { $0.hasPrefix("Observation 1  ") })
      #expect(lines.contains { $0.contains("valueQuantity.value") && $0.contains("OBX[1]-5") })
      let heading = try #require(lines.firstIndex(of: "Not sent"))
      let name = try #require(lines[heading...].first { $0.contains("PID-5") })
      #expect(name.contains("Patient Name") && name.contains("a record of another kind delivers it"))
      #expect(!result.text.contains("\u{1B}"), "no colours in a file")
    }

    @Test("for a program: the same resources as the bundle, and the reasons of inspect --coverage")
    func json() async throws {
      let result = try await explained(Self.results, json: true)
      #expect(result.exitCode == 0 && result.errorText.isEmpty)
      let report = try result.json
      #expect(report["path"]?.text == Self.results)

      let bundle = try await run("convert", Self.results, "--to", "fhir").json
      let made = (bundle["entry"]?.elements ?? []).compactMap { entry -> String? in
        guard let type = entry["resource"]?["resourceType"]?.text, let id = entry["resource"]?["id"]?.text
        else { return nil }
        return "\(type)/\(id)"
      }
      let elements = report["elements"]?.elements ?? []
      #expect(!made.isEmpty && Set(elements.compactMap { $0["resource"]?.text }) == Set(made))
      let value = try #require(elements.first { $0["element"]?.text == "Observation.valueQuantity.value" })
      #expect(value["origin"]?.text == "message")
      #expect(
        value["sources"]?.elements.contains { source in
          source["segment"]?.text == "OBX" && source["index"]?.integer == 1 && source["field"]?.integer == 5
        } == true)

      let dropped = report["dropped"]?.elements ?? []
      #expect(dropped.allSatisfy { $0["text"]?.text?.isEmpty == false })
      func reason(_ field: JSONValue) -> String {
        "\(field["segment"]?.text ?? "")-\(field["field"]?.integer ?? 0) \(field["reason"]?.text ?? "")"
      }
      let coverage = try await run("inspect", Self.results, "--coverage", "--json").json
      let omitted = (coverage["fields"]?.elements ?? []).filter { $0["outcome"]?.text == "notDelivered" }
      #expect(!omitted.isEmpty)
      // The delimiters are no values that could be tried.
      #expect(
        Set(omitted.map(reason)).subtracting(dropped.map(reason)) == [
          "MSH-1 administrative", "MSH-2 administrative",
        ])
    }

    @Test("exit codes: 3 for a file that cannot be converted, the others are explained; 2 for a wrong option")
    func exitCodes() async throws {
      let both = try await explained(Self.misplaced, Self.results, Self.empty)
      #expect(both.exitCode == 3)
      #expect(both.errorText.contains("\(Self.misplaced): path.patient-mismatch PID-3"))
      #expect(both.errorText.contains("\(Self.empty): hl7.empty"))
      #expect(both.text == (try await explained(Self.results).text))
      #expect(try await explained(Self.misplaced, json: true).output.isEmpty)
      let asked = try await run(
        "convert", Self.misplaced, "--to", "fhir", "--explain", "--no-identity-check")
      #expect(asked.exitCode == 0 && asked.text.contains("PID-"))
      let wrong = try await run("convert", Self.results, "--to", "json", "--explain")
      #expect(wrong.exitCode == 2 && wrong.output.isEmpty && wrong.errorText.contains("--explain"))
    }
  }
}
