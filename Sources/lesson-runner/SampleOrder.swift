import ArgumentParser
import Figures
import Foundation
import Inference
import LessonKit
import Pictures

/// What to draw with a generator.
struct SamplingOptions: ParsableArguments {
  @Option(help: ArgumentHelp("How many pictures to draw (default: 64).", valueName: "n"))
  var count: Int?

  @Option(
    help: ArgumentHelp(
      """
      What all pictures of chapter 5 show: a digit, such as 7, or, with --network faces, what words say, such as "red \
      curls, glasses" (default: all digits in turn; faces at random, as in the data).
      """, valueName: "label"))
  var label: String?

  @Option(
    parsing: .upToNextOption,
    help: ArgumentHelp(
      "Walk from one picture of the grid to another, by their numbers, with the label of the first: an animation, and "
        + "its moments in a strip.",
      valueName: "from to"))
  var walk: [Int] = []

  /// The largest number of pictures at once, and the largest number that a picture has.
  private static let limit = 10_000

  func validate() throws {
    if let count, !(1...Self.limit).contains(count) {
      throw ValidationError("--count \(count): expected a number from 1 to \(Self.limit).")
    }
    guard walk.isEmpty || walk.count == 2 && walk.allSatisfy({ (0..<Self.limit).contains($0) }) else {
      throw ValidationError(
        "--walk \(walk.map(String.init).joined(separator: " ")): expected the numbers of two pictures, such as "
          + "--walk 0 5.")
    }
  }

  /// - Throws: `UsageError` if one of the options was given.
  func requireNone(_ chapter: Chapter) throws {
    guard count == nil, label == nil, walk.isEmpty else {
      throw UsageError(
        "\(chapter.called) changes pictures: --count, --label and --walk mean nothing here. Leave them out.")
    }
  }
}

/// Pictures to draw with a trained generator: a grid and each by itself, or a walk between two of them.
struct SampleOrder {
  private let run: ChosenRun
  private let folder: ResultFolder
  private let seed: UInt64
  private let options: SamplingOptions
  private let samples: SampledPictures
  private let name: String

  /// - Throws: `UsageError` if the generator does not know the label; what loading throws.
  init(
    _ generator: TrainedGenerator, of lesson: any Lesson.Type, _ run: ChosenRun, _ folder: ResultFolder,
    seed: UInt64, _ options: SamplingOptions
  ) throws {
    (self.run, self.folder, self.seed, self.options) = (run, folder, seed, options)
    name = generator.name
    let loaded = try generator.load(from: run.record, settings: lesson.settings, folder: run.folder)
    guard options.label == nil || loaded.label != nil else {
      throw UsageError("\(run.chapter.called) knows no labels: leave --label out. Chapter 5 has them.")
    }
    samples = SampledPictures(
      loaded, seed: seed, asked: try Self.asked(options.label, of: generator, among: lesson.generators))
  }

  /// For each attribute of a generator's label the category that a text asks for.
  /// - Throws: `UsageError`, which also names the chapter's other networks with labels: the text may be for one of them.
  private static func asked(
    _ text: String?, of generator: TrainedGenerator, among all: [TrainedGenerator]
  ) throws -> [Int?] {
    guard let text, let label = generator.label else { return [] }
    do {
      return try label.categories(askedFor: text)
    } catch let error as UsageError {
      let others = all.filter { $0.label != nil && $0.name != generator.name }.map(\.name)
      guard !others.isEmpty else { throw error }
      throw UsageError(
        "\(error)\nThat is what the network \"\(generator.name)\" takes. Others: --network \(others.joined(separator: ", "))."
      )
    }
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    var chapter, network, folder: String
    var seed: UInt64
    var files: [String]
    /// Of the pictures, in the order of their numbers, or the one of a walk; nil if they have none, or have attributes.
    var labels: [Int]?
    /// The same where a label has several attributes: the category of each by name.
    var attributes: [[String: String]]?
  }

  func carryOut(_ common: CommonOptions, _ figures: FigureOption) throws {
    let results = options.walk.isEmpty ? try grid() : try walk()
    try folder.check(results.map(\.name))
    for result in results { try folder.write(result.bytes, as: result.name) }
    let files = results.map { folder.file($0.name).relativePath }
    if common.json {
      var report = Report(
        chapter: run.chapter.slug, network: name, folder: folder.url.relativePath, seed: seed, files: files)
      addLabels(of: options.walk.first.map { [$0] } ?? Array(0..<results.count - 1), to: &report)
      return try Console.print(report: report)
    }
    if let shown = results.first(where: { $0.isShown }),
      let text = figures.pictures(common)?.text(for: shown.bytes)
    {
      Console.print(text)
    }
    let shown = results.filter(\.isShown).map { folder.file($0.name).relativePath }
    let rest = files.count - shown.count
    Console.print(
      sentence: Wording.list(shown + (rest > 0 ? [Wording.count(rest, "single picture") + " beside it"] : []))
        + ".")
  }

  private func addLabels(of pictures: [Int], to report: inout Report) {
    let choices = pictures.map(samples.choices(of:))
    switch samples.attributes.count {
    case 0: break
    case 1: report.labels = choices.map { $0[0] }
    default:
      report.attributes = choices.map { choice in
        Dictionary(
          uniqueKeysWithValues: zip(samples.attributes, choice).map { ($0.name, $0.categories[$1]) })
      }
    }
  }

  private struct Result {
    let name: String
    let bytes: Data
    /// Whether it is what somebody looks at first.
    var isShown = false
  }

  private var caption: String {
    "\(run.chapter.called), \(name)\(options.label.map { " \"\($0)\"" } ?? ""), seed \(seed), trained on \(run.record.data.values.map(\.note).sorted().joined(separator: ", "))."
  }

  private func grid() throws -> [Result] {
    let pictures = samples.first(options.count ?? 64)
    let grid = try ImageGrid(images: pictures, caption: caption).png()
    let digits = String(pictures.count - 1).count
    return try [Result(name: "grid", bytes: grid, isShown: true)]
      + pictures.enumerated().map { number, picture in
        let text = String(number)
        let padded = String(repeating: "0", count: digits - text.count) + text
        return Result(name: "sample-\(padded)", bytes: try PNG.encode(picture))
      }
  }

  /// There and back again, so that the animation has no jump.
  private func walk() throws -> [Result] {
    let (from, to) = (options.walk[0], options.walk[1])
    let way = samples.walk(from: from, to: to, count: 33)
    let factor = max(1, 256 / way[0].width)
    let frames = (way + way.dropFirst().dropLast().reversed()).map {
      AnimatedPNG.Frame($0.enlarged(factor), seconds: 0.08)
    }
    let animation = try AnimatedPNG(frames, still: frames[way.count / 2].image).encoded()
    let moments = stride(from: 0, to: way.count, by: 4).map { way[$0] }
    let strip = try ImageGrid(images: moments, columns: moments.count, caption: caption).png()
    return [
      Result(name: "walk-\(from)-\(to)-strip", bytes: strip, isShown: true),
      Result(name: "walk-\(from)-\(to)", bytes: animation, isShown: true),
    ]
  }
}
