import ArgumentParser
import Foundation
import GANKit
import LessonKit

/// The command line. Exit codes are those of `LessonKit.ExitCode`.
@main
struct LessonRunner: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = commandLine(named: Program.name)

  /// The completions and the man page call the program `learn`.
  static func commandLine(named name: String) -> CommandConfiguration {
    CommandConfiguration(
      commandName: name,
      abstract: "A runnable book about generative adversarial networks.",
      discussion: """
        Without a command it lists the chapters and says what to type next. Exit codes: 0 done; 1 a check or lesson \
        failed; 2 usage, or another run is writing the same folder; 3 data missing or damaged; 4 a step failed \
        (diverged, disk full), or the output could not be written; 130 interrupted.
        """,
      version: version,
      subcommands: [
        ContentsCommand.self, NextCommand.self, ShowCommand.self, RunCommand.self, LabCommand.self,
        RunsCommand.self,
        CompareCommand.self, DiagnoseCommand.self, ApplyCommand.self, ExportCommand.self,
        ExerciseCommand.self, CheckCommand.self, HintCommand.self, SolutionCommand.self, ResetCommand.self,
        WatchCommand.self, BookCommand.self, ServeCommand.self, OpenCommand.self, HandoutCommand.self,
        SlidesCommand.self,
        ClassCommand.self, DataCommand.self, DoctorCommand.self,
        AuthorCommand.self, CompletionsCommand.self,
      ],
      defaultSubcommand: ContentsCommand.self)
  }

  /// They may stand before the command too: `lesson-runner --json run 3`.
  @OptionGroup var common: CommonOptions

  static func main() {
    StandardStreams.prepare()
    let words = Array(CommandLine.arguments.dropFirst())
    do {
      var command = try parseAsRoot(words)
      if let problem = Machine.engineProblem { throw UsageError(problem) }
      Machine.adoptFastestMatrixProducts()
      try command.run()
      StandardStreams.end(with: 0)
    } catch {
      StandardStreams.end(with: report(error, CommonOptions(ofWords: words), words))
    }
  }

  /// Says what went wrong, and returns the exit code.
  private static func report(_ error: any Error, _ options: CommonOptions, _ words: [String]) -> Int32 {
    if let ending = error as? Ending { return ending.code.rawValue }
    switch exitCode(for: error) {
    case .success:  // --help and --version
      Console.print(fullMessage(for: error))
      return 0
    case .validationFailure:
      if let unknown = UnknownCommand.explanation(of: words, commands: configuration.subcommands) {
        return end(.usage, unknown, options)
      }
      let message = fullMessage(for: error)
      return end(
        .usage, message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message, options,
        short: Self.message(for: error))
    default:
      return end(LessonKit.ExitCode(for: error), "\(error)", options)
    }
  }

  /// - Parameter short: what `--json` prints, where it is less than what a person reads.
  private static func end(
    _ code: LessonKit.ExitCode, _ message: String, _ options: CommonOptions, short: String? = nil
  ) -> Int32 {
    Console.errors(options).error(message)
    if options.json { try? Console.print(report: ErrorReport(code: code, short ?? message)) }
    return code.rawValue
  }
}

/// Ends a command with an exit code; what there was to say has been said.
struct Ending: Error {
  let code: LessonKit.ExitCode
}
