/// Simple TeX as readable Unicode: `\frac{p(x)}{p(x) + q(x)}` becomes `p(x)/(p(x) + q(x))`. Formulas that do
/// not fit on a line of text give nil, and the TeX source is shown instead.
enum MathText {
  /// A formula inside a sentence.
  static func inline(_ tex: String) -> String? {
    guard let rows = try? MathParser.rows(of: tex) else { return nil }
    return rows.map { row in row.flatMap { $0 }.text(tight: false) }.joined(separator: "; ")
  }

  /// A displayed formula, one string per row, columns (`&`) aligned.
  static func display(_ tex: String) -> [String]? {
    guard let rows = try? MathParser.rows(of: tex) else { return nil }
    let cells = rows.map { row in
      row.enumerated().map { column, atoms in
        // A relation at the beginning of an aligned column still stands between two things.
        let text = atoms.text(tight: false)
        return column > 0 && atoms.first?.kind == .relation ? " " + text : text
      }
    }.filter { row in row.contains { !$0.isEmpty } }
    let columns = cells.map(\.count).max() ?? 0
    let widths = (0..<columns).map { column in
      cells.map { column < $0.count ? $0[column].displayWidth : 0 }.max() ?? 0
    }
    return cells.map { row in
      var text = ""
      for (column, cell) in row.enumerated() {
        let padding = String(repeating: " ", count: widths[column] - cell.displayWidth)
        text += column % 2 == 0 && columns > 1 ? padding + cell : cell + padding
      }
      while text.hasSuffix(" ") { text.removeLast() }
      return text
    }
  }
}

/// A part of a formula as it is printed, with what TeX calls its class, which decides the spaces around it.
struct MathAtom {
  enum Kind {
    case ordinary, function, binary, relation, opening, closing, punctuation, fraction, sign, space
  }

  var text: String
  var kind: Kind
  /// A name of several letters, which must not run into what follows.
  var isWord = false
}

extension [MathAtom] {
  /// The formula with the spaces that belong between its parts; `tight` leaves most of them out, as in indices.
  func text(tight: Bool) -> String {
    var result = ""
    var previous: MathAtom?
    for atom in self {
      var atom = atom
      // A sign in front of a term is no operation between two.
      if atom.kind == .binary, !(previous?.isOperand ?? false) { atom.kind = .sign }
      if let previous, Self.needsSpace(previous, atom, tight: tight) { result += " " }
      result += atom.text
      previous = atom
    }
    return result
  }

  private static func needsSpace(_ left: MathAtom, _ right: MathAtom, tight: Bool) -> Bool {
    if left.kind == .space || right.kind == .space || left.kind == .sign { return false }
    if right.kind == .punctuation || right.kind == .closing || left.kind == .opening { return false }
    if right.kind == .function, left.isOperand || left.kind == .function { return true }
    if left.kind == .function {
      // log(x), but the sum of what follows.
      if right.kind == .opening { return !left.isWord && !tight }
      if right.isOperand { return true }
    }
    if left.isWord && right.isOperand || left.isOperand && right.isWord { return true }
    if tight { return false }
    return switch (left.kind, right.kind) {
    case (.relation, _), (_, .relation), (.punctuation, _), (.binary, _), (_, .binary), (.fraction, _): true
    case (_, .fraction): left.isOperand
    default: false
    }
  }

  /// Whether a sum or a comparison stands outside all brackets, so that brackets are needed around it.
  var isCompound: Bool {
    var depth = 0
    for (index, atom) in enumerated() {
      if atom.kind == .opening { depth += 1 }
      if atom.kind == .closing { depth -= 1 }
      if depth > 0 { continue }
      if atom.kind == .relation || atom.kind == .fraction || atom.kind == .binary && index > 0 { return true }
    }
    return false
  }

  /// Whether it can follow a `/` without brackets: a number, a letter, a derivative or an application such as
  /// `p(x)`.
  var isSimpleDenominator: Bool {
    var rest = self[...]
    if rest.count > 1, rest.first?.text == "∂" { rest = rest.dropFirst() }
    if rest.allSatisfy({ $0.text.allSatisfy { $0.isNumber || $0 == "." } }) { return true }
    guard let first = rest.first else { return false }
    if first.kind == .ordinary { rest = rest.dropFirst() } else if first.kind != .opening { return false }
    guard let opening = rest.first else { return true }
    guard opening.kind == .opening else { return false }
    var depth = 0
    for (index, atom) in zip(rest.indices, rest) {
      if atom.kind == .opening { depth += 1 }
      if atom.kind == .closing { depth -= 1 }
      if depth == 0 { return index == rest.indices.last }
    }
    return false
  }
}

extension MathAtom {
  fileprivate var isOperand: Bool { kind == .ordinary || kind == .closing || kind == .fraction }
}
