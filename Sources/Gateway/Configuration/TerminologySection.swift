import JPCore

/// Turns `terminology` of config.yaml into `GatewayConfiguration.Terminology`.
struct TerminologySection {
  let root: SectionReader

  func terminology() -> GatewayConfiguration.Terminology {
    guard let section = root.section("terminology", known: ["systems", "maps"]) else { return .init() }
    return GatewayConfiguration.Terminology(systems: systems(section), maps: maps(section))
  }

  private func systems(_ section: SectionReader) -> [String: String] {
    var systems: [String: String] = [:]
    for (name, position, value) in section.pairs("systems") ?? [] {
      let key = section.name("systems.\(SectionReader.printable(name))")
      func note(_ place: YAMLPosition, ja: String, en: String) {
        section.findings.note(place, key, ja: ja, en: en)
      }
      if !Self.isName(name) {
        note(
          position, ja: "コード体系の名前は電文にある半角英数字の名前です(例: 99XYZ)。",
          en: "Write the name that messages have, such as 99XYZ.")
      } else if StandardSystem.isStandard(name: name) {
        note(
          position, ja: "標準のコード体系です。その URI は変えられません。",
          en: "A standard coding system, whose URI is known and cannot be changed.")
      } else if systems[name] != nil {
        note(position, ja: "同じキーが二度あります。", en: "The key is there twice.")
      }
      guard let uri = section.scalar(value, key: key) else { continue }
      if !AbsoluteURI.isValid(uri) {
        note(
          value.position, ja: "http://… または urn:oid:… の形の URI が必要です。",
          en: "Expected a URI of the form http://… or urn:oid:….")
      } else if StandardSystem.isStandard(uri: uri) {
        note(
          value.position, ja: "標準のコード体系の URI です。施設のコードを標準のコードとして送ることはできません。",
          en: "The URI of a standard system: local codes must not be sent as standard ones.")
      }
      systems[name] = uri
    }
    return systems
  }

  private func maps(_ section: SectionReader) -> [String] {
    guard let elements = section.list("maps") else { return [] }
    if elements.count > 64 {
      section.note("maps", ja: "対応表は64個までです。", en: "There may be 64 maps at most.")
    }
    var paths: [String] = []
    for (index, element) in elements.prefix(64).enumerated() {
      let map = SectionReader(
        element, path: section.name("maps[\(index)]"), known: ["csv"], findings: section.findings)
      guard map.required("csv") != nil, let path = map.filePath("csv") else { continue }
      if paths.contains(path) {
        map.note("csv", ja: "同じファイルが二度あります。", en: "The file is there twice.")
      }
      paths.append(path)
    }
    return paths
  }

  /// As an HL7 message can write it, and as `config show` can print it.
  private static func isName(_ name: String) -> Bool {
    (1...20).contains(name.utf8.count)
      && name.utf8.allSatisfy { byte in
        (0x30...0x39).contains(byte) || (0x41...0x5A).contains(byte) || (0x61...0x7A).contains(byte)
          || byte == 0x2D || byte == 0x5F || byte == 0x2E || byte == 0x2B
      } && !["-", "."].contains(name.prefix(1))
  }
}

/// URIs that stand in resources as names.
enum AbsoluteURI {
  /// A scheme, a colon and something behind it, in visible ASCII (RFC 3986); of `urn:oid:` a well-formed OID.
  static func isValid(_ text: String) -> Bool {
    let forbidden = Set("\"<>\\^`{|}".utf8)
    guard let colon = text.utf8.firstIndex(of: 0x3A), text.utf8.count <= 2_000,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) && !forbidden.contains($0) })
    else { return false }
    let scheme = text[..<colon].lowercased()
    let rest = text[text.utf8.index(after: colon)...]
    guard let first = scheme.utf8.first, (0x61...0x7A).contains(first),
      scheme.utf8.allSatisfy({
        (0x61...0x7A).contains($0) || (0x30...0x39).contains($0) || [0x2B, 0x2D, 0x2E].contains($0)
      })
    else { return false }
    if scheme == "http" || scheme == "https" { return rest.hasPrefix("//") && rest.count > 2 }
    if rest.hasPrefix("oid:"), scheme == "urn" {
      return ConfigurationSections.isOID(String(rest.dropFirst(4)))
    }
    return !rest.isEmpty
  }
}
