import Foundation
import LessonKit
import Markup

/// A Markdown file with its headings and links, as GitHub shows it: a chapter or any other page.
struct MarkdownPage {
  struct Heading: Equatable {
    let level: Int
    let title: String
    /// What stands after the `#` in a link to the heading.
    let anchor: String
    /// From 1.
    let line: Int
  }

  struct Link: Equatable {
    /// As it is written: `03-vanilla-gan.md#training`.
    let target: String
    let line: Int

    /// Whether it leads out of the repository.
    var isRemote: Bool { target.contains("://") || target.hasPrefix("mailto:") }
    /// Without the anchor; empty if the link stays on its page.
    var path: String { String(target.prefix { $0 != "#" }) }
    var anchor: String? {
      target.firstIndex(of: "#").map { String(target[target.index(after: $0)...]) }
    }
  }

  let url: URL
  /// How messages call it, such as `chapters/glossary.md`.
  let file: String
  let lines: [Substring]
  let document: MarkdownNode
  let headings: [Heading]
  let links: [Link]

  /// - Throws: ``ChapterError`` if the file cannot be read.
  init(_ url: URL, file: String) throws {
    var lines = try ChapterSource(contentsOf: url, file: file).lines
    // Front matter is no Markdown. Blank lines in its place keep the numbers of the others.
    if lines.first == "---", let end = lines.dropFirst().firstIndex(of: "---") {
      for index in 0...end { lines[index] = "" }
    }
    (self.url, self.file, self.lines) = (url, file, lines)
    document = MarkdownNode(parsing: lines.joined(separator: "\n"))
    var anchors = HeadingAnchors()
    var (headings, links): ([Heading], [Link]) = ([], [])
    document.visit { node, line in
      switch node.kind {
      case .heading(let level):
        let title = node.plainText
        headings.append(
          Heading(level: level, title: title, anchor: anchors.anchor(of: title), line: line))
      case .link(let target): links.append(Link(target: target.removingPercentEncoding ?? target, line: line))
      default: break
      }
    }
    (self.headings, self.links) = (headings, links)
  }

  /// What stands under a heading, up to the next heading of any level; nil if no heading has this anchor.
  func section(under anchor: String) -> String? {
    guard let index = headings.firstIndex(where: { $0.anchor == anchor }) else { return nil }
    let end = index + 1 < headings.count ? headings[index + 1].line - 1 : lines.count
    return lines[(headings[index].line - 1)..<end].joined(separator: "\n")
  }
}

extension MarkdownNode {
  /// Calls a function with each node below this one, in the order of the text, and its line. A node that has no line of
  /// its own gets that of the node around it.
  func visit(_ body: (_ node: MarkdownNode, _ line: Int) -> Void) {
    func visit(_ node: MarkdownNode, _ outer: Int) {
      for child in node.children {
        let line = child.line > 0 ? child.line : outer
        body(child, line)
        visit(child, line)
      }
    }
    visit(self, line)
  }
}
