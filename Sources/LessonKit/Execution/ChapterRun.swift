import Foundation
import GANKit
import TerminalText

/// Executes a chapter: prints its text, runs its steps, and keeps `run.json`.
public final class ChapterRun {
  let chapter: Chapter
  let lessonType: any Lesson.Type
  let request: RunRequest
  let narrator: Narrator
  private let renderer: MarkdownRenderer
  private var record: RunRecord?
  private var stepIDs: [String] { chapter.steps.map(\.id) }

  /// - Parameter figureFolder: the path from the working directory to the folder of the chapter's figures.
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
    switch request.selection {
    case .all: break
    case .from(let id), .only(let id): _ = try RequestedSteps.index(of: id, in: stepIDs)
    }
    let folder = try RunFolder(chapter.outputFolder(in: request.output), stepIDs: stepIDs)
    let previous = previousRecord(folder)
    let run = Run(
      chapter: chapter.slug, seed: request.seed, data: request.data, settings: request.settings,
      outputFolder: folder.url, outputRoot: request.output, narrator: narrator, code: request.code,
      isInterrupted: request.isInterrupted, awaitChapter: request.awaitChapter)

    guard lessonType.stepIDs == stepIDs else {
      throw LessonError(
        """
        Chapter \(chapter.slug) and its lesson do not have the same steps.
          chapter: \(stepIDs.joined(separator: ", "))
          lesson:  \(lessonType.stepIDs.joined(separator: ", "))
        """)
    }

    // Mistakes in the command are reported before data are read and networks are built.
    let requested = try RequestedSteps(
      request.selection, of: stepIDs, record: previous, restart: request.restart, command: request.command,
      hasPartial: folder.hasPartial)
    let former = FormerRun(
      previous, in: KeptRuns(output: request.output), of: chapter, declared: lessonType.settings)
    // A folder without a record holds nothing to keep.
    let hasFormer = previous != nil || folder.exists("run.json")
    try former.checkName(request.name, before: requested.goesOn ? nil : run.conditions)
    let weights = try weightsFile(folder, requested)
    explainRun()
    let beginsAtFirstStep = requested.range.lowerBound == 0 && (requested.unfinished ?? 0) == 0
    if beginsAtFirstStep { explain(chapter.introduction) }
    let lesson = try LessonFailure.recorded(by: { [self] in explain($0) }) { try lessonType.init(run) }
    let kept = try weights.map { try start(lesson, from: $0, run) }
    let series = StepSeries(
      run: run, lesson: lesson, folder: folder, request: request, narrator: narrator,
      explainBefore: { [self] in try explainAndAsk(chapter.steps[$0], previous, $1.metrics(ofFirst: $0)) },
      explainAfter: { [self] in explainOutcome(of: chapter.steps[$0], $1.metrics(ofFirst: $0 + 1)) })
    let conditions = run.conditions
    let plan = RunPlan(requested, conditions: conditions, exists: folder.exists)
    try requested.requireSameWeights(before: plan.steps.lowerBound, conditions)
    series.keptWeights = weights?.isInside(folder) == true ? kept : nil
    if hasFormer, plan.replaces(all: stepIDs.count), former.isKept(before: conditions, named: request.name) {
      // Only now it is known which data and weights this run has, and that an interrupted one of this name is another.
      try former.checkName(request.name, before: conditions)
      series.former = former
    }
    // An interrupted run that cannot go on.
    if plan.steps.lowerBound == 0, !beginsAtFirstStep { explain(chapter.introduction) }
    plan.warnings.forEach(narrator.warn)
    plan.notes.forEach(narrator.note)

    defer { record = series.record }
    try series.perform(plan, newRecord(plan, previous, conditions, run.weights))
    if plan.steps.upperBound == stepIDs.count, request.selection == .all {
      explain(chapter.closing, series.record?.metrics(ofFirst: stepIDs.count) ?? [:])
    }
  }

  /// - Parameter measured: what this run has measured so far.
  private func explain(_ section: Chapter.Section, _ measured: [String: Double] = [:]) {
    if !section.isEmpty { narrator.explain(renderer.render(section, beside: measured)) }
  }

  /// The text before a step, which stops where it asks for a prediction.
  /// - Parameter previous: what this machine had recorded before the run.
  private func explainAndAsk(
    _ step: Chapter.Step, _ previous: RunRecord?, _ measured: [String: Double]
  ) throws {
    guard request.asks else { return explain(step.beforeRun, measured) }
    var rest = step.beforeRun
    for prediction in step.predictions {
      let (text, remainder) = rest.split(afterLine: prediction.lines.upperBound)
      explain(text, measured)
      rest = remainder
      try Question(
        prediction: prediction, answers: answers, chapter: chapter.slug,
        hasResults: previous?.steps.contains { $0.id == step.id && $0.ran } ?? false, narrator: narrator,
        isInterrupted: request.isInterrupted
      ).ask()
    }
    explain(rest, measured)
  }

  /// The text after a step, with what the reader predicted.
  private func explainOutcome(of step: Chapter.Step, _ measured: [String: Double]) {
    guard !step.afterRun.isEmpty else { return }
    narrator.explain(
      renderer.render(
        step.afterRun.document(
          beside: measured, answers: answers.answers(to: step.predictions), to: step.predictions)))
  }

  private var answers: LockedAnswers { LockedAnswers(of: chapter, in: request.output) }

  private func explainRun() {
    let note = RunNote.text(of: request.settings, hasWeights: request.weights != nil)
    if let note { narrator.explainRun(renderer.render(note)) }
  }

  private func explain(_ failure: RequirementFailure) {
    let place = "The networks of chapter \(chapter.slug)"
    let explanation = LessonFailure.explanation(failure, place: place, command: request.command)
    narrator.lastError(explanation)
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

  /// The record at the beginning of the run: steps that are kept as they are, and the others as not run.
  private func newRecord(
    _ plan: RunPlan, _ previous: RunRecord?, _ conditions: Conditions, _ weights: WeightsRecord?
  ) -> RunRecord {
    var record = RunRecord(
      chapter: chapter.slug, number: chapter.number, title: chapter.title, budget: conditions.budget,
      seed: conditions.seed, threads: conditions.threads, engine: Machine.engine, data: conditions.data,
      settings: conditions.settings, steps: stepIDs.map(StepRecord.init),
      command: request.arguments + (request.selection == .all ? "" : " \(request.selection)"),
      selection: request.selection.description,
      code: conditions.code, build: CodeVersion.programHash, name: request.name, weights: weights)
    if request.besideOthers { record.besideOthers = true }
    guard let previous, previous.steps.map(\.id) == stepIDs else { return record }
    // What goes on, or is run again in part, is still the run that it was.
    if !plan.replaces(all: stepIDs.count) { record.name = request.name ?? previous.name }
    for index in record.steps.indices where !plan.steps.contains(index) {
      var kept = previous.steps[index]
      let made = kept.madeWith ?? previous.conditions
      kept.madeWith = kept.status == .notRun || conditions.differences(from: made).isEmpty ? nil : made
      record.steps[index] = kept
    }
    if record.steps.contains(where: { $0.status != .notRun }) {
      record.data.merge(previous.data) { new, _ in new }
      record.besideOthers = record.besideOthers ?? previous.besideOthers
      record.peakMemoryBytes = previous.peakMemoryBytes
    }
    return record
  }
}
