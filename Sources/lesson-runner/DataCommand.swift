import ArgumentParser
import DataFolders
import Datasets
import Files
import Foundation
import LessonKit
import TerminalText

struct DataCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "data",
    abstract:
      "Show where data sets are looked for, what was found, and what is used in place of missing ones; make sets of your "
      + "own pictures.",
    subcommands: [List.self, Verify.self, Make.self], defaultSubcommand: List.self)

  struct List: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "list", abstract: "What was found, without reading every file.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var place: DataOption

    func run() throws { try DataReport(place.folder(common), verifying: false).print(common) }
  }

  struct Verify: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "verify", abstract: "Read every file; compare counts and checksums.")
    @OptionGroup var common: CommonOptions
    @OptionGroup var place: DataOption

    func run() throws { try DataReport(place.folder(common), verifying: true).print(common) }
  }
}

/// Where data sets are looked for.
struct DataOption: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The folder that holds the data sets, instead of $GANKIT_DATA and data/.", valueName: "dir"),
    completion: .directory)
  var data: String?

  /// - Parameter options: how to print that the environment names a folder that is not there.
  func folder(_ options: CommonOptions) throws -> DataFolder {
    if let data {
      var isFolder: ObjCBool = false
      guard FileManager.default.fileExists(atPath: data, isDirectory: &isFolder), isFolder.boolValue else {
        throw DataError(
          .missingSet, path: data, expected: "a folder with data sets",
          found: FileManager.default.fileExists(atPath: data) ? "a file" : "no such folder",
          advice: "Check the spelling, or leave --data out to run on the built-in stand-ins.")
      }
    }
    if data == nil { DataVariable.warnIfMissing(options) }
    return DataFolder(explicit: data.map { URL(fileURLWithPath: $0, isDirectory: true) })
  }
}

/// What `data` and `data verify` print.
struct DataReport: Encodable {
  struct Item: Encodable {
    var name, title: String
    var folder: String?
    var counts: [String: Int]
    var details: [String]
    var isCanonical: Bool?
    var problems: [String]
    /// What a lesson uses where the set is absent.
    var standIn: String
  }

  var searched: [String]
  var verified: Bool
  var sets: [Item]

  init(_ folder: DataFolder, verifying: Bool) {
    searched = folder.searched.map(\.relativePath)
    verified = verifying
    sets = folder.inventory(verifying: verifying).map { found in
      Item(
        name: found.set.name, title: found.set.title, folder: found.location?.relativePath,
        counts: Dictionary(found.counts.map { ($0.part, $0.count) }, uniquingKeysWith: +),
        details: found.details, isCanonical: found.isCanonical, problems: found.problems.map { "\($0)" },
        standIn: found.set.standIn)
    }
  }

  /// Prints the report.
  /// - Throws: `Ending` with exit code 3 if something cannot be used.
  func print(_ options: CommonOptions) throws {
    if options.json {
      try Console.print(report: self)
    } else {
      Console.print(text(options.terminal))
    }
    if sets.contains(where: { !$0.problems.isEmpty }) { throw Ending(code: .data) }
  }

  private func text(_ terminal: Terminal) -> String {
    var lines = ["Looked for in: " + searched.joined(separator: ", then "), ""]
    for set in sets {
      let title = terminal.styled(set.name, .bold) + "  " + set.title
      if let folder = set.folder {
        lines.append("\(title)\n  found in \(folder)")
        lines += set.counts.sorted { $0.key < $1.key }.map { "  \($0.key): \($0.value)" }
        lines += set.details.map { "  " + $0 }
        if let isCanonical = set.isCanonical {
          lines.append(
            isCanonical ? "  identical to the original collection" : "  not the original collection")
        }
      } else if set.problems.isEmpty {
        lines.append("\(title)\n  not found; lessons use \(set.standIn), built in")
      } else {
        lines.append(title)
      }
      for problem in set.problems {
        let indented = problem.split(separator: "\n").joined(separator: "\n    ")
        lines.append("  " + terminal.styled("cannot be used:", .colour(.red)) + " \(indented)")
      }
    }
    return lines.joined(separator: "\n")
  }
}
