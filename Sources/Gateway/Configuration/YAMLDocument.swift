import Yams

/// A position in a YAML file, both from 1.
struct YAMLPosition: Sendable, Hashable {
  var line: Int
  var column: Int
}

/// One node of a YAML document that holds nothing but scalars, lists and mappings with scalar keys.
indirect enum YAMLValue {
  /// Text as written; `isPlain` when not in quotes.
  case scalar(text: String, isPlain: Bool, isNull: Bool, YAMLPosition)
  case list([YAMLValue], YAMLPosition)
  case mapping([(key: String, position: YAMLPosition, value: YAMLValue)], YAMLPosition)

  var position: YAMLPosition {
    switch self {
    case .scalar(_, _, _, let position), .list(_, let position), .mapping(_, let position): position
    }
  }
}

/// Why a YAML text is refused before its keys are looked at.
struct YAMLRefusal: Error, Sendable, Hashable {
  var position: YAMLPosition
  var message: BilingualText
}

/// Reads YAML within limits: size, depth, number of nodes. Anchors and aliases are refused, and many of them are refused
/// before the parser sees them, since expanding nested aliases takes exponential time.
enum YAMLDocument {
  /// Largest configuration file, in bytes.
  static let byteLimit = 256 << 10
  /// Deepest nesting; the deepest key of a configuration lies at 4.
  static let depthLimit = 16
  /// Most scalars, lists and mappings.
  static let nodeLimit = 20_000
  /// Most things that look like an alias and are left to the parser to judge.
  static let aliasLimit = 16

  /// The document's root.
  ///
  /// - Throws: the first thing that is wrong.
  static func read(_ text: String) throws(YAMLRefusal) -> YAMLValue {
    let text = text.hasPrefix("\u{FEFF}") ? String(text.dropFirst()) : text
    guard text.utf8.count <= byteLimit else {
      throw YAMLRefusal(
        position: YAMLPosition(line: 1, column: 1),
        message: BilingualText(ja: "ファイルが大きすぎます。", en: "The file is too large."))
    }
    try checkAliasCandidates(text)
    try checkBrackets(text)
    do {
      let parser = try Parser(yaml: text, encoding: .utf8)
      // Anchors are weak references into the parser: it must outlive the check for them.
      return try withExtendedLifetime(parser) {
        guard let root = try parser.singleRoot() else {
          return .mapping([], YAMLPosition(line: 1, column: 1))
        }
        var nodes = 0
        return try value(root, depth: 0, nodes: &nodes)
      }
    } catch let refusal as YAMLRefusal {
      throw refusal
    } catch let error as YamlError {
      throw refusal(error, text)
    } catch {
      throw YAMLRefusal(
        position: YAMLPosition(line: 1, column: 1),
        message: BilingualText(ja: "YAML として読めません。", en: "Not readable as YAML."))
    }
  }

  private static func value(_ node: Node, depth: Int, nodes: inout Int) throws -> YAMLValue {
    let position = YAMLPosition(line: node.mark?.line ?? 1, column: node.mark?.column ?? 1)
    nodes += 1
    guard depth <= depthLimit, nodes <= nodeLimit else {
      throw YAMLRefusal(
        position: position,
        message: BilingualText(ja: "入れ子が深すぎるか、項目が多すぎます。", en: "Too deep or too many entries."))
    }
    guard node.anchor == nil else { throw anchorRefusal(position) }
    guard allowedTags.contains(node.tag.description) else {
      throw YAMLRefusal(
        position: position, message: BilingualText(ja: "YAML のタグは使えません。", en: "YAML tags are not used here."))
    }
    switch node {
    case .alias:
      throw anchorRefusal(position)
    case .scalar(let scalar):
      let isPlain = scalar.style == .plain
      let isNull = isPlain && ["", "~", "null", "Null", "NULL"].contains(scalar.string)
      return .scalar(text: scalar.string, isPlain: isPlain, isNull: isNull, position)
    case .sequence(let sequence):
      var values: [YAMLValue] = []
      for element in sequence { values.append(try value(element, depth: depth + 1, nodes: &nodes)) }
      return .list(values, position)
    case .mapping(let mapping):
      var pairs: [(key: String, position: YAMLPosition, value: YAMLValue)] = []
      for (key, content) in mapping {
        guard case .scalar(let text, _, _, let keyPosition) = try value(key, depth: depth + 1, nodes: &nodes)
        else {
          throw YAMLRefusal(
            position: position, message: BilingualText(ja: "キーは文字列でなければなりません。", en: "A key must be text."))
        }
        pairs.append((text, keyPosition, try value(content, depth: depth + 1, nodes: &nodes)))
      }
      return .mapping(pairs, position)
    }
  }

