import ArgumentParser
import Authoring
import ReportFigures
import WebPages
import WebServer
import Foundation
import LessonKit

extension Book {
  /// The chapters with this machine's latest results, for pages.
  func pages(in place: OutputOption) throws -> [BookChapter] {
    let author = Author(library)
    let times = try times(in: place.url)
    let exercises = try ExerciseList(in: library.repository)
    return try chaptersAndLabs().map { chapter in
      BookChapter(
        chapter, state: state(of: chapter, in: place.url), runFolder: chapter.outputFolder(in: place.url),
        referenceMetrics: author.referenceMetrics(of: chapter),
        settings: lesson(of: chapter.slug)?.settings ?? [],
        generators: lesson(of: chapter.slug)?.generators ?? [],
        trainedFlow: lesson(of: chapter.slug)?.trainedFlow,
        answers: LockedAnswers(of: chapter, in: place.url).answers(to: chapter.predictions),
        exercises: chapter.isLabs
          ? [] : exercises.exercises(of: chapter).map { ExerciseWork(on: $0, in: place.url) },
        times: times, program: Program.name,
        command: "\(Program.name) \(chapter.runWords)\(place.suffix)")
    }
  }

  /// What stands beside the chapters, as far as it is there.
  var articles: [BookArticle] {
    ["chapters/glossary.md", "chapters/applications.md", "docs/reading-swift.md"].compactMap { file in
      let url = library.repository.appending(path: file)
      return (try? String(contentsOf: url, encoding: .utf8)).map { BookArticle(file: file, markdown: $0) }
    }
  }

  /// The book for a server. Each time it is read, it is read anew.
  /// - Throws: mistakes in the text.
  ///
  /// - Parameter takesAnswers: whether pages may check exercises, which runs what is written there.
  func live(in place: OutputOption, data: DataOption, takesAnswers: Bool) throws -> LiveBook {
    // A server may go on after somebody has changed its working directory away.
    let output = place.url.standardizedFileURL
    _ = try pages(in: place)
    var live = LiveBook(
      output: output, text: [library.folder] + (labs.map { [$0.folder] } ?? []),
      sources: [library.repository.appending(path: "Sources")],
      read: {
        let book = try Book()
        return LiveBook.Edition(
          chapters: try book.pages(in: place), articles: book.articles,
          nextCommand: try book.nextCommand(in: place))
      },
      prepare: { order in try OrderedRun(order, place: place, data: data, output: output).prepared() },
      runs: { chapter in try Book().listedRuns(of: chapter, in: output) },
      compare: { chapter, first, second in
        let book = try Book()
        let chapter = try book.chapter(matching: chapter)
        return RunComparison(
          try book.comparedRun(named: first, of: chapter, in: output),
          try book.comparedRun(named: second, of: chapter, in: output), chapter: chapter.slug)
      })
    if takesAnswers {
      let exercises = PageExercises(output: output)
      live.exercise = { try exercises.perform($0) }
    }
    return live
  }

  /// The runs of a chapter that a page offers for a comparison: this machine's, and the book's.
  private func listedRuns(of name: String, in output: URL) throws -> [ListedRun] {
    let chapter = try chapter(matching: name)
    let settings = lesson(of: chapter.slug)?.settings ?? []
    let own = KeptRuns(output: output).all(of: chapter).map { ListedRun($0, settings: settings) }
    // A new chapter has no reference run yet.
    guard let book = try? Author(library).bookRun(of: chapter) else { return own }
    return own + [ListedRun(name: book.name, state: "the run that the text describes")]
  }
}

/// An order from a page as a command line.
private struct OrderedRun {
  private let chapter: Chapter
  private let lesson: any Lesson.Type
  private let book: Book
  /// What a person would type after the program's name, but for the folder of the runs.
  private var words: [String]
  private let command: RunCommand
  private let place: OutputOption
  private let output: URL

  init(_ order: RunOrder, place: OutputOption, data: DataOption, output: URL) throws {
    book = try Book()
    (self.place, self.output) = (place, output)
    chapter = try book.chapter(matching: order.chapter)
    lesson = try book.requireLesson(of: chapter)
    if order.resume == true {
      guard let record = book.state(of: chapter, in: place.url).record, record.status == .interrupted else {
        throw UsageError("\(chapter.called) has no interrupted run to go on with.")
      }
      words = Words.split(record.command)
      // The folder as it was written then may be one from elsewhere; this server's is meant.
      while let option = words.firstIndex(of: "--output") {
        words.removeSubrange(option..<min(option + 2, words.count))
      }
    } else {
      words = ["run", chapter.slug]
      if let budget = order.budget, budget != Budget.standard.rawValue { words += ["--budget", budget] }
      for (name, value) in (order.settings ?? [:]).sorted(by: { $0.key < $1.key }) {
        words += ["--set", "\(name)=\(value)"]
      }
      if let seed = order.seed, seed != 1 { words += ["--seed", "\(seed)"] }
      if let data = data.data { words += ["--data", URL(filePath: data).standardizedFileURL.path] }
      if let from = order.from { words += ["--from", from] }
      if let only = order.only { words += ["--only", only] }
      if order.restart == true { words.append("--restart") }
    }
    do {
      guard let command = try LessonRunner.parseAsRoot(words) as? RunCommand else {
        throw UsageError("This is no run: \(words.joined(separator: " "))")
      }
      self.command = command
    } catch let error as UsageError {
      throw error
    } catch {
      throw UsageError(LessonRunner.message(for: error))
    }
  }

  func prepared() throws -> PreparedRun {
    var request = RunRequest(
      try Settings(lesson.settings, budget: command.budget, overrides: command.overrides))
    request.seed = command.seed
    request.selection = command.from.map(StepSelection.from) ?? command.only.map(StepSelection.only) ?? .all
    request.restart = command.restart
    request.output = place.url
    request.code = book.code(of: lesson)
    request.program = Program.name
    request.arguments = "run \(chapter.argument)"
    let typed = ([Program.name] + words.map(Program.quoted)).joined(separator: " ") + place.suffix
    let quiet = ["--output", output.path, "--no-pause", "--quiet", "--color", "never"]
    return PreparedRun(
      program: Self.program(in: book), arguments: words + quiet, command: typed,
      preview: try RunPreview(chapter, request))
  }

  /// The script `learn` if that started this program, because it builds what somebody has edited; else this program.
  private static func program(in book: Book) -> String {
    let script = book.library.repository.appending(path: "learn").path
    let isScript = ProcessInfo.processInfo.environment["GANLESSONS_COMMAND"]?.isEmpty == false
    if isScript, FileManager.default.isExecutableFile(atPath: script) { return script }
    return Bundle.main.executablePath ?? CommandLine.arguments[0]
  }
}
