import ArgumentParser
import Foundation
import LessonKit
import PictureSets

extension DataCommand.Make {
  struct Pairs: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "pairs",
      abstract: "Pairs for chapter 6: facades/{train,test}.",
      discussion: """
        With --inputs and --targets, pictures of the same name belong together, whatever their extensions, and those \
        without a partner are listed. With --task and --from, the inputs are made from photos: edges draws outlines, \
        colourize takes the colour away, inpaint takes out a rectangle of a quarter of the area, labels paints flat \
        regions of a few colours.
        """)

    enum Task: String, CaseIterable, ExpressibleByArgument {
      case edges, colourize, inpaint, labels
    }

    @Option(help: ArgumentHelp("The folder of the inputs.", valueName: "dir"), completion: .directory)
    var inputs: String?

    @Option(
      help: ArgumentHelp("The folder of what they are translated into.", valueName: "dir"),
      completion: .directory)
    var targets: String?

    @Option(help: "What is made from photos.")
    var task: Task?

    @Option(help: ArgumentHelp("The folder of the photos.", valueName: "dir"), completion: .directory)
    var from: String?

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("How many colours the task 'labels' paints in (default: 8).", valueName: "n"),
      transform: WholeNumber.colours)
    var labels: Int?

    @Option(
      help: ArgumentHelp("The data folder in which the set is made.", valueName: "dir"),
      completion: .directory)
    var to: String

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp("The side of each picture of a pair, in pixels.", valueName: "n"),
      transform: WholeNumber.side)
    var size = 286

    @OptionGroup var fit: FitOption
    @OptionGroup var split: SplitOptions
    @OptionGroup var duplicates: DuplicatesOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func validate() throws {
      let isMatched = inputs != nil && targets != nil && task == nil && from == nil
      let isTask = inputs == nil && targets == nil && task != nil && from != nil
      guard isMatched || isTask else {
        throw ValidationError("Give either --inputs and --targets, or --task and --from.")
      }
      if labels != nil, task != .labels { throw ValidationError("--labels belongs to --task labels.") }
    }

    func run() throws {
      let book = try Book()
      let options = making.options(split, keepsDuplicates: duplicates.keepDuplicates)
      try making.make(common) {
        if let task, let from {
          return try .pairs(
            pairTask(task), from: URL(folder: from), size: size, fit: fit.fit, to: URL(folder: to), options)
        }
        return try .pairs(
          inputs: URL(folder: inputs!), targets: URL(folder: targets!), size: size, fit: fit.fit,
          to: URL(folder: to), options)
      } advice: { report in
        let advice = try MakeAdvice(book, chapter: .pairs, report)
        return SetAdvice(
          advice.sentences + lineAdvice(advice), next: "\(Program.name) run 6 --data \(Program.quoted(to))")
      }
    }

    private func pairTask(_ task: Task) -> PairTask {
      switch task {
      case .edges: .edges
      case .colourize: .colourize
      case .inpaint: .inpaint
      case .labels: .labels(labels ?? 8)
      }
    }

    /// Lines of one pixel fade when a picture is scaled down.
    private func lineAdvice(_ advice: MakeAdvice) -> [String] {
      guard task == .edges, let loaded = advice.loadedSide, size > loaded else { return [] }
      return [
        "The standard budget scales these pictures to \(loaded) pixels, where lines one pixel wide grow faint. "
          + "With `--size \(loaded)` they are drawn at that size."
      ]
    }
  }
}
