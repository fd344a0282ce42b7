import ArgumentParser
import Foundation
import LessonKit

/// The command line. Exit codes are those of `LessonKit.ExitCode`.
@main
struct LessonRunner: ParsableCommand {
  static let version = "0.1.0"

  static let configuration = CommandConfiguration(
    commandName: Program.name,
    abstract: "A book about generative adversarial networks that runs.",
    discussion: """
      Without a command it lists the chapters and says what to type next. Exit codes: 0 done; 1 a check or lesson \
      failed; 2 usage, or another run is writing the same folder; 3 data missing or damaged; 4 a step failed \
      (diverged, disk full); 130 interrupted.
      """,
    version: version,
    subcommands: [
      ContentsCommand.self, ShowCommand.self, RunCommand.self, DataCommand.self, DoctorCommand.self,
      AuthorCommand.self,
    ],
    defaultSubcommand: ContentsCommand.self)

  static func main() {
    let arguments = CommonOptions.moveToEnd(
      Array(CommandLine.arguments.dropFirst()), commands: configuration.subcommands.map { $0._commandName })
    if arguments.contains("--version") { return Console.print(version) }
    do {
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Foundation.exit(report(error))
    }
  }

  /// Says what went wrong, and returns the exit code.
  private static func report(_ error: any Error) -> Int32 {
    if let ending = error as? Ending { return ending.code.rawValue }
    switch exitCode(for: error) {
    case .success:  // --help
      Console.print(fullMessage(for: error))
      return 0
    case .validationFailure:
      Narrator.write(fullMessage(for: error) + "\n", to: STDERR_FILENO)
      return LessonKit.ExitCode.usage.rawValue
    default:
      Console.errors().error("\(error)")
      return LessonKit.ExitCode(for: error).rawValue
    }
  }
}

/// Ends a command with an exit code; what there was to say has been said.
struct Ending: Error {
  let code: LessonKit.ExitCode
}
