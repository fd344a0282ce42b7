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
