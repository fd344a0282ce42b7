import WebPages
import LessonKit

/// What the controls of a chapter need to know, as a page gets it.
struct ChapterControls: Encodable, Sendable {
  struct Control: Encodable, Sendable {
    var name, help, legal: String
    /// truth, integer, number, choice or text
    var kind: String
    var low, high: Double?
    var choices: [String]?
    /// By budget.
    var defaults: [String: String]
  }

  struct Current: Encodable, Sendable {
    var budget: String
    var seed: String
    var settings: [String: String]
  }

  var name: String
  var number: Int
  /// What a run takes, by budget.
  var times: [String: String]
  var settings: [Control]
  /// The conditions of the latest run.
  var current: Current?

  init(_ chapter: BookChapter) {
    (name, number) = (chapter.name, chapter.chapter.number)
    times = Dictionary(
      uniqueKeysWithValues: Budget.offered.compactMap { budget in
        chapter.time(at: budget).map { (budget.rawValue, $0) }
      })
    settings = chapter.settings.map(Control.init)
    current = chapter.state.record.map { record in
      Current(
        budget: record.budget.rawValue, seed: "\(record.seed)",
        settings: record.settings.mapValues(\.description))
    }
  }
}

extension ChapterControls.Control {
  init(_ setting: any AnySetting) {
    (name, help, legal) = (setting.name, setting.help, setting.legalValues)
    defaults = Dictionary(
      uniqueKeysWithValues: Budget.allCases.map { ($0.rawValue, setting.defaultScalar(for: $0).description) })
    switch setting.domain {
    case .truth: kind = "truth"
    case .integers(let range):
      (kind, low, high) = (
        "integer", range.map { Double($0.lowerBound) }, range.map { Double($0.upperBound) }
      )
    case .numbers(let range): (kind, low, high) = ("number", range?.lowerBound, range?.upperBound)
    case .choices(let list): (kind, choices) = ("choice", list)
    case .text: kind = "text"
    }
  }
}
