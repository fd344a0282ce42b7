import Foundation
import Pictures
import Testing

@testable import Figures

/// What a browser, a search and a screen reader find in an SVG file.
@Suite struct SVGTests {
  private static let figures: [(name: String, figure: any VectorFigure, texts: [PlacedText])] =
    Examples.charts.map { ($0.name, $0.chart, ChartLayout($0.chart, Typesetter()).texts) }
    + Examples.panels.map { ($0.name, $0.panels, PanelsLayout($0.panels, Typesetter()).texts) }
    + Examples.numberGrids.map { name, grids in
      let layout = NumberGridsLayout(grids, Typesetter())
      return (name, grids, layout.texts + layout.numbers)
    }

  @Test(arguments: figures.indices) func isWellFormedAndSaysWhatItShows(index: Int) throws {
    let (name, figure, texts) = Self.figures[index]
    let data = try figure.svg()
    let file = try SVGFile(data)
    #expect(file.root["role"] == "img" && file.root["viewBox"]?.hasPrefix("0 0 ") == true, "\(name)")
    #expect(file.title.isEmpty == false && file.description.isEmpty == false, "\(name)")
    let names = ["title", "desc"].compactMap { file.identifiers[$0] }
    #expect(file.root["aria-labelledby"] == names.joined(separator: " ") && names.count == 2, "\(name)")
    // Text is text, and all of it is there.
    #expect(file.texts.sorted() == texts.map(\.text).filter { !$0.isEmpty }.sorted(), "\(name)")
    let text = String(decoding: data, as: UTF8.self)
    #expect(!text.contains(/[" ]-?(nan|inf)\b/), "\(name)")
    #expect(data.count < 150_000, "\(name): \(data.count) bytes")
  }

  @Test func titleAndDescriptionAreThoseOfTheChart() throws {
    let chart = Chart("Loss & more", x: "step", y: "loss")
      .line("D <learned>", [0, 10, 20], [1.386, 0.7, 1.2]).line("", [0, 1], [0, 1])
      .scatter("fakes", [1, 2], [0.8, .nan]).reference(y: 0.693, "ln 2").caption("Seed 1.").logarithmicX()
    let file = try SVGFile(chart.svg())
    #expect(file.title == "Loss & more")
    #expect(
      file.description == """
        Horizontal axis: step, 0.874 to 20, logarithmic. Vertical axis: loss, 0.67 to 1.22. \
        Curve "D <learned>": 1.39 at the start, 1.2 at the end, between 0.7 and 1.39. Points "fakes": 2. \
        Horizontal line at 0.693: ln 2. Seed 1.
        """)
    #expect(try SVGFile(chart.description("Told by the lesson.").svg()).description == "Told by the lesson.")
    let bars = Chart("", x: "digit", y: "share").bars("", ["0", "1"], [0.5, 0.25])
    #expect(try SVGFile(bars.svg()).title == "digit, share")
    #expect(try SVGFile(bars.svg()).description.contains("Bars: 0 0.500, 1 0.250."))
  }

  @Test func panelsDescribeEachPanelAndSharedAxesOnce() throws {
    let charts = [0, 100].map { Chart("step \($0)", x: "x", y: "y").line("q", [0, 1], [0, $0 + 1]) }
    let shared = try SVGFile(Panels("Closer", columns: 2, charts).sharedRanges().svg())
    #expect(shared.title == "Closer")
    #expect(
      shared.description == """
        Horizontal axis: x, 0 to 1. Vertical axis: y, 0 to 106. \
        Panel 1 of 2, step 0: Curve "q": 0 at the start, 1 at the end, between 0 and 1. \
        Panel 2 of 2, step 100: Curve "q": 0 at the start, 101 at the end, between 0 and 101.
        """)
    let own = try SVGFile(Panels("Closer", columns: 2, charts).svg()).description
    #expect(own.contains("Panel 1 of 2, step 0: Horizontal axis: x, 0 to 1. Vertical axis: y, 0 to 1.0"))
  }

  /// Several figures may stand in one page.
  @Test func identifiersOfTwoFiguresDiffer() throws {
    let a = try SVGFile(Examples.map("one").svg()).identifiers.values
    let b = try SVGFile(Examples.map("two").svg()).identifiers.values
    #expect(!a.isEmpty && Set(a).isDisjoint(with: b))
  }

  @Test func numbersAreShort() {
    let numbers = [0, 1, -1, 0.5, -0.25, 12.004, 12.006, 100.1, -0.001, 799.999, .infinity]
    #expect(
      numbers.map { SVGNumber($0).description } == [
        "0", "1", "-1", ".5", "-.25", "12", "12.01", "100.1", "0", "800", "1000000000",
      ])
  }

  @Test func roundingDoesNotAddUpAlongAPath() {
    var path = SVGPath()
    path.add((0...1000).map { Point(x: Double($0) * 0.0149, y: 0) }, isClosed: false)
    let steps = path.text.split(separator: "l")[1].split(separator: " ").compactMap { Double($0) }
    let end = steps.enumerated().filter { $0.offset % 2 == 0 }.reduce(0) { $0 + $1.element }
    #expect(abs(end - 14.9) < 0.006)
    var still = SVGPath()
    still.add([Point(x: 1, y: 2), Point(x: 1, y: 2)], isClosed: false)
    #expect(still.text == "M1 2h0")
    var closed = SVGPath(decimals: 1)
    closed.add([Point(x: 0, y: 0), Point(x: 1.26, y: -0.5), Point(x: 1, y: 1)], isClosed: true)
    closed.add(Rect(x: 1, y: 2, width: 3, height: 4))
    #expect(closed.text == "M0 0l1.3-.5-.3 1.5zM1 2h3v4h-3z")
  }

  /// Six maps of a training on one page were 120,000 bytes of pixels that a browser computes as well.
  @Test func mapsHaveNoMorePixelsThanTheyNeed() throws {
    let grid = PlotGrid(x: 0...1, y: 0...1, columns: 64, rows: 32)
    let chart = Chart("m").heatMap("v", grid.points.map(\.x), on: grid)
    guard case .heatMap(let map) = chart.marks[0] else { return #expect(Bool(false), "no map") }
    func columns(_ width: Double, _ resolution: Int) -> Int {
      map.picture(width: width, height: 100, resolution: resolution).columns
    }
    #expect(columns(194, 2) == 388 && columns(194, 1) == 64 && columns(560, 1) == 140 && columns(50, 1) == 50)
  }

  @Test func everyPointOfAScatterIsDrawnOnce() throws {
    func points(_ count: Int) throws -> String {
      let xs = (0..<count).map { Double($0 % 10) }
      return String(decoding: try Chart("p").scatter("", xs, xs).svg(), as: UTF8.self)
    }
    // A line's one point is its start and its end at once.
    #expect(try points(1).contains(/marker-start="url\(#[^"]+\)" d="M[^"]+h0"/))
    #expect(try !points(1).contains("style=\"marker:"))
    let many = try points(1000)
    let path = try #require(many.firstMatch(of: /style="marker:url[^>]* d="M[^ ]+ [^l]+l([^"]+)"/))
    #expect(path.output.1.matches(of: /-?[0-9.]+/).count >= 1998)
    #expect(many.utf8.count < 20_000)
  }
}
