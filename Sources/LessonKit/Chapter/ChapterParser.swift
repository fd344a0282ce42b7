import Foundation
import Markup

/// Cuts the text of a chapter into its parts. Comments are found in the parsed Markdown, so that one inside a code
/// block is just code.
struct ChapterParser {
  let frontMatter: FrontMatter
  private let file: String
  /// The whole file, one element a line.
  private let lines: [Substring]
  /// The index of the first line after the front matter.
  private let bodyStart: Int
  let document: MarkdownNode
  /// All nodes of the document, in the order of the text.
  private let nodes: [MarkdownNode]
  /// The chapter's link definitions, which every section needs.
  private let linkDefinitions: String

  /// - Throws: ``ChapterError`` for missing or wrong front matter.
  init(_ source: String, file: String) throws {
    self.file = file
    lines = ChapterSource(source).lines
    guard let first = lines.first, first.trimmingSuffix(\.isWhitespace) == "---" else {
      throw ChapterError(
        .frontMatterMissing, file: file, line: 1,
        "a chapter begins with YAML front matter between two lines \"---\"; this file does not")
    }
    guard let end = lines.dropFirst().firstIndex(where: { $0.trimmingSuffix(\.isWhitespace) == "---" }) else {
      throw ChapterError(
        .frontMatterMissing, file: file, line: 1,
        "the front matter is not closed: a second line \"---\" is missing")
    }
    frontMatter = try FrontMatter(
      yaml: lines[1..<end].joined(separator: "\n"), file: file, firstLine: 2)
    bodyStart = end + 1
    // Blank lines in place of the front matter keep the line numbers those of the file.
    let blank = String(repeating: "\n", count: bodyStart)
    document = MarkdownNode(parsing: blank + lines[bodyStart...].joined(separator: "\n"))
    nodes = document.descendants
    if let deep = nodes.first(where: { $0.kind == MarkdownNode.tooDeep }) {
      throw ChapterError(
        .nestedTooDeeply, file: file, line: deep.line,
        "quotations, lists or emphasis are nested more than \(MarkdownNode.greatestDepth) deep here. "
          + "Look for a run of > or * that is not meant")
    }
    linkDefinitions = Self.linkDefinitions(lines, after: bodyStart, nodes)
  }

  func failure(_ kind: ChapterError.Kind, _ line: Int, _ message: String) -> ChapterError {
    ChapterError(kind, file: file, line: line, message)
  }

  // MARK: - Introduction, steps, closing

  private enum Mark: Equatable {
    case step(String), run, afterSteps
  }

  /// The marks found so far, in order; refuses one that may not stand where it does.
  private struct Marks {
    private(set) var all: [(mark: Mark, line: Int)] = []
    private var lineOfStep: [String: Int] = [:]
    private var lineOfEnd: Int?

    /// - Returns: what is wrong with the mark at this place; nil if it was added.
    mutating func add(_ mark: Mark, _ line: Int) -> (kind: ChapterError.Kind, message: String)? {
      if let lineOfEnd {
        return (
          .stepMalformed,
          "nothing may follow <!-- after steps --> (line \(lineOfEnd)), which ends the last step"
        )
      }
      switch mark {
      case .step(let id):
        if let first = lineOfStep[id] {
          return (.stepDuplicate, "the step \"\(id)\" is already opened on line \(first)")
        }
        lineOfStep[id] = line
      case .run:
        guard case .step = all.last?.mark else {
          return (.stepMalformed, "<!-- run --> stands once in a step, after <!-- step: ... -->")
        }
      case .afterSteps:
        if all.isEmpty { return (.stepMalformed, "<!-- after steps --> stands before any step") }
        lineOfEnd = line
      }
      all.append((mark, line))
      return nil
    }
  }

  func parts() throws -> (
    introduction: Chapter.Section, steps: [Chapter.Step], closing: Chapter.Section, text: Chapter.Section
  ) {
    let marks = try marks()
    let predictions = try predictions(place: { Self.place(of: $0, marks) })
    var steps: [Chapter.Step] = []
    var closing = section(lines.count..<lines.count)
    for (index, (mark, line)) in marks.enumerated() {
      // Lines count from 1, so the line of a mark is also the index of the line after it.
      func end(of index: Int) -> Int { index + 1 < marks.count ? marks[index + 1].line - 1 : lines.count }
      switch mark {
      case .run: continue
      case .afterSteps: closing = section(line..<end(of: index))
      case .step(let id):
        let before = section(line..<end(of: index))
        var after = section(end(of: index)..<end(of: index))
        if index + 1 < marks.count, marks[index + 1].mark == .run {
          after = section(marks[index + 1].line..<end(of: index + 1))
        }
        let headings = MarkdownNode(parsing: before.markdown).children.lazy.filter(\.isHeading)
        let title = headings.first?.plainText ?? id.replacing("-", with: " ").capitalizedFirst
        steps.append(
          Chapter.Step(
            id: id, title: title, line: line, beforeRun: before, afterRun: after,
            predictions: predictions.filter { $0.step == id }))
      }
    }
    let firstMark = marks.first.map { $0.line - 1 } ?? lines.count
    return (section(bodyStart..<firstMark), steps, closing, section(bodyStart..<lines.count))
  }

