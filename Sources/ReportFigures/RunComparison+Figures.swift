import Figures
import Files
import Foundation
import LessonKit
import Pictures

/// What two runs look like beside each other.
extension RunComparison {
  /// A figure with the name of its file, without the ending.
  public struct NamedFigure: Sendable {
    public let name: String
    public let figure: any Figure
    /// As an SVG file; nil for what is made of pixels.
    public func svg() throws -> Data? { try (figure as? any VectorFigure)?.svg() }
  }

  /// One chart for each column that both runs logged in the same loop, with a curve for each of them.
  public var charts: [NamedFigure] {
    let logs = runs.map(\.log)
    let loops = logs[0].loops.filter(logs[1].loops.contains)
    return loops.flatMap { loop in
      logs[0].names.compactMap { column -> NamedFigure? in
        let curves = logs.map { $0.column(column, of: loop) }
        guard curves.allSatisfy({ !$0.isEmpty }) else { return nil }
        let place = loop.loop.allSatisfy(\.isNumber) ? loop.step : "\(loop.step), \(loop.loop)"
        var chart = Chart("\(column) in \(place)", x: "training step", y: column)
        for ((run, curve), colour) in zip(zip(runs, curves), Self.colours) {
          chart = chart.line(run.name, curve, colour: colour, smoothing: curve.count > 50 ? 9 : 1)
        }
        return NamedFigure(name: Self.fileName([loop.step, loop.loop, column]), figure: chart)
      }
    }
  }

  /// The figures that both runs saved under the same name, each pair side by side. An animation is left out where both
  /// have its frames on one page.
  /// - Throws: `DataError` if a picture is damaged, `FileError`.
  public func pairs() throws -> [NamedFigure] {
    let names = Set(runs[0].figures.keys).intersection(runs[1].figures.keys)
    return try names.sorted().filter { !names.contains($0.replacing(".png", with: "-sheet.png")) }.map {
      name in
      let title = String(name.dropLast(".png".count))
      let pictures = try runs.map { run in
        (label: run.name, picture: try Data(contentsOf: run.figures[name]!))
      }
      return NamedFigure(name: title, figure: try SideBySide(pictures, title: title))
    }
  }

  /// The names of the figures that both runs saved, as ``ComparedRun/pageFigures`` calls them. An animation is left out
  /// where both have its frames on one page.
  public var commonFigures: [String] {
    let names = Set(runs[0].pageFigures.keys).intersection(runs[1].pageFigures.keys)
    return names.filter { !names.contains("\($0)-sheet") }.sorted()
  }

  /// Puts charts and pairs into a folder of their own, in place of what was there: `curves/<step>-<column>.svg` and
  /// `.png`, `figures/<name>.png`.
  /// - Returns: the pictures, from the folder.
  /// - Throws: `FileError`, `DataError`.
  public func write(to folder: URL) throws -> [String] {
    try Folder.make(folder.deletingLastPathComponent())
    var paths: [String] = []
    try AtomicFolder.replace(folder) { new in
      for (kind, figures) in [("curves", charts), ("figures", try pairs())] where !figures.isEmpty {
        try Folder.make(new.appending(path: kind, directoryHint: .isDirectory))
        for figure in figures {
          let path = "\(kind)/\(figure.name)"
          try AtomicFile.write(figure.figure.png(), to: new.appending(path: path + ".png"))
          if let drawing = try figure.svg() {
            try AtomicFile.write(drawing, to: new.appending(path: path + ".svg"))
          }
          paths.append(path + ".png")
        }
      }
    }
    return paths
  }

  /// Where ``write(to:)`` puts the comparison of two runs of a chapter.
  public static func folder(of first: String, _ second: String, chapter: Chapter, in output: URL) -> URL {
    let name = chapter.outputFolder(in: output).lastPathComponent
    // No name has this mark, so that no two pairs share a folder.
    return output.appending(path: "compare/\(name)/\(first)~\(second)", directoryHint: .isDirectory)
  }

  /// Two that differ for everyone, and in print, and that are no player's.
  private static let colours = [Palette.accent, Palette.discriminator]

  private static func fileName(_ parts: [String]) -> String {
    // The number of a loop without a name says nothing.
    let words = parts.filter { !$0.allSatisfy(\.isNumber) }.joined(separator: "-")
    return words.split { !$0.isLetter && !$0.isNumber }.joined(separator: "-")
  }
}

extension MetricsFile {
  struct LoopName: Hashable {
    let step, loop: String
  }

  /// The loops of all steps, in the order of the file.
  fileprivate var loops: [LoopName] { rows.map { LoopName(step: $0.step, loop: $0.loop) }.uniqued() }

  /// What a loop logged under a name, with its iterations.
  fileprivate func column(_ name: String, of loop: LoopName) -> [(step: Int, value: Double)] {
    rows.compactMap { row in
      guard row.step == loop.step, row.loop == loop.loop else { return nil }
      return row.values[name].flatMap(Double.init).map { (row.iteration, $0) }
    }
  }
}
