import ArgumentParser
import Foundation
import LessonKit
import PictureSets

extension DataCommand.Make {
  struct Resize: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "resize",
      abstract: "A copy of a folder in which all pictures are squares of one size, as PNG.",
      discussion: """
        Names and the folders within it are kept, and so are equal pictures. The report is in the folder reports beside \
        the copy.
        """)

    @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "dir"), completion: .directory)
    var from: String

    @Option(help: ArgumentHelp("The copy.", valueName: "dir"), completion: .directory)
    var to: String

    @Option(
      parsing: .unconditional, help: ArgumentHelp("The side of each picture, in pixels.", valueName: "n"),
      transform: WholeNumber.side)
    var size: Int

    @OptionGroup var fit: FitOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      try making.make(common) {
        try .resized(
          from: URL(folder: from), size: size, fit: fit.fit, to: URL(folder: to), making.options())
      } advice: { _ in
        SetAdvice(next: "\(Program.name) data make pairs --task edges --from \(Program.quoted(to)) --to data")
      }
    }
  }

  struct Split: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "split",
      abstract: "A copy of a folder with its pictures in train/ and test/, byte for byte.",
      discussion: """
        Names and the folders within it are kept. Pictures that look alike are on the same side. The report is in the \
        folder reports beside the copy.
        """)

    @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "dir"), completion: .directory)
    var from: String

    @Option(help: ArgumentHelp("The copy.", valueName: "dir"), completion: .directory)
    var to: String

    @OptionGroup var split: SplitOptions
    @OptionGroup var duplicates: DuplicatesOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let options = making.options(split, keepsDuplicates: duplicates.keepDuplicates)
      try making.make(common) {
        try .split(from: URL(folder: from), to: URL(folder: to), options)
      } advice: { _ in
        let train = Program.quoted(URL(folder: to).appending(path: "train").relativePath)
        return SetAdvice(next: "\(Program.name) data make faces --from \(train) --to data")
      }
    }
  }
}