  /// The step in which a line stands, and whether it is read after the run; nil outside of steps.
  private static func place(
    of line: Int, _ marks: [(mark: Mark, line: Int)]
  ) -> (step: String, isAfterRun: Bool)? {
    var place: (step: String, isAfterRun: Bool)?
    for mark in marks where mark.line < line {
      switch mark.mark {
      case .step(let id): place = (id, false)
      case .run: place?.isAfterRun = true
      case .afterSteps: place = nil
      }
    }
    return place
  }

  private func section(_ range: Range<Int>) -> Chapter.Section {
    var range = range
    while let first = range.first, lines[first].allSatisfy(\.isWhitespace) { range.removeFirst() }
    while let last = range.last, lines[last].allSatisfy(\.isWhitespace) { range.removeLast() }
    return Chapter.Section(
      markdown: lines[range].joined(separator: "\n"), line: range.lowerBound + 1,
      linkDefinitions: linkDefinitions)
  }

  /// cmark resolves definitions and drops them from its tree, so they are found by their form.
  private static func linkDefinitions(
    _ lines: [Substring], after bodyStart: Int, _ nodes: [MarkdownNode]
  ) -> String {
    var isCode = Array(repeating: false, count: lines.count + 1)
    for node in nodes where node.isCode {
      for line in node.line...max(node.endLine, node.line) where line < isCode.count { isCode[line] = true }
    }
    return lines.indices.dropFirst(bodyStart).filter { index in
      lines[index].drop { $0 == " " }.first == "["
        && isLinkDefinition(lines[index]) && !isCode[index + 1]
    }.map { String(lines[$0]) }.joined(separator: "\n")
  }

  /// `[label]: address`, indented by three spaces at most.
  private static func isLinkDefinition(_ line: Substring) -> Bool {
    guard line.prefix(while: { $0 == " " }).count <= 3, let end = line.firstIndex(of: "]") else {
      return false
    }
    let label = line[..<end].drop { $0 == " " }.dropFirst()
    let rest = line[line.index(after: end)...]
    return !label.isEmpty && rest.first == ":" && !rest.dropFirst().allSatisfy(\.isWhitespace)
  }

  /// The comments that cut the chapter, in order.
  private func marks() throws -> [(mark: Mark, line: Int)] {
    var marks = Marks()
    let topLevel = Set(document.children.filter { $0.kind == .html }.map(\.line))
    for node in nodes {
      guard let comment = node.markComment, let mark = try mark(comment, node.line) else { continue }
      guard node.kind == .html, topLevel.contains(node.line), node.comment != nil else {
        throw failure(
          .stepMalformed, node.line,
          "the comment <!-- \(comment) --> must stand on a line of its own, outside lists and quotations")
      }
      if let problem = marks.add(mark, node.line) { throw failure(problem.kind, node.line, problem.message) }
    }
    return marks.all
  }

  /// What a comment means for the structure; nil where it means nothing, such as an author's note.
  private func mark(_ comment: String, _ line: Int) throws -> Mark? {
    if comment == "after steps" { return .afterSteps }
    if comment == "run" { return .run }
    if comment.hasPrefix("step:") {
      let id = comment.dropFirst(5).trimmingCharacters(in: .whitespacesAndNewlines)
      if id.isSlug { return .step(id) }
    }
    throw failure(
      .stepMalformed, line,
      "the comment <!-- \(comment) --> is not understood. Write <!-- step: train-discriminator --> "
        + "(lower-case letters, digits, hyphens), <!-- run --> or <!-- after steps -->")
  }

  // MARK: - Code, metrics, figures

  func codeBlocks() -> [Chapter.CodeBlock] {
    nodes.compactMap { node in
      guard case .code(let info, true) = node.kind else { return nil }
      let words = info.split(separator: " ")
      var source: Chapter.CodeBlock.Source?
      if words.count > 1, let hash = words[1].firstIndex(of: "#") {
        source = .init(
          path: String(words[1][..<hash]), snippet: String(words[1][hash...].dropFirst()))
      }
      var code = node.literal
      if code.hasSuffix("\n") { code.removeLast() }
      return Chapter.CodeBlock(
        language: words.first.map(String.init) ?? "", source: source, code: code, line: node.line,
        endLine: node.endLine)
    }
  }

  func formulas() -> [Chapter.Formula] {
    nodes.compactMap { node in
      switch node.kind {
      case .inlineMath: break
      case .code(let info, _) where info.split(separator: " ").first == "math": break
      default: return nil
      }
      return Chapter.Formula(tex: node.literal, line: node.line)
    }
  }

