import Markup

/// Colours Swift in code blocks.
struct SwiftHighlighter {
  private var tokens = SwiftTokens()

  mutating func highlight(_ line: String) -> StyledText {
    var text = StyledText()
    for token in tokens.tokens(of: line) { text.append(token.text, Self.style(of: token.kind)) }
    return text
  }

  private static func style(of kind: SwiftTokens.Kind) -> Style {
    switch kind {
    case .plain: .plain
    case .keyword: .colour(.magenta)
    case .type: .colour(.blue)
    case .literal: .colour(.green)
    case .comment: .dim
    }
  }
}
