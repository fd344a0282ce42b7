import Markup

/// Formulas as readable Unicode: `\frac{p(x)}{p(x) + q(x)}` becomes `p(x)/(p(x) + q(x))`. Formulas that do not fit on a
/// line of text give nil, and the TeX source is shown instead.
enum MathText {
  /// A formula inside a sentence.
  static func inline(_ tex: String) -> String? {
    guard let rows = rows(of: tex) else { return nil }
    return rows.map { row in row.flatMap { $0 }.text(tight: false) }.joined(separator: "; ")
  }

  private static func rows(of tex: String) -> [[[MathAtom]]]? {
    try? MathFormula(parsing: tex).rows.map { row in try row.map { cell in try MathAtom.atoms(of: cell) } }
  }

  /// A displayed formula, one string per row, columns (`&`) aligned.
  static func display(_ tex: String) -> [String]? {
    guard let rows = rows(of: tex) else { return nil }
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
