import Foundation

// Searched from left to right and once, so that text with thousands of opened comments takes no longer than other text.
extension String {
  /// What stands between each `<!--` and the next `-->`.
  package var comments: [String] {
    var comments: [String] = []
    eachPart(outside: { _ in }, inside: { comments.append(String($0)) })
    return comments
  }

  /// The text without its comments. One that is opened and never closed hides nothing.
  package var withoutComments: String {
    var text = ""
    eachPart(outside: { text += $0 }, inside: { _ in })
    return text
  }

  private func eachPart(outside: (Substring) -> Void, inside: (Substring) -> Void) {
    var rest = self[...]
    while let opening = rest.range(of: "<!--", options: .literal),
      let closing = rest[opening.upperBound...].range(of: "-->", options: .literal)
    {
      outside(rest[..<opening.lowerBound])
      inside(rest[opening.upperBound..<closing.lowerBound])
      rest = rest[closing.upperBound...]
    }
    outside(rest)
  }

  /// The text without its tags `<...>`. A `<` that is never closed stays.
  package var withoutTags: String {
    var text = ""
    var rest = self[...]
    while let opening = rest.firstIndex(of: "<"), let closing = rest[opening...].firstIndex(of: ">") {
      text += rest[..<opening]
      rest = rest[rest.index(after: closing)...]
    }
    return text + rest
  }
}
