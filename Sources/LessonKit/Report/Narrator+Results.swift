import Foundation
import TerminalText

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

  /// A sentence or two in plain text, not Markdown, such as one with a path in it.
  public func sentence(_ text: String) {
    result(Wording.wrapped(output.shown(text), to: min(output.width, 100)))
  }

  /// A number, by name.
  func finding(_ name: String, _ value: String) { line(name, value, column: 24) }

  /// A file that was saved.
  func file(_ kind: String, _ path: String, caption: String = "") {
    line(kind, caption.isEmpty ? path : "\(path)  \(caption)", column: 8, linked: path)
  }

  /// A figure, where the terminal shows pictures.
  func show(picture png: Data) {
    if let (order, place) = speaksIn { return order.say(at: place) { $0.show(picture: png) } }
    guard detail != .nothing, let text = picture(png) else { return }
    print(text, .finding)
  }

  func check(_ description: String, _ passed: Bool) {
    line(
      passed ? "ok" : "FAILED", description, column: 8,
      style: passed ? .colour(.green) : .colour(.red).adding(.bold))
  }

  /// A check that is not made, and why.
  func unmadeCheck(_ text: String) { line("skipped", text, column: 8) }

  /// - Parameter path: a file in the value, to which the terminal links where it can.
  private func line(
    _ name: String, _ value: String, column: Int, style: Style = .dim, linked path: String? = nil
  ) {
    guard detail != .nothing else { return }
    let indent = column + 3
    var text = Wording.wrapped(output.shown(value), to: min(output.width, 100) - indent)
      .replacing("\n", with: "\n" + String(repeating: " ", count: indent))
    // Unless it was broken, at a space.
    if let path, let place = text.range(of: output.shown(path)) {
      var link = Style.plain
      link.link = output.address(ofFile: path)
      text.replaceSubrange(place, with: output.styled(String(text[place]), link))
    }
    print("  " + output.styled(name.padded(to: column), style) + " " + text, .finding)
  }

  /// Whether a cell holds a number, with a sign, a percent sign or a unit of one word at most.
  private static func isNumber(_ cell: String) -> Bool {
    let first = cell.split(separator: " ", omittingEmptySubsequences: true).first.map(String.init) ?? ""
    let digits = first.replacing(",", with: "").replacing("%", with: "").replacing("−", with: "-")
    return cell.isEmpty || cell == "-" || Double(digits) != nil
  }
}
