import ArgumentParser
import Foundation
import LessonKit

/// The manual page `learn(1)`, made from the help texts of the commands.
struct ManualPage {
  private struct Name: Decodable {
    var kind: String
    var name: String

    var text: String { (kind == "long" ? "--" : "-") + name }
  }

  private struct Argument: Decodable {
    var kind: String
    var names: [Name]?
    var valueName: String?
    var abstract: String?
    var defaultValue: String?
    var isOptional: Bool
    var isRepeating: Bool
    var shouldDisplay: Bool
  }

  private struct Command: Decodable {
    var commandName: String
    var abstract: String?
    var discussion: String?
    var arguments: [Argument]?
    var subcommands: [Command]?
  }

  private struct Help: Decodable {
    var command: Command
  }

  private let root: Command

  init() throws {
    root = try JSONDecoder().decode(Help.self, from: Data(LearnScript._dumpHelp().utf8)).command
  }

  var text: String {
    let commands = (root.subcommands ?? []).filter { $0.commandName != "help" }
    let lines =
      [
        #".TH LEARN 1 "" "GANLessons \#(LessonRunner.version)" "User Commands""#,
        ".SH NAME", "learn \\- " + roff(sentence(root.abstract)),
        ".SH SYNOPSIS", ".B learn", ".RI [ command ] \\ [ options ]",
        ".SH DESCRIPTION", roff(root.discussion ?? ""),
        ".PP",
        roff("The same commands are understood by lesson-runner, the program that learn builds and starts."),
        ".SH COMMANDS",
      ] + commands.flatMap { section($0, path: ["learn"]) } + Self.surroundings
    return lines.joined(separator: "\n") + "\n"
  }

  private func section(_ command: Command, path: [String]) -> [String] {
    let path = path + [command.commandName]
    let nested = (command.subcommands ?? []).filter { $0.commandName != "help" }
    guard nested.isEmpty else {
      return [".SS " + roff(path.joined(separator: " ")), roff(command.abstract ?? "")]
        + nested.flatMap { section($0, path: path) }
    }
    let arguments = (command.arguments ?? []).filter {
      $0.shouldDisplay && !["help", "version"].contains($0.valueName)
    }
    let positional = arguments.filter { $0.kind == "positional" }.map { argument in
      let name = "\\fI" + roff(argument.valueName ?? "") + "\\fR" + (argument.isRepeating ? " ..." : "")
      return argument.isOptional ? "[\(name)]" : name
    }
    var lines = [".SS " + roff(path.joined(separator: " ")) + positional.map { " " + $0 }.joined()]
    lines += [command.abstract, command.discussion].compactMap { $0 }.filter { !$0.isEmpty }.flatMap {
      [".PP", roff($0)]
    }
    for argument in arguments where argument.kind != "positional" {
      var head = (argument.names ?? []).map { "\\fB" + roff($0.text) + "\\fR" }.joined(separator: ", ")
      if argument.kind == "option" { head += " \\fI" + roff(argument.valueName ?? "") + "\\fR" }
      let preset = argument.defaultValue.map { " Default: \($0)." } ?? ""
      lines += [".TP", head, roff((argument.abstract ?? "") + preset)]
    }
    return lines
  }

  private static let surroundings = [
    ".SH ENVIRONMENT",
    ".TP", "\\fBGANKIT_DATA\\fR", "The folder that holds the data sets.",
    ".TP", "\\fBGANLESSONS_HOME\\fR", "The checkout whose chapters are shown and run.",
    ".TP", "\\fBGANLESSONS_RUNS_LIMIT\\fR",
    "What kept runs may take on the disk, such as 500MB; 2GB if it is not set.",
    ".TP", "\\fBPAGER\\fR, \\fBLESS\\fR",
    "What show sends a long text through, less if it is not set; empty or cat for none.",
    ".TP", "\\fBNO_COLOR\\fR, \\fBTERM\\fR, \\fBCOLUMNS\\fR",
    "Setting the first, or setting the second to dumb, turns colours off; the third sets the width of the text.",
    ".TP", "\\fBLC_ALL\\fR, \\fBLC_CTYPE\\fR, \\fBLANG\\fR",
    "On a terminal, text is plain ASCII unless the locale is a UTF\\-8 one. Files and pipes always get UTF\\-8.",
    ".SH FILES",
    ".TP", "\\fIoutput/NN\\-slug/\\fR",
    "Figures, samples, metrics, checkpoints and run.json of a chapter's run.",
    ".TP", "\\fIoutput/runs/NN\\-slug/NAME/\\fR", "The same of a former run.",
    ".TP", "\\fIoutput/compare/NN\\-slug/A\\-B/\\fR", "Curves and figures of two runs side by side.",
    ".SH EXIT STATUS",
    ".TP", "0", "Done.", ".TP", "1", "A check or lesson failed.",
    ".TP", "2", "Usage, or another run is writing the same folder.",
    ".TP", "3", "Data, a checkpoint or the record of a run missing or damaged.",
    ".TP", "4", "A step failed (diverged, disk full), or the output could not be written.",
    ".TP", "130", "Interrupted; run the same command to resume.",
  ]

  private func sentence(_ text: String?) -> String {
    var text = text ?? ""
    if text.hasSuffix(".") { text.removeLast() }
    return text.prefix(1).lowercased() + text.dropFirst()
  }

  /// Text without anything that the formatter would take for a request.
  private func roff(_ text: String) -> String {
    text.split(separator: "\n", omittingEmptySubsequences: false).map { line in
      let escaped = line.replacing("\\", with: "\\e").replacing("-", with: "\\-")
      return escaped.hasPrefix(".") || escaped.hasPrefix("'") ? "\\&" + escaped : escaped
    }.joined(separator: "\n")
  }
}
