import ArgumentParser
import Foundation
import Inference
import LessonKit
import PictureSets

struct ApplyCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "apply",
    abstract: "Use what a chapter has trained: draw samples, translate or enlarge your own pictures.",
    discussion: """
      Chapters 3, 4, 5 and 9 draw pictures: a grid, and each by itself; with --walk the way from one of them to another \
      as an animation. Chapters 6 and 7 translate pictures, chapter 8 enlarges them by 4. Pictures are PNG, JPEG or \
      WebP; a folder stands for all pictures in it. Results are PNG files of the same names. Rotation is applied, \
      transparency and colour profile are kept. A picture that cannot be used is named, the others go on, and the exit \
      code is then 3.
      """)

  @OptionGroup var trained: TrainedNetworkOptions

  @Argument(
    help: ArgumentHelp("Pictures, and folders of pictures.", valueName: "input"), completion: .file())
  var inputs: [String] = []

  @Option(
    help: ArgumentHelp(
      "The folder for the results (default: applied/ and the chapter's slug).", valueName: "dir"),
    completion: .directory)
  var to: String?

  @Option(parsing: .unconditional, help: "Of the noise.", transform: { try WholeNumber.seed($0) })
  var seed: UInt64 = 1

  @Flag(help: "Replace results that are there.")
  var force = false

  @OptionGroup(title: "Where a chapter draws pictures") var sampling: SamplingOptions
  @OptionGroup(title: "Where a chapter changes pictures") var changing: ChangingOptions
  @OptionGroup var figures: FigureOption
  @OptionGroup var place: OutputOption
  @OptionGroup var common: CommonOptions

  func run() throws {
    let (run, lesson, network) = try trained.found(in: place)
    let folder = ResultFolder(
      URL(fileURLWithPath: to ?? "applied/\(run.chapter.slug)", isDirectory: true), replaces: force)
    switch network {
    case .generator(let generator):
      guard inputs.isEmpty, changing.isEmpty else {
        throw UsageError(
          "\(run.chapter.called) draws pictures of noise: it takes no pictures, no --scale and no --keep. Leave them "
            + "out.")
      }
      try SampleOrder(generator, of: lesson, run, folder, seed: seed, sampling).carryOut(common, figures)
    case .translator(let translator):
      try sampling.requireNone(run.chapter)
      guard !inputs.isEmpty else {
        throw UsageError(
          "\(run.chapter.called) changes pictures: name some, or a folder: "
            + "\(Program.name) apply \(run.chapter.argument) photo.jpg")
      }
      let pictures = try NamedPictures(inputs)
      try folder.check(pictures.pictures.map(\.name), from: pictures.pictures.map(\.file))
      let loaded = try translator.load(from: run.record, settings: lesson.settings, folder: run.folder)
      try changing.require(fit: loaded, run.chapter)
      let translation = PictureTranslation(
        loaded, scale: changing.scale ?? .trained, seed: seed, keeping: changing.keep)
      try TranslationOrder(translator, translation, pictures, folder, run).carryOut(common, figures)
    }
  }
}

/// In what size a network sees a picture, and what of the picture stays.
struct ChangingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      The shorter side in which a network sees a picture, in pixels; 'own' for as it is (default: that of the pictures \
      that it was trained on; chapter 8 takes pictures as they are).
      """, valueName: "pixels"),
    transform: { $0 == "own" ? .own : .shorterSide(try WholeNumber.shorterSide($0)) })
  var scale: PictureTranslation.Scale?

  @Option(
    help: """
      Keep a part of the picture, and with it its size: its brightness, where a network colours, or all that surrounds \
      a hole, where a network fills holes.
      """)
  var keep: GivenPart?

  var isEmpty: Bool { scale == nil && keep == nil }

  /// - Throws: `UsageError` if a network has nothing in its results that could be kept.
  func require(fit network: TrainedTranslator.Loaded, _ chapter: Chapter) throws {
    guard keep != nil, PictureTranslation(network).enlarges else { return }
    throw UsageError("\(chapter.called) enlarges pictures, so --keep means nothing here. Leave it out.")
  }
}

extension GivenPart: ExpressibleByArgument {}
