import Foundation
import LessonKit

/// A chapter, and what the site shows beside its text.
public struct BookChapter: Sendable {
  public let chapter: Chapter
  /// How far the latest run on this machine got.
  public let state: ChapterState
  /// The folder of that run.
  public let runFolder: URL
  /// What the book's own run measured, by `step.metric`; empty if its record is not there.
  public let referenceMetrics: [String: Double]
  /// What can be changed with `--set`.
  public let settings: [any AnySetting]
  /// Its generators, of which its page can run those whose label has at most one attribute.
  public let generators: [TrainedGenerator]
  /// The flow that its page can run.
  public let trainedFlow: TrainedFlow?
  /// What the reader has predicted, by the id of the prediction.
  public let answers: [String: LockedAnswer]
  /// The exercises that are checked, and how far the reader has come with each.
  public let exercises: [ExerciseWork]
  /// How long chapters take on this machine.
  public let times: RunTimes
  /// How the program is called.
  public let program: String
  /// The command that runs the chapter.
  public let command: String

  public init(
    _ chapter: Chapter, state: ChapterState, runFolder: URL, referenceMetrics: [String: Double],
    settings: [any AnySetting], generators: [TrainedGenerator] = [],
    trainedFlow: TrainedFlow? = nil, answers: [String: LockedAnswer] = [:], exercises: [ExerciseWork] = [],
    times: RunTimes = RunTimes([]), program: String = "./learn", command: String
  ) {
    (self.chapter, self.state, self.runFolder) = (chapter, state, runFolder)
    (self.referenceMetrics, self.settings) = (referenceMetrics, settings)
    (self.generators, self.trainedFlow, self.answers) = (generators, trainedFlow, answers)
    self.exercises = exercises
    (self.times, self.program, self.command) = (times, program, command)
  }

  /// `04-dcgan`
  public var name: String { chapter.url.deletingPathExtension().lastPathComponent }
  /// Where its file stands, from the top of the repository.
  var folder: String { chapter.isLabs ? "labs" : "chapters" }
  /// How links to its page call it.
  var title: String {
    chapter.isLabs ? chapter.called : "\(chapter.number). \(chapter.title)"
  }
  /// The name of its page.
  public var page: String { "\(name).html" }

  /// How long a run at a budget takes here: "7 min" where one has been measured, "about 7 min" otherwise; nil for the
  /// budget of the tests.
  package func time(at budget: Budget) -> String? {
    times.time(of: chapter, at: budget).map {
      ($0.source == .measured ? "" : "about ") + Wording.minutes($0.minutes)
    }
  }

  /// The steps of the latest run that were carried out, by their id.
  package var results: [String: StepRecord] {
    let steps = state.record?.steps.filter { $0.status != .notRun } ?? []
    return Dictionary(steps.map { ($0.id, $0) }, uniquingKeysWith: { first, _ in first })
  }

  /// What the latest run measured, by `step.metric`.
  var measured: [String: Double] {
    results.values.reduce(into: [:]) { all, step in
      for (name, value) in step.metrics { all["\(step.id).\(name)"] = value }
    }
  }
}
