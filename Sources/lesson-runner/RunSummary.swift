import GANKit
import LessonKit

/// What is said when a chapter's run has ended.
struct RunSummary {
  let chapter: Chapter
  let request: RunRequest
  let narrator: Narrator

  func print(_ outcome: RunOutcome) {
    if let error = outcome.error {
      printFailure(error, outcome.record)
    } else if let record = outcome.record {
      printResults(record)
    }
  }

  private func printResults(_ record: RunRecord) {
    let figures = record.steps.flatMap(\.figures).count
    let folder = chapter.outputFolder(in: request.output).relativePath
    let what = request.selection == .all ? "Chapter \(chapter.number)" : "Chapter \(chapter.number), \(request.selection)"
    narrator.explain("")
    narrator.result(
      """
      \(what): done in \(Wording.duration(record.seconds)) (\(record.budget) budget, seed \(record.seed), \
      \(record.threads) \(record.threads == 1 ? "thread" : "threads")). \
      \(figures) \(figures == 1 ? "figure" : "figures") in \(folder)/figures.
      """)
    for step in record.steps {
      for check in step.checks where !check.passed {
        narrator.error("Step \(step.id): the check \"\(check.description)\" failed.")
      }
    }
  }

  private func printFailure(_ error: any Error, _ record: RunRecord?) {
    guard let record, let step = record.steps.first(where: { $0.status == .interrupted || $0.error != nil }) else {
      return narrator.error("\(error)")
    }
    let again = ([request.command] + (request.selection == .all ? [] : ["\(request.selection)"])).joined(separator: " ")
    if error is Interrupted {
      narrator.error("Interrupted in step \(step.id). It goes on with the same command:\n  \(again)")
    } else {
      narrator.error("Step \(step.id): \(error)")
    }
  }
}