  func explorables() -> (
    read: [(explorable: Explorable, line: Int)], unreadable: [(problem: String, line: Int)]
  ) {
    var read: [(explorable: Explorable, line: Int)] = []
    var unreadable: [(problem: String, line: Int)] = []
    let topLevel = Set(document.children.filter { $0.kind == .html }.map(\.line))
    for node in nodes where node.kind == .html || node.kind == .inlineHTML {
      let comments = node.literal.comments.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }
      guard let comment = comments.first(where: Explorable.isMeant) else { continue }
      do throws(Explorable.Problem) {
        let explorable = try Explorable(comment)
        if node.kind == .html, node.comment != nil, topLevel.contains(node.line) {
          read.append((explorable, node.line))
        } else {
          let problem = "<!-- \(comment) --> must stand on a line of its own, outside lists and quotations"
          unreadable.append((problem, node.line))
        }
      } catch {
        unreadable.append((error.message, node.line))
      }
    }
    return (read, unreadable)
  }

  func figures() -> [Chapter.FigureReference] {
    nodes.compactMap { node in
      guard case .image(let url) = node.kind else { return nil }
      let altText = node.plainText.trimmingCharacters(in: .whitespaces)
      return Chapter.FigureReference(
        path: url.removingPercentEncoding ?? url, altText: altText, line: node.line)
    }
  }

  /// - Throws: ``ChapterError`` for a comment that looks like a metric and is none.
  func metrics() throws -> [Chapter.Metric] {
    var metrics: [Chapter.Metric] = []
    func visit(_ node: MarkdownNode, before: String) throws {
      var text = before
      for child in node.children {
        if let comment = child.comment, MetricComment.isMeant(by: comment) {
          do throws(MetricComment.Problem) {
            metrics.append(Chapter.Metric(try MetricComment(comment, after: text), line: child.line))
          } catch let problem {
            throw failure(.metricMalformed, child.line, problem.message)
          }
        } else {
          try visit(child, before: child.isInline ? text : "")
          text = text.metricContext(adding: child.plainText)
        }
      }
    }
    try visit(document, before: "")
    return metrics
  }
}

extension MarkdownNode {
  /// The node's descendants in the order of the text.
  fileprivate var descendants: [MarkdownNode] {
    var list: [MarkdownNode] = []
    func add(_ node: MarkdownNode) {
      for child in node.children {
        list.append(child)
        add(child)
      }
    }
    add(self)
    return list
  }

  fileprivate var isHeading: Bool { if case .heading = kind { true } else { false } }
  fileprivate var isCode: Bool { if case .code = kind { true } else { false } }

  /// A comment that is meant to cut the chapter, even if it is misspelt or shares its line with other text.
  fileprivate var markComment: String? {
    guard kind == .html || kind == .inlineHTML else { return nil }
    return literal.comments.lazy.map { $0.trimmingCharacters(in: .whitespacesAndNewlines) }.first(
      where: \.isMark)
  }

  var isInline: Bool {
    switch kind {
    case .text, .inlineCode, .inlineMath, .inlineHTML, .softBreak, .lineBreak, .emphasis, .strong,
      .strikethrough, .link,
      .image:
      true
    default: false
    }
  }
}

extension Chapter.Metric {
  fileprivate init(_ comment: MetricComment, line: Int) {
    self.init(
      name: comment.name, step: comment.step, value: comment.value, tolerance: comment.tolerance,
      printed: comment.printed, line: line)
  }
}

extension Substring {
  fileprivate func trimmingSuffix(_ predicate: (Character) -> Bool) -> Substring {
    var text = self
    while let last = text.last, predicate(last) { text.removeLast() }
    return text
  }
}

extension String {
  /// `step: train`, `steps = train`, `step train`, `after steps`, `after-step:`, `run`, `run:` in any case.
  fileprivate var isMark: Bool {
    guard utf8.count <= 200 else { return false }
    let text = lowercased()
    if text == "run" || text == "run:" { return true }
    if text.hasPrefix("after") {
      var rest = text.dropFirst(5)
      if rest.last == ":" { rest.removeLast() }
      if rest.last == "s" { rest.removeLast() }
      return rest.hasSuffix("step")
        && rest.dropLast(4).allSatisfy { !$0.isLetter && !$0.isNumber && $0 != "_" }
    }
    guard text.hasPrefix("step") else { return false }
    let rest = text.dropFirst(4)
    let behind = (rest.first == "s" ? rest.dropFirst() : rest).drop(while: \.isWhitespace)
    if behind.first == ":" || behind.first == "=" { return !text.contains(">") }
    let words = rest.split(whereSeparator: \.isWhitespace)
    return rest.first?.isWhitespace == true && words.count == 1
  }

  fileprivate var capitalizedFirst: String { prefix(1).uppercased() + dropFirst() }
}
