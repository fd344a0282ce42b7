import Foundation
import Markup

/// A text beside the chapters: the glossary, the page about reading Swift.
public struct BookArticle: Sendable {
  /// Relative to the repository: `chapters/glossary.md`.
  let file: String
  private let document: MarkdownNode

  public init(file: String, markdown: String) {
    self.file = file
    document = MarkdownNode(parsing: markdown)
  }

  /// The name of its page: `glossary.html`.
  var page: String { URL(filePath: file).deletingPathExtension().lastPathComponent + ".html" }

  /// Its first heading.
  var title: String {
    let heading = document.children.first { if case .heading = $0.kind { true } else { false } }
    return heading?.plainText ?? file
  }

  func rendered(
    pages: [String: String], previous: Page.Link?, next: Page.Link?
  ) -> (page: Page, index: [SearchEntry]) {
    let folder = file.split(separator: "/").dropLast().joined(separator: "/")
    var renderer = HTMLRenderer(addresses: Addresses(pages: pages, folder: folder, figures: [:]))
    let body = renderer.blocks(document.children)
    let page = Page(
      name: page, title: title, summary: "\(title): a page beside the chapters of the book.",
      outline: renderer.headings, previous: previous, next: next, body: "<article>\(body)</article>")
    let index = SearchEntry.entries(
      in: document.children, headings: renderer.headings[...], page: page.name, title: title)
    return (page, index)
  }
}
