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
        ContentsCommand.self, ShowCommand.self, RunCommand.self, DataCommand.self, DoctorCommand.self,
        AuthorCommand.self, CompletionsCommand.self,
      ],
      defaultSubcommand: ContentsCommand.self)
  }

  private static let commands = configuration.subcommands.map { $0._commandName }

  static func main() {
    StandardStreams.prepare()
    let typed = Array(CommandLine.arguments.dropFirst())
    let arguments = CommonOptions.moveToEnd(typed, commands: commands)
    do {
      // A shell that completes a command line asks with the words of that line.
      if arguments.first?.hasPrefix("---") != true {
        if arguments.contains("--version") {
          Console.print(version)
          StandardStreams.end(with: 0)
        }
        if let problem = Machine.engineProblem { throw UsageError(problem) }
        Machine.adoptFastestMatrixProducts()
        try ArgumentChecks.check(arguments, of: self)
      }
      var command = try parseAsRoot(arguments)
      try command.run()
      StandardStreams.end(with: 0)
    } catch {
      StandardStreams.end(with: report(error, asJSON: arguments.contains("--json")))
    }
  }

  /// Says what went wrong, and returns the exit code.
  private static func report(_ error: any Error, asJSON: Bool) -> Int32 {
    if let ending = error as? Ending { return ending.code.rawValue }
    switch exitCode(for: error) {
    case .success:  // --help
      Console.print(fullMessage(for: error))
      return 0
    case .validationFailure:
      let message = fullMessage(for: error)
      Console.errors().error(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
      return end(.usage, Self.message(for: error), asJSON)
    default:
      Console.errors().error("\(error)")
      return end(LessonKit.ExitCode(for: error), "\(error)", asJSON)
    }
  }

  private static func end(_ code: LessonKit.ExitCode, _ message: String, _ asJSON: Bool) -> Int32 {
    if asJSON { try? Console.print(report: ErrorReport(code: code, message)) }
    return code.rawValue
  }
}

/// Ends a command with an exit code; what there was to say has been said.
struct Ending: Error {
  let code: LessonKit.ExitCode
}
