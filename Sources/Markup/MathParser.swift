/// Reads TeX's mathematics.
struct MathParser {
  private var rest: Substring
  /// How deep groups nest; a limit keeps a damaged formula from exhausting the stack.
  private var depth = 0

  private init(_ tex: String) {
    rest = tex[...]
  }

  /// The rows of a formula (`\\`), each a list of aligned columns (`&`).
  static func rows(of tex: String) throws(MathError) -> [[[MathNode]]] {
    var parser = MathParser(tex)
    return try parser.rows()
  }

  private mutating func rows() throws(MathError) -> [[[MathNode]]] {
    var rows: [[[MathNode]]] = [[[]]]
    while true {
      skipWhitespace()
      guard let next = rest.first else { return rows }
      if next == "&" {
        rest.removeFirst()
        rows[rows.count - 1].append([])
      } else if rest.hasPrefix("\\\\") {
        rest.removeFirst(2)
        skipRowDistance()
        rows.append([[]])
      } else if skipAlignment() {
        continue
      } else {
        let last = rows.count - 1
        rows[last][rows[last].count - 1] += try atom()
      }
    }
  }

  // MARK: - Pieces

  private mutating func skipWhitespace() {
    rest = rest.drop { $0.isWhitespace || $0 == "~" }
  }

  /// `\\[1ex]`
  private mutating func skipRowDistance() {
    if rest.hasPrefix("["), let end = rest.firstIndex(of: "]") { rest = rest[end...].dropFirst() }
  }

  /// `\begin{aligned}` and its relatives only arrange rows, which are arranged anyway.
  private mutating func skipAlignment() -> Bool {
    guard rest.hasPrefix("\\begin{") || rest.hasPrefix("\\end{"), let end = rest.firstIndex(of: "}") else {
      return false
    }
    let name = rest[..<end].drop { $0 != "{" }.dropFirst()
    let alignments = ["aligned", "align", "align*", "gathered", "split", "equation"]
    guard alignments.contains(String(name)) else { return false }
    rest = rest[end...].dropFirst()
    return true
  }

  private mutating func enter() throws(MathError) {
    depth += 1
    guard depth < 40 else { throw MathError("groups are nested too deep") }
  }

  /// A base with its indices and exponents.
  private mutating func atom() throws(MathError) -> [MathNode] {
    try enter()
    defer { depth -= 1 }
    let base = try base()
    var (below, above, primes): ([MathNode]?, [MathNode]?, Int) = (nil, nil, 0)
    scripts: while true {
      let saved = rest
      skipWhitespace()
      if rest.hasPrefix("\\limits") {
        rest.removeFirst(7)
        continue
      }
      switch rest.first {
      case "_" where below == nil:
        rest.removeFirst()
        below = try argument()
      case "^" where above == nil:
        rest.removeFirst()
        above = try argument()
      case "'":
        rest.removeFirst()
        primes += 1
      case "_", "^": throw MathError("two \(rest.first == "_" ? "indices" : "exponents") on one base")
      default:
        rest = saved
        break scripts
      }
    }
    guard below != nil || above != nil || primes > 0 else { return base }
    return [.scripts(base, below: below, above: above, primes: primes)]
  }

  /// A group in braces, a command, or a single character.
  private mutating func argument() throws(MathError) -> [MathNode] {
    skipWhitespace()
    try enter()
    defer { depth -= 1 }
    // Without braces an argument is a single character: \frac12.
    if let digit = rest.first, digit.isASCIIDigit {
      rest.removeFirst()
      return [.number(String(digit))]
    }
    return try base()
  }

  private mutating func base() throws(MathError) -> [MathNode] {
    skipWhitespace()
    guard let first = rest.first else { throw MathError("something is missing at the end") }
    switch first {
    case "{": return try group()
    case "\\": return try command()
    case "_", "^": return []
    default: break
    }
    rest.removeFirst()
    let text = String(first)
    switch first {
    case "-": return [.symbol("−", .binary)]
    case "+", "*": return [.symbol(text, .binary)]
    case "=", "<", ">": return [.symbol(text, .relation)]
    case ":", ",", ";": return [.symbol(text, .punctuation)]
    case "(", "[": return [.symbol(text, .opening)]
    case ")", "]": return [.symbol(text, .closing)]
    case "}", "&", "$", "%", "#": throw MathError("\(text) stands where it has no meaning")
    case "0"..."9":
      // A number stays together, with the commas and points inside it.
      var number = text
      while let next = rest.first {
        let isInside = ".,".contains(next) && rest.dropFirst().first.map(\.isASCIIDigit) ?? false
        guard next.isASCIIDigit || isInside else { break }
        number.append(rest.removeFirst())
      }
      return [.number(number)]
    default: return [first.isLetter ? .identifier(text) : .symbol(text, .ordinary)]
    }
  }

