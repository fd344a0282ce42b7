import Files
import Markup
import TerminalText

/// A question that a reader answers before a step runs, and what the run has to say to each answer.
///
/// ```markdown
/// <!-- predict: loss-at-half -->
///
/// **Predict.** What is D's loss if D answers 1/2 to everything?
///
/// 1. ln 2
/// 2. 2 ln 2
/// 3. It depends on the samples.
///
/// <!-- run -->
///
/// <!-- answer: loss-at-half 2 when two-players.lossAtHalf > 1.38 and two-players.lossAtHalf < 1.39 -->
///
/// **Answer: 2.**
///
/// 1. This is the loss of one decision. D makes two.
/// 2. Right: each of the two decisions costs ln 2.
/// 3. The loss depends on D's answers alone.
/// ```
///
/// A question without choices asks for a number, in the unit that its comment names: `<!-- predict: share, % -->`. Its
/// answer is a metric: `<!-- answer: share networks.share -->`.
public struct Prediction: Sendable {
  /// Unique within the chapter.
  public let id: String
  /// The step whose run answers it.
  public let step: String
  public let kind: Kind
  /// The first and the last line of the question with its choices.
  public let lines: ClosedRange<Int>
  /// The first and the last line of the answer with its reasons.
  public let answerLines: ClosedRange<Int>

  package let question: MarkdownNode
  /// Empty where a number is asked for.
  package let choices: [MarkdownNode]
  /// What there is to say to somebody who chose one, in the order of the choices.
  package let reasons: [MarkdownNode]

  public enum Kind: Sendable, Equatable {
    /// - Parameters:
    ///   - right: from 1.
    ///   - evidence: what a run measures if this choice is right.
    case choice(right: Int, evidence: Evidence)
    /// - Parameters:
    ///   - unit: `%`, `dB`, `clusters`; empty for a bare number.
    ///   - metric: `step.name`, which is a fraction where the unit is `%`.
    case number(unit: String, metric: String)
  }

  /// How many choices there are; 0 where a number is asked for.
  public var choiceCount: Int { choices.count }

  /// Changes with the question or a choice, so that an answer to other words does not count as one to these.
  public var fingerprint: String {
    var hash = ContentHash()
    hash.add(question.plainText)
    for choice in choices { hash.add(choice.plainText) }
    return hash.description
  }

  /// The question without the word that opens it: `What is D's loss if D answers 1/2 to everything?`
  public var plainQuestion: String {
    let text = question.readableText
    return text.hasPrefix(Self.opening) ? String(text.dropFirst(Self.opening.count + 1)) : text
  }

  /// The word in bold that opens a question.
  static let opening = "Predict."

  /// A choice in plain text, by its number from 1.
  public func plainChoice(_ number: Int) -> String? {
    guard choices.indices.contains(number - 1) else { return nil }
    return choices[number - 1].readableText
  }

  /// The number that a run measured, in the question's unit; nil for a choice, and where nothing was measured.
  public func measured(_ metrics: [String: Double]) -> Double? {
    guard case .number(let unit, let metric) = kind, let value = metrics[metric] else { return nil }
    return unit == "%" ? 100 * value : value
  }

  /// Whether a run confirms the answer of the book; nil where it has not measured what that takes.
  public func isConfirmed(by metrics: [String: Double]) -> Bool? {
    switch kind {
    case .choice(_, let evidence): evidence.holds(in: metrics)
    case .number(_, let metric): metrics[metric].map { $0.isFinite }
    }
  }

  /// The comparisons that a run contradicts, with what it measured; empty for a number.
  public func contradictions(in metrics: [String: Double]) -> [String] {
    guard case .choice(_, let evidence) = kind else { return [] }
    return evidence.contradictions(in: metrics)
  }

  /// The metrics that the answer rests on, as `step.name`.
  public var metrics: [String] {
    switch kind {
    case .choice(_, let evidence): evidence.metrics
    case .number(_, let metric): [metric]
    }
  }
}
