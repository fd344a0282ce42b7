import Foundation
import LessonKit
import Markup

/// Writes Markdown as HTML.
struct HTMLRenderer {
  /// Where links and pictures of the text lead on this page.
  let addresses: Addresses
  /// What stands where the text has something to move, by the address of the figure above.
  var explorable: (Explorable, _ figure: String?) -> HTML = { _, _ in .nothing }
  /// What a question or an answer stands in, by the id of its prediction.
  var prediction: (_ id: String) -> PredictionPart? = { _ in nil }
  private var anchors: HeadingAnchors
  /// The address of the latest figure.
  private var figure: String?
  /// The headings so far, for the page's own contents and for search.
  private(set) var headings: [Heading] = []

  struct Heading {
    let level: Int
    let id: String
    let title: String
  }

  /// - Parameter idPrefix: before the id of each heading, so that several chapters find room on one page.
  init(addresses: Addresses, idPrefix: String = "") {
    self.addresses = addresses
    anchors = HeadingAnchors(prefix: idPrefix)
  }

  // MARK: - Blocks

  mutating func blocks(_ nodes: [MarkdownNode], isTight: Bool = false) -> HTML {
    var result = HTML.nothing
    for part in TextPart.parts(of: nodes) {
      switch part {
      case .block(let node): result += block(node, isTight: isTight)
      case .question(let id, let nodes):
        let text = blocks(nodes)
        result += prediction(id)?.question(text) ?? text
      case .answer(let id, let nodes):
        let text = blocks(nodes)
        result += prediction(id)?.answer(text) ?? text
      }
    }
    return result
  }

  private mutating func block(_ node: MarkdownNode, isTight: Bool) -> HTML {
    switch node.kind {
    case .heading(let level): heading(node, level: level)
    case .paragraph: paragraph(node, isTight: isTight)
    case .blockQuote: "<blockquote>\(blocks(node.children))</blockquote>\n"
    case .alert(let kind):
      """
      <aside class="alert \(kind.rawValue)"><p class="label">\(kind.rawValue.capitalized)</p>\
      \(blocks(node.children))</aside>\n
      """
    case .list(let start, let isTight): list(node, start: start, isTight: isTight)
    case .code(let info, _): CodeHTML.block(node.literal, info: info)
    case .table(let alignments): table(node, alignments)
    case .thematicBreak: "<hr>\n"
    case .html: html(node.literal)
    default: blocks(node.children)
    }
  }

  private mutating func heading(_ node: MarkdownNode, level: Int) -> HTML {
    let title = node.plainText
    let id = anchors.anchor(of: title)
    headings.append(Heading(level: level, id: id, title: title))
    let tag = HTML(stringLiteral: "h\(min(level, 6))")
    return """
      <\(tag) id="\(id)">\(inline(node.children))<a class="anchor" href="#\(id)" \
      aria-label="Link to this heading">#</a></\(tag)>\n
      """
  }

  private mutating func paragraph(_ node: MarkdownNode, isTight: Bool) -> HTML {
    let content = node.children.filter { $0.comment == nil }
    // A picture that stands alone is a figure.
    if content.count == 1, case .image(let url) = content[0].kind {
      figure = url
      return addresses.figure(url, altText: content[0].plainText)
    }
    let text = inline(node.children)
    if text.isEmpty { return .nothing }
    return isTight ? text + "\n" : "<p>\(text)</p>\n"
  }

  private mutating func list(_ node: MarkdownNode, start: Int?, isTight: Bool) -> HTML {
    var items = HTML.nothing
    for item in node.children { items += "<li>\(blocks(item.children, isTight: isTight))</li>\n" }
    switch start {
    case nil: return "<ul>\n\(items)</ul>\n"
    case 1: return "<ol>\n\(items)</ol>\n"
    case let start?: return "<ol start=\"\(start)\">\n\(items)</ol>\n"
    }
  }

  private func table(_ node: MarkdownNode, _ alignments: [MarkdownNode.Alignment]) -> HTML {
    func row(_ node: MarkdownNode, isHeader: Bool) -> HTML {
      let cells = node.children.enumerated().map { column, cell -> HTML in
        let side = column < alignments.count ? alignments[column] : .leading
        let text = inline(cell.children)
        let attribute = HTML(
          stringLiteral: side == .leading ? "" : " class=\"\(side == .trailing ? "right" : "centre")\"")
        return isHeader
          ? "<th scope=\"col\"\(attribute)>\(text)</th>" : "<td\(attribute)>\(text)</td>"
      }
      return "<tr>\(cells.joined())</tr>\n"
    }
    let rows = node.children
    let head = rows.prefix(1).map { row($0, isHeader: true) }.joined()
    let body = rows.dropFirst().map { row($0, isHeader: false) }.joined()
    return Self.scrolling("<table>\n<thead>\n\(head)</thead>\n<tbody>\n\(body)</tbody>\n</table>")
  }

  /// A table that is wider than the page scrolls, also by the keyboard.
  static func scrolling(_ table: HTML) -> HTML {
    "<div class=\"table\" tabindex=\"0\" role=\"group\" aria-label=\"Table\">\(table)</div>\n"
  }

  /// Comments are dropped, but for one that says what can be moved; of other HTML the text is shown.
  private func html(_ source: String) -> HTML {
    let comments = source.comments.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
    if comments.count == 1, let explorable = try? Explorable(comments[0]) {
      return self.explorable(explorable, figure)
    }
    let text = source.withoutComments.withoutTags.trimmingCharacters(in: .whitespacesAndNewlines)
    return text.isEmpty ? .nothing : "<p>\(text)</p>\n"
  }

  // MARK: - Text

  func inline(_ nodes: [MarkdownNode]) -> HTML {
    nodes.map(inline).joined()
  }

  private func inline(_ node: MarkdownNode) -> HTML {
    switch node.kind {
    case .text: HTML(node.literal)
    case .inlineMath: MathML.inline(node.literal)
    case .inlineCode: "<code>\(node.literal)</code>"
    case .inlineHTML: node.literal.lowercased().hasPrefix("<br") ? "<br>" : .nothing
    case .softBreak: "\n"
    case .lineBreak: "<br>\n"
    case .emphasis: "<em>\(inline(node.children))</em>"
    case .strong: "<strong>\(inline(node.children))</strong>"
    case .strikethrough: "<del>\(inline(node.children))</del>"
    case .link(let url): link(node, url)
    case .image(let url): addresses.picture(url, altText: node.plainText)
    default: inline(node.children)
    }
  }

  private func link(_ node: MarkdownNode, _ url: String) -> HTML {
    let text = inline(node.children)
    switch addresses.target(of: url) {
    case .page(let address): return "<a href=\"\(address)\">\(text)</a>"
    case .web(let address): return "<a href=\"\(address)\" rel=\"external\">\(text)</a>"
    // A file of the repository is not part of the site: its path tells where to look.
    case .file(let path):
      return node.plainText == path ? "<code>\(path)</code>" : "\(text) (<code>\(path)</code>)"
    }
  }
}