  private mutating func group() throws(MathError) -> [MathNode] {
    rest.removeFirst()
    var nodes: [MathNode] = []
    while true {
      skipWhitespace()
      guard let next = rest.first else { throw MathError("a group { is never closed") }
      if next == "}" {
        rest.removeFirst()
        return [.group(nodes)]
      }
      nodes += try atom()
    }
  }

  // MARK: - Commands

  private mutating func command() throws(MathError) -> [MathNode] {
    rest.removeFirst()
    guard let first = rest.first else { throw MathError("a lone \\ at the end") }
    let letters = rest.prefix { $0.isLetter && $0.isASCII }
    let name = letters.isEmpty ? String(first) : String(letters)
    rest = rest.dropFirst(name.count)
    if let symbol = MathSymbols.symbol(name) { return [symbol] }
    if let name = MathSymbols.functions[name] { return [.function(name)] }
    if let space = MathSymbols.spaces[name] { return [.space(space)] }
    if let mark = MathSymbols.accents[name] { return [.accent(mark, try argument())] }
    if let typeface = MathSymbols.typefaces[name] { return [.typeface(typeface, try argument())] }
    if MathSymbols.sizes.contains(name) { return [] }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac":
      let above = try argument()
      return [.fraction(above, try argument())]
    case "sqrt":
      if rest.hasPrefix("[") { throw MathError("\\sqrt[...] is not supported") }
      return [.root(try argument())]
    case "text", "textrm", "textit", "textbf", "mbox", "textnormal": return [.words(try rawGroup())]
    case "operatorname":
      if rest.hasPrefix("*") { rest.removeFirst() }
      return [.function(try rawGroup())]
    case "left": return [try fenced()]
    case "middle": return [.symbol(try delimiter(), .relation)]
    case "right": throw MathError("\\right without \\left")
    case let name where Self.sizes[String(name.prefix { $0 != "l" && $0 != "r" })] != nil:
      let size = Self.sizes[String(name.prefix { $0 != "l" && $0 != "r" })]!
      let role: MathNode.Class =
        name.hasSuffix("l") ? .opening : name.hasSuffix("r") ? .closing : .ordinary
      return [.delimiter(try delimiter(), role, size: size)]
    case "begin": return try environment()
    default: throw MathError("the command \\\(name) is not supported")
    }
  }

  /// The raw text between braces.
  private mutating func rawGroup() throws(MathError) -> String {
    skipWhitespace()
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else {
      throw MathError("words are missing between { and }")
    }
    let text = String(rest[..<end].dropFirst()).replacing("\\,", with: " ")
    rest = rest[end...].dropFirst()
    guard !text.contains(where: { "\\{$".contains($0) }) else {
      throw MathError("\"\(text)\" is more than words")
    }
    return text
  }

  private static let sizes = ["big": 1.2, "Big": 1.8, "bigg": 2.4, "Bigg": 3]

  /// A bracket behind a command such as `\left`; empty for a full stop.
  private mutating func delimiter() throws(MathError) -> String {
    skipWhitespace()
    if rest.first == "." {
      rest.removeFirst()
      return ""
    }
    let found = try base()
    guard found.count == 1, case .symbol(let text, _) = found[0] else {
      throw MathError("a delimiter is missing")
    }
    return text
  }

  /// Everything up to the `\right` that belongs to a `\left`.
  private mutating func fenced() throws(MathError) -> MathNode {
    try enter()
    defer { depth -= 1 }
    let opening = try delimiter()
    var nodes: [MathNode] = []
    while true {
      skipWhitespace()
      if rest.isEmpty { throw MathError("\\left without \\right") }
      if rest.hasPrefix("\\right"), rest.dropFirst(6).first.map({ !$0.isLetter }) ?? true {
        rest.removeFirst(6)
        return .fenced(opening: opening, nodes, closing: try delimiter())
      }
      nodes += try atom()
    }
  }

  /// `cases` and matrices.
  private mutating func environment() throws(MathError) -> [MathNode] {
    let name = try rawGroup()
    let brackets: (String, String)
    switch name {
    case "cases": brackets = ("{", "")
    case "pmatrix": brackets = ("(", ")")
    case "bmatrix": brackets = ("[", "]")
    default: throw MathError("the environment \(name) is not supported")
    }
    guard let end = rest.firstRange(of: "\\end{\(name)}") else {
      throw MathError("the environment \(name) is never closed")
    }
    let body = String(rest[..<end.lowerBound])
    rest = rest[end.upperBound...]
    try enter()
    defer { depth -= 1 }
    var inner = MathParser(body)
    inner.depth = depth
    return [.table(opening: brackets.0, closing: brackets.1, rows: try inner.rows())]
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
