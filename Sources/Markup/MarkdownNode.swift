import CMarkGFM
import Foundation
import Synchronization

/// A node of a parsed Markdown document, copied out of cmark-gfm's tree. Tables and strikethrough are GitHub's.
package struct MarkdownNode: Sendable {
  package enum Alignment: Sendable {
    case leading, centre, trailing
  }

  package enum Kind: Sendable, Equatable {
    case document, paragraph, blockQuote, item, thematicBreak
    case heading(level: Int)
    /// `start` is nil in a bullet list.
    case list(start: Int?, isTight: Bool)
    case code(info: String, isFenced: Bool)
    case html
    case table([Alignment])
    case tableRow
    case tableCell
    /// GitHub's alert: a quotation whose first line is a mark such as `[!NOTE]`.
    case alert(Alert)
    /// TeX between `` $` `` and `` `$ ``, which is the literal.
    case inlineMath
    case text, inlineCode, inlineHTML, softBreak, lineBreak, emphasis, strong, strikethrough
    case link(url: String)
    case image(url: String)
    case other(String)
  }

  package enum Alert: String, Sendable {
    case note, tip, important, warning, caution
  }

  package let kind: Kind
  /// The text of leaves: text, code and HTML.
  package let literal: String
  /// The first and last line in the source, from 1. 0 where cmark does not say (soft breaks).
  package let line: Int
  package let endLine: Int
  package let children: [MarkdownNode]

  /// Parses CommonMark with GitHub's tables and strikethrough.
  package init(parsing markdown: String) {
    // cmark-gfm keeps its special characters in a table shared by all parsers.
    self = Self.parserLock.withLock { _ in
      cmark_gfm_core_extensions_ensure_registered()
      let parser = cmark_parser_new(CMARK_OPT_DEFAULT)!
      defer { cmark_parser_free(parser) }
      for name in ["table", "strikethrough"] {
        // The extensions are part of the library that is linked, so a missing one is a broken installation.
        guard let found = cmark_find_syntax_extension(name) else {
          let message = "error: cmark-gfm lacks its extension \(name): reinstall libcmark-gfm-extensions\n"
          FileHandle.standardError.write(Data(message.utf8))
          exit(4)
        }
        cmark_parser_attach_syntax_extension(parser, found)
      }
      var text = markdown
      text.withUTF8 { bytes in
        bytes.withMemoryRebound(to: CChar.self) { cmark_parser_feed(parser, $0.baseAddress, $0.count) }
      }
      let root = cmark_parser_finish(parser)!
      defer { cmark_node_free(root) }
      return MarkdownNode(copying: root)
    }
  }

  private static let parserLock = Mutex(())

  package init(kind: Kind, literal: String, line: Int, endLine: Int, children: [MarkdownNode]) {
    self.kind = kind
    self.literal = literal
    self.line = line
    self.endLine = endLine
    self.children = children
  }

  /// The same node with other children.
  package func replacing(children: [MarkdownNode]) -> MarkdownNode {
    MarkdownNode(kind: kind, literal: literal, line: line, endLine: endLine, children: children)
  }

  /// Nodes below this depth are not copied: a chapter nests a few levels, and a function that walks a tree
  /// calls itself once per level.
  package static let greatestDepth = 100
  /// What is shown in place of anything nested deeper.
  package static let tooDeep = Kind.other("too deep")

  private init(copying node: OpaquePointer, depth: Int = 0) {
    guard depth <= Self.greatestDepth else {
      let line = Int(cmark_node_get_start_line(node))
      self.init(kind: Self.tooDeep, literal: "", line: line, endLine: line, children: [])
      return
    }
    let kind = Kind(of: node)
    let literal = cmark_node_get_literal(node).map { String(cString: $0) } ?? ""
    var children: [MarkdownNode] = []
    var child = cmark_node_first_child(node)
    while let current = child {
      children.append(MarkdownNode(copying: current, depth: depth + 1))
      child = cmark_node_next(current)
    }
    let (line, end) = (Int(cmark_node_get_start_line(node)), Int(cmark_node_get_end_line(node)))
    if kind == .blockQuote, let alert = Self.alert(children) {
      self.init(kind: .alert(alert.kind), literal: "", line: line, endLine: end, children: alert.blocks)
    } else {
      self.init(
        kind: kind, literal: literal, line: line, endLine: end, children: Self.joiningMath(children))
    }
  }
}

