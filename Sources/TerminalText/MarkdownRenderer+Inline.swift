import Foundation
import Markup

// Text inside paragraphs, headings and table cells.
extension MarkdownRenderer {
  func inline(_ nodes: [MarkdownNode], _ style: Style = .plain) -> StyledText {
    var text = StyledText()
    append(nodes, style, to: &text)
    return text
  }

  private func append(_ nodes: [MarkdownNode], _ style: Style, to text: inout StyledText) {
    for node in nodes {
      switch node.kind {
      case .text: text.appendProse(terminal.shown(node.literal), style)
      case .inlineMath: appendMath(node.literal, style, to: &text)
      case .inlineCode:
        let literal = terminal.shown(node.literal)
        let code = terminal.usesColour ? literal : "`\(literal)`"
        text.append(code, style.adding(.colour(.cyan)), allowsBreak: code.displayWidth > Self.longestUnbroken)
      case .inlineHTML:
        if node.literal.lowercased().hasPrefix("<br") { text.append("\n", style) }
      case .softBreak: text.appendProse(" ", style)
      case .lineBreak: text.append("\n", style)
      case .emphasis: append(node.children, style.adding(.italic), to: &text)
      case .strong: append(node.children, style.adding(.bold), to: &text)
      case .strikethrough: append(node.children, style.adding(.struckThrough), to: &text)
      case .link(let url): appendLink(node, url, style, to: &text)
      case .image(let url):
        text.append("[figure: ", style.adding(.dim))
        text.appendProse(terminal.shown(node.plainText), style.adding(.italic))
        var linked = style.adding(.dim)
        linked.link = url.contains("://") ? nil : terminal.address(ofFile: figurePath(url))
        text.append(" (", style.adding(.dim))
        text.append(figurePath(url), linked)
        text.append(")]", style.adding(.dim))
      default: append(node.children, style, to: &text)
      }
    }
  }

  /// Code and formulas up to this width stay on one line.
  private static let longestUnbroken = 20

  private func appendMath(_ tex: String, _ style: Style, to text: inout StyledText) {
    let formula = terminal.shown(MathText.inline(tex) ?? tex)
    if formula.displayWidth <= Self.longestUnbroken {
      text.append(formula, style.adding(.italic), allowsBreak: false)
    } else {
      text.appendFormula(formula, style.adding(.italic))
    }
  }

  private func appendLink(_ node: MarkdownNode, _ url: String, _ style: Style, to text: inout StyledText) {
    append(node.children, style.adding(.underlined), to: &text)
    // A link inside the chapter leads nowhere on a terminal, and an address need not be said twice.
    if url.isEmpty || url.hasPrefix("#") || node.plainText == url { return }
    text.append(" (\(url))", style.adding(.dim))
  }

  /// The paths of the figures in a text, in their order.
  func figures(in nodes: [MarkdownNode]) -> [String] {
    nodes.flatMap { node in
      if case .image(let url) = node.kind { return [figurePath(url)] }
      return figures(in: node.children)
    }
  }

  private func figurePath(_ url: String) -> String {
    url.contains("://") || url.hasPrefix("/") ? url : figureFolder + url
  }
}
