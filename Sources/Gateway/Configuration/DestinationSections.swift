import Foundation
import JPCore

/// Turns `destinations` of config.yaml into `Destination`.
struct DestinationSections {
  let root: SectionReader

  func destinations() -> [Destination] {
    guard root.required("destinations") != nil, let elements = root.list("destinations") else { return [] }
    if elements.isEmpty || elements.count > 32 {
      root.note("destinations", ja: "送信先は1つ以上32以下です。", en: "Between 1 and 32 destinations are needed.")
    }
    var names: Set<String> = []
    return elements.prefix(32).enumerated().map { index, element in
      let section = SectionReader(
        element, path: "destinations[\(index)]",
        known: [
          "name", "format", "jp-core", "url", "tls", "bearer-token-file", "concurrency", "batch", "rate",
          "timeout", "retry", "recipient", "receipt", "message-headers", "provenance", "source-endpoint",
          "compression",
        ], findings: root.findings)
      let destination = destination(section)
      if section.has("name"), !names.insert(destination.name).inserted {
        section.note("name", ja: "名前が重複しています。", en: "The name is used twice.")
      }
      return destination
    }
  }

  private func destination(_ section: SectionReader) -> Destination {
    let name = section.requiredText("name")
    ConfigurationSections.checkName(name, section)
    _ = section.required("format")
    let format = section.choice("format", default: Destination.Format.fhir)
    if format != .fhir {
      ConfigurationSections.noteUnbuilt(
        section, "format", instead: BilingualText(ja: "fhir が使えます。", en: "Use fhir."))
    }
    let url = url(section)
    let tls = tls(section)
    if tls != nil, url.lowercased().hasPrefix("http:") {
      section.note(
        "tls", ja: "url が http: なので使われません。https: にしてください。", en: "Useless with an http: url; use https:.")
    }
    let recipient = section.text("recipient")
    if let recipient, recipient == "all" || !PatientIdentifierRule.isValid(recipient) {
      section.note("recipient", ja: "施設コードとして使えない値です。", en: "Cannot be an institution code.")
    }
    return Destination(
      name: name, format: format, jpCore: section.choice("jp-core", default: JPCoreRelease.v1_1_2), url: url,
      tls: tls, bearerTokenFile: section.filePath("bearer-token-file", isSecret: true),
      concurrency: section.integer("concurrency", in: 1...256) ?? 8,
      batch: section.integer("batch", in: 1...1_000) ?? 20,
      rate: section.decimal("rate", default: 0, in: 0...100_000),
      timeout: section.duration("timeout", default: .seconds(30), in: .milliseconds(100)...(.seconds(3_600))),
      retry: retry(section), recipient: recipient, receipt: section.choice("receipt", default: .bundle),
      makesMessageHeaders: section.flag("message-headers", default: true),
      makesProvenance: section.flag("provenance", default: true), sourceEndpoint: sourceEndpoint(section),
      compression: section.choice("compression", default: .gzip))
  }

  /// A name for the source system: any absolute URL, since nothing is fetched from it.
  private func sourceEndpoint(_ section: SectionReader) -> String? {
    guard let text = section.text("source-endpoint") else { return nil }
    guard AbsoluteURI.isValid(text) else {
      section.note(
        "source-endpoint", ja: "https://host/path のような絶対 URL が必要です。",
        en: "Expected an absolute URL such as https://host/path.")
      return nil
    }
    if let parts = URLComponents(string: text), parts.user != nil || parts.password != nil {
      section.note(
        "source-endpoint", ja: "この URL は送信先に伝わります。利用者名やパスワードを書かないでください。",
        en: "Destinations read this URL; keep user names and passwords out of it.")
    }
    return text
  }

  /// The base address, without a slash at its end.
  private func url(_ section: SectionReader) -> String {
    let text = section.requiredText("url")
    guard !text.isEmpty else { return "" }
    guard let parts = URLComponents(string: text), let host = parts.host, !host.isEmpty,
      text.utf8.count <= 2_000,
      text.utf8.allSatisfy({ (0x21...0x7E).contains($0) })
    else {
      section.note(
        "url", ja: "https://host/path の形のアドレスが必要です。", en: "Expected an address of the form https://host/path."
      )
      return ""
    }
    let scheme = parts.scheme?.lowercased()
    if scheme != "https", scheme != "http" {
      section.note("url", ja: "https: または http: で始めてください。", en: "Begin the address with https: or http:.")
    }
    if parts.user != nil || parts.password != nil {
      section.note(
        "url", ja: "アドレスに利用者名やパスワードを書かないでください。bearer-token-file か tls を使います。",
        en: "Keep user names and passwords out of the address; use bearer-token-file or tls.")
    }
    if parts.query != nil || parts.fragment != nil {
      section.note("url", ja: "アドレスに ? や # は使えません。", en: "The address must not contain \"?\" or \"#\".")
    }
    let bareHost = host.hasPrefix("[") && host.hasSuffix("]") ? String(host.dropFirst().dropLast()) : host
    if scheme == "http", !ListenAddress.isLoopback(host: bareHost) {
      section.note(
        "url", ja: "暗号化されません。患者の情報を送る経路には https: を使ってください。",
        en: "Not encrypted; use https: where patients' data travels.", severity: .warning)
    }
    var trimmed = Substring(text)
    while trimmed.hasSuffix("/") { trimmed = trimmed.dropLast() }
    return String(trimmed)
  }

  private func tls(_ section: SectionReader) -> Destination.TLS? {
    guard let tls = section.section("tls", known: ["ca", "certificate", "key", "minimum"]) else { return nil }
    if tls.has("certificate") != tls.has("key") {
      section.note(
        "tls", ja: "certificate と key は両方必要です。", en: "certificate and key are needed together.")
    }
    return Destination.TLS(
      ca: tls.filePath("ca"), certificate: tls.filePath("certificate"),
      key: tls.filePath("key", isSecret: true), minimum: tls.choice("minimum", default: .v1_3))
  }

  private func retry(_ section: SectionReader) -> Destination.Retry {
    let standard = Destination.Retry(first: .seconds(1), factor: 2, most: .seconds(900))
    guard let retry = section.section("retry", known: ["first", "factor", "most"]) else { return standard }
    let day = Duration.seconds(86_400)
    let first = retry.duration("first", default: standard.first, in: .milliseconds(10)...day)
    let most = retry.duration("most", default: max(first, standard.most), in: .milliseconds(10)...day)
    if most < first {
      retry.note("most", ja: "first より短くできません。", en: "Must not be shorter than first.")
    }
    return Destination.Retry(
      first: first, factor: retry.decimal("factor", default: standard.factor, in: 1...100), most: most)
  }
}
