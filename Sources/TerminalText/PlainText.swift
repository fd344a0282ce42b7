import Foundation
import Markup

/// Text for terminals that show nothing but ASCII. Nothing is left out: a character without a likeness is named by its number.
enum PlainText {
  /// `∇ℒ(λ₁x²) ≤ 3 → done` becomes `grad L(lambda_1 x^2) <= 3 -> done`.
  static func ascii(_ text: String) -> String {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text }
    var result = ""
    /// Whether the last thing written was a word that stands for one letter.
    var endsWithWord = false
    /// Whether the last character was raised or lowered, and which of the two.
    var index: Character?
    for scalar in text.unicodeScalars {
      let isPlain = scalar.isASCII
      if let (mark, plain) = PlainSymbols.indices[scalar] {
        // One mark for a whole exponent: x⁻¹ is x^-1.
        result += (index == mark ? "" : String(mark)) + plain
        (index, endsWithWord) = (mark, false)
        continue
      }
      let word = PlainSymbols.words[scalar]
      let plain = isPlain ? String(scalar) : word ?? PlainSymbols.signs[scalar] ?? decomposed(scalar)
      func isWordPart(_ character: Character?) -> Bool {
        character.map { $0.isLetter || $0.isNumber } ?? false
      }
      if index != nil || endsWithWord || (word != nil && isWordPart(result.last)), isWordPart(plain.first) {
        result += " "
      }
      result += plain
      (index, endsWithWord) = (nil, word != nil)
    }
    return result
  }

  /// `é` is an e with a mark, `ﬁ` an f and an i. Anything else is written as `<U+4E2D>`.
  private static func decomposed(_ scalar: Unicode.Scalar) -> String {
    if scalar.properties.isDefaultIgnorableCodePoint { return "" }
    let parts = String(scalar).decomposedStringWithCompatibilityMapping.unicodeScalars
    let letters = parts.filter { $0.properties.generalCategory != .nonspacingMark }
    if !letters.isEmpty, letters.allSatisfy(\.isASCII) {
      return String(String.UnicodeScalarView(letters))
    }
    // An accent of its own; those with a meaning in formulas are in the table.
    if letters.isEmpty { return "" }
    let hex = String(scalar.value, radix: 16, uppercase: true)
    return "<U+" + String(repeating: "0", count: max(0, 4 - hex.count)) + hex + ">"
  }
}

/// What stands for a character in ASCII.
enum PlainSymbols {
  /// Signs that may stand close to their neighbours.
  static let signs: [Unicode.Scalar: String] = [
    // Rules, bars and bullets: as wide as they were.
    "─": "-", "━": "-", "│": "|", "┃": "|", "═": "=", "┼": "+", "╪": "+", "▌": "|", "•": "*", "◦": "o",
    "▪": "-",
    // Typography.
    "\u{A0}": " ", "\u{2009}": " ", "\u{202F}": " ", "‐": "-", "‑": "-", "–": "-", "—": "--", "−": "-",
    "…": "...", "⋯": "...", "“": "\"", "”": "\"", "„": "\"", "‘": "'", "’": "'", "‚": "'", "«": "<<",
    "»": ">>", "′": "'", "″": "\"", "€": "EUR", "©": "(c)", "®": "(R)", "✓": "ok", "✗": "x", "§": "section ",
    "ß": "ss", "æ": "ae", "Æ": "AE", "œ": "oe", "Œ": "OE", "ø": "o", "Ø": "O", "ł": "l", "Ł": "L", "đ": "d",
    "ð": "d", "þ": "th", "ı": "i", "¿": "", "¡": "", "°": " degrees",
    // Arrows.
    "→": "->", "←": "<-", "↔": "<->", "↦": "|->", "⇒": "=>", "⇐": "<=", "⇔": "<=>", "↑": "^", "↓": "v",
    // Mathematics.
    "×": "x", "·": "*", "⋅": "*", "∗": "*", "⋆": "*", "÷": "/", "±": "+/-", "∓": "-/+", "∖": "\\", "∘": "o",
    "⊙": "(*)", "⊕": "(+)", "⊗": "(x)", "≤": "<=", "≥": ">=", "≠": "!=", "≈": "~=", "≡": "==", "∼": "~",
    "∝": "~", "≪": "<<", "≫": ">>", "≜": ":=", "≔": ":=", "‖": "||", "⟨": "<", "⟩": ">", "⌊": "floor(",
    "⌋": ")", "⌈": "ceil(", "⌉": ")", "¬": "not ", "½": "1/2", "¼": "1/4", "¾": "3/4", "⊤": "T", "⊥": "_|_",
    "ℓ": "l", "ℏ": "h", "ℒ": "L", "ℬ": "B", "ℰ": "E", "ℱ": "F", "ℋ": "H", "ℐ": "I", "ℳ": "M", "ℛ": "R",
    // Accents over the letter before.
    "\u{302}": "_hat", "\u{303}": "_tilde", "\u{304}": "_bar", "\u{305}": "_bar", "\u{20D7}": "_vec",
    "\u{307}": "_dot", "\u{308}": "_ddot",
  ]

  /// Words that need a space before the next letter.
  static let words: [Unicode.Scalar: String] = [
    "α": "alpha", "β": "beta", "γ": "gamma", "δ": "delta", "ε": "epsilon", "ζ": "zeta", "η": "eta",
    "θ": "theta", "ϑ": "theta", "ι": "iota", "κ": "kappa", "λ": "lambda", "μ": "mu", "ν": "nu", "ξ": "xi",
    "ο": "omicron", "π": "pi", "ρ": "rho", "σ": "sigma", "ς": "sigma", "τ": "tau", "υ": "upsilon", "φ": "phi",
    "ϕ": "phi", "χ": "chi", "ψ": "psi", "ω": "omega", "Γ": "Gamma", "Δ": "Delta", "Θ": "Theta",
    "Λ": "Lambda", "Ξ": "Xi", "Π": "Pi", "Σ": "Sigma", "Φ": "Phi", "Ψ": "Psi", "Ω": "Omega", "µ": "micro",
    "∞": "infinity", "∂": "d", "∇": "grad", "∑": "sum", "∏": "prod", "∫": "integral", "∬": "integral",
    "∮": "integral", "√": "sqrt", "∀": "for all", "∃": "exists", "∅": "empty set", "∈": "in", "∉": "not in",
    "∋": "contains", "∪": "union", "∩": "intersected with", "⊂": "subset of", "⊆": "subset of",
    "⊃": "contains", "∧": "and", "∨": "or",
  ]

  /// Raised and lowered characters, with the mark for it.
  static let indices: [Unicode.Scalar: (mark: Character, text: String)] = {
    var table: [Unicode.Scalar: (Character, String)] = [:]
    func add(_ from: [Character: Character], _ mark: Character) {
      for (plain, index) in from {
        guard let scalar = index.unicodeScalars.first, !scalar.isASCII, signs[scalar] == nil else { continue }
        table[scalar] = (mark, plain == "−" ? "-" : words[plain.unicodeScalars.first!] ?? String(plain))
      }
    }
    add(MathScripts.superscripts.filter { !"−⊤∘".contains($0.key) }, "^")
    add(MathScripts.subscripts.filter { $0.key != "−" }, "_")
    return table
  }()
}
