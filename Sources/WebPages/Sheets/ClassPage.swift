import Foundation
import LessonKit

/// The survey of a class as a page: one file, without names.
public struct ClassPage {
  private let survey: ClassSurvey

  public init(_ survey: ClassSurvey) { self.survey = survey }

  /// The whole file.
  public var html: String {
    let count = survey.learners.count
    let body: HTML = """
      <header><h1>The class</h1>
      <p>\(Wording.count(count, "learner")), numbered in the order in which their folders were given.</p></header>
      <h2>Who is where</h2>
      \(states)
      <h2>What the class predicted</h2>
      <p>The questions that split the class most come first: they are worth a discussion. Right answers are in bold.</p>
      \(questions)
      <h2>Runs with findings</h2>
      \(troubles)
      <h2>How far the numbers spread</h2>
      <p>Each dot is the run of one learner.</p>
      \(numbers)
      """
    return Sheet(title: "The class", kind: "class", body: body).file.source
  }

  private var states: HTML {
    let (chapters, labs) = (survey.chapters.indices(isLabs: false), survey.chapters.indices(isLabs: true))
    let head = chapters.enumerated().map {
      "<th scope=\"col\" title=\"\(survey.chapters[$1])\">\($0 + 1)</th>" as HTML
    }
    let rows = survey.learners.map { learner in
      let cells = chapters.map { learner.states[$0] }.map { state -> HTML in
        let kind = ["done": "good", "not run": "open"][state] ?? "bad"
        return "<td class=\"\(kind)\">\(state)</td>"
      }
      return """
        <tr><th scope="row">learner \(learner.learner)</th>\(cells.joined())\
        <td>\(labs.count { learner.states[$0] == "done" })</td><td>\(learner.predicted)</td><td>\(learner.solved.count)</td></tr>\n
        """ as HTML
    }
    let sums = chapters.map { index in
      "<td>\(survey.learners.count { $0.states[index] == "done" })</td>" as HTML
    }
    return """
      <table><thead><tr><th scope="col">chapter</th>\(head.joined())<th scope="col">labs</th><th scope="col">predicted</th>\
      <th scope="col">solved</th></tr></thead>
      <tbody>\(rows.joined())<tr><th scope="row">done</th>\(sums.joined())<td></td><td></td><td></td></tr></tbody></table>\n
      """
  }

  private var questions: HTML {
    if survey.questions.isEmpty { return "<p>Nobody has predicted anything.</p>\n" }
    return survey.questions.map { question -> HTML in
      let runs =
        question.contradicted > 0
        ? " In \(question.contradicted) of \(question.confirmed + question.contradicted) runs the outcome was another."
        : ""
      return """
        <section class="question"><h3>\(question.question)</h3>
        <p class="note">\(question.chapter), <code>\(question.prediction)</code>: \
        \(Wording.count(question.answered, "answer")).\(runs)</p>
        \(question.choices.isEmpty ? typed(question) : bars(question))</section>\n
        """
    }.joined()
  }

  private func bars(_ question: ClassSurvey.Question) -> HTML {
    let most = max(question.counts.max() ?? 1, 1)
    let rows = question.choices.indices.map { index -> HTML in
      let (count, isRight) = (question.counts[index], question.right == index + 1)
      let words: HTML = isRight ? "<strong>\(question.choices[index])</strong>" : "\(question.choices[index])"
      return """
        <tr><td class="count">\(count)</td><td class="bar"><svg width="120" height="12" role="img" \
        aria-label="\(count) of \(question.answered)"><rect width="\(120 * count / most)" height="12" \
        class="\(isRight ? "right" : "wrong")"/></svg></td><td>\(words)</td></tr>\n
        """
    }
    return "<table class=\"answers\"><tbody>\(rows.joined())</tbody></table>\n"
  }

  private func typed(_ question: ClassSurvey.Question) -> HTML {
    let values = question.numbers.sorted().map { Wording.number($0) }.joined(separator: ", ")
    return "<p>\(values)\(question.unit.isEmpty ? "" : " \(question.unit)")</p>\n"
  }

  private var troubles: HTML {
    if survey.troubles.isEmpty { return "<p>None.</p>\n" }
    let rows = survey.troubles.map { trouble in
      """
      <tr><th scope="row">learner \(trouble.learner)</th><td>\(trouble.chapter)</td>\
      <td>\(trouble.seed.map { "\($0)" } ?? "")</td><td>\(trouble.what.joined(separator: "; "))</td></tr>\n
      """ as HTML
    }
    return """
      <table><thead><tr><th scope="col">who</th><th scope="col">chapter</th><th scope="col">seed</th>\
      <th scope="col">what</th></tr></thead><tbody>\(rows.joined())</tbody></table>\n
      """
  }

  private var numbers: HTML {
    if survey.numbers.isEmpty {
      return "<p>Fewer than three runs of one chapter at one budget measured anything differently.</p>\n"
    }
    let rows = survey.numbers.map { numbers -> HTML in
      let sorted = numbers.values.sorted()
      let (low, high) = (sorted[0], sorted[sorted.count - 1])
      let dots = sorted.map { value -> HTML in
        let x = String(format: "%.1f", 6 + 188 * (value - low) / (high - low))
        return "<circle cx=\"\(x)\" cy=\"8\" r=\"4\"/>"
      }
      return """
        <tr><td>\(numbers.chapter)</td><th scope="row"><code>\(numbers.metric)</code></th>\
        <td>\(numbers.budget.rawValue)</td><td>\(Wording.number(low))</td>\
        <td><svg class="dots" width="200" height="16" role="img" \
        aria-label="\(sorted.count) runs from \(Wording.number(low)) to \(Wording.number(high))">\(dots.joined())</svg></td>\
        <td>\(Wording.number(high))</td></tr>\n
        """
    }
    return """
      <table><thead><tr><th scope="col">chapter</th><th scope="col">metric</th><th scope="col">budget</th>\
      <th scope="col">lowest</th><th scope="col">runs</th><th scope="col">highest</th></tr></thead>
      <tbody>\(rows.joined())</tbody></table>\n
      """
  }
}

extension [String] {
  /// Where the slugs of labs stand, or those of chapters.
  fileprivate func indices(isLabs: Bool) -> [Int] {
    indices.filter { self[$0].hasSuffix(Chapter.labsSuffix) == isLabs }
  }
}
