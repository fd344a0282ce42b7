import Markup

/// Blocks of code.
enum CodeHTML {
  /// - Parameter info: what stands behind the opening fence: the language, and the slice of a source file that the code is.
  static func block(_ text: String, info: String) -> HTML {
    let words = info.split(separator: " ").map(String.init)
    if words.first == "math" { return MathML.display(text) }
    var source = text
    while source.hasSuffix("\n") { source.removeLast() }
    let code = words.first == "swift" ? swift(source) : HTML(source)
    let block: HTML = "<pre tabindex=\"0\"><code>\(code)</code></pre>"
    guard words.count > 1 else { return "\(block)\n" }
    return """
      <figure class="code"><figcaption>\(words[1].replacing("#", with: " # "))</figcaption>\(block)</figure>\n
      """
  }

  private static func swift(_ source: String) -> HTML {
    var tokens = SwiftTokens()
    return source.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      tokens.tokens(of: String(line)).map { token in
        let name = HTML(stringLiteral: token.kind.rawValue)
        return token.kind == .plain ? HTML(token.text) : "<span class=\"\(name)\">\(token.text)</span>"
      }.joined()
    }.joined(separator: "\n")
  }
}
