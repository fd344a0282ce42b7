import Files
import Foundation
import Inference
import LessonKit
import Pictures

/// Pictures that a network is applied to, one after another, and what became of each.
struct TranslationOrder {
  private let network: TrainedTranslator
  private let translation: PictureTranslation
  private let pictures: NamedPictures
  private let folder: ResultFolder
  private let run: ChosenRun

  init(
    _ network: TrainedTranslator, _ translation: PictureTranslation, _ pictures: NamedPictures,
    _ folder: ResultFolder, _ run: ChosenRun
  ) {
    (self.network, self.translation, self.pictures) = (network, translation, pictures)
    (self.folder, self.run) = (folder, run)
  }

  /// What `--json` prints.
  private struct Report: Encodable {
    struct Result: Encodable {
      var input, output: String
      var width, height: Int
      /// What happened to its size, and what of the file was left out.
      var notes: [String]
    }

    var chapter, network, folder: String
    var results: [Result] = []
    var problems: [String] = []
  }

  /// - Throws: `Ending` with exit code 3 if a picture could not be used; `FileError` if a result cannot be written.
  func carryOut(_ common: CommonOptions, _ figures: FigureOption) throws {
    let narrator = Console.narrator(common)
    var report = Report(
      chapter: run.chapter.slug, network: network.name, folder: folder.url.relativePath,
      problems: pictures.problems.map { "\($0)" })
    report.problems.forEach { narrator.warn($0) }
    var progress = ProgressLine(narrator: narrator, label: network.name, count: pictures.pictures.count)
    var last: Data?
    for (index, picture) in pictures.pictures.enumerated() {
      let name = picture.file.relativePath
      do {
        let (result, bytes) = try translated(picture, narrator)
        last = bytes
        report.results.append(result)
        if !common.json && !common.quiet {
          Console.print("\(name) -> \(result.output): \(result.notes.joined(separator: "; "))")
        }
      } catch let error as DataError {
        report.problems.append("\(error)")
        narrator.warn("\(error)")
      } catch let error as FileError where error.action == .read {
        report.problems.append("\(error)")
        narrator.warn("\(error)")
      }
      progress.update(done: index + 1)
    }
    progress.finish()
    if common.json {
      try Console.print(report: report)
    } else {
      if let last, let text = figures.pictures(common)?.text(for: last) { Console.print(text) }
      let failed = report.problems.isEmpty ? "" : ", \(Wording.count(report.problems.count, "problem"))"
      Console.print(
        sentence: "\(Wording.count(report.results.count, "picture")) in \(folder.url.relativePath)\(failed).")
    }
    if !report.problems.isEmpty { throw Ending(code: .data) }
  }

  private func translated(
    _ picture: NamedPictures.Picture, _ narrator: Narrator
  ) throws -> (Report.Result, Data) {
    let name = picture.file.relativePath
    let photograph = try ImageFile.readPhotograph(picture.file)
    var progress: ProgressLine?
    let (result, sizes) = try translation(photograph, name: name) { done, count in
      // A large picture is a long way by itself.
      if progress == nil { progress = ProgressLine(narrator: narrator, label: name, count: count) }
      if count > 8 { progress?.update(done: done) }
    }
    let bytes = try PNG.encode(result)
    try folder.write(bytes, as: picture.name)
    var notes = [sizes.description] + photograph.losses.map(\.description)
    if photograph.profile != nil && result.profile == nil {
      notes.append("its colour profile, which is for grey, was left out")
    }
    return (
      Report.Result(
        input: name, output: folder.file(picture.name).relativePath, width: result.image.width,
        height: result.image.height, notes: notes), bytes
    )
  }
}
