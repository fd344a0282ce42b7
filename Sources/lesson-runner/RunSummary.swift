import GANKit
import LessonKit

/// What is said when a chapter's run has ended.
struct RunSummary {
  let chapter: Chapter
  let request: RunRequest
  let narrator: Narrator
  /// The command that goes on after an interruption.
  let continuation: String

  func print(_ outcome: RunOutcome) {
    if let error = outcome.error {
      printFailure(error, outcome.record)
    } else if let record = outcome.record {
      printResults(record)
    }
  }

  private func printResults(_ record: RunRecord) {
    let steps = executed(record)
    let failed = steps.flatMap(\.checks).filter { !$0.passed }.count
    let figures = steps.map(\.figureCount).reduce(0, +)
    let folder = chapter.outputFolder(in: request.output).relativePath
    let selection = request.selection == .all ? "" : ", \(request.selection)"
    let state = failed == 0 ? "done" : "\(Wording.count(failed, "check")) failed"
    narrator.sentence(
      """
      \(chapter.called)\(selection): \(state), in \
      \(Wording.duration(steps.reduce(0) { $0 + $1.seconds })) (\(record.budget) budget, seed \(record.seed), \
      \(Wording.count(record.threads, "thread"))\(beside(record))). \(Wording.count(figures, "figure")) in \(folder)/figures.
      """)
    for step in steps {
      for check in step.checks where !check.passed {
        narrator.error("Step \(step.id): the check \"\(check.description)\" failed.")
      }
    }
  }

  /// A note that another chapter ran at the same time; empty if none did.
  private func beside(_ record: RunRecord) -> String {
    record.besideOthers == true ? ", alongside another chapter" : ""
  }

  /// The steps that the command asked for.
  private func executed(_ record: RunRecord) -> [StepRecord] {
    switch request.selection {
    case .all: record.steps
    case .only(let id): record.steps.filter { $0.id == id }
    case .from(let id): Array(record.steps.drop { $0.id != id })
    }
  }

  private func printFailure(_ error: any Error, _ record: RunRecord?) {
    let step = record?.steps.first { $0.status == .interrupted || $0.error != nil }
    if let interruption = error as? Interrupted {
      return printInterruption(
        interruption.nextStep.map { "Stopped before step \($0)." }
          ?? step.map { "Interrupted in step \($0.id)." } ?? "Interrupted.")
    }
    guard let step else { return narrator.error("\(error)") }
    if error is Diverged || error is FolderReplaced {
      narrator.error("\(error)")
    } else {
      let isFirst = record?.steps.first?.id == step.id
      let advice =
        "\nThe steps before it are kept. To go on from there:\n  \(request.command) --from \(step.id)"
      narrator.error("Step \(step.id): \(error)\(isFirst ? "" : advice)")
    }
  }

  /// Nothing went wrong: somebody wanted it to stop.
  private func printInterruption(_ place: String) { narrator.tell("\(place) Go on with:\n  \(continuation)") }
}
