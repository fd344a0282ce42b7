import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import Figures

@Suite struct DrawingTests {
  @Test(arguments: Examples.charts.indices) func chartsAreTheSameBytesTwice(index: Int) throws {
    let (name, chart) = Examples.charts[index]
    let (png, svg) = (try chart.png(), try chart.svg())
    // Something else in between, so that counters inside Cairo move on.
    _ = try Examples.trajectory.svg()
    #expect(try chart.png() == png, "\(name)")
    #expect(try chart.svg() == svg, "\(name)")
    #expect(String(decoding: svg, as: UTF8.self).hasSuffix("</svg>\n"), "\(name)")
  }

  @Test(arguments: Examples.panels.indices) func panelsAreTheSameBytesTwice(index: Int) throws {
    let (name, panels) = Examples.panels[index]
    #expect(try panels.png() == panels.png(), "\(name)")
    #expect(try panels.svg() == panels.svg(), "\(name)")
  }

  @Test func svgRefersOnlyToWhatItDefines() throws {
    let svg = String(decoding: try Examples.map("map").svg(), as: UTF8.self)
    let defined = svg.matches(of: /\ id="([^"]+)"/).map { String($0.1) }
    let used = svg.matches(of: /href="#([^"]+)"|url\(#([^)]+)\)/).map { String($0.1 ?? $0.2!) }
    #expect(Set(defined).count == defined.count, "an identifier is defined twice")
    #expect(!used.isEmpty && Set(used).isSubset(of: defined))
  }

  @Test(arguments: Examples.grids.indices) func gridsAreTheSameBytesTwice(index: Int) throws {
    let (name, grid) = Examples.grids[index]
    #expect(try grid.png() == grid.png(), "\(name)")
  }

  @Test(arguments: Examples.numberGrids.indices) func numberGridsAreTheSameBytesTwice(index: Int) throws {
    let (name, grids) = Examples.numberGrids[index]
    let (png, svg) = (try grids.png(), try grids.svg())
    #expect(try grids.png() == png, "\(name)")
    #expect(try grids.svg() == svg, "\(name)")
  }

  @Test(arguments: [1, 2, 3, 5], [1, 3]) func gridsShowEveryPixelExactly(scale: Int, channels: Int) throws {
    let pictures = Examples.pictures(6, 9, 7, channels: channels)
    let grid = ImageGrid(images: pictures, columns: 3, scale: scale, rowLabels: ["one", "two"])
    let layout = ImageGridLayout(grid, Typesetter())
    let page = try PNG.decode(grid.png(), name: "grid")
    #expect(pictures.count == 6 && layout.cells.count == 6)
    for (picture, cell) in zip(pictures, layout.cells) {
      let (left, top) = (Int(cell.x * 2), Int(cell.y * 2))
      for y in 0..<7 * scale {
        for x in 0..<9 * scale {
          for channel in 0..<3 {
            let pixel = picture[x / scale, y / scale, channels == 3 ? channel : 0]
            guard page[left + x, top + y, channel] == pixel else {
              Issue.record("pixel (\(x), \(y)) of a picture has changed")
              return
            }
          }
        }
      }
    }
  }

  @Test func gridTakesATensor() throws {
    let tensor = Tensor([-1, 1, 0, -1, 1, 1, -1, -1], shape: [2, 2, 2, 1])
    let grid = ImageGrid(tensor, columns: 2, scale: 4)
    #expect(grid.images.map(\.pixels) == [[0, 255, 128, 0], [255, 255, 0, 0]])
  }

  @Test func gridColumnsLeaveNoGapWherePossible() {
    for (count, columns) in [(0, 1), (1, 1), (4, 2), (10, 5), (16, 4), (25, 5), (48, 8), (64, 8), (100, 10)] {
      #expect(ImageGrid.columns(for: count) == columns, "\(count) pictures")
    }
    for count in 1...300 {
      let columns = ImageGrid.columns(for: count)
      #expect(columns * columns >= count, "more rows than columns for \(count) pictures")
    }
  }

  @Test func heatMapHasItsFirstRowAtTheBottom() {
    let grid = PlotGrid(x: 0...2, y: 0...2, columns: 2, rows: 2)
    #expect(grid.points.map(\.x) == [0.5, 1.5, 0.5, 1.5])
    #expect(grid.points.map(\.y) == [0.5, 0.5, 1.5, 1.5])
    let map = HeatMapMark(
      name: "", values: [0, 0.25, .nan, 1], grid: grid, range: 0...1, map: Palette.sequential, contours: [],
      isSmooth: false)
    let picture = map.picture(width: 1, height: 1)
    let expected =
      [Palette.missing, Palette.sequential.colour(at: 1)] + [0, 0.25].map(Palette.sequential.colour)
    #expect(picture.pixels == expected.map(\.pixel))
  }

  @Test func contourOfACircleIsACircle() {
    let grid = PlotGrid(x: -2...2, y: -2...2, columns: 80, rows: 80)
    let pieces = Contour.segments(of: grid.points.map { hypot($0.x, $0.y) }, on: grid, at: 1.3)
    #expect(pieces.count > 100)
    for (a, b) in pieces {
      expectClose([hypot(a.x, a.y), hypot(b.x, b.y)], [1.3, 1.3], within: 0.005)
    }
    let length = pieces.reduce(0) { $0 + hypot($1.0.x - $1.1.x, $1.0.y - $1.1.y) }
    expectClose(length, 2 * Double.pi * 1.3, within: 0.02)
  }

  @Test func contourReachesTheEdgeOfTheGrid() {
    let grid = PlotGrid(x: 0...1, y: 0...1, columns: 10, rows: 10)
    let pieces = Contour.segments(of: grid.points.map { $0.x + 2 * $0.y }, on: grid, at: 1.1)
    let ends = pieces.flatMap { [$0.0, $0.1] }
    #expect(ends.map(\.x).min() == 0 && ends.map(\.x).max() == 1)
    for end in ends { expectClose(end.x + 2 * end.y, 1.1, within: 1e-9) }
  }

  @Test func numbersThatAreNotFiniteLeaveAGap() {
    let chart = Chart().line("", [0, 1, 2, 3, 4, 5], [0, 1, .nan, 3, .infinity, 5])
    let layout = ChartLayout(chart, Typesetter()).plot
    let runs = layout.runs([0, 1, 2, 3, 4, 5], [0, 1, .nan, 3, .infinity, 5])
    #expect(runs.map(\.count) == [2, 1, 1])
    #expect(runs[0][0] == Point(x: layout.plot.x, y: layout.plot.maxY))
  }

  @Test func logarithmicAxisLeavesAGapBelowZero() {
    let chart = Chart().line("", [0, 1, 2, 3], [1, 0, -2, 100]).logarithmicY()
    let layout = ChartLayout(chart, Typesetter()).plot
    #expect(layout.runs([0, 1, 2, 3], [1, 0, -2, 100]).map(\.count) == [1, 1])
    #expect(layout.axes.y.lower > 0)
  }

  @Test func thinnedCurvesKeepTheirExtremes() {
    let points = (0..<50_000).map { Point(x: Double($0) / 100, y: $0 == 31_234 ? 900 : Double($0 % 7)) }
    let thinned = PlotLayout.thinned(points)
    #expect(thinned.count < 6000)
    #expect(thinned.contains(points[31_234]))
    #expect(thinned.first == points.first && thinned.last == points.last)
    #expect(zip(thinned, thinned.dropFirst()).allSatisfy { $0.x <= $1.x })
  }

  @Test func histogramIsADensity() {
    let values = (0..<1000).map { Double($0) / 999 }
    let steps = Histogram(values + [.nan], bins: 10, in: nil, density: true)
    #expect(steps.xs.first == 0 && abs(steps.xs.last! - 1) < 1e-12)
    var area = 0.0
    for left in stride(from: 0, to: steps.xs.count, by: 2) {
      area += (steps.xs[left + 1] - steps.xs[left]) * steps.ys[left]
    }
    expectClose(area, 1.0, within: 1e-9)
    let counts = Histogram([0, 0.5, 1, 1, 7], bins: 2, in: 0...1, density: false)
    #expect(counts.ys == [1, 1, 3, 3])
  }

  @Test func movingAverageStopsAtGaps() {
    #expect(movingAverage([1, 2, 3, 4, 5], over: 3) == [1.5, 2, 3, 4, 4.5])
    let withGap = movingAverage([1, .nan, 5], over: 3)
    #expect(withGap[0] == 1 && withGap[1].isNaN && withGap[2] == 5)
  }

  @Test func colourOfASeriesIsNotUsedTwice() {
    let chart = Chart().line("a", [0], [0], colour: .generated).line("b", [0], [0]).line("c", [0], [0])
    #expect(chart.legendEntries.map(\.colour) == [Palette.generated, Palette.real, Palette.discriminator])
  }
}
