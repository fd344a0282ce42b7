import Foundation

/// The comments that open a question and its answer: `<!-- predict: share, % -->`, `<!-- answer: share networks.share -->`.
enum PredictionComment: Equatable {
  /// - Parameter unit: of the number that is asked for; nil where there are choices.
  case predict(id: String, unit: String?)
  case choice(id: String, right: Int, evidence: Evidence)
  case number(id: String, metric: String)

  /// What is wrong with a comment, and what to write instead.
  struct Problem: Error {
    let message: String
  }

  /// Whether a comment is meant to be one of these, even if it is misspelt.
  static func isMeant(by comment: String) -> Bool {
    let word = comment.lowercased().prefix { $0.isLetter }
    return ["predict", "prediction", "answer"].contains(word)
  }

  init(_ comment: String) throws(Problem) {
    let shown = comment.split(whereSeparator: \.isWhitespace).joined(separator: " ")
    func problem(_ message: String) -> Problem {
      Problem(message: "<!-- \(shown.prefix(120)) -->: \(message)")
    }
    if let rest = comment.rest(after: "predict:") {
      let parts = rest.split(separator: ",", maxSplits: 1).map { $0.trimmingCharacters(in: .whitespaces) }
      guard let id = parts.first, id.isSlug, parts.count == 1 || !parts[1].isEmpty else {
        throw problem(
          "write <!-- predict: loss-at-half -->, or <!-- predict: share, % --> for a number in percent")
      }
      self = .predict(id: id, unit: parts.count == 1 ? nil : parts[1] == "-" ? "" : parts[1])
      return
    }
    if comment.lowercased().hasPrefix("predict") {
      throw problem(
        "write <!-- predict: loss-at-half -->, or <!-- predict: share, % --> for a number in percent")
    }
    let help =
      "write <!-- answer: loss-at-half 2 when STEP.METRIC > NUMBER and ... -->: the right choice and what a run measures "
      + "if it is right; or, for a number, <!-- answer: share STEP.METRIC -->"
    guard let rest = comment.rest(after: "answer:") else { throw problem(help) }
    let words = rest.split(whereSeparator: \.isWhitespace).map(String.init)
    guard words.count >= 2, words[0].isSlug else { throw problem(help) }
    if words.count == 2, words[1].isMetricName {
      self = .number(id: words[0], metric: words[1])
    } else if words.count > 3, let right = Int(words[1]), words[2] == "when",
      let evidence = Evidence(words[3...].joined(separator: " "))
    {
      self = .choice(id: words[0], right: right, evidence: evidence)
    } else {
      throw problem(help)
    }
  }

  var id: String {
    switch self {
    case .predict(let id, _), .choice(let id, _, _), .number(let id, _): id
    }
  }
}

extension String {
  fileprivate func rest(after prefix: String) -> String? {
    hasPrefix(prefix) ? String(dropFirst(prefix.count)).trimmingCharacters(in: .whitespacesAndNewlines) : nil
  }
}
