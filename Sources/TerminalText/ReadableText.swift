import Markup

extension MarkdownNode {
  /// The text in one line, with formulas in readable Unicode where they fit on one.
  package var readableText: String {
    joinedText.split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }

  private var joinedText: String {
    if kind == .inlineMath { return MathText.inline(literal) ?? literal }
    return children.isEmpty ? plainText : children.map(\.joinedText).joined()
  }
}
