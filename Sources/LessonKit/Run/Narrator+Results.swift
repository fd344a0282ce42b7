/// How what a step reports is printed.
extension Narrator {
  private var renderer: MarkdownRenderer { MarkdownRenderer(terminal: output) }

  /// A paragraph of Markdown that a step says.
  func markdown(_ text: String) {
    result(renderer.render(text))
  }

  /// A table; columns of numbers are aligned to the right.
  func table(_ header: [String], _ rows: [[String]]) {
    func line(_ cells: [String]) -> String {
      "| " + cells.map { $0.replacing("|", with: "\\|") }.joined(separator: " | ") + " |"
    }
    let alignments = header.indices.map { column in
      !rows.isEmpty && rows.allSatisfy { Self.isNumber($0[column]) } ? "---:" : "---"
    }
    markdown(([header, alignments] + rows).map(line).joined(separator: "\n"))
  }

  /// One finding, by name.
  func finding(_ name: String, _ value: String) {
    if detail != .nothing { print("  " + output.styled(name.padded(to: 24), .dim) + " " + value, .finding) }
  }

  func check(_ description: String, _ passed: Bool) {
    finding(
      "check",
      description + ": "
        + (passed
          ? output.styled("ok", .colour(.green)) : output.styled("FAILED", .colour(.red).adding(.bold))))
  }

  /// Whether a cell holds a number, with a sign, a percent sign or a unit of one word at most.
  private static func isNumber(_ cell: String) -> Bool {
    let first = cell.split(separator: " ", omittingEmptySubsequences: true).first.map(String.init) ?? ""
    let digits = first.replacing(",", with: "").replacing("%", with: "").replacing("−", with: "-")
    return cell.isEmpty || cell == "-" || Double(digits) != nil
  }
}
