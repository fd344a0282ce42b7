import ArgumentParser
import LessonKit

/// Which trained network a command uses.
struct TrainedNetworkOptions: ParsableArguments {
  @Argument(
    help: ArgumentHelp("A chapter's number or slug, or the folder of a run.", valueName: "run"),
    completion: Completion.chapters)
  var target: String

  @Option(
    name: [.customLong("network"), .customLong("direction")],
    help: ArgumentHelp(
      "Which of the chapter's networks, such as b-to-a, srresnet or faces (default: the first one).",
      valueName: "name"))
  var network: String?

  @Option(
    name: .customLong("run"),
    help: ArgumentHelp("A kept run of the chapter; see 'runs' (default: the latest).", valueName: "name"),
    completion: Completion.runs)
  var keptRun: String?

  /// - Throws: `UsageError` if there is no such run or network.
  func found(
    in place: OutputOption
  ) throws -> (run: ChosenRun, lesson: any Lesson.Type, network: TrainedNetwork) {
    let book = try Book()
    let run = try ChosenRun(target, named: keptRun, in: place.url, of: book)
    let lesson = try book.requireLesson(of: run.chapter)
    return (run, lesson, try .named(network, of: lesson, in: run))
  }
}
