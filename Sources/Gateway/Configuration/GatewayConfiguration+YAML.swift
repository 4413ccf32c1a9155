import Foundation
import JPCore
import SSMIX2

extension GatewayConfiguration {
  /// The effective configuration as YAML: every default filled in, every path absolute, and read back it gives the same
  /// configuration. Secrets are named by path; a password in an address, which the check refuses anyway, is masked.
  public func show() -> String {
    var lines = YAMLLines()
    lines.section("facility") { lines in
      lines.text("name", facility.name)
      lines.text("code", facility.code)
      lines.text("patient-oid", facility.patientOID)
      lines.plain("patient-id-width", facility.patientIDWidth.map(String.init))
    }
    lines.elements("storage", storages) { lines, storage in
      lines.text("name", storage.name)
      lines.plain("type", storage.type.rawValue)
      lines.text("root", storage.root)
      lines.plain("watch", storage.watch.rawValue)
      lines.plain("rescan", DurationText.text(storage.rescan))
      lines.plain("settle", DurationText.text(storage.settle))
    }
    lines.section("identity") { lines in
      lines.text("region-oid", identity.regionOID)
      lines.plain("source", identity.source.rawValue)
      lines.text("csv", identity.csv)
      lines.plain("cache", DurationText.text(identity.cache))
    }
    lines.section("consent") { lines in
      lines.plain("default", consent.defaultDecision.rawValue)
      lines.text("csv", consent.csv)
      lines.plain("on-withdraw", consent.onWithdraw.rawValue)
    }
    lines.section("scope") { lines in
      lines.list("kinds", scope.kinds.names ?? ["all"])
      lines.list("exclude-departments", scope.excludeDepartments.sorted())
      lines.plain("since", scope.since?.description)
      lines.plain("exclude-confidential", String(scope.excludesConfidential))
    }
    if terminology != Terminology() {
      lines.section("terminology") { lines in
        if !terminology.systems.isEmpty {
          lines.section("systems") { lines in
            for (name, uri) in terminology.systems.sorted(by: { $0.key < $1.key }) { lines.text(name, uri) }
          }
        }
        if !terminology.maps.isEmpty {
          lines.elements("maps", terminology.maps) { lines, path in lines.text("csv", path) }
        }
      }
    }
    lines.elements("destinations", destinations) { lines, destination in destination.show(&lines) }
    lines.section("state") { $0.text("path", state.path) }
    lines.section("admin") { lines in
      lines.text("socket", admin.socket)
      lines.text("listen", admin.listen?.description ?? "off")
    }
    lines.section("log") { lines in
      lines.plain("level", log.level.rawValue)
      lines.plain("format", log.format.rawValue)
    }
    return lines.text
  }
}

extension Destination {
  fileprivate func show(_ lines: inout YAMLLines) {
    lines.text("name", name)
    lines.plain("format", format.rawValue)
    lines.text("jp-core", jpCore.rawValue)
    lines.text("url", Self.masked(url))
    if let tls {
      lines.section("tls") { lines in
        lines.text("ca", tls.ca)
        lines.text("certificate", tls.certificate)
        lines.text("key", tls.key)
        lines.text("minimum", tls.minimum.rawValue)
      }
    }
    lines.text("bearer-token-file", bearerTokenFile)
    lines.plain("concurrency", String(concurrency))
    lines.plain("batch", String(batch))
    lines.plain("rate", String(rate))
    lines.plain("timeout", DurationText.text(timeout))
    lines.section("retry") { lines in
      lines.plain("first", DurationText.text(retry.first))
      lines.plain("factor", String(retry.factor))
      lines.plain("most", DurationText.text(retry.most))
    }
    lines.text("recipient", recipient)
    lines.plain("receipt", receipt.rawValue)
    lines.plain("message-headers", String(makesMessageHeaders))
    lines.plain("provenance", String(makesProvenance))
    lines.text("source-endpoint", sourceEndpoint.map(Self.masked))
    lines.plain("compression", compression.rawValue)
  }

  private static func masked(_ url: String) -> String {
    guard var parts = URLComponents(string: url), parts.user != nil || parts.password != nil else {
      return url
    }
    parts.user = "***"
    parts.password = nil
    return parts.string ?? "***"
  }
}

extension Coverage {
  fileprivate var names: [String]? {
    guard case .only(let names) = self else { return nil }
    return names.sorted()
  }
}

/// Writes block YAML; text always in double quotes, so that no value can be read as something else.
private struct YAMLLines {
  private(set) var text = ""
  private var indent = ""
  private var isFirstOfElement = false

  mutating func plain(_ key: String, _ value: String?) {
    guard let value else { return }
    line("\(key): \(value)")
  }

  mutating func text(_ key: String, _ value: String?) {
    plain(key, value.map(Self.quoted))
  }

  mutating func list(_ key: String, _ values: [String]) {
    line("\(key): [\(values.map(Self.quoted).joined(separator: ", "))]")
  }

  mutating func section(_ key: String, _ body: (inout YAMLLines) -> Void) {
    line("\(key):")
    let outer = indent
    indent += "  "
    body(&self)
    indent = outer
  }

  mutating func elements<Element>(
    _ key: String, _ values: [Element], _ body: (inout YAMLLines, Element) -> Void
  ) {
    section(key) { lines in
      for value in values {
        let outer = lines.indent
        lines.isFirstOfElement = true
        lines.indent += "  "
        body(&lines, value)
        lines.indent = outer
      }
    }
  }

  private mutating func line(_ content: String) {
    if isFirstOfElement {
      text += "\(indent.dropLast(2))- \(content)\n"
      isFirstOfElement = false
    } else {
      text += "\(indent)\(content)\n"
    }
  }

  private static func quoted(_ value: String) -> String {
    var result = "\""
    for scalar in value.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case _ where scalar.value < 0x20 || (0x7F...0x9F).contains(scalar.value):
        let digits = String(scalar.value, radix: 16)
        result += "\\x" + String(repeating: "0", count: 2 - digits.count) + digits
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
