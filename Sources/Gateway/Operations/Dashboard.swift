import Crypto
import Foundation

/// The page at `/` of the operations endpoint: one file without any address outside, which shows
/// `/status.json` every two seconds in Japanese or English. It shows names of the configuration, codes and
/// counts; never a patient.
struct Dashboard: Sendable {
  /// Only the page's own style and script run, and it may fetch only from where it came (CSP Level 3).
  let contentSecurityPolicy: String
  private let head: String
  private let tail: String

  init() {
    let reasons = Self.reasons()
    contentSecurityPolicy =
      "default-src 'none'; style-src '\(Self.digest(Self.style))'; script-src '\(Self.digest(Self.script))'; "
      + "connect-src 'self'; img-src data:; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    head = "<!doctype html>\n<html lang=\""
    tail = """
      ">
      <head>
      <meta charset="utf-8">
      <meta name="viewport" content="width=device-width, initial-scale=1">
      <meta name="color-scheme" content="light dark">
      <meta name="referrer" content="no-referrer">
      <title>ssmix2-gateway</title>
      <link rel="icon" href="data:,">
      <style>\(Self.style)</style>
      </head>
      \(Self.body)
      <script type="application/json" id="reasons">\(reasons)</script>
      <script>\(Self.script)</script>
      </html>

      """
  }

  /// The page, beginning in a language; the reader can change it there.
  func page(in language: Language) -> String {
    head + language.rawValue + tail
  }

  private static func digest(_ text: String) -> String {
    "sha256-" + Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
  }

  private struct Reason: Encodable {
    var ja: [String]
    var en: [String]
    var command: String
  }

  /// What the reason codes say and what to do about them, for both languages.
  private static func reasons() -> String {
    var table: [String: Reason] = [:]
    for code in ReasonCode.allCases {
      table[code.rawValue] = Reason(
        ja: [code.text.japanese, code.remedy.action.japanese],
        en: [code.text.english, code.remedy.action.english], command: code.remedy.command)
    }
    guard let bytes = try? ReportJSON.encode(table) else { return "{}" }
    // Inside a script element only "</" and "<!" could end or change the text; no code says so, and none ever
    // may.
    return String(decoding: bytes, as: UTF8.self).replacing("<", with: "\\u003c")
  }
}
