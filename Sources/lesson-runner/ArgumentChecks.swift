import ArgumentParser
import Foundation
import LessonKit

/// Mistakes in the command line for which there is a better answer than the parser's.
enum ArgumentChecks {
  /// - Throws: `UsageError`.
  static func check(_ arguments: [String], of root: any ParsableCommand.Type) throws {
    try checkCommand(arguments.first, among: root.configuration.subcommands, path: [])
    if let command = root.configuration.subcommands.first(where: { $0._commandName == arguments.first }) {
      try checkCommand(
        arguments.dropFirst().first, among: command.configuration.subcommands, path: [command._commandName])
      if command.takesNumbers { try checkNumbers(arguments) }
    }
  }

  /// A word that is no command.
  private static func checkCommand(
    _ word: String?, among commands: [any ParsableCommand.Type], path: [String]
  ) throws {
    let names = commands.map { $0._commandName }
    guard !names.isEmpty, let word, !word.hasPrefix("-"), !(names + ["help"]).contains(word) else { return }
    if path.isEmpty, let entry = try? Book().library.entry(matching: word) {
      throw UsageError(
        """
        "\(word)" is a chapter, not a command. To run it, or to read it:
          \(Program.name) run \(entry.number)
          \(Program.name) show \(entry.number)
        """)
    }
    throw UsageError(
      """
      There is no command "\((path + [word]).joined(separator: " "))".\(NearMiss.question(for: word, among: names)) \
      Commands: \(names.map { (path + [$0]).joined(separator: " ") }.joined(separator: ", ")).
      """)
  }

  /// The parser takes a negative number for an option and says that the value is missing.
  private static func checkNumbers(_ arguments: [String]) throws {
    for (index, word) in arguments.enumerated() {
      if word == "--" { break }
      let next = index + 1 < arguments.count ? arguments[index + 1] : nil
      try checkNumber("--seed", word, next, isLegal: { UInt64($0) != nil }, "0 to \(UInt64.max)")
      try checkNumber(
        "--threads", word, next, isLegal: { Int($0).map((1...1024).contains) ?? false }, "1 to 1024")
    }
  }

  private static func checkNumber(
    _ option: String, _ word: String, _ next: String?, isLegal: (String) -> Bool, _ range: String
  ) throws {
    let value: String
    if word.hasPrefix(option + "=") {
      value = String(word.dropFirst(option.count + 1))
    } else if word == option, let next, !next.hasPrefix("-") || next.dropFirst().first?.isNumber == true {
      value = next
    } else {
      return
    }
    guard isLegal(value) else {
      throw UsageError("\(option) \(value): expected a whole number from \(range).")
    }
  }
}

extension ParsableCommand {
  /// Whether the command has --seed or --threads.
  fileprivate static var takesNumbers: Bool { self == RunCommand.self || self == DoctorCommand.self }
}
