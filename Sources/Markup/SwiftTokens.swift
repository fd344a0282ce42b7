/// Tells the keywords, types, literals and comments of Swift apart, for code blocks. It reads line by line and remembers
/// only whether a comment or a multi-line string is still open.
package struct SwiftTokens {
  package enum Kind: String, Sendable {
    case plain, keyword, type, literal, comment
  }

  /// A piece of a line.
  package struct Token: Equatable, Sendable {
    package let text: String
    package let kind: Kind
  }

  package init() {}

  private enum Open {
    case nothing, comment, string
  }

  private var open = Open.nothing

  /// The pieces of the next line.
  package mutating func tokens(of line: String) -> [Token] {
    var tokens: [Token] = []
    var rest = Substring(line)

    func append(_ text: some StringProtocol, _ kind: Kind = .plain) {
      if kind == .plain, let last = tokens.last, last.kind == .plain {
        tokens[tokens.count - 1] = Token(text: last.text + text, kind: .plain)
      } else {
        tokens.append(Token(text: String(text), kind: kind))
      }
    }

    /// Takes everything up to and including `end`, or the whole rest.
    func take(through end: String, from offset: Int = 0, _ kind: Kind) -> Bool {
      let start = rest.index(rest.startIndex, offsetBy: offset, limitedBy: rest.endIndex) ?? rest.endIndex
      guard let found = rest[start...].firstRange(of: end) else {
        append(rest, kind)
        rest = ""
        return false
      }
      append(rest[..<found.upperBound], kind)
      rest = rest[found.upperBound...]
      return true
    }

    while let first = rest.first {
      if open != .nothing {
        let (end, kind): (String, Kind) = open == .comment ? ("*/", .comment) : ("\"\"\"", .literal)
        if take(through: end, kind) { open = .nothing }
      } else if rest.hasPrefix("//") {
        append(rest, .comment)
        rest = ""
      } else if rest.hasPrefix("/*") {
        if !take(through: "*/", from: 2, .comment) { open = .comment }
      } else if rest.hasPrefix("\"\"\"") {
        if !take(through: "\"\"\"", from: 3, .literal) { open = .string }
      } else if first == "\"" {
        let end = Self.endOfString(rest)
        append(rest[..<end], .literal)
        rest = rest[end...]
      } else if let word = Self.word(rest) {
        append(word, Self.kind(of: word))
        rest = rest[word.endIndex...]
      } else if first.isNumber {
        let number = Self.number(rest)
        append(number, .literal)
        rest = rest[number.endIndex...]
      } else {
        append(String(first))
        rest = rest.dropFirst()
      }
    }
    return tokens
  }

  /// A name, an attribute or a directive at the beginning of the text.
  private static func word(_ text: Substring) -> Substring? {
    let mark = text.first == "@" || text.first == "#" ? 1 : 0
    let name = text.dropFirst(mark).prefix { $0.isLetter || $0.isNumber || $0 == "_" }
    guard let first = name.first, !first.isNumber else { return nil }
    return text[..<name.endIndex]
  }

  /// A number such as `1_000`, `0xFF` or `1.5e3`. The dots of a range are not part of it.
  private static func number(_ text: Substring) -> Substring {
    func isPart(_ character: Character) -> Bool {
      character.isLetter || character.isNumber || character == "_"
    }
    var end = text.prefix(while: isPart).endIndex
    if text[end...].first == ".", text[end...].dropFirst().first?.isNumber == true {
      end = text[end...].dropFirst().prefix(while: isPart).endIndex
    }
    return text[..<end]
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

  private static func kind(of word: Substring) -> Kind {
    if keywords.contains(String(word)) || word.hasPrefix("@") || word.hasPrefix("#") { return .keyword }
    return word.first?.isUppercase == true ? .type : .plain
  }

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
