import ArgumentParser
import Foundation
import LessonKit
import TerminalPictures
import TerminalText

/// The options that every command has.
struct CommonOptions: ParsableArguments {
  @Flag(name: .shortAndLong, help: "Print results and errors only.")
  var quiet = false

  @Flag(help: "Print one JSON object on standard output, and nothing else.")
  var json = false

  @Option(help: "When to print colours; auto: on a terminal, unless NO_COLOR is set or TERM is dumb.")
  var color = ColourChoice.auto
}

extension CommonOptions {
  /// These options of a command line that could not be understood, or whose command has ended: how to print why.
  init(ofWords words: [String]) {
    var own: [String] = []
    for (index, word) in words.enumerated() {
      if ["--quiet", "-q", "--json"].contains(word) || word.hasPrefix("--color=") { own.append(word) }
      if word == "--color" { own += words[index...].prefix(2) }
    }
    // With a value that an option cannot have, all are as if none were given, but for what a program reads.
    self = (try? Self.parse(own)) ?? (try? Self.parse(own.filter { $0 == "--json" })) ?? Self()
  }
}

extension ColourChoice: ExpressibleByArgument {}
extension Budget: ExpressibleByArgument {}

/// Where commands print.
enum Console {
  /// - Parameter pictures: shows figures; nil if they are not shown.
  static func narrator(_ options: CommonOptions, pictures: PictureText? = nil) -> Narrator {
    Narrator(
      output: .standardOutput(colour: options.color), errors: .standardError(colour: options.color),
      detail: options.json ? .nothing : options.quiet ? .results : .everything,
      showsProgress: !options.quiet, picture: { pictures?.text(for: $0) })
  }

  /// Where an error is printed that ends the program.
  static func errors(_ options: CommonOptions) -> Narrator {
    Narrator(
      output: .standardOutput(colour: options.color), errors: .standardError(colour: options.color),
      detail: .results)
  }

  /// Prints a line or several on standard output.
  static func print(_ text: String) {
    write(Terminal.standardOutput().shown(text))
  }

  /// Prints a sentence or two, broken into lines between words.
  static func print(sentence: String) {
    print(Wording.wrapped(sentence, to: min(Terminal.standardOutput().width, 100)))
  }

  private static func write(_ text: String) {
    Narrator.write(text.hasSuffix("\n") ? text : text + "\n", to: STDOUT_FILENO)
  }

  /// Prints an object as JSON, with the version of its format: keys sorted, indented.
  static func print(report: some Encodable) throws { try print(json: Versioned(report)) }

  /// Prints a value as JSON as it is.
  static func print(json value: some Encodable) throws {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    write(String(decoding: try encoder.encode(value), as: UTF8.self))
  }
}

extension CommonOptions {
  var terminal: Terminal { .standardOutput(colour: color) }

  /// Markdown on standard output.
  func print(markdown: String) {
    Console.print(MarkdownRenderer(terminal: terminal).render(markdown))
  }
}

/// How this program is called, so that messages name commands that work.
enum Program {
  /// `$GANLESSONS_COMMAND` if the script that started the program sets it, else as it was typed; quoted where a shell
  /// needs it.
  static let name: String = {
    let environment = ProcessInfo.processInfo.environment
    if let name = environment["GANLESSONS_COMMAND"], !name.isEmpty { return quoted(name) }
    let typed = CommandLine.arguments[0]
    let here = FileManager.default.currentDirectoryPath + "/"
    return quoted(typed.hasPrefix(here) ? String(typed.dropFirst(here.count)) : typed)
  }()

  /// A word, quoted where a shell needs it.
  static func quoted(_ word: String) -> String {
    let plain = word.allSatisfy { $0.isLetter || $0.isNumber || "-_=./,:+@%".contains($0) }
    return plain && !word.isEmpty ? word : "'" + word.replacing("'", with: "'\\''") + "'"
  }
}
