import Datasets
import Foundation
import GANKit

/// What a command asks of one chapter.
public struct RunRequest {
  public var budget = Budget.standard
  public var seed: UInt64 = 1
  public var threads = Machine.threads
  /// Texts of the form `name=value`.
  public var overrides: [String] = []
  public var selection = StepSelection.all
  /// Ignores an interrupted run instead of resuming it.
  public var restart = false
  /// Waits for a person before each step.
  public var pauses = false
  public var data = DataFolder()
  /// The folder that holds one folder for each chapter.
  public var output = URL(fileURLWithPath: "output", isDirectory: true)
  /// The code that runs, by which `contents` tells that a run is stale.
  public var code: CodeVersion?
  /// How the program is called, for messages.
  public var program = "lesson-runner"
  /// What follows it to run the whole chapter in this way: `run vanilla-gan --budget quick`.
  public var arguments = "run"
  /// How long a loop runs before it is saved again.
  public var checkpointInterval = Duration.seconds(60)
  /// Called before the process ends because the lesson's code asked for something that cannot be computed, with the record
  /// if there is one and with what was said.
  public var reportFailure: (RunRecord?, String) -> Void = { _, _ in }
  /// Whether someone asked the program to stop.
  public var isInterrupted: () -> Bool = { Interruption.isRequested }

  public init() {}

  /// The command that runs the whole chapter in this way.
  public var command: String { "\(program) \(arguments)" }
}

/// What became of a run.
public struct RunOutcome {
  /// The content of `run.json`; `nil` if the run ended before it had one.
  public var record: RunRecord?
  /// What ended the run early.
  public var error: (any Error)?

  public var exitCode: ExitCode {
    if let error { return ExitCode(for: error) }
    let checks = record?.steps.flatMap(\.checks) ?? []
    return checks.allSatisfy(\.passed) ? .done : .failed
  }
}

/// Executes a chapter: prints its text, runs its steps, and keeps `run.json`.
public final class ChapterRun {
  private let chapter: Chapter
  private let lessonType: any Lesson.Type
  private let request: RunRequest
  private let narrator: Narrator
  private let renderer: MarkdownRenderer
  private var record: RunRecord?
  private var stepIDs: [String] { chapter.steps.map(\.id) }

  /// - Parameter figureFolder: what leads from the working directory to the figures that the chapter shows.
  public init(
    _ chapter: Chapter, _ lessonType: any Lesson.Type, _ request: RunRequest, _ narrator: Narrator,
    figureFolder: String = "chapters/"
  ) {
    (self.chapter, self.lessonType) = (chapter, lessonType)
    (self.request, self.narrator) = (request, narrator)
    renderer = MarkdownRenderer(terminal: narrator.output, figureFolder: figureFolder)
  }

  /// Runs what the request asks for. Errors are recorded, returned and not printed.
  public func execute() -> RunOutcome {
    do {
      try runChapter()
      return RunOutcome(record: record)
    } catch {
      return RunOutcome(record: record, error: error)
    }
  }

