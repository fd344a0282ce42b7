import ArgumentParser
import Foundation
import LessonKit
import PictureSets

extension DataCommand.Make {
  struct Unpaired: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "unpaired",
      abstract: "Two collections without pairs for chapter 7: NAME/{trainA,trainB,testA,testB}.")

    @Option(help: ArgumentHelp("The folder of collection A.", valueName: "dir"), completion: .directory)
    var a: String

    @Option(help: ArgumentHelp("The folder of collection B.", valueName: "dir"), completion: .directory)
    var b: String

    @Option(help: "What the set is called.")
    var name: String

    @Option(
      help: ArgumentHelp("The data folder in which the set is made.", valueName: "dir"),
      completion: .directory)
    var to: String

    @Option(
      parsing: .unconditional, help: ArgumentHelp("The side of each picture, in pixels.", valueName: "n"),
      transform: WholeNumber.side)
    var size = 286

    @OptionGroup var fit: FitOption
    @OptionGroup var split: SplitOptions
    @OptionGroup var duplicates: DuplicatesOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let book = try Book()
      let options = making.options(split, keepsDuplicates: duplicates.keepDuplicates)
      try making.make(common) {
        try .unpaired(
          a: URL(folder: a), b: URL(folder: b), name: name, size: size, fit: fit.fit, to: URL(folder: to),
          options)
      } advice: { report in
        let advice = try MakeAdvice(book, chapter: .unpaired, report)
        let next =
          "\(Program.name) run 7 --data \(Program.quoted(to)) --set \(Program.quoted("dataset=\(name)"))"
        return SetAdvice(advice.sentences, next: next)
      }
    }
  }

  struct Faces: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "faces", abstract: "Portraits for chapter 4: faces/.")

    @Option(help: ArgumentHelp("The folder of the portraits.", valueName: "dir"), completion: .directory)
    var from: String

    @Option(
      help: ArgumentHelp("The data folder in which the set is made.", valueName: "dir"),
      completion: .directory)
    var to: String

    @Option(
      parsing: .unconditional,
      help: ArgumentHelp(
        "Take this part of each picture: column and row of its corner, width, height.",
        valueName: "x,y,width,height"),
      transform: Self.box)
    var box: Box?

    @Option(
      parsing: .unconditional, help: ArgumentHelp("The side of each picture, in pixels.", valueName: "n"),
      transform: WholeNumber.side)
    var size = 64

    @OptionGroup var fit: FitOption
    @OptionGroup var duplicates: DuplicatesOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let book = try Book()
      let options = making.options(keepsDuplicates: duplicates.keepDuplicates)
      try making.make(common) {
        try .faces(from: URL(folder: from), box: box, size: size, fit: fit.fit, to: URL(folder: to), options)
      } advice: { report in
        let advice = try MakeAdvice(book, chapter: .faces, report)
        // The variable, not --data, which would have to hold the digits too.
        return SetAdvice(
          advice.sentences, next: "GANKIT_DATA=\(Program.quoted(to)) \(Program.name) run 4 --set faces=folder"
        )
      }
    }

    private static func box(_ text: String) throws -> Box {
      let numbers = text.split(separator: ",", omittingEmptySubsequences: false).map { Int($0) ?? -1 }
      // No picture that is read is larger.
      guard numbers.count == 4, numbers.allSatisfy((0...1 << 26).contains), numbers[2] > 0, numbers[3] > 0
      else {
        throw UsageError("expected four whole numbers, such as 25,45,128,128, and no empty box")
      }
      return Box(x: numbers[0], y: numbers[1], width: numbers[2], height: numbers[3])
    }
  }

  struct Sharp: ParsableCommand {
    static let configuration = CommandConfiguration(
      commandName: "sharp",
      abstract: "Sharp pictures for chapter 8: sr/NAME-train and sr/NAME-test.",
      discussion: "Pictures keep their size, but for what is cut off to make it a multiple of 4.")

    @Option(help: ArgumentHelp("The folder of the pictures.", valueName: "dir"), completion: .directory)
    var from: String

    @Option(help: "What the set is called.")
    var name: String

    @Option(
      help: ArgumentHelp("The data folder in which the set is made.", valueName: "dir"),
      completion: .directory)
    var to: String

    @OptionGroup var split: SplitOptions
    @OptionGroup var duplicates: DuplicatesOption
    @OptionGroup var making: MakeOptions
    @OptionGroup var common: CommonOptions

    func run() throws {
      let book = try Book()
      let options = making.options(split, keepsDuplicates: duplicates.keepDuplicates)
      try making.make(common) {
        try .sharp(from: URL(folder: from), name: name, to: URL(folder: to), options)
      } advice: { report in
        let advice = try MakeAdvice(book, chapter: .sharp, report)
        let sets = ["train", "test"].map { "--set " + Program.quoted("\($0)=\(name)-\($0)") }
        let next = "\(Program.name) run 8 --data \(Program.quoted(to)) " + sets.joined(separator: " ")
        return SetAdvice(advice.sentences + smallAdvice(report), next: next)
      }
    }

    private func smallAdvice(_ report: SetReport) -> [String] {
      guard !report.small.isEmpty, let side = report.wantedSide else { return [] }
      return [
        "Chapter 8 learns from squares of \(side) pixels, and leaves pictures out that are smaller. With "
          + "`--set patch=48` it uses smaller squares."
      ]
    }
  }
}
