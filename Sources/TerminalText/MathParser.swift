/// Reads the part of TeX's mathematics that can be shown on a line of text.
struct MathParser {
  /// Something that plain text cannot show, or no TeX at all.
  struct Unsupported: Error {}

  private var rest: Substring
  /// How deep groups nest; a limit keeps a damaged formula from exhausting the stack.
  private var depth = 0

  private init(_ tex: String) {
    rest = tex[...]
  }

  /// The rows of a formula (`\\`), each a list of aligned columns (`&`).
  static func rows(of tex: String) throws -> [[[MathAtom]]] {
    var parser = MathParser(tex)
    var rows: [[[MathAtom]]] = [[[]]]
    while true {
      parser.skipWhitespace()
      guard let next = parser.rest.first else { return rows }
      if next == "&" {
        parser.rest.removeFirst()
        rows[rows.count - 1].append([])
      } else if parser.rest.hasPrefix("\\\\") {
        parser.rest.removeFirst(2)
        parser.skipRowDistance()
        rows.append([[]])
      } else if parser.skipAlignment() {
        continue
      } else {
        let last = rows.count - 1
        rows[last][rows[last].count - 1] += try parser.atom()
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

  /// A base with its indices and exponents.
  private mutating func atom() throws -> [MathAtom] {
    depth += 1
    defer { depth -= 1 }
    guard depth < 40 else { throw Unsupported() }
    var atoms = try base()
    var (sub, sup, primes): ([MathAtom]?, [MathAtom]?, String) = (nil, nil, "")
    scripts: while true {
      let saved = rest
      skipWhitespace()
      if rest.hasPrefix("\\limits") {
        rest.removeFirst(7)
        continue
      }
      switch rest.first {
      case "_" where sub == nil:
        rest.removeFirst()
        sub = try argument()
      case "^" where sup == nil:
        rest.removeFirst()
        sup = try argument()
      case "'":
        rest.removeFirst()
        primes += "′"
      case "_", "^": throw Unsupported()
      default:
        rest = saved
        break scripts
      }
    }
    guard sub != nil || sup != nil || !primes.isEmpty else { return atoms }
    if atoms.isEmpty { atoms = [MathAtom(text: "", kind: .ordinary)] }
    // A group such as (a + b)^2 keeps its parts; the scripts belong to the last one.
    if atoms.count > 1 {
      atoms = [MathAtom(text: atoms.text(tight: false), kind: .ordinary)]
    }
    atoms[atoms.count - 1].text += primes
    if let sub { Self.attach(sub, MathSymbols.subscripts, "_", to: &atoms[atoms.count - 1]) }
    if let sup { Self.attach(sup, MathSymbols.superscripts, "^", to: &atoms[atoms.count - 1]) }
    return atoms
  }

  private static func attach(
    _ script: [MathAtom], _ letters: [Character: Character], _ mark: String, to atom: inout MathAtom
  ) {
    let text = script.text(tight: true)
    let mapped = text.compactMap { letters[$0] }
    if mapped.count == text.count {
      atom.text += String(mapped)
    } else {
      let isWord = text.allSatisfy { $0.isLetter || $0.isNumber }
      atom.text += mark + (isWord ? text : "{\(text)}")
      atom.isWord = true
    }
  }

  /// A group in braces, a command, or a single character.
  private mutating func argument() throws -> [MathAtom] {
    skipWhitespace()
    depth += 1
    defer { depth -= 1 }
    guard depth < 40 else { throw Unsupported() }
    // Without braces an argument is a single character: \frac12.
    if let digit = rest.first, digit.isASCIIDigit {
      rest.removeFirst()
      return [MathAtom(text: String(digit), kind: .ordinary)]
    }
    return try base()
  }

  private mutating func base() throws -> [MathAtom] {
    skipWhitespace()
    guard let first = rest.first else { throw Unsupported() }
    switch first {
    case "{": return try group()
    case "\\": return try command()
    case "_", "^": return []
    default: break
    }
    rest.removeFirst()
    let text = String(first)
    switch first {
    case "-": return [MathAtom(text: "−", kind: .binary)]
    case "+", "*": return [MathAtom(text: text, kind: .binary)]
    case "=", "<", ">": return [MathAtom(text: text, kind: .relation)]
    case ":": return [MathAtom(text: text, kind: .punctuation)]
    case ",", ";": return [MathAtom(text: text, kind: .punctuation)]
    case "(", "[": return [MathAtom(text: text, kind: .opening)]
    case ")", "]": return [MathAtom(text: text, kind: .closing)]
    case "}", "&", "$", "%", "#": throw Unsupported()
    case "0"..."9":
      // A number stays together, with the commas and points inside it.
      var number = text
      while let next = rest.first {
        let isInside = ".,".contains(next) && rest.dropFirst().first.map(\.isASCIIDigit) ?? false
        guard next.isASCIIDigit || isInside else { break }
        number.append(rest.removeFirst())
      }
      return [MathAtom(text: number, kind: .ordinary)]
    default: return [MathAtom(text: text, kind: .ordinary)]
    }
  }

  private mutating func group() throws -> [MathAtom] {
    rest.removeFirst()
    var atoms: [MathAtom] = []
    while true {
      skipWhitespace()
      guard let next = rest.first else { throw Unsupported() }
      if next == "}" {
        rest.removeFirst()
        return atoms
      }
      atoms += try atom()
    }
  }

  // MARK: - Commands

  private mutating func command() throws -> [MathAtom] {
    rest.removeFirst()
    guard let first = rest.first else { throw Unsupported() }
    let letters = rest.prefix { $0.isLetter && $0.isASCII }
    let name = letters.isEmpty ? String(first) : String(letters)
    rest = rest.dropFirst(name.count)
    if let text = MathSymbols.ordinary[name] { return [MathAtom(text: text, kind: .ordinary)] }
    if let text = MathSymbols.binary[name] { return [MathAtom(text: text, kind: .binary)] }
    if let text = MathSymbols.relations[name] { return [MathAtom(text: text, kind: .relation)] }
    if let text = MathSymbols.operators[name] {
      return [MathAtom(text: text, kind: .function, isWord: text.count > 1)]
    }
    if let delimiter = MathSymbols.delimiters[name] {
      return [MathAtom(text: delimiter.text, kind: delimiter.isOpening ? .opening : .closing)]
    }
    if let space = MathSymbols.spaces[name] {
      return space.isEmpty ? [] : [MathAtom(text: space, kind: .space)]
    }
    if let accent = MathSymbols.accents[name] { return try accented(by: accent) }
    if MathSymbols.typefaces.contains(name) { return try typeface(name) }
    switch name {
    case "frac", "dfrac", "tfrac", "cfrac": return try fraction()
    case "sqrt": return try root()
    case "text", "textrm", "textit", "textbf", "mbox", "textnormal": return try words()
    case "operatorname": return try operatorName()
    case "left", "right", "middle", "big", "Big", "bigg", "Bigg", "bigl", "bigr", "Bigl", "Bigr", "biggl",
      "biggr":
      return try delimiter(isOpening: name == "left" || name.hasSuffix("l"), isMiddle: name == "middle")
    case "|": return [MathAtom(text: "‖", kind: .ordinary)]
    case "begin": return try environment()
    default: throw Unsupported()
    }
  }

  private mutating func fraction() throws -> [MathAtom] {
    let (above, below) = (try argument(), try argument())
    let top = above.isCompound ? "(\(above.text(tight: false)))" : above.text(tight: false)
    let bottom = below.isSimpleDenominator ? below.text(tight: false) : "(\(below.text(tight: false)))"
    return [MathAtom(text: "\(top)/\(bottom)", kind: .fraction)]
  }

  private mutating func root() throws -> [MathAtom] {
    if rest.hasPrefix("[") { throw Unsupported() }
    let body = try argument()
    let text = body.text(tight: false)
    return [MathAtom(text: text.count == 1 ? "√\(text)" : "√(\(text))", kind: .ordinary)]
  }

  private mutating func accented(by accent: String) throws -> [MathAtom] {
    let text = try argument().text(tight: true)
    // The mark goes on the letter, before any index.
    guard let first = text.first, text.count == 1 || accent == "\u{305}" else { throw Unsupported() }
    let marked = text.count == 1 ? "\(first)\(accent)" : text.map { "\($0)\(accent)" }.joined()
    return [MathAtom(text: marked, kind: .ordinary)]
  }

  private mutating func typeface(_ name: String) throws -> [MathAtom] {
    if name.hasSuffix("style") { return [] }
    let atoms = try argument()
    let text = atoms.text(tight: true)
    if text.count == 1, let letter = text.first {
      let special =
        switch name {
        case "mathcal", "mathscr": MathSymbols.calligraphic[letter]
        case "mathbb": MathSymbols.blackboard[letter]
        default: nil as String?
        }
      return [MathAtom(text: special ?? text, kind: atoms[0].kind)]
    }
    // \mathrm{KL}: letters that form a name.
    return [MathAtom(text: text, kind: .ordinary, isWord: text.allSatisfy(\.isLetter))]
  }

  /// The raw text between braces.
  private mutating func rawGroup() throws -> String {
    skipWhitespace()
    guard rest.first == "{", let end = rest.firstIndex(of: "}") else { throw Unsupported() }
    let text = String(rest[..<end].dropFirst()).replacing("\\,", with: " ")
    rest = rest[end...].dropFirst()
    guard !text.contains(where: { "\\{$".contains($0) }) else { throw Unsupported() }
    return text
  }

  private mutating func words() throws -> [MathAtom] {
    let text = try rawGroup()
    return [MathAtom(text: text, kind: text.contains(" ") ? .space : .ordinary, isWord: true)]
  }

  private mutating func operatorName() throws -> [MathAtom] {
    if rest.hasPrefix("*") { rest.removeFirst() }
    let name = try rawGroup()
    return [MathAtom(text: name, kind: .function, isWord: true)]
  }

  private mutating func delimiter(isOpening: Bool, isMiddle: Bool) throws -> [MathAtom] {
    skipWhitespace()
    if rest.first == "." {
      rest.removeFirst()
      return []
    }
    let text = try base().text(tight: true)
    if isMiddle { return [MathAtom(text: text, kind: .relation)] }
    return [MathAtom(text: text, kind: isOpening ? .opening : .closing)]
  }

  /// `cases` and matrices on one line: `{a if x > 0; b otherwise}`.
  private mutating func environment() throws -> [MathAtom] {
    let name = try rawGroup()
    let brackets: (String, String)
    switch name {
    case "cases": brackets = ("{", "}")
    case "pmatrix": brackets = ("(", ")")
    case "bmatrix": brackets = ("[", "]")
    default: throw Unsupported()
    }
    guard let end = rest.firstRange(of: "\\end{\(name)}") else { throw Unsupported() }
    let body = String(rest[..<end.lowerBound])
    rest = rest[end.upperBound...]
    let rows = try Self.rows(of: body).map { row in
      row.map { $0.text(tight: false) }.joined(separator: " ")
        .replacing(/[ ]{2,}/, with: " ")
    }
    let text = rows.filter { !$0.isEmpty }.joined(separator: "; ")
    return [MathAtom(text: brackets.0 + text + brackets.1, kind: .ordinary)]
  }
}

extension Character {
  fileprivate var isASCIIDigit: Bool { ("0"..."9").contains(self) }
}