// What GitHub adds to the grammar and cmark-gfm leaves as text.
extension MarkdownNode {
  private static func alert(_ blocks: [MarkdownNode]) -> (kind: Alert, blocks: [MarkdownNode])? {
    guard let first = blocks.first, first.kind == .paragraph else { return nil }
    let mark = first.children.prefix { $0.kind == .text }
    let name = mark.map(\.literal).joined().trimmingCharacters(in: .whitespaces)
    guard name.hasPrefix("[!"), name.hasSuffix("]"),
      let kind = Alert(rawValue: name.dropFirst(2).dropLast().lowercased()), name == name.uppercased()
    else { return nil }
    let text = first.children.dropFirst(mark.count).drop { $0.kind == .softBreak }
    return (kind, [first.replacing(children: Array(text))] + blocks.dropFirst())
  }

  /// `` $`x`$ `` arrives as text that ends with a dollar sign, code, and text that begins with one.
  private static func joiningMath(_ nodes: [MarkdownNode]) -> [MarkdownNode] {
    var result = nodes
    for index in nodes.indices.dropFirst().dropLast() where nodes[index].kind == .inlineCode {
      let (before, after) = (result[index - 1], result[index + 1])
      guard before.kind == .text, before.literal.hasSuffix("$"), after.kind == .text,
        after.literal.hasPrefix("$")
      else { continue }
      result[index - 1] = before.replacing(literal: String(before.literal.dropLast()))
      result[index] = MarkdownNode(
        kind: .inlineMath, literal: nodes[index].literal, line: nodes[index].line,
        endLine: nodes[index].endLine,
        children: [])
      result[index + 1] = after.replacing(literal: String(after.literal.dropFirst()))
    }
    return result
  }

  private func replacing(literal: String) -> MarkdownNode {
    MarkdownNode(kind: kind, literal: literal, line: line, endLine: endLine, children: children)
  }
}

extension MarkdownNode {
  /// The text of the node and everything below it, as a reader sees it without styling.
  package var plainText: String {
    switch kind {
    case .text, .inlineCode, .inlineMath: literal
    case .softBreak, .lineBreak: " "
    default: children.map(\.plainText).joined()
    }
  }

  /// Whether this is a comment such as `<!-- step: train -->`, and nothing else.
  package var comment: String? {
    guard kind == .html || kind == .inlineHTML else { return nil }
    let text = literal.trimmingCharacters(in: .whitespacesAndNewlines)
    guard text.hasPrefix("<!--"), text.hasSuffix("-->"), text.utf8.count >= 7 else { return nil }
    let inner = text.dropFirst(4).dropLast(3)
    return inner.contains("-->") ? nil : inner.trimmingCharacters(in: .whitespacesAndNewlines)
  }
}

extension MarkdownNode.Kind {
  fileprivate init(of node: OpaquePointer) {
    let name = String(cString: cmark_node_get_type_string(node))
    switch name {
    case "document": self = .document
    case "paragraph": self = .paragraph
    case "block_quote": self = .blockQuote
    case "item": self = .item
    case "thematic_break": self = .thematicBreak
    case "heading": self = .heading(level: Int(cmark_node_get_heading_level(node)))
    case "list":
      let isOrdered = cmark_node_get_list_type(node) == CMARK_ORDERED_LIST
      self = .list(
        start: isOrdered ? Int(cmark_node_get_list_start(node)) : nil,
        isTight: cmark_node_get_list_tight(node) != 0)
    case "code_block":
      let info = cmark_node_get_fence_info(node).map { String(cString: $0) } ?? ""
      var (length, offset, character) = (Int32(0), Int32(0), CChar(0))
      let isFenced = cmark_node_get_fenced(node, &length, &offset, &character) != 0
      self = .code(info: info, isFenced: isFenced)
    case "html_block": self = .html
    case "table":
      let count = Int(cmark_gfm_extensions_get_table_columns(node))
      let letters = cmark_gfm_extensions_get_table_alignments(node)
      self = .table(
        (0..<count).map { column in
          switch letters?[column] {
          case UInt8(ascii: "c"): .centre
          case UInt8(ascii: "r"): .trailing
          default: .leading
          }
        })
    case "table_header", "table_row": self = .tableRow
    case "table_cell": self = .tableCell
    case "text": self = .text
    case "code": self = .inlineCode
    case "html_inline": self = .inlineHTML
    case "softbreak": self = .softBreak
    case "linebreak": self = .lineBreak
    case "emph": self = .emphasis
    case "strong": self = .strong
    case "strikethrough": self = .strikethrough
    case "link": self = .link(url: cmark_node_get_url(node).map { String(cString: $0) } ?? "")
    case "image": self = .image(url: cmark_node_get_url(node).map { String(cString: $0) } ?? "")
    default: self = .other(name)
    }
  }
}
