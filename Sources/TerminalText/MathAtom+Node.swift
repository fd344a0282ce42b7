import Markup

/// What a line of text cannot show.
private struct NotOnOneLine: Error {}

extension MathAtom {
  /// The parts of a formula as they are printed. Throws where a line of text cannot show it.
  static func atoms(of nodes: [MathNode]) throws -> [MathAtom] {
    try nodes.flatMap { try atoms(of: $0) }
  }

  private static func atoms(of node: MathNode) throws -> [MathAtom] {
    switch node {
    case .identifier(let text), .number(let text): [MathAtom(text: text, kind: .ordinary)]
    case .symbol(let text, let role):
      [MathAtom(text: text, kind: Kind(role), isWord: text.count > 1 && text.allSatisfy(\.isLetter))]
    case .delimiter(let text, let role, _):
      // \big| may stand on either side; closing brackets need no space before them.
      [MathAtom(text: text, kind: role == .ordinary ? .closing : Kind(role))]
    case .fenced(let opening, let nodes, let closing):
      [MathAtom(text: opening, kind: .opening)].filter { !$0.text.isEmpty } + (try atoms(of: nodes))
        + [MathAtom(text: closing, kind: .closing)].filter { !$0.text.isEmpty }
    case .function(let name):
      [MathAtom(text: name, kind: .function, isWord: name.first?.isLetter ?? false)]
    case .words(let text):
      [MathAtom(text: text, kind: text.contains(" ") ? .space : .ordinary, isWord: true)]
    case .space(let space):
      switch space {
      case .negative, .thin: []
      case .medium, .thick, .word: [MathAtom(text: " ", kind: .space)]
      case .quad: [MathAtom(text: "  ", kind: .space)]
      case .doubleQuad: [MathAtom(text: "    ", kind: .space)]
      }
    case .group(let nodes): try atoms(of: nodes)
    case .fraction(let above, let below): [try fraction(atoms(of: above), atoms(of: below))]
    case .root(let nodes): [try root(atoms(of: nodes))]
    case .accent(let mark, let nodes): [try accented(atoms(of: nodes), by: mark)]
    case .scripts(let base, let below, let above, let primes):
      try scripts(atoms(of: base), below: below, above: above, primes: primes)
    case .typeface(let typeface, let nodes): [set(try atoms(of: nodes), in: typeface)]
    case .table(let opening, let closing, let rows):
      [try table(rows, opening: opening, closing: closing)]
    }
  }

  private static func scripts(
    _ base: [MathAtom], below: [MathNode]?, above: [MathNode]?, primes: Int
  ) throws -> [MathAtom] {
    // A group such as {a + b}^2 is one thing; the scripts belong to its last part.
    var atom =
      base.count == 1 ? base[0] : MathAtom(text: base.text(tight: false), kind: .ordinary)
    atom.text += String(repeating: "′", count: primes)
    if let below { atom.attach(try atoms(of: below), MathScripts.subscripts, "_") }
    if let above { atom.attach(try atoms(of: above), MathScripts.superscripts, "^") }
    return [atom]
  }

  private mutating func attach(_ script: [MathAtom], _ letters: [Character: Character], _ mark: String) {
    let script = script.text(tight: true)
    let mapped = script.compactMap { letters[$0] }
    if mapped.count == script.count {
      text += String(mapped)
    } else {
      let isPlain = script.allSatisfy { $0.isLetter || $0.isNumber }
      text += mark + (isPlain ? script : "{\(script)}")
      isWord = true
    }
  }

  private static func fraction(_ above: [MathAtom], _ below: [MathAtom]) -> MathAtom {
    let top = above.isCompound ? "(\(above.text(tight: false)))" : above.text(tight: false)
    let bottom = below.isSimpleDenominator ? below.text(tight: false) : "(\(below.text(tight: false)))"
    return MathAtom(text: "\(top)/\(bottom)", kind: .fraction)
  }

  private static func root(_ body: [MathAtom]) -> MathAtom {
    let text = body.text(tight: false)
    return MathAtom(text: text.count == 1 ? "√\(text)" : "√(\(text))", kind: .ordinary)
  }

  /// The mark goes on a letter; only a line can stand over several.
  private static func accented(_ body: [MathAtom], by mark: String) throws -> MathAtom {
    let text = body.text(tight: true)
    guard text.count == 1 || mark == "\u{305}" else { throw NotOnOneLine() }
    return MathAtom(text: text.map { "\($0)\(mark)" }.joined(), kind: .ordinary)
  }

  private static func set(_ atoms: [MathAtom], in typeface: MathTypeface) -> MathAtom {
    let text = atoms.text(tight: true)
    if text.count == 1, let letter = text.first {
      let special: String? =
        switch typeface {
        case .calligraphic: MathScripts.calligraphic[letter]
        case .blackboard: MathScripts.blackboard[letter]
        default: nil
        }
      return MathAtom(text: special ?? text, kind: atoms[0].kind)
    }
    // \mathrm{KL}: letters that form a name.
    return MathAtom(text: text, kind: .ordinary, isWord: text.allSatisfy(\.isLetter))
  }

  /// `cases` and matrices on one line: `{a if x > 0; b otherwise}`.
  private static func table(
    _ rows: [[[MathNode]]], opening: String, closing: String
  ) throws -> MathAtom {
    let lines = try rows.map { row in
      try row.map { try atoms(of: $0).text(tight: false) }.joined(separator: " ").replacing(
        /[ ]{2,}/, with: " ")
    }
    let end = closing.isEmpty && opening == "{" ? "}" : closing
    let text = lines.filter { !$0.isEmpty }.joined(separator: "; ")
    return MathAtom(text: opening + text + end, kind: .ordinary)
  }
}

extension MathAtom.Kind {
  fileprivate init(_ role: MathNode.Class) {
    switch role {
    case .ordinary: self = .ordinary
    case .binary: self = .binary
    case .relation: self = .relation
    case .opening: self = .opening
    case .closing: self = .closing
    case .punctuation: self = .punctuation
    }
  }
}
