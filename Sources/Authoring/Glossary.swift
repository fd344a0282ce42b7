import LessonKit
import Markup

/// The book's list of terms, `chapters/glossary.md`. Every heading of level 3 begins an entry: its names, separated by
/// commas, the one by which it is sorted first. The first link to a chapter in the text below leads to the place where
/// the term is introduced.
struct Glossary {
  struct Entry {
    /// `Jensen-Shannon divergence` and `JSD`.
    let names: [String]
    let line: Int
    /// The first link to another page.
    let place: MarkdownPage.Link?
    /// The letter under which it stands, if the page has headings of one letter.
    let letter: String?
  }

  static let path = "chapters/glossary.md"

  let page: MarkdownPage
  let entries: [Entry]
  /// What chapters print in bold within a sentence although it is no term, from a comment
  /// `<!-- not terms: of a 7; only L1 -->`.
  let stressed: Set<String>

  init(_ page: MarkdownPage) {
    self.page = page
    var entries: [Entry] = []
    var letter: String?
    for (index, heading) in page.headings.enumerated() {
      if heading.level == 2 { letter = heading.title.count == 1 ? heading.title : nil }
      guard heading.level == 3 else { continue }
      let end = index + 1 < page.headings.count ? page.headings[index + 1].line : page.lines.count + 1
      let places = page.links.filter {
        (heading.line..<end).contains($0.line) && !$0.isRemote && !$0.path.isEmpty
      }
      let names = heading.title.split(separator: ",").map { $0.trimmingCharacters(in: .whitespaces) }
      guard !names.isEmpty else { continue }
      entries.append(Entry(names: names, line: heading.line, place: places.first, letter: letter))
    }
    self.entries = entries
    var stressed: Set<String> = []
    page.document.visit { node, _ in
      guard let comment = node.comment, comment.hasPrefix("not terms:") else { return }
      stressed.formUnion(comment.dropFirst(10).split(separator: ";").map { Self.key(String($0)) })
    }
    self.stressed = stressed
  }

  /// A name as it is compared and sorted: in lower case, and with one space for whatever stands between the words.
  static func key(_ name: String) -> String {
    name.lowercased().split { !$0.isLetter && !$0.isNumber }.joined(separator: " ")
  }

  /// Whether a text uses one of the names, in the singular or in the plural.
  static func uses(_ text: String, _ names: [String]) -> Bool {
    let words = " " + key(text)
    return names.contains { words.contains(" " + key($0)) }
  }

  /// Terms that a page introduces: what stands in bold within a paragraph, in four words at most and without a full stop
  /// or a colon. What begins an item of a list or ends like a sentence is a heading within the text.
  static func introductions(in page: MarkdownPage) -> [(term: String, line: Int)] {
    page.document.children.flatMap { block -> [(term: String, line: Int)] in
      guard block.kind == .paragraph else { return [] }
      return block.children.compactMap { node in
        guard node.kind == .strong else { return nil }
        var term = node.plainText
        if term.hasPrefix("The ") { term.removeFirst(4) }
        let isSentence = term.contains(":") || (term.last.map { ".?!".contains($0) } ?? true)
        return isSentence || term.split(separator: " ").count > 4 ? nil : (term, block.line)
      }
    }
  }
}
