import Markup

/// Formulas as MathML, which browsers typeset themselves.
enum MathML {
  /// A formula inside a sentence. One that cannot be read is shown as TeX.
  static func inline(_ tex: String) -> HTML {
    guard let formula = try? MathFormula(parsing: tex) else { return "<code class=\"tex\">\(tex)</code>" }
    let body = formula.rows.flatMap { $0 }.flatMap { $0 }
    return "<math>\(annotated(row(body, isDisplay: false), tex))</math>"
  }

  /// A formula on lines of its own.
  static func display(_ tex: String) -> HTML {
    guard let formula = try? MathFormula(parsing: tex) else { return "<pre class=\"tex\">\(tex)</pre>" }
    let rows = formula.rows.filter { row in row.contains { !$0.isEmpty } }
    let body =
      rows.count == 1 && rows[0].count == 1
      ? row(rows[0][0], isDisplay: true) : aligned(rows)
    // Reached with the keyboard, because a wide formula scrolls.
    return """
      <div class="formula" tabindex="0"><math display="block">\(annotated(body, tex))</math></div>
      """
  }

  /// Columns alternate between right and left, as TeX aligns them.
  private static func aligned(_ rows: [[[MathNode]]]) -> HTML {
    let columns = rows.map(\.count).max() ?? 1
    let lines = rows.map { cells in
      let cells = (0..<columns).map { column -> HTML in
        let side = columns == 1 ? "" : column % 2 == 0 ? " class=\"right\"" : " class=\"left\""
        let content = column < cells.count ? row(cells[column], isDisplay: true) : .nothing
        return "<mtd\(HTML(stringLiteral: side))>\(content)</mtd>"
      }
      return "<mtr>\(cells.joined())</mtr>" as HTML
    }
    return "<mtable class=\"aligned\" displaystyle=\"true\">\(lines.joined())</mtable>"
  }

  /// The TeX goes with the formula, for whoever copies it.
  private static func annotated(_ body: HTML, _ tex: String) -> HTML {
    "<semantics>\(body)<annotation encoding=\"application/x-tex\">\(tex)</annotation></semantics>"
  }

  private static func row(_ nodes: [MathNode], isDisplay: Bool) -> HTML {
    if nodes.count == 1 { return markup(nodes[0], isDisplay: isDisplay) }
    var result = HTML.nothing
    for (index, node) in nodes.enumerated() {
      // A sign in front of a term stands close to it.
      if case .symbol(let text, .binary) = node, index == 0 || !nodes[index - 1].isOperand {
        result += "<mo form=\"prefix\">\(text)</mo>"
      } else {
        result += markup(node, isDisplay: isDisplay)
      }
      // The space of a function application; a bracket needs none.
      if case .function = node.base, index + 1 < nodes.count, !nodes[index + 1].isOpening {
        result += "<mspace width=\"0.167em\"/>"
      }
    }
    return "<mrow>\(result)</mrow>"
  }

  private static func markup(_ node: MathNode, isDisplay: Bool) -> HTML {
    switch node {
    // In the typeface of the text, slanted by the style: not every machine has the letters of mathematics.
    case .identifier(let text): "<mi class=\"v\" mathvariant=\"normal\">\(text)</mi>"
    case .number(let text): "<mn>\(text)</mn>"
    case .symbol(let text, let role): symbol(text, role)
    case .delimiter(let text, let role, let size): delimiter(text, role, size: size)
    case .fenced(let opening, let nodes, let closing):
      "<mrow>\(fence(opening, "prefix"))\(row(nodes, isDisplay: isDisplay))\(fence(closing, "postfix"))</mrow>"
    case .function(let name): function(name)
    case .words(let text): "<mtext>\(text.replacing(" ", with: "\u{A0}"))</mtext>"
    case .space(let space): "<mspace width=\"\(String(space.rawValue))em\"/>"
    case .group(let nodes): row(nodes, isDisplay: isDisplay)
    case .fraction(let above, let below):
      "<mfrac>\(row(above, isDisplay: false))\(row(below, isDisplay: false))</mfrac>"
    case .root(let nodes): "<msqrt>\(row(nodes, isDisplay: isDisplay))</msqrt>"
    case .accent(let mark, let nodes):
      accented(row(nodes, isDisplay: isDisplay), by: mark)
    case .scripts(let base, let below, let above, let primes):
      scripts(base, below: below, above: above, primes: primes, isDisplay: isDisplay)
    case .typeface(let typeface, let nodes): set(nodes, in: typeface, isDisplay: isDisplay)
    case .table(let opening, let closing, let rows): table(rows, opening: opening, closing: closing)
    }
  }

  private static func symbol(_ text: String, _ role: MathNode.Class) -> HTML {
    switch role {
    case .ordinary where text.allSatisfy { $0.isLetter || "∞∂∇∅ℓℏ…⋯⊤⊥".contains($0) }:
      "<mi mathvariant=\"normal\">\(text)</mi>"
    case .ordinary: "<mo lspace=\"0\" rspace=\"0\">\(text)</mo>"
    case .binary where text.count > 1:
      "<mo lspace=\"0.222em\" rspace=\"0.222em\">\(text)</mo>"
    case .binary, .relation: "<mo>\(text)</mo>"
    case .opening: "<mo form=\"prefix\" stretchy=\"false\">\(text)</mo>"
    case .closing: "<mo form=\"postfix\" stretchy=\"false\">\(text)</mo>"
    case .punctuation: "<mo separator=\"true\">\(text)</mo>"
    }
  }

