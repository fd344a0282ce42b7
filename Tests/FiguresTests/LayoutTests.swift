import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import Figures

/// Nothing that a figure says may be cut off or stand on top of something else that it says.
@Suite struct LayoutTests {
  private func expectReadable(_ texts: [PlacedText], on size: Size, _ name: String) {
    let page = Rect(x: 0, y: 0, width: size.width, height: size.height).insetBy(FigureStyle.margin / 2)
    for (index, text) in texts.enumerated() {
      #expect(page.contains(text.bounds), "\(name): \"\(text.text)\" is cut off by the page's edge")
      for other in texts[..<index] {
        #expect(
          !text.bounds.insetBy(0.25).overlaps(other.bounds),
          "\(name): \"\(text.text)\" (\(text.role)) overlaps \"\(other.text)\" (\(other.role))")
      }
    }
  }

  /// Text that belongs around a plot must not reach into it.
  private func expectOutside(_ texts: [PlacedText], _ plot: Rect, _ name: String) {
    for text in texts where text.role != .note && text.role != .bar {
      #expect(!text.bounds.overlaps(plot), "\(name): \"\(text.text)\" (\(text.role)) covers data")
    }
  }

  @Test(arguments: Examples.charts.indices) func chart(index: Int) {
    let (name, chart) = Examples.charts[index]
    let layout = ChartLayout(chart, Typesetter())
    expectReadable(layout.texts, on: layout.size, name)
    expectOutside(layout.texts, layout.plot.plot, name)
    for item in layout.legend.items { #expect(!item.symbol.overlaps(layout.plot.plot), "\(name)") }
  }

  @Test(arguments: Examples.panels.indices) func panels(index: Int) {
    let (name, panels) = Examples.panels[index]
    let layout = PanelsLayout(panels, Typesetter())
    expectReadable(layout.texts, on: layout.size, name)
    for plot in layout.plots { expectOutside(layout.texts, plot.plot, name) }
    for (index, plot) in layout.plots.enumerated() {
      for other in layout.plots[..<index] { #expect(!plot.plot.overlaps(other.plot), "\(name)") }
    }
  }

  @Test(arguments: Examples.grids.indices) func grid(index: Int) {
    let (name, grid) = Examples.grids[index]
    let layout = ImageGridLayout(grid, Typesetter())
    expectReadable(layout.texts, on: layout.size, name)
    let page = Rect(x: 0, y: 0, width: layout.size.width, height: layout.size.height)
    for (index, cell) in layout.cells.enumerated() {
      #expect(page.contains(cell), "\(name)")
      expectOutside(layout.texts, cell, name)
      for other in layout.cells[..<index] { #expect(!cell.overlaps(other), "\(name)") }
    }
  }

  @Test(arguments: Examples.chains.indices) func chain(index: Int) throws {
    let (name, chain) = Examples.chains[index]
    let layout = PictureChainLayout(chain, Typesetter())
    expectReadable(layout.texts, on: layout.size, name)
    let page = Rect(x: 0, y: 0, width: layout.size.width, height: layout.size.height)
    for (index, cell) in layout.cells.enumerated() {
      #expect(page.contains(cell), "\(name)")
      expectOutside(layout.texts, cell, name)
      for other in layout.cells[..<index] { #expect(!cell.overlaps(other), "\(name)") }
    }
    let image = try PNG.decode(try chain.png(), name: name)
    #expect(image.width == Int(2 * layout.size.width) && image.height == Int(2 * layout.size.height))
  }

  @Test(arguments: Examples.numberGrids.indices) func numberGrids(index: Int) {
    let (name, grids) = Examples.numberGrids[index]
    let layout = NumberGridsLayout(grids, Typesetter())
    expectReadable(layout.texts + layout.numbers, on: layout.size, name)
    let page = Rect(x: 0, y: 0, width: layout.size.width, height: layout.size.height)
      .insetBy(FigureStyle.margin - 0.5)
    for (index, cell) in layout.cells.enumerated() {
      #expect(page.contains(cell.rect), "\(name)")
      expectOutside(layout.texts, cell.rect, name)
      for other in layout.cells[..<index] {
        #expect(!cell.rect.insetBy(0.01).overlaps(other.rect), "\(name)")
      }
    }
    for number in layout.numbers {
      #expect(
        layout.cells.contains { $0.rect.contains(number.bounds.insetBy(0.5)) }, "\(name): \(number.text)")
    }
  }

  @Test func numberGridsShowTheirNumbers() {
    let grid = NumberGrid("", Tensor([-2, 0.25, .nan, 7], shape: [2, 2]), decimals: 1)
      .padded(top: 1, bottom: 0, left: 0, right: 0)
    let layout = NumberGridsLayout(NumberGrids("", [[grid]]), Typesetter())
    #expect(layout.numbers.map(\.text) == ["0.0", "0.0", "\u{2212}2.0", "0.3", "7.0"])
    #expect(layout.cells.map(\.isOutside) == [true, true, false, false, false, false])
    // Negative numbers put zero in the middle of the colours.
    #expect(layout.cells[2].fill == Palette.sequential.colour(at: 5.0 / 14))
    #expect(layout.cells[5].fill == Palette.sequential.colour(at: 1))
  }

  @Test func framesThatOverlapDoNotHideEachOther() {
    let grid = NumberGrid("", Examples.numbers(2, 6)).framed(rows: 0..<2, columns: 0..<4)
      .framed(rows: 0..<2, columns: 2..<6).framed(rows: 0..<1, columns: 4..<5)
    let frames = NumberGridsLayout(NumberGrids("", [[grid]]), Typesetter()).frames.map(\.rect)
    #expect(frames[1].y > frames[0].y && frames[2].y > frames[1].y)
    let apart = NumberGrid("", Examples.numbers(2, 6)).framed(rows: 0..<1, columns: 0..<3)
      .framed(rows: 0..<1, columns: 3..<6)
    #expect(Set(NumberGridsLayout(NumberGrids("", [[apart]]), Typesetter()).frames.map(\.rect.y)).count == 1)
  }

  /// The layout speaks of rectangles; this looks at the pixels, where a wrong measurement would show.
  @Test(arguments: Examples.charts.indices) func nothingIsDrawnOnTheMargin(index: Int) throws {
    let (name, chart) = Examples.charts[index]
    let image = try PNG.decode(chart.png(), name: name)
    let border = Int(FigureStyle.margin) / 2 * FigureStyle.resolution
    let (right, bottom) = (image.width - border, image.height - border)
    for y in 0..<image.height {
      let isInside = border <= y && y < bottom
      for x in isInside ? Array(0..<border) + Array(right..<image.width) : Array(0..<image.width) {
        guard image[x, y, 0] == 255, image[x, y, 1] == 255, image[x, y, 2] == 255 else {
          Issue.record("\(name): something is drawn on the margin at (\(x), \(y))")
          return
        }
      }
    }
  }

  @Test func everyPlaceOfTheLayoutIsWherePixelsAre() throws {
    // Ink must fall inside the rectangles that the layout reserves for text, and nowhere else outside the plot.
    let layout = ChartLayout(Chart("Title", x: "x", y: "y").line("a name", [0, 1], [0, 1]), Typesetter())
    let image = try Canvas.image(layout.size) { layout.draw(on: $0) }
    let reserved =
      layout.texts.map { $0.bounds.insetBy(-1) } + [layout.plot.plot.insetBy(-6)]
      + layout.legend.items.map(\.symbol)
    for y in 0..<image.height {
      for x in 0..<image.width where image[x, y, 0] < 250 {
        let place = Rect(x: Double(x) / 2, y: Double(y) / 2, width: 0.5, height: 0.5)
        guard reserved.contains(where: { $0.contains(place) }) else {
          Issue.record("ink at (\(x), \(y)) outside of everything that was laid out")
          return
        }
      }
    }
  }

  @Test func balancedLinesAreBrokenBetweenWords() {
    let typesetter = Typesetter()
    for (text, lines) in [
      ("shuffle 2×", ["shuffle", "2×"]), ("8 residual blocks", ["8", "residual", "blocks"]),
      ("one two", ["one two"]),
    ] {
      #expect(typesetter.balancedBlock(text, TextStyle(size: 13), maxWidth: 60).lines == lines)
    }
    // A word that is too long by itself has to be broken all the same.
    let word = typesetter.balancedBlock("antidisestablishmentarianism", TextStyle(size: 13), maxWidth: 60)
    #expect(word.lines.count > 1 && word.width <= 60)
  }

  @Test func pagesHaveTheWidthThatWasAskedFor() {
    for width in [480.0, 640, 800, 1000] {
      #expect(ChartLayout(Examples.losses.size(width: width), Typesetter()).size.width == width)
      #expect(PanelsLayout(Examples.panels[0].panels.size(width: width), Typesetter()).size.width == width)
    }
    #expect(
      ChartLayout(Examples.losses.size(width: 700, height: 450), Typesetter()).size
        == Size(width: 700, height: 450))
  }

  @Test func equalAspectMakesUnitsEquallyLong() throws {
    for chart in [Examples.map("m"), Examples.trajectory, Examples.charts.last!.chart] {
      let plot = ChartLayout(chart, Typesetter()).plot
      let unitX = plot.plot.width / (plot.axes.x.upper - plot.axes.x.lower)
      let unitY = plot.plot.height / (plot.axes.y.upper - plot.axes.y.lower)
      expectClose(unitX / unitY, 1.0, within: 0.02)
    }
  }

  @Test func panelsShareTheirRangesOnlyWhenAsked() {
    let charts = [Chart("a").line("", [0, 1], [0, 1]), Chart("b").line("", [0, 2], [-3, 5])]
    let shared = PanelsLayout(Panels(columns: 2, charts).sharedRanges(), Typesetter()).plots
    #expect(shared[0].axes == shared[1].axes)
    #expect(shared[0].axes.x.upper == 2)
    #expect(shared[0].axes.y.lower <= -3 && shared[0].axes.y.upper >= 5)
    let own = PanelsLayout(Panels(columns: 2, charts), Typesetter()).plots
    #expect(own[0].axes.x.upper == 1 && own[1].axes.x.upper == 2)
    for plots in [shared, own] {
      #expect(plots[0].plot.width == plots[1].plot.width)
      #expect(plots[0].plot.y == plots[1].plot.y)
    }
  }
}
