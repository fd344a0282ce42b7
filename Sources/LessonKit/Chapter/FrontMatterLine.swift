/// Reads one line of front matter from left to right.
struct FrontMatterLine {
  /// What is wrong with a line, to be put behind "this line ".
  struct Mistake: Error {
    let what: String
    /// Where it is another line than the one that is read.
    let line: Int?
    init(_ what: String, line: Int? = nil) { (self.what, self.line) = (what, line) }
  }

  private var rest: Substring
  let isIndented: Bool

  init(_ line: Substring) {
    isIndented = line.first == " "
    rest = line.drop { $0 == " " }
  }

  /// Whether only a comment, or nothing, is left.
  var isAtEnd: Bool { rest.allSatisfy { $0.isWhitespace } || rest.first == "#" }

  /// Passes over the `- ` of a list's item.
  mutating func skipDash() -> Bool {
    guard rest == "-" || rest.hasPrefix("- ") else { return false }
    rest.removeFirst()
    skipSpaces()
    return true
  }

  /// The key before a colon, which is passed over.
  mutating func key() throws(Mistake) -> String {
    let name = rest.prefix { $0.isASCII && ($0.isLetter || $0.isNumber || $0 == "_" || $0 == "-") }
    let after = rest.dropFirst(name.count)
    guard !name.isEmpty, after.first == ":", after.count == 1 || after.dropFirst().first == " " else {
      throw Mistake(
        "is not understood. Expected \"key: value\" or \"- item\"; a text that goes on belongs on the same line"
      )
    }
    rest = after.dropFirst()
    skipSpaces()
    return String(name)
  }

  /// What stands behind a key, up to the end of the line.
  mutating func value() throws(Mistake) -> FrontMatterText.Value {
    if isAtEnd { return .nothing }
    switch rest.first {
    case "[":
      var list: [String] = []
      try items(closedBy: "]") { (line: inout Self) throws(Mistake) in
        list.append(try line.part(endedBy: ",]"))
      }
      return .list(list)
    case "{":
      var map: [FrontMatterText.Item] = []
      try items(closedBy: "}") { (line: inout Self) throws(Mistake) in
        let key = try line.key()
        map.append(.init(key: key, value: try line.part(endedBy: ",}")))
      }
      return .map(map)
    default: return .text(try text())
    }
  }

  /// A text that goes on to the end of the line, or to a comment.
  mutating func text() throws(Mistake) -> String {
    let text = try part(endedBy: "")
    try requireEnd()
    return text
  }

  // MARK: - Parts

  private mutating func items(
    closedBy end: Character, _ item: (inout Self) throws(Mistake) -> Void
  ) throws(Mistake) {
    rest.removeFirst()
    while true {
      skipSpaces()
      if rest.first == end { break }
      try item(&self)
      skipSpaces()
      if rest.first == "," {
        rest.removeFirst()
      } else if rest.first != end {
        throw Mistake("lacks a \"\(end)\": a list or map in brackets ends on the line on which it begins")
      }
    }
    rest.removeFirst()
    try requireEnd()
  }

  private mutating func part(endedBy ends: String) throws(Mistake) -> String {
    switch rest.first {
    case "\"": return try doubleQuoted()
    case "'": return try singleQuoted()
    default: return try plain(endedBy: ends)
    }
  }

  private mutating func plain(endedBy ends: String) throws(Mistake) -> String {
    var text = ""
    while let character = rest.first, !ends.contains(character) {
      let next = rest.dropFirst().first
      if character == " ", next == "#" { break }
      if character == ":", next == nil || next == " " || next.map(ends.contains) == true {
        throw Mistake("holds a text with a colon, which needs quotes: \"\(text): ...\"")
      }
      text.append(character)
      rest.removeFirst()
    }
    while text.last?.isWhitespace == true { text.removeLast() }
    if let first = text.first,
      "[]{},#&*!|>%@`\"'".contains(first) || text.hasPrefix("- ") || text.hasPrefix("? ")
    {
      throw Mistake("holds a text that begins with a special character, \(first): such a text needs quotes")
    }
    if text.contains("\t") { throw Mistake("holds a tab: use spaces, or put the text in quotes") }
    return text
  }

  private mutating func singleQuoted() throws(Mistake) -> String {
    var text = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      if character != "'" {
        text.append(character)
      } else if rest.first == "'" {
        text.append("'")
        rest.removeFirst()
      } else {
        return text
      }
    }
    throw Mistake("lacks a closing '. Inside single quotes, an apostrophe is written twice")
  }

  private mutating func doubleQuoted() throws(Mistake) -> String {
    var text = ""
    rest.removeFirst()
    while let character = rest.popFirst() {
      switch character {
      case "\"": return text
      case "\\":
        switch rest.popFirst() {
        case "\""?: text.append("\"")
        case "\\"?: text.append("\\")
        case let other:
          throw Mistake(
            "holds \\\(other.map(String.init) ?? ""); inside double quotes, only \\\" and \\\\ are understood"
          )
        }
      default: text.append(character)
      }
    }
    throw Mistake("lacks a closing \"")
  }

  private mutating func requireEnd() throws(Mistake) {
    let gap = rest.first == " "
    skipSpaces()
    guard rest.isEmpty || (gap && rest.first == "#") else {
      throw Mistake(
        "goes on behind its value: \"\(rest.prefix(20))\". Only a comment, \" # ...\", may follow")
    }
  }

  private mutating func skipSpaces() { rest = rest.drop { $0 == " " } }
}