  private static func delimiter(_ text: String, _ role: MathNode.Class, size: Double) -> HTML {
    let form: HTML = role == .opening ? "prefix" : "postfix"
    let size = String(size)
    return """
      <mo form="\(form)" stretchy="true" symmetric="true" minsize="\(size)em" maxsize="\(size)em">\(text)</mo>
      """
  }

  /// A bracket as high as what stands beside it.
  private static func fence(_ text: String, _ form: HTML) -> HTML {
    text.isEmpty ? .nothing : "<mo form=\"\(form)\" stretchy=\"true\">\(text)</mo>"
  }

  private static let largeOperators: Set<String> = ["∑", "∏", "∫", "∬", "∮"]

  private static func function(_ name: String) -> HTML {
    largeOperators.contains(name)
      ? "<mo largeop=\"true\">\(name)</mo>"
      : "<mi mathvariant=\"normal\">\(name.replacing(" ", with: "\u{A0}"))</mi>"
  }

  private static let limits: Set<String> = [
    "∑", "∏", "max", "min", "sup", "inf", "lim", "arg max", "arg min",
  ]

  private static func scripts(
    _ base: [MathNode], below: [MathNode]?, above: [MathNode]?, primes: Int, isDisplay: Bool
  ) -> HTML {
    let inner = base.isEmpty ? "<mi></mi>" : row(base, isDisplay: isDisplay)
    var above = above.map { row($0, isDisplay: false) }
    if primes > 0 {
      let marks: HTML = "<mo>\(String(repeating: "′", count: primes))</mo>"
      above = above.map { "<mrow>\(marks)\($0)</mrow>" } ?? marks
    }
    // In a line of its own the range of a sum stands below and above it.
    var stacks = false
    if isDisplay, base.count == 1, case .function(let name) = base[0] { stacks = limits.contains(name) }
    let below = below.map { row($0, isDisplay: false) }
    return switch (below, above) {
    case (let below?, let above?):
      stacks
        ? "<munderover>\(inner)\(below)\(above)</munderover>" : "<msubsup>\(inner)\(below)\(above)</msubsup>"
    case (let below?, nil): stacks ? "<munder>\(inner)\(below)</munder>" : "<msub>\(inner)\(below)</msub>"
    case (nil, let above?): stacks ? "<mover>\(inner)\(above)</mover>" : "<msup>\(inner)\(above)</msup>"
    case (nil, nil): inner
    }
  }

  /// `cases` and matrices.
  private static func table(_ rows: [[[MathNode]]], opening: String, closing: String) -> HTML {
    let lines = rows.filter { row in row.contains { !$0.isEmpty } }.map { cells in
      "<mtr>\(cells.map { "<mtd class=\"left\">\(row($0, isDisplay: false))</mtd>" as HTML }.joined())</mtr>"
        as HTML
    }
    return
      "<mrow>\(fence(opening, "prefix"))<mtable>\(lines.joined())</mtable>\(fence(closing, "postfix"))</mrow>"
  }

  /// Only a line grows with what it stands over.
  private static func accented(_ body: HTML, by mark: String) -> HTML {
    let grows = String(mark == "\u{305}")
    return "<mover accent=\"true\">\(body)<mo stretchy=\"\(grows)\">\(marks[mark] ?? mark)</mo></mover>"
  }

  /// Marks above a letter, as characters of their own.
  private static let marks = [
    "\u{302}": "^", "\u{303}": "~", "\u{304}": "¯", "\u{305}": "‾", "\u{20D7}": "→", "\u{307}": "˙",
    "\u{308}": "¨",
  ]

  private static func set(_ nodes: [MathNode], in typeface: MathTypeface, isDisplay: Bool) -> HTML {
    guard let letters = nodes.letters else { return row(nodes, isDisplay: isDisplay) }
    switch typeface {
    case .italic: return row(nodes, isDisplay: isDisplay)
    case .upright: return "<mi mathvariant=\"normal\">\(letters)</mi>"
    case .bold, .calligraphic, .blackboard, .fraktur:
      return
        "<mi mathvariant=\"normal\">\(String(letters.map { MathAlphabet.letter($0, in: typeface) }))</mi>"
    }
  }
}

extension MathNode {
  /// What scripts are attached to.
  fileprivate var base: MathNode {
    if case .scripts(let base, _, _, _) = self, base.count == 1 { return base[0] }
    return self
  }

  /// Whether something can be added to it.
  fileprivate var isOperand: Bool {
    switch base {
    case .symbol(_, let role), .delimiter(_, let role, _): role == .ordinary || role == .closing
    case .function, .space: false
    default: true
    }
  }

  fileprivate var isOpening: Bool {
    switch base {
    case .symbol(_, .opening), .delimiter(_, .opening, _), .fenced: true
    default: false
    }
  }
}

extension [MathNode] {
  /// The letters and digits of a name; nil if there is anything else.
  fileprivate var letters: String? {
    var result = ""
    for node in self {
      switch node {
      case .identifier(let text), .number(let text): result += text
      case .group(let nodes):
        guard let letters = nodes.letters else { return nil }
        result += letters
      default: return nil
      }
    }
    return result
  }
}