  private func runChapter() throws {
    let settings = try Settings(lessonType.settings, budget: request.budget, overrides: request.overrides)
    switch request.selection {
    case .all: break
    case .from(let id), .only(let id): _ = try RunPlan.index(of: id, in: stepIDs)
    }
    let folder = try RunFolder(chapter.outputFolder(in: request.output), stepIDs: stepIDs)
    let previous = previousRecord(folder)
    let run = Run(
      chapter: chapter.slug, budget: request.budget, seed: request.seed, threads: request.threads,
      data: request.data, settings: settings, outputFolder: folder.url, outputRoot: request.output,
      narrator: narrator, code: request.code, isInterrupted: request.isInterrupted)

    // What the command lacks is said before data are read and networks are built.
    let firstPlan = try plan(previous, folder, run.conditions)
    explainRun()
    if firstPlan.steps.lowerBound == 0 { explain(chapter.introduction) }
    let lesson = try LessonFailure.recorded(by: { [self] in explain($0) }) { try lessonType.init(run) }
    let steps = lesson.steps
    guard steps.map(\.id) == stepIDs else {
      throw LessonError(
        """
        Chapter \(chapter.slug) and its lesson do not have the same steps.
          chapter: \(stepIDs.joined(separator: ", "))
          lesson:  \(steps.map(\.id).joined(separator: ", "))
        """)
    }
    let series = StepSeries(
      run: run, lesson: lesson, steps: steps, folder: folder, request: request, narrator: narrator,
      explainBefore: { [self] in explain(chapter.steps[$0].beforeRun, $1.metrics(ofFirst: $0)) },
      explainAfter: { [self] in explain(chapter.steps[$0].afterRun, $1.metrics(ofFirst: $0 + 1)) })
    let plan = try plan(previous, folder, run.conditions)
    plan.warnings.forEach(narrator.warn)
    plan.notes.forEach(narrator.note)

    defer { record = series.record }
    try series.perform(plan, newRecord(plan, previous, run.conditions))
    if plan.steps.upperBound == steps.count, request.selection == .all {
      explain(chapter.closing, series.record?.metrics(ofFirst: steps.count) ?? [:])
    }
  }

  private func plan(
    _ previous: RunRecord?, _ folder: RunFolder, _ conditions: Conditions
  ) throws -> RunPlan {
    try RunPlan.make(
      request.selection, stepIDs: stepIDs, record: previous, conditions: conditions,
      restart: request.restart, command: request.command, exists: folder.exists, hasPartial: folder.hasPartial
    )
  }

  /// - Parameter measured: what this run has measured so far.
  private func explain(_ section: Chapter.Section, _ measured: [String: Double] = [:]) {
    if !section.isEmpty { narrator.explain(renderer.render(section, beside: measured)) }
  }

  /// Said once a command, however many chapters it runs.
  private func explainRun() {
    guard !narrator.hasExplainedRun,
      let note = RunNote.text(budget: request.budget, overrides: request.overrides)
    else { return }
    narrator.explain(renderer.render(note))
    narrator.hasExplainedRun = true
  }

  private func explain(_ failure: RequirementFailure) {
    let place = "The networks of chapter \(chapter.slug)"
    let explanation = LessonFailure.explanation(failure, place: place, command: request.command)
    narrator.error(explanation)
    request.reportFailure(nil, explanation)
  }

  private func previousRecord(_ folder: RunFolder) -> RunRecord? {
    do {
      return try RunRecord.read(folder.file("run.json"))
    } catch {
      narrator.warn("\(error) The chapter counts as not run.")
      return nil
    }
  }

  /// The record at the run's begin: steps that are kept as they are, and the others as not run.
  private func newRecord(
    _ plan: RunPlan, _ previous: RunRecord?, _ conditions: Conditions
  ) -> RunRecord {
    var record = RunRecord(
      chapter: chapter.slug, number: chapter.number, title: chapter.title, budget: conditions.budget,
      seed: conditions.seed, threads: conditions.threads, engine: Machine.engine, data: conditions.data,
      settings: conditions.settings, steps: stepIDs.map(StepRecord.init),
      command: request.arguments + (request.selection == .all ? "" : " \(request.selection)"),
      selection: request.selection.description,
      code: conditions.code, build: CodeVersion.programHash)
    guard let previous, previous.steps.map(\.id) == stepIDs else { return record }
    for index in record.steps.indices where !plan.steps.contains(index) {
      var kept = previous.steps[index]
      let made = kept.madeWith ?? previous.conditions
      kept.madeWith = kept.status == .notRun || conditions.differences(from: made).isEmpty ? nil : made
      record.steps[index] = kept
    }
    if record.steps.contains(where: { $0.status != .notRun }) {
      record.data.merge(previous.data) { new, _ in new }
      record.peakMemoryBytes = previous.peakMemoryBytes
    }
    return record
  }
}

extension Chapter {
  /// The folder of this chapter's runs: `output/03-vanilla-gan`.
  public func outputFolder(in output: URL) -> URL {
    output.appending(path: "\(number < 10 ? "0" : "")\(number)-\(slug)", directoryHint: .isDirectory)
  }
}
