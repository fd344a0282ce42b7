import ArgumentParser
import WebPages
import Files
import Foundation
import LessonKit

struct ClassCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "class", abstract: "For a teacher: what a class has done.", subcommands: [Collect.self])

  struct Collect: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "collect",
      abstract: "Gather the runs and predictions of a class into one page.",
      discussion: """
        Each folder is a learner's output folder, or one that holds it as 'output'. The page says who is where, which \
        predictions split the class, whose trainings went wrong, and how far the numbers spread. Learners are numbered \
        in the order of the folders; the page holds no names, and nothing leaves this machine. Folders in which there \
        is nothing of a learner are named and left out.
        """)

    @Argument(help: ArgumentHelp("A learner's folder.", valueName: "dir"), completion: .directory)
    var folders: [String]

    @Option(
      help: ArgumentHelp("The file to write.", valueName: "file"), completion: .file(extensions: ["html"]))
    var to: String?

    @OptionGroup var common: CommonOptions
    @OptionGroup var place: OutputOption

    func run() throws {
      let book = try Book()
      let chapters = try book.chaptersAndLabs()
      let exercises = try ExerciseList(in: book.library.repository).all
      var works: [LearnerWork] = []
      let messages = Console.errors(common)
      for folder in folders {
        do {
          let url = URL(fileURLWithPath: folder, isDirectory: true)
          works.append(
            try LearnerWork(number: works.count + 1, in: url, chapters: chapters, exercises: exercises))
          messages.note("learner \(works.count): \(folder)")
        } catch let problem as UsageError {
          messages.warn("\(problem)")
        }
      }
      guard !works.isEmpty else { throw UsageError("None of these folders holds a learner's work.") }
      let survey = ClassSurvey(of: works)
      if common.json { return try Console.print(report: survey) }
      let file = to.map { URL(fileURLWithPath: $0) } ?? place.url.appending(path: "class.html")
      try Folder.make(file.deletingLastPathComponent())
      try AtomicFile.write(Data(ClassPage(survey).html.utf8), to: file)
      Console.print("\(Wording.count(works.count, "learner")): open \(file.relativePath) in a browser.")
    }
  }
}
