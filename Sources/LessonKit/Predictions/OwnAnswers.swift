import Foundation
import Markup

// What a reader has predicted stands in the text where the answer stands.

extension Chapter.Section {
  /// The same, with what the reader has predicted before each answer.
  /// - Parameter answers: by the ids of the predictions.
  package func document(
    beside measured: [String: Double], answers: [String: LockedAnswer], to predictions: [Prediction]
  ) -> MarkdownNode {
    document(beside: measured).showing(answers, to: predictions, beside: measured)
  }
}

extension MarkdownNode {
  /// The same document with the reader's own answers before the book's.
  /// - Parameters:
  ///   - answers: by the id of the prediction.
  ///   - measured: what the reader's own run measured, by `step.metric`.
  package func showing(
    _ answers: [String: LockedAnswer], to predictions: [Prediction], beside measured: [String: Double]
  ) -> MarkdownNode {
    var children: [MarkdownNode] = []
    for node in self.children {
      children.append(node)
      guard let comment = node.comment, let read = try? PredictionComment(comment),
        let prediction = predictions.first(where: { $0.id == read.id })
      else { continue }
      if case .predict = read { continue }
      let text = prediction.outcome(of: answers[read.id], measured)
      if !text.isEmpty { children.append(.paragraph(text)) }
    }
    return replacing(children: children)
  }

  private static func paragraph(_ text: String) -> MarkdownNode {
    let words = MarkdownNode(kind: .text, literal: text, line: 0, endLine: 0, children: [])
    return MarkdownNode(kind: .paragraph, literal: "", line: 0, endLine: 0, children: [words])
  }
}

extension Prediction {
  /// What the reader answered beside what came out; empty if there is nothing to say.
  func outcome(of answer: LockedAnswer?, _ measured: [String: Double]) -> String {
    var sentences: [String] = []
    if let answer {
      let when = answer.afterRun ? "with the results at hand" : "before the run"
      sentences.append(
        "You answered \(shortWords(for: answer.answer)), \(when) (\(answer.time.dayAndMinute)).")
    }
    switch kind {
    case .number:
      if let value = self.measured(measured) { sentences.append("Your run measured \(words(for: value)).") }
    case .choice(let right, let evidence):
      if evidence.holds(in: measured) == false {
        sentences.append(
          "Answer \(right) is that of the book's run. Yours does not confirm it: "
            + Wording.list(evidence.contradictions(in: measured)) + ".")
      }
    }
    return sentences.joined(separator: " ")
  }

  /// `2`, or a number with its unit.
  private func shortWords(for answer: Double) -> String {
    choices.isEmpty ? words(for: answer) : "\(Int(answer))"
  }
}

extension Date {
  /// `26 Nov, 18:40`, in this machine's time zone.
  var dayAndMinute: String {
    var time = time_t(timeIntervalSince1970)
    var parts = tm()
    localtime_r(&time, &parts)
    let months = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"]
    return String(
      format: "%d %@, %02d:%02d", Int(parts.tm_mday), months[Int(parts.tm_mon)], Int(parts.tm_hour),
      Int(parts.tm_min))
  }
}
