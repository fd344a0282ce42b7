/// Light highlighting of Swift for code blocks: keywords, types, literals and comments. It reads line by line
/// and remembers only whether a comment or a multi-line string is still open.
struct SwiftHighlighter {
  private enum Open {
    case nothing, comment, string
  }

  private var open = Open.nothing

  mutating func highlight(_ line: String) -> StyledText {
    var text = StyledText()
    var rest = Substring(line)

    /// Takes everything up to and including `end`, or the whole rest.
    func take(through end: String, from offset: Int = 0, _ style: Style) -> Bool {
      let start = rest.index(rest.startIndex, offsetBy: offset, limitedBy: rest.endIndex) ?? rest.endIndex
      guard let found = rest[start...].firstRange(of: end) else {
        text.append(String(rest), style)
        rest = ""
        return false
      }
      text.append(String(rest[..<found.upperBound]), style)
      rest = rest[found.upperBound...]
      return true
    }

    while let first = rest.first {
      if open != .nothing {
        let (end, style) = open == .comment ? ("*/", Self.comment) : ("\"\"\"", Self.literal)
        if take(through: end, style) { open = .nothing }
      } else if rest.hasPrefix("//") {
        text.append(String(rest), Self.comment)
        rest = ""
      } else if rest.hasPrefix("/*") {
        if !take(through: "*/", from: 2, Self.comment) { open = .comment }
      } else if rest.hasPrefix("\"\"\"") {
        if !take(through: "\"\"\"", from: 3, Self.literal) { open = .string }
      } else if first == "\"" {
        let end = Self.endOfString(rest)
        text.append(String(rest[..<end]), Self.literal)
        rest = rest[end...]
      } else if let word = rest.prefixMatch(of: /[@#]?[A-Za-z_][A-Za-z0-9_]*/)?.output {
        text.append(String(word), Self.style(of: word))
        rest = rest.dropFirst(word.count)
      } else if let number = rest.prefixMatch(of: /[0-9][0-9_]*(\.[0-9]+)?([eE][-+]?[0-9]+)?/)?.output.0 {
        text.append(String(number), Self.literal)
        rest = rest.dropFirst(number.count)
      } else {
        text.append(String(first))
        rest = rest.dropFirst()
      }
    }
    return text
  }

  /// The end of a string literal on one line; an escaped quote does not end it.
  private static func endOfString(_ text: Substring) -> Substring.Index {
    var index = text.index(after: text.startIndex)
    while index < text.endIndex {
      let character = text[index]
      index = text.index(after: index)
      if character == "\"" { return index }
      if character == "\\", index < text.endIndex { index = text.index(after: index) }
    }
    return index
  }

  private static func style(of word: Substring) -> Style {
    if keywords.contains(String(word)) || word.hasPrefix("@") || word.hasPrefix("#") {
      return .colour(.magenta)
    }
    return word.first?.isUppercase == true ? .colour(.blue) : .plain
  }

  private static let comment = Style.dim
  private static let literal = Style.colour(.green)
  private static let keywords: Set<String> = [
    "actor", "any", "as", "associatedtype", "async", "await", "break", "case", "catch", "class", "continue",
    "default", "defer", "deinit", "do", "else", "enum", "extension", "fallthrough", "false", "fileprivate",
    "final", "for", "func", "guard", "if", "import", "in", "indirect", "init", "inout", "internal", "is",
    "lazy", "let", "mutating", "nil", "nonisolated", "open", "operator", "override", "private", "protocol",
    "public", "repeat", "rethrows", "return", "self", "Self", "sending", "some", "static", "struct",
    "subscript", "super", "switch", "throw", "throws", "true", "try", "typealias", "var", "weak", "where",
    "while",
  ]
}
