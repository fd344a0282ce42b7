/// A part of a formula, as TeX describes it: what terminals print as text and pages as MathML.
package indirect enum MathNode: Sendable, Equatable {
  /// What stands to the left and to the right of a symbol, by TeX's classes.
  package enum Class: Sendable {
    case ordinary, binary, relation, opening, closing, punctuation
  }

  /// A letter: a variable.
  case identifier(String)
  case number(String)
  case symbol(String, Class)
  /// A bracket of a given size, in widths of an M: `\bigl(`.
  case delimiter(String, Class, size: Double)
  /// What stands between `\left` and `\right`, whose brackets are as high as it is; a bracket may be empty.
  case fenced(opening: String, [MathNode], closing: String)
  /// A named function such as log, or a large operator such as a sum.
  case function(String)
  /// Words between formulas: `\text{if}`.
  case words(String)
  case space(MathSpace)
  case group([MathNode])
  case fraction([MathNode], [MathNode])
  case root([MathNode])
  /// A mark above: the combining character, and what it stands over.
  case accent(String, [MathNode])
  /// A base with an index below, an exponent above and a number of primes.
  case scripts([MathNode], below: [MathNode]?, above: [MathNode]?, primes: Int)
  case typeface(MathTypeface, [MathNode])
  /// Rows of cells between two delimiters, one of which may be empty: a matrix, or cases.
  case table(opening: String, closing: String, rows: [[[MathNode]]])
}

/// The spaces of TeX, in parts of the width of an M.
package enum MathSpace: Double, Sendable {
  case negative = -0.167
  case thin = 0.167
  case medium = 0.222
  case thick = 0.278
  case word = 0.333
  case quad = 1
  case doubleQuad = 2
}

package enum MathTypeface: Sendable {
  /// Upright letters: a name such as KL.
  case upright
  case bold, calligraphic, blackboard, fraktur
  /// The typeface that letters have anyway.
  case italic
}

/// Why a formula cannot be shown.
package struct MathError: Error, Equatable, CustomStringConvertible {
  package let description: String

  init(_ description: String) { self.description = description }
}

/// A formula: its rows (`\\`), each of which consists of columns (`&`) that are aligned.
package struct MathFormula: Sendable, Equatable {
  package let rows: [[[MathNode]]]

  /// Reads the part of TeX that the book uses.
  /// - Throws: ``MathError`` for a command outside of it, and for what is no TeX.
  package init(parsing tex: String) throws(MathError) {
    rows = try MathParser.rows(of: tex)
  }
}
