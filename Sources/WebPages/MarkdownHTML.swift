import Markup

/// A piece of Markdown as HTML, for what a page asks for after it has been loaded: a task, a hint.
public struct MarkdownHTML {
  public let text: String

  public init(_ markdown: String) {
    var renderer = HTMLRenderer(addresses: Addresses(pages: [:], folder: "exercises", figures: [:]))
    text = renderer.blocks(MarkdownNode(parsing: markdown).children).source
  }
}
