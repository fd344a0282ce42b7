import ArgumentParser
import LessonKit

/// A word that is no command, for which there is a better answer than the parser's.
enum UnknownCommand {
  /// What to say of a command line that the parser did not understand; nil if its commands are not to blame.
  static func explanation(of words: [String], commands: [any ParsableCommand.Type]) -> String? {
    var rest = words[...]
    while let word = rest.first, word.hasPrefix("-") { rest = rest.dropFirst(word == "--color" ? 2 : 1) }
    return explanation(rest, commands, path: [])
  }

  private static func explanation(
    _ words: ArraySlice<String>, _ commands: [any ParsableCommand.Type], path: [String]
  ) -> String? {
    guard !commands.isEmpty, let word = words.first, !word.hasPrefix("-"), word != "help" else { return nil }
    if let command = commands.first(where: { $0._commandName == word }) {
      return explanation(words.dropFirst(), command.configuration.subcommands, path: path + [word])
    }
    if path.isEmpty, let entry = try? Book().library.entry(matching: word) {
      return """
        "\(word)" is a chapter, not a command. To run it, or to read it:
          \(Program.name) run \(entry.number)
          \(Program.name) show \(entry.number)
        """
    }
    // `runs 3` lists the runs of a chapter: something else was wrong.
    if !path.isEmpty, (try? Book().library.entry(matching: word)) != nil { return nil }
    let names = commands.map { $0._commandName }
    return """
      There is no command "\((path + [word]).joined(separator: " "))".\(NearMiss.question(for: word, among: names)) \
      Commands: \(names.map { (path + [$0]).joined(separator: " ") }.joined(separator: ", ")).
      """
  }
}