  private static let allowedTags = Set(
    ["str", "int", "float", "bool", "null", "timestamp", "value", "merge", "seq", "map"]
      .map { "tag:yaml.org,2002:\($0)" })

  private static func anchorRefusal(_ position: YAMLPosition) -> YAMLRefusal {
    YAMLRefusal(
      position: position,
      message: BilingualText(
        ja: "YAML のアンカーと別名(& と *)は使えません。", en: "YAML anchors and aliases (& and *) are not used here."))
  }

  /// Counts `*name` wherever an alias could stand, in quotes and comments too: a few are harmless, many are refused.
  private static func checkAliasCandidates(_ text: String) throws(YAMLRefusal) {
    var count = 0
    var position = YAMLPosition(line: 1, column: 1)
    var isAfterStar = false
    for scalar in text.unicodeScalars {
      if isAfterStar, scalar != "*", scalar != " ", scalar != "\n", scalar != "\r", scalar != "\t" {
        count += 1
        guard count <= aliasLimit else { throw anchorRefusal(position) }
      }
      isAfterStar = scalar == "*"
      position.column += 1
      if scalar == "\n" { position = YAMLPosition(line: position.line + 1, column: 1) }
    }
  }

  /// Refuses absurd nesting before the recursive parser meets it; counts brackets without looking at quotes.
  private static func checkBrackets(_ text: String) throws(YAMLRefusal) {
    var depth = 0
    var position = YAMLPosition(line: 1, column: 1)
    for scalar in text.unicodeScalars {
      if scalar == "[" || scalar == "{" { depth += 1 }
      if scalar == "]" || scalar == "}" { depth = max(0, depth - 1) }
      guard depth <= 200 else {
        throw YAMLRefusal(
          position: position, message: BilingualText(ja: "入れ子が深すぎます。", en: "Nested too deeply."))
      }
      position.column += 1
      if scalar == "\n" { position = YAMLPosition(line: position.line + 1, column: 1) }
    }
  }

  private static func refusal(_ error: YamlError, _ text: String) -> YAMLRefusal {
    func syntax(_ problem: String, _ line: Int, _ column: Int) -> YAMLRefusal {
      YAMLRefusal(
        position: YAMLPosition(line: max(1, line), column: max(1, column)),
        message: BilingualText(ja: "YAML の書き方に誤りがあります(\(problem))。", en: "YAML syntax error: \(problem)."))
    }
    switch error {
    case .scanner(_, let problem, let mark, _), .parser(_, let problem, let mark, _),
      .composer(_, let problem, let mark, _):
      return syntax(problem, mark.line, mark.column)
    case .reader(let problem, let offset, _, _):
      let before = text.prefix(offset ?? 0)
      let line = before.count { $0.isNewline } + 1
      let column = before.reversed().prefix { !$0.isNewline }.count + 1
      return syntax(problem, line, column)
    case .duplicatedKeysInMapping(_, let context):
      return YAMLRefusal(
        position: YAMLPosition(line: max(1, context.mark.line), column: max(1, context.mark.column)),
        message: BilingualText(ja: "同じキーが二度あります。", en: "The key is there twice."))
    default:
      return syntax("unreadable", 1, 1)
    }
  }
}
