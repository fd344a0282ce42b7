import Markup

/// A piece of a chapter's text, for a page that treats questions and answers apart.
package enum TextPart {
  case block(MarkdownNode)
  /// The question of a prediction with its choices.
  case question(id: String, [MarkdownNode])
  /// The answer of a prediction with its reasons, and what the reader answered.
  case answer(id: String, [MarkdownNode])

  /// The pieces of a text.
  package static func parts(of blocks: [MarkdownNode]) -> [TextPart] {
    var parts: [TextPart] = []
    var rest = blocks[...]
    while let node = rest.popFirst() {
      guard let comment = node.comment, let read = try? PredictionComment(comment) else {
        parts.append(.block(node))
        continue
      }
      switch read {
      case .predict(let id, let unit): parts.append(.question(id: id, rest.take(list: unit == nil)))
      case .choice(let id, _, _): parts.append(.answer(id: id, rest.take(list: true)))
      case .number(let id, _): parts.append(.answer(id: id, rest.take(list: false)))
      }
    }
    return parts
  }
}

extension ArraySlice<MarkdownNode> {
  /// The paragraphs that begin a block, up to its list; without a list, up to the one that is its own.
  fileprivate mutating func take(list: Bool) -> [MarkdownNode] {
    var taken: [MarkdownNode] = []
    while let node = popFirst() {
      taken.append(node)
      let isEnd: Bool
      if case .list = node.kind {
        isEnd = true
      } else {
        // What a reader predicted was put before the paragraph of the text, and has no place in it.
        isEnd = !list && node.line > 0
      }
      if isEnd { break }
    }
    return taken
  }
}
