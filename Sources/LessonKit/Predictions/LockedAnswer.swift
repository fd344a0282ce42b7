import Foundation

/// A reader's answer to a prediction. Once given it stays: it is worth something only because it was there before the
/// outcome.
public struct LockedAnswer: Codable, Equatable, Sendable {
  public var schema = 1
  /// The chapter's slug.
  public var chapter: String
  public var step: String
  /// The prediction's id.
  public var prediction: String
  /// The number of the choice, or the number that was typed.
  public var answer: Double
  /// The chosen words, for who reads the file.
  public var words: String
  /// ``Prediction/fingerprint`` of the question that was answered.
  public var question: String
  /// When it was locked.
  public var time: Date
  /// Whether this machine had results of the step already.
  public var afterRun: Bool

  public init(
    chapter: String, step: String, prediction: String, answer: Double, words: String, question: String,
    time: Date, afterRun: Bool
  ) {
    (self.chapter, self.step, self.prediction) = (chapter, step, prediction)
    (self.answer, self.words, self.question) = (answer, words, question)
    (self.time, self.afterRun) = (time, afterRun)
  }
}

extension Prediction {
  /// An answer as a person types it: the number of a choice, or a number with a point or a comma and perhaps its unit.
  /// - Throws: `UsageError` with what is expected.
  public func answer(typed text: String) throws -> Double {
    var text = text.trimmingCharacters(in: .whitespacesAndNewlines)
    switch kind {
    case .choice:
      guard let number = Int(text), choices.indices.contains(number - 1) else {
        throw UsageError("Expected a number from 1 to \(choices.count), found \"\(text)\".")
      }
      return Double(number)
    case .number(let unit, _):
      if !unit.isEmpty, text.hasSuffix(unit) {
        text = text.dropLast(unit.count).trimmingCharacters(in: .whitespaces)
      }
      // 1,545,539 and 0,69 are both written; a comma before exactly three digits groups them.
      let grouped = text.wholeMatch(of: /[-+]?\d{1,3}(,\d{3})+(\.\d*)?/) != nil
      text = text.replacing(",", with: grouped ? "" : ".").replacing("−", with: "-")
      guard let number = Double(text), number.isFinite else {
        throw UsageError("Expected a number\(unit.isEmpty ? "" : " (\(unit))"), found \"\(text)\".")
      }
      return number
    }
  }

  /// An answer in words: `2: ln 2`, `50 %`.
  public func words(for answer: Double) -> String {
    switch kind {
    case .choice: plainChoice(Int(answer)).map { "\(Int(answer)): \($0)" } ?? Wording.number(answer)
    case .number(let unit, _): Wording.number(answer) + (unit.isEmpty ? "" : " \(unit)")
    }
  }
}
