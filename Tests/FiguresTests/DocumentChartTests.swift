import Figures
import Foundation
import Testing

/// The chart in docs/own-pictures.md shows the numbers of the table there. After a change of the table, draw it anew:
///
///     GANLESSONS_DRAW_DOCS=1 ./test --filter DocumentChart
@Suite struct DocumentChartTests {
  private static let docs = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../../docs").standardizedFileURL
  private static let file = docs.appending(path: "figures/how-many-pairs.svg")

  /// A row of the table: how many pairs, with which augmentation, and L1 on test pairs for three seeds.
  private struct Row {
    let pairs: Int
    let augmentation: String
    let mean, lowest, highest: Double

    init?(_ line: Substring) {
      let pattern = /\| (\d+) \| `(\w+)` \| [\d.]+ \| ([\d.]+) \(([\d.]+) to ([\d.]+)\) \|.*/
      guard let match = line.wholeMatch(of: pattern)?.output else { return nil }
      (pairs, augmentation) = (Int(match.1)!, String(match.2))
      (mean, lowest, highest) = (Double(match.3)!, Double(match.4)!, Double(match.5)!)
    }
  }

  private static func chart() throws -> Chart {
    let page = try String(contentsOf: docs.appending(path: "own-pictures.md"), encoding: .utf8)
    let rows = page.split(separator: "\n").compactMap(Row.init)
    let series = [("none", Palette.real), ("geometric", Palette.generated), ("all", Palette.accent)]
    let empty = Chart("How many pairs are enough?", x: "pairs to learn from", y: "L1 on test pairs")
      .xRange(45...410).yRange(0.315...0.365)
      .caption("Chapter 6, quick budget. Lines: the mean of three seeds; bands: the lowest to the highest.")
    return series.reduce(empty) { chart, part in
      let own = rows.filter { $0.augmentation == part.0 }
      let pairs = own.map(\.pairs)
      return
        chart
        .band("", pairs, from: own.map(\.lowest), to: own.map(\.highest), colour: part.1, opacity: 0.16)
        .line("augmentation: \(part.0)", pairs, own.map(\.mean), colour: part.1)
        .scatter("", pairs, own.map(\.mean), colour: part.1)
    }
  }

  @Test("The chart on the page shows the numbers of the table") func numbers() throws {
    let drawn = try Self.chart().svg()
    if ProcessInfo.processInfo.environment["GANLESSONS_DRAW_DOCS"] != nil {
      try drawn.write(to: Self.file)
    }
    // Other fonts give other bytes, and the same words.
    let (file, expected) = (try SVGFile(Data(contentsOf: Self.file)), try SVGFile(drawn))
    #expect(file.title == expected.title && file.description == expected.description)
    #expect(file.description.contains("0.353 at the start, 0.341 at the end"))
    #expect(file.texts.sorted() == expected.texts.sorted())
  }
}
