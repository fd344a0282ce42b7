import Foundation
import Markup

/// Prints Markdown for a terminal: wrapped, aligned and, where the terminal shows colours, styled.
///
/// Understands CommonMark, GitHub's tables, strikethrough and alerts, and mathematics in `math` fences and in
/// `` $`...`$ ``. HTML comments are never shown.
public struct MarkdownRenderer: Sendable {
  public let terminal: Terminal
  /// Prose is not wrapped wider than this, however wide the terminal: long lines are hard to read.
  public var maximumTextWidth = 100
  /// Written before the relative path of a figure, such as `chapters/`, so that the path printed is one that the
  /// reader can open.
  public var figureFolder: String
  /// What the terminal shows as the picture of a figure, by its path: lines of any kind, printed as they are below the
  /// paragraph. nil for a figure that is not shown.
  public var picture: (@Sendable (_ path: String) -> String?)?

  public init(terminal: Terminal, figureFolder: String = "") {
    self.terminal = terminal
    self.figureFolder = figureFolder
  }

  /// The text of a whole document; ends with a newline unless it is empty.
  public func render(_ markdown: String) -> String {
    render(MarkdownNode(parsing: markdown))
  }

  /// The text of a document that is parsed already.
  package func render(_ document: MarkdownNode) -> String {
    finished(lines(of: document.children, width: terminal.width))
  }
}

extension MarkdownRenderer {
  /// The lines as they are written. Text is put into the terminal's characters before it is laid out, rules and
  /// bullets here: they keep their width.
  func finished(_ lines: [StyledText]) -> String {
    terminal.shown(lines.map { $0.rendered(on: terminal) + "\n" + $0.picture }.joined())
  }
}

// MARK: - Blocks

extension MarkdownRenderer {
  func lines(of blocks: [MarkdownNode], width: Int, isTight: Bool = false, depth: Int = 0) -> [StyledText] {
    var result: [StyledText] = []
    // Deep in lists and quotations nothing is left of the line: text then goes beyond its end.
    let width = max(width, Self.narrowest)
    for block in blocks {
      let lines = lines(of: block, width: width, depth: depth)
      if lines.isEmpty { continue }
      if !result.isEmpty, !isTight { result.append(StyledText()) }
      result += lines
    }
    return result
  }

  /// `depth` counts the lists around the block.
  // Into each kind of block that holds others, the compiler would copy this whole recursion.
  @inline(never)
  private func lines(of block: MarkdownNode, width: Int, depth: Int) -> [StyledText] {
    switch block.kind {
    case .heading(let level): heading(block, level: level, width: width)
    case .paragraph: paragraph(block, width: width)
    case .blockQuote: quote(block, width: width, depth: depth)
    case .alert(let kind): quote(block, titled: kind, width: width, depth: depth)
    case .list(let start, let isTight):
      list(block, start: start, isTight: isTight, width: width, depth: depth)
    case .code(let info, _): code(block.literal, info: info, width: width)
    case .table(let alignments): table(block, alignments, width: width)
    case .thematicBreak:
      [StyledText(String(repeating: "─", count: min(width, maximumTextWidth)), .dim)]
    case .html: html(block.literal, width: width)
    default: lines(of: block.children, width: width, depth: depth)
    }
  }

  private static let narrowest = 12

  private func paragraph(_ block: MarkdownNode, width: Int) -> [StyledText] {
    let text = inline(block.children)
    guard !text.isEmpty else { return [] }
    var lines = text.wrapped(to: min(width, maximumTextWidth))
    if let picture, !lines.isEmpty {
      lines[lines.count - 1].picture = figures(in: block.children).compactMap(picture).joined()
    }
    return lines
  }

  private func heading(_ block: MarkdownNode, level: Int, width: Int) -> [StyledText] {
    let style = Style(isBold: true, colour: level <= 2 ? .cyan : nil)
    let text = inline(block.children).adding(style)
    // Without styles, a mark is all that tells a small heading from a short paragraph.
    if level > 2 {
      var marked = StyledText(terminal.usesColour ? "" : String(repeating: "#", count: level) + " ")
      marked.append(text)
      return marked.wrapped(to: min(width, maximumTextWidth))
    }
    let lines = text.wrapped(to: min(width, maximumTextWidth))
    let rule = String(repeating: level == 1 ? "═" : "─", count: lines.map(\.width).max() ?? 0)
    return lines + [StyledText(rule, .colour(.cyan))]
  }

