import ArgumentParser
import Foundation
import GANKit
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

  private static let commands = configuration.subcommands.map { $0._commandName }

  static func main() {
    let arguments = CommonOptions.moveToEnd(Array(CommandLine.arguments.dropFirst()), commands: commands)
    if arguments.contains("--version") { return Console.print(version) }
    do {
      if let problem = Machine.engineProblem { throw UsageError(problem) }
      Machine.adoptFastestMatrixProducts()
      try checkCommand(arguments.first)
      var command = try parseAsRoot(arguments)
      try command.run()
    } catch {
      Foundation.exit(report(error))
    }
  }

  /// - Throws: `UsageError` for a word that is no command.
  private static func checkCommand(_ word: String?) throws {
    guard let word, !word.hasPrefix("-"), !(commands + ["help"]).contains(word) else { return }
    throw UsageError(
      """
      There is no command "\(word)".\(NearMiss.question(for: word, among: commands)) \
      Commands: \(commands.joined(separator: ", ")).
      """)
  }

  /// Says what went wrong, and returns the exit code.
  private static func report(_ error: any Error) -> Int32 {
    if let ending = error as? Ending { return ending.code.rawValue }
    switch exitCode(for: error) {
    case .success:  // --help
      Console.print(fullMessage(for: error))
      return 0
    case .validationFailure:
      let message = fullMessage(for: error)
      Console.errors().error(message.hasPrefix("Error: ") ? String(message.dropFirst(7)) : message)
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
