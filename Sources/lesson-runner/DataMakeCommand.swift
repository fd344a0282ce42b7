import ArgumentParser
import Files
import Foundation
import LessonKit
import PictureSets

extension DataCommand {
  struct Make: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "make",
      abstract: "Make a data set of your own pictures, and say what was found in them.",
      discussion: """
        The pictures are read from folders and the folders within them, and stay as they are. The set is written whole or \
        not at all. Beside it, in reports/NAME.md and .png, stands what was found: sizes, duplicates, pictures that look \
        alike, files that cannot be used. Which pictures are for testing depends on their names and the seed, so that \
        pictures added later move none of the others. Exit codes: 2 if the set is there already, 3 if no picture can be \
        used.
        """,
      subcommands: [
        Pairs.self, Unpaired.self, Faces.self, Sharp.self, Resize.self, Split.self,
      ])
  }
}

/// The options of every `data make`.
struct MakeOptions: ParsableArguments {
  @Flag(help: "Replace a set that was made before.")
  var force = false

  @Flag(help: "Make nothing if any picture cannot be used (exit code 3).")
  var strict = false

  /// - Parameters:
  ///   - split: nil if the pictures are not split.
  ///   - keepsDuplicates: whether pictures that equal another stay.
  func options(_ split: SplitOptions? = nil, keepsDuplicates: Bool = false) -> PictureSet.Options {
    var options = PictureSet.Options()
    (options.replaces, options.isStrict, options.keepsDuplicates) = (force, strict, keepsDuplicates)
    if let split { options.split = TestSplit(share: split.test, seed: split.seed) }
    return options
  }

  /// Makes the set and prints its report.
  /// - Parameters:
  ///   - set: what to make. May throw what is wrong with the command line or the folders.
  ///   - advice: what stands at the report's end.
  func make(
    _ common: CommonOptions, _ set: () throws -> PictureSet, advice: (SetReport) throws -> SetAdvice
  ) throws {
    Interruption.listen()
    let narrator = Console.narrator(common)
    do {
      let set = try set()
      var line: ProgressLine?
      defer { line?.finish() }
      let report = try set.make(advice: advice) { done, count in
        if Interruption.isRequested { throw Interrupted() }
        if line == nil { line = ProgressLine(narrator: narrator, label: "pictures", count: count) }
        line?.update(done: done)
      }
      line?.finish()
      if common.json { return try Console.print(report: report) }
      common.print(markdown: report.markdown(names: 5))
      // Not as Markdown, which would break a long command into lines.
      if let next = report.next { Console.print("\nNext: " + common.terminal.styled(next, .bold)) }
    } catch let error as PlaceTaken {
      throw UsageError(error.description)
    }
  }
}

struct DuplicatesOption: ParsableArguments {
  @Flag(help: "Keep pictures that equal another pixel by pixel.")
  var keepDuplicates = false
}

struct FitOption: ParsableArguments {
  @Option(help: "How pictures become squares: crop takes the largest central square, stretch all of them.")
  var fit = Fit.crop
}

struct SplitOptions: ParsableArguments {
  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("The share of the pictures that is kept for testing.", valueName: "share"),
    transform: Self.share)
  var test = 0.1

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Another seed, other pictures for testing (default: 1).", valueName: "seed"),
    transform: WholeNumber.seed(_:))
  var seed: UInt64 = 1

  private static func share(_ text: String) throws -> Double {
    guard let share = Double(text), share > 0, share < 1 else {
      throw UsageError("expected a number above 0 and below 1")
    }
    return share
  }
}

extension Fit: ExpressibleByArgument {}

extension URL {
  /// A folder that somebody typed.
  init(folder path: String) { self.init(fileURLWithPath: path, isDirectory: true) }
}
