import Foundation
import Markup

/// A section of a page, as search finds it.
struct SearchEntry: Encodable, Sendable {
  /// The page's title.
  let title: String
  /// The section's heading.
  let heading: String
  let address: String
  let text: String

  /// The sections of a text.
  /// - Parameter headings: those that the page has for this text, in order.
  static func entries(
    in blocks: [MarkdownNode], headings: ArraySlice<HTMLRenderer.Heading>, page: String, title: String
  ) -> [SearchEntry] {
    var entries: [SearchEntry] = []
    var headings = headings
    var (heading, id, words) = ("", "", [String]())
    func close() {
      let text = words.joined(separator: " ").split(whereSeparator: \.isWhitespace).joined(separator: " ")
      if !text.isEmpty || !heading.isEmpty {
        entries.append(
          SearchEntry(
            title: title, heading: heading, address: id.isEmpty ? page : "\(page)#\(id)", text: text))
      }
      words = []
    }
    for block in blocks {
      if case .heading = block.kind, let next = headings.popFirst() {
        close()
        (heading, id) = (next.title, next.id)
      } else {
        words.append(block.searchText)
      }
    }
    close()
    return entries
  }

  /// A script that holds the index: pages may load scripts from a folder, but no data.
  static func script(_ entries: [SearchEntry]) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try Data("window.bookIndex = ".utf8) + encoder.encode(entries) + Data(";\n".utf8)
  }
}

extension MarkdownNode {
  /// The words of a block, with those of its code.
  fileprivate var searchText: String {
    switch kind {
    case .code, .text, .inlineCode, .inlineMath: literal
    case .html, .inlineHTML: ""
    case .softBreak, .lineBreak: " "
    case .paragraph, .item, .tableCell, .heading: children.map(\.searchText).joined() + " "
    default: children.map(\.searchText).joined()
    }
  }
}
