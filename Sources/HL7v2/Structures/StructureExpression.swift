/// Reads the notation of HL7 for message structures (HL7 v2.5 2.12): `[X]` optional, `{X}` repeating, and `...`
/// for any segment. Brackets with a name and a colon, as in `[{INSURANCE: IN1 [IN2]}]`, make a group.
struct StructureExpression {
  private var tokens: [Substring]
  private var position = 0

  /// - Returns: nil when the text is not an expression.
  static func nodes(of text: Substring) -> [StructureNode]? {
    var expression = StructureExpression(tokens: tokens(of: text))
    guard let nodes = expression.sequence(), expression.position == expression.tokens.count else {
      return nil
    }
    return nodes
  }

  private init(tokens: [Substring]) { self.tokens = tokens }

  private static func tokens(of text: Substring) -> [Substring] {
    var tokens: [Substring] = []
    var rest = text
    while let first = rest.first {
      if "[]{}".contains(first) {
        tokens.append(rest.prefix(1))
        rest = rest.dropFirst()
      } else if first.isWhitespace {
        rest = rest.dropFirst()
      } else {
        let word = rest.prefix { !"[]{}".contains($0) && !$0.isWhitespace }
        tokens.append(word)
        rest = rest.dropFirst(word.count)
      }
    }
    return tokens
  }

  private var next: Substring? { position < tokens.count ? tokens[position] : nil }

  private mutating func take(_ token: Substring) -> Bool {
    guard next == token else { return false }
    position += 1
    return true
  }

  /// Nodes until a closing bracket or the end.
  private mutating func sequence() -> [StructureNode]? {
    var nodes: [StructureNode] = []
    while let token = next, token != "]", token != "}" {
      guard let node = node() else { return nil }
      nodes.append(node)
    }
    return nodes.isEmpty ? nil : nodes
  }

  private mutating func node() -> StructureNode? {
    let isOptional = take("[")
    let repeats = take("{")
    guard let content = content() else { return nil }
    if repeats && !take("}") || isOptional && !take("]") { return nil }
    return StructureNode(content: content, minimum: isOptional ? 0 : 1, maximum: repeats ? nil : 1)
  }

  private mutating func content() -> StructureNode.Content? {
    guard let word = next, !"[]{}".contains(word) else { return nil }
    position += 1
    if word == "..." { return .any }
    guard word.hasSuffix(":") else { return .segment(String(word)) }
    return sequence().map { .group(name: String(word.dropLast()), nodes: $0) }
  }
}