  private func quote(
    _ block: MarkdownNode, titled alert: MarkdownNode.Alert? = nil, width: Int, depth: Int
  ) -> [StyledText] {
    let bar = StyledText("▌ ", .dim)
    let label =
      alert.map { [StyledText($0.rawValue.capitalized, Style(isBold: true, colour: .magenta))] } ?? []
    let lines = label + lines(of: block.children, width: width - 2, depth: depth)
    return lines.map { $0.prefixed(by: bar) }
  }

  private func list(
    _ block: MarkdownNode, start: Int?, isTight: Bool, width: Int, depth: Int
  ) -> [StyledText] {
    let bullets = ["•", "◦", "▪"]
    let lastNumber = (start ?? 0) + block.children.count - 1
    let markerWidth = start == nil ? 1 : String(lastNumber).count + 1
    var result: [StyledText] = []
    for (index, item) in block.children.enumerated() {
      let text = start.map { "\($0 + index)." } ?? bullets[min(depth, bullets.count - 1)]
      let marker = StyledText(text, .colour(.cyan)).padded(to: markerWidth, .trailing)
      var lines = lines(
        of: item.children, width: width - markerWidth - 3, isTight: isTight, depth: depth + 1)
      if lines.isEmpty { lines = [StyledText()] }
      if index > 0, !isTight { result.append(StyledText()) }
      let indent = StyledText(String(repeating: " ", count: markerWidth + 3))
      result += lines.enumerated().map { row, line in
        guard row == 0 else { return line.prefixed(by: indent) }
        var first = StyledText("  ")
        first.append(marker)
        first.append(" ")
        first.append(line)
        return first
      }
    }
    return result
  }

  private func code(_ text: String, info: String, width: Int) -> [StyledText] {
    let words = info.split(separator: " ").map(String.init)
    if words.first == "math" { return math(text, width: width) }
    let bar = StyledText("  │ ", .dim)
    var lines: [StyledText] = []
    // The file that a slice of a lesson's source comes from: the reader will want to open it.
    if words.count > 1 {
      let caption = StyledText(words[1].replacing("#", with: " # "), .dim)
      lines += caption.wrapped(to: width - 2).map { $0.prefixed(by: StyledText("  ")) }
    }
    var source = terminal.shown(text)
    while source.hasSuffix("\n") { source.removeLast() }
    var highlighter = SwiftHighlighter()
    for line in source.split(separator: "\n", omittingEmptySubsequences: false) {
      let styled =
        words.first == "swift" ? highlighter.highlight(String(line)) : StyledText(String(line))
      lines += styled.wrappedAsCode(to: width - bar.width).map { $0.prefixed(by: bar) }
    }
    return lines
  }

  private func math(_ tex: String, width: Int) -> [StyledText] {
    let rows = MathText.display(tex) ?? tex.split(separator: "\n").map(String.init)
    return rows.flatMap { row in
      var text = StyledText()
      text.appendFormula(terminal.shown(row), .italic)
      return text.wrappedAsCode(to: width - 4).map { $0.prefixed(by: StyledText("    ")) }
    }
  }

  /// Comments are dropped; of other HTML the text is shown.
  private func html(_ source: String, width: Int) -> [StyledText] {
    let text = terminal.shown(source).withoutComments.withoutTags
    return text.split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
      .flatMap { StyledText($0).wrapped(to: min(width, maximumTextWidth)) }
  }
}

extension StyledText {
  /// With something before it, such as an indentation or the bar of a quotation.
  func prefixed(by prefix: StyledText) -> StyledText {
    var text = prefix
    text.append(self)
    return text
  }

  /// Breaks a line of code that is too wide, preferably at a space; what follows is indented further than the
  /// line itself.
  func wrappedAsCode(to width: Int) -> [StyledText] {
    guard self.width > width else { return [self] }
    let indent = characters.prefix { $0.character == " " }.count
    let hanging = min(indent + 4, width / 2)
    var body = self
    body.removeFirst(indent)
    let room = max(width - max(hanging, indent), 8)
    return body.wrapped(to: room).enumerated().map { index, line in
      line.prefixed(
        by: StyledText(String(repeating: " ", count: index == 0 ? min(indent, width / 2) : hanging)))
    }
  }
}
