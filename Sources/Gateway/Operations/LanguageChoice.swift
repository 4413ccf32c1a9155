extension Language {
  /// The language of the first locale variable that is set, in the order of POSIX: `LC_ALL`, `LC_MESSAGES`,
  /// `LANG`.
  public init(environment: [String: String]) {
    let names = ["LC_ALL", "LC_MESSAGES", "LANG"]
    self.init(locale: names.lazy.compactMap { environment[$0] }.first { !$0.isEmpty } ?? "")
  }

  /// The language that a browser prefers (RFC 9110 section 12.5.4); English when it names neither.
  public init(acceptLanguage: String) {
    var best: (language: Language, quality: Double)?
    for range in acceptLanguage.prefix(1_000).split(separator: ",") {
      let parts = range.split(separator: ";").map { $0.filter { $0 != " " }.lowercased() }
      guard let tag = parts.first, let primary = tag.split(separator: "-").first,
        let language = Language(rawValue: String(primary))
      else { continue }
      let quality = parts.dropFirst().first { $0.hasPrefix("q=") }.flatMap { Double($0.dropFirst(2)) } ?? 1
      if quality > (best?.quality ?? 0) { best = (language, quality) }
    }
    self = best?.language ?? .english
  }

  /// Takes the text of this language.
  func pick(_ japanese: String, _ english: String) -> String {
    self == .japanese ? japanese : english
  }
}
