import Foundation
import Markup
import TerminalText

// The numbers of the prose come from the book's run. A reader's own run, at another budget or with another seed, may
// have found others: where they lie outside the range that the prose states, they are shown beside it.

extension MarkdownRenderer {
  /// The text of a part of a chapter; link definitions elsewhere in the chapter are known to it.
  public func render(_ section: Chapter.Section) -> String {
    render(section.markdown + "\n\n" + section.linkDefinitions)
  }

  /// The text of a part of a chapter, for someone whose own run measured something.
  /// - Parameter measured: by `step.metric`; a number of the prose that it does not name stands alone.
  public func render(_ section: Chapter.Section, beside measured: [String: Double]) -> String {
    render(section.document(beside: measured))
  }
}

extension Chapter.Section {
  /// The parsed text, for someone whose own run measured something: where a number of the prose lies outside the range
  /// that the text states, the reader's own follows it.
  /// - Parameter measured: by `step.metric`; a number of the prose that it does not name stands alone.
  package func document(beside measured: [String: Double]) -> MarkdownNode {
    MarkdownNode(parsing: markdown + "\n\n" + linkDefinitions).showing(own: measured)
  }
}

extension MarkdownNode {
  /// The same document with the reader's own values behind the numbers that they differ from.
  func showing(own measured: [String: Double]) -> MarkdownNode {
    if measured.isEmpty { return self }
    var numbers = OwnNumbers(measured: measured)
    return numbers.annotated(self, after: "", inTable: false)
  }
}

private struct OwnNumbers {
  let measured: [String: Double]
  /// Whether this paragraph has said already whose numbers are whose.
  private var hasExplained = false

  init(measured: [String: Double]) { self.measured = measured }

  /// - Parameter text: what stands before the node in the same paragraph or cell.
  mutating func annotated(_ node: MarkdownNode, after text: String, inTable: Bool) -> MarkdownNode {
    var text = text
    var children: [MarkdownNode] = []
    for child in node.children {
      if !child.isInline { hasExplained = false }
      if let comment = child.comment, MetricComment.isMeant(by: comment) {
        children.append(child)
        if let note = note(comment, after: text, inTable) { children.append(child.followed(by: note)) }
      } else {
        let isTable = if case .table = child.kind { true } else { inTable }
        children.append(annotated(child, after: child.isInline ? text : "", inTable: isTable))
        text = text.metricContext(adding: child.plainText)
      }
    }
    return node.replacing(children: children)
  }

  /// What is said of the number before a comment; nil if the run found nothing else.
  private mutating func note(_ comment: String, after text: String, _ inTable: Bool) -> String? {
    guard let metric = try? MetricComment(comment, after: text), let value = measured[metric.name],
      !metric.accepts(value)
    else { return nil }
    let own = metric.written(value)
    if inTable { return " (yours \(own))" }
    defer { hasExplained = true }
    return hasExplained ? " (yours: \(own))" : " (in the book's run; yours: \(own))"
  }
}

extension MetricComment {
  /// Whether a measured value lies in the range that the text states.
  package func accepts(_ measured: Double) -> Bool { Self.accepts(measured, value, within: tolerance) }

  /// With a little slack, so that 8.1 within 0.4 accepts 8.5 in binary arithmetic too; so little that no count of
  /// parameters is taken for the next one.
  package static func accepts(_ measured: Double, _ value: Double, within tolerance: Double) -> Bool {
    abs(measured - value) <= tolerance + 1e-12 * max(abs(value), tolerance)
  }

  /// A measured value in the way in which the text writes its own: with at least as many decimals, and three digits
  /// that count; in percent where the text does so.
  package func written(_ measured: Double) -> String {
    let isPercent = printed.hasSuffix("%")
    let number = printed.prefix { !" \u{A0}%".contains($0) }
    let value = isPercent ? measured * 100 : measured
    let unit = isPercent ? " %" : ""
    guard value.isFinite, abs(value) < 1e12, value == 0 || abs(value) >= 1e-6 else {
      return Wording.number(value) + unit
    }
    let decimals =
      number.split(separator: ".", omittingEmptySubsequences: false).dropFirst().first?.count ?? 0
    let magnitude = value == 0 ? 0 : Int(log10(abs(value)).rounded(.down))
    var places = min(max(decimals, 2 - magnitude), 9)
    var digits = String(format: "%.\(places)f", value)
    // Zeros that the text would not write either say nothing.
    while places > decimals, digits.last == "0" {
      digits.removeLast()
      places -= 1
    }
    if digits.last == "." { digits.removeLast() }
    if number.contains(",") || abs(value) >= 10_000 { digits = digits.groupedByThousands }
    return digits.replacing("-", with: number.contains("−") ? "−" : "-") + unit
  }
}

extension MarkdownNode {
  /// A text behind this comment: within its paragraph, or a paragraph of its own where the comment is a block.
  fileprivate func followed(by text: String) -> MarkdownNode {
    let words = MarkdownNode(kind: .text, literal: text, line: line, endLine: endLine, children: [])
    if kind == .inlineHTML { return words }
    return MarkdownNode(kind: .paragraph, literal: "", line: line, endLine: endLine, children: [words])
  }
}

extension String {
  /// `1545539.5` as `1,545,539.5`.
  fileprivate var groupedByThousands: String {
    let whole = prefix { $0 != "." }
    var text = ""
    for (index, digit) in whole.enumerated() {
      if index > 0, (whole.count - index) % 3 == 0, text != "-" { text.append(",") }
      text.append(digit)
    }
    return text + dropFirst(whole.count)
  }
}
