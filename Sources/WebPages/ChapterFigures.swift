import Foundation
import LessonKit

/// The figures of a chapter as files of the site.
struct ChapterFigures: Sendable {
  /// A file that goes into the site.
  struct Copy: Sendable {
    let source: URL
    /// Its path in the site.
    let address: String
  }

  /// By the address that the text gives.
  let byAddress: [String: PageFigure]
  let copies: [Copy]
  private let own: [String: PageFigure.File]
  private let shown: Set<String>

  init(_ source: BookChapter) {
    let chapter = source.chapter
    let chapters = chapter.url.deletingLastPathComponent()
    var copies: [Copy] = []
    func file(_ url: URL, as address: String) -> PageFigure.File? {
      guard let size = PictureSize(of: url) else { return nil }
      copies.append(Copy(source: url, address: address))
      return PageFigure.File(address: address, width: size.width, height: size.height)
    }

    var own: [String: PageFigure.File] = [:]
    for path in source.results.values.flatMap(\.figures) {
      let url = source.runFolder.appending(path: path)
      // A chart is there in both forms; the one of lines stays sharp.
      let vector = url.deletingPathExtension().appendingPathExtension("svg")
      let best = FileManager.default.fileExists(atPath: vector.path) ? vector : url
      let name = Self.name(of: path)
      if own[name] == nil { own[name] = file(best, as: "runs/\(source.name)/\(best.lastPathComponent)") }
    }

    let shown = Set(chapter.figures.map { Self.name(of: $0.path) })
    var figures: [String: PageFigure] = [:]
    for reference in chapter.figures where !reference.isRemote && figures[reference.path] == nil {
      let url = chapters.appending(path: reference.path)
      let name = Self.name(of: reference.path)
      figures[reference.path] = PageFigure(
        own: own[name], reference: file(url, as: "figures/\(source.name)/\(url.lastPathComponent)"),
        isAnimation: shown.contains(name + "-sheet"))
    }
    self.copies = copies
    self.own = own
    self.shown = shown
    byAddress = figures
  }

  /// Figures that a step saved and the text does not show, by name.
  func unshown(of step: StepRecord) -> [(name: String, file: PageFigure.File)] {
    Set(step.figures.map(Self.name)).subtracting(shown).sorted().compactMap { name in
      own[name].map { (name, $0) }
    }
  }

  /// `train-losses` of `figures/train-losses.png`.
  private static func name(of path: String) -> String {
    URL(filePath: path).deletingPathExtension().lastPathComponent
  }
}
