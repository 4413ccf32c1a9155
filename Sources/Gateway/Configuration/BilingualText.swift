/// The two languages every text for operators comes in (contract.md section 4, reason codes).
public enum Language: String, Sendable, Hashable, Codable, CaseIterable {
  case japanese = "ja"
  case english = "en"

  /// The language of a POSIX locale name such as `ja_JP.UTF-8`: Japanese when it begins with `ja`, English otherwise.
  public init(locale: String) {
    self = locale.lowercased().hasPrefix("ja") ? .japanese : .english
  }
}

/// One sentence in Japanese and in English. Never holds patient data.
public struct BilingualText: Sendable, Hashable, Codable {
  /// The Japanese sentence.
  public var japanese: String
  /// The English sentence.
  public var english: String

  /// Both sentences say the same.
  public init(ja japanese: String, en english: String) {
    self.japanese = japanese
    self.english = english
  }

  /// The sentence in one language.
  public subscript(language: Language) -> String {
    switch language {
    case .japanese: japanese
    case .english: english
    }
  }
}
