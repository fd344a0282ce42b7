import Foundation
import GANKit
import Pictures

@testable import Figures

/// Charts of every kind, some of them with far too much text.
enum Examples {
  static let xs = (0...200).map { -5 + Double($0) * 0.05 }
  static let steps = Array(stride(from: 0, to: 12_000, by: 10))
  static let digits = (0..<10).map(String.init)
  static let grid = PlotGrid(x: -3...3, y: -3...3, columns: 30, rows: 20)

  static func gauss(_ x: Double, _ mean: Double) -> Double {
    exp(-(x - mean) * (x - mean) / 2) / sqrt(2 * .pi)
  }

  static let losses = Chart("Losses of both players", x: "training step", y: "loss")
    .line(
      "discriminator", steps, steps.map { 1.386 + sin(Double($0)) / 5 }, colour: .discriminator, smoothing: 21
    )
    .line("generator", steps, steps.map { 0.7 + 3 * exp(-Double($0) / 900) }, colour: .generator)
    .reference(y: 2 * log(2), "2 ln 2: D cannot tell").reference(y: log(2), "ln 2: G fools D half the time")
    .caption("MNIST, batch 64.")

  static let densities = Chart("Densities", x: "x", y: "density")
    .subtitle("D*(x) is near one where data are likely, and near zero where only the generator goes.")
    .area("real data", xs, xs.map { gauss($0, -1) }, colour: .real)
    .area("generated", xs, xs.map { gauss($0, 1.5) }, colour: .generated)
    .reference(x: -1, "mean of p").reference(x: 1.5, "mean of q").reference(y: 0.5, "one half")

  static func map(_ title: String) -> Chart {
    Chart(title, x: "x₁", y: "x₂")
      .heatMap(
        "D(x)", grid.points.map { 1 / (1 + exp($0.x + $0.y)) }, on: grid, range: 0...1,
        map: Palette.diverging,
        contours: [0.5]
      )
      .scatter("real data", [0.1, 1, 2], [1.0, 2, -1], colour: .real)
      .arrows("gradient", [0.0, 1], [0.0, 1], [1.0, 0.3], [0.2, -1], colour: .generator)
      .note("saddle", x: 0, y: 0).note("saddle again", x: 0.05, y: 0.05).equalAspect()
  }

  static let bars = Chart("Digits among the samples", x: "digit", y: "share (%)")
    .bars("generated", digits, [9.8, 12.1, 8.7, 10.3, 9.6, 7.9, 10, 11.8, 8.4, 11.4], showsValues: true)

  static let referencedBars = bars.reference(y: 10, "even share")

  static let horizontalBars = Chart("Applications", x: "papers")
    .horizontalBars(
      "",
      [
        "image-to-image translation", "super-resolution",
        "completion of damaged pictures and of video frames",
      ],
      [34.5, 28.1, 3], showsValues: true)

  static let crowded = Chart(
    "A title so long that it cannot stand on one line at this size and must be broken into two, if not three lines",
    x:
      "a very long name that explains everything about the horizontal axis, more than once, so that it must wrap",
    y: "a very long name that explains everything about the vertical axis, and wraps as well"
  )
  .line("one name", [0, 1, 2], [1e9, 2.5e9, 1.7e9])
  .line("another, somewhat longer name of a series", [0, 1, 2], [2e9, 2.5e9, .nan])
  .line("third", [0, 1, 2], [0, 1.5e9, 2.7e9])
  .line(
    "a fourth name that is long as well, longer than any of the others and in fact too long for one line of the page",
    [0, 1, 2], [1e9, 1.1e9, 0.7e9]
  )
  .reference(y: 1.00e9, "first").reference(y: 1.02e9, "second, close to it").reference(y: 1.04e9, "third")
  .reference(y: 2.8e9, "up at the top, and with a label that takes two lines")
  .reference(x: 1, "an upright line").reference(x: 1.03, "and one right beside it")
  .reference(x: 2, "at the very end, up in the corner").reference(x: 0, "at the beginning")
  .caption(
    "A caption that goes on about where the data are from and what stands in for what, and wraps, too. "
      + "Averyveryveryverylongwordthatdoesnotfitonalineandhastobebrokensomewhereinthemiddlebecausethereisnospaceinit."
  )

  static let logarithmic = Chart("Gradients", x: "D(G(z))", y: "gradient")
    .line("saturating", (1...99).map { Double($0) / 100 }, (1...99).map { Double($0) / 100 })
    .line("falling to zero", (1...99).map { Double($0) / 100 }, (1...99).map { 0.98 - Double($0) / 100 })
    .logarithmicX().logarithmicY()

  static let trajectory = Chart("Play", x: "x", y: "y")
    .trajectory("path", xs.map(cos), xs.map(sin)).equalAspect()

  static let empty = Chart("Nothing", x: "x", y: "y").line("line", [Double](), [Double]())
    .scatter("points", [Double.nan], [1.0]).area("area", [Double](), [Double]())
    .histogram("histogram", [Double]()).arrows("arrows", [Double](), [Double](), [Double](), [Double]())

  static let charts: [(name: String, chart: Chart)] = [
    ("losses", losses), ("densities", densities), ("map", map("A discriminator")), ("bars", bars),
    ("bars with reference", referencedBars), ("horizontal bars", horizontalBars), ("crowded", crowded),
    ("crowded and narrow", crowded.size(width: 420)),
    ("crowded and low", crowded.size(width: 800, height: 300)),
    ("logarithmic", logarithmic), ("trajectory", trajectory), ("empty", empty), ("bare", Chart()),
    ("no text", Chart().line("", [0, 1], [0, 1])),
    ("constant", Chart("Constant").line("c", [0, 1], [5, 5])),
    ("one point", Chart("One").scatter("p", [3], [4])),
    (
      "many bars", Chart("Many").bars("", (0..<60).map { "category \($0)" }, Array(1...60), showsValues: true)
    ),
    (
      "many categories",
      Chart("Many").horizontalBars("", (0..<60).map { "category \($0)" }, Array(1...60)).size(
        width: 500, height: 300)
    ),
    (
      "many references",
      (0..<40).reduce(Chart("Many")) { $0.reference(y: Double($1), "reference \($1)") }
        .reference(x: 0.5, "middle")
    ),
    ("infinite", Chart("Infinite").line("i", [0, 1, 2, 3], [0, Double.infinity, -Double.infinity, 1.0])),
    ("huge", Chart("Huge").line("h", [0, 1], [-1e300, 1e300])),
    ("tiny", Chart("Tiny").line("t", [0, 1], [1e-300, 2e-300])),
    ("far from zero", Chart("Far").line("f", [0, 1], [1e15, 1e15 + 1])),
    ("band", Chart("Band").band("b", [0, 1, 2], from: [0, 1, .nan], to: [1, 3, 4])),
    ("negative bars", Chart("Negative").bars("n", ["a", "b"], [-2, 3], showsValues: true)),
    (
      "wide map",
      Chart("Wide").heatMap("v", [1.0, .nan, 3, 4], on: PlotGrid(x: 0...8, y: 0...1, columns: 2, rows: 2))
        .equalAspect()
    ),
  ]

  static let panels: [(name: String, panels: Panels)] = [
    (
      "shared",
      Panels("Shared", columns: 3, (0..<6).map { _ in densities }).sharedRanges().caption("Caption.")
    ),
    ("maps", Panels("Maps", columns: 3, (0..<5).map { map("step \($0)") }).sharedRanges()),
    ("different", Panels("Different", columns: 2, [losses, map("map"), bars, logarithmic])),
    ("crowded", Panels("Crowded", columns: 2, [crowded, crowded, horizontalBars])),
    ("single", Panels(columns: 1, [trajectory])),
    ("narrow", Panels("Narrow", columns: 4, (0..<8).map { _ in bars }).size(width: 600)),
    ("none", Panels("None", columns: 2, [])),
  ]

  static func pictures(_ count: Int, _ width: Int = 28, _ height: Int = 28, channels: Int = 1) -> [Image] {
    (0..<count).map { index in
      Image(
        width: width, height: height, channels: channels,
        pixels: (0..<width * height * channels).map { UInt8(truncatingIfNeeded: $0 * 7 + index * 31) })
    }
  }

  static let grids: [(name: String, grid: ImageGrid)] = [
    ("hundred", ImageGrid(images: pictures(100), columns: 10, title: "Samples", caption: "Drawn digits.")),
    (
      "labelled",
      ImageGrid(
        images: pictures(24), columns: 8, title: "Fixed noise",
        rowLabels: ["untrained", "step 1,000", "step 12,000: the end of training"],
        columnLabels: (0..<8).map { "noise \($0)" })
    ),
    (
      "tiny cells",
      ImageGrid(
        images: pictures(60, 4, 4), columns: 20, scale: 2,
        rowLabels: ["first row", "second row", "third row"],
        columnLabels: (0..<20).map { "column \($0)" })
    ),
    (
      "one",
      ImageGrid(images: pictures(1, 1, 1), caption: "A caption much longer than a single picture is wide.")
    ),
    (
      "wide",
      ImageGrid(
        images: pictures(3, 300, 20, channels: 3), columns: 3, columnLabels: ["input", "output", "target"])
    ),
    ("none", ImageGrid(images: [], title: "None")),
    ("ragged", ImageGrid(images: pictures(7), columns: 3, rowLabels: ["a", "b", "c"])),
  ]

  private static func row(_ count: Int, _ side: Int) -> PictureChain.Row {
    PictureChain.Row(
      pictures: pictures(count, side, side, channels: 3), names: (0..<count).map { "F(G(\($0)))" },
      notes: (0..<count).map { $0 == 1 ? "judged by a network" : "" },
      arrows: [String](repeating: "G", count: count - 1), closing: "cycle loss: mean |F(G(a)) - a| = 0.123")
  }

  static let chains: [(name: String, chain: PictureChain)] = [
    ("two cycles", PictureChain(title: "Two cycles", caption: "Drawn.", rows: [row(3, 64), row(3, 64)])),
    ("two pictures", PictureChain(rows: [row(2, 32)])),
    ("large pictures", PictureChain(title: "Large", rows: [row(3, 700)])),
  ]

  static func numbers(_ rows: Int, _ columns: Int, _ value: (Int) -> Float = { Float($0) }) -> Tensor {
    Tensor((0..<rows * columns).map(value), shape: [rows, columns])
  }

  static let numberGrids: [(name: String, grids: NumberGrids)] = [
    (
      "convolution",
      NumberGrids(
        "A convolution",
        [
          [
            NumberGrid("Image, padded", numbers(6, 6) { Float($0 % 3) }).padded(1)
              .framed(rows: -1..<3, columns: 1..<5).followed(by: "∗"),
            NumberGrid("Kernel", numbers(4, 4) { Float($0 % 5) - 2 }, map: Palette.diverging)
              .followed(by: "="),
            NumberGrid("Output", numbers(3, 3) { -Float($0) }).framed(rows: 0..<1, columns: 1..<2)
              .note("The sum of sixteen products."),
          ],
          [NumberGrid("Below", numbers(2, 3))],
        ]
      )
      .subtitle("How to read it").caption("Small print.")
    ),
    (
      "many cells",
      NumberGrids(
        "Counts", [[numbers(10, 10), numbers(10, 10), numbers(10, 10)].map { NumberGrid("grid", $0) }])
    ),
    (
      "narrow, long titles",
      NumberGrids(
        "A title that is long enough to take more than one line where the page is no wider than usual, and it is",
        [
          (0..<5).map { _ in
            NumberGrid("A long title of a small grid", numbers(2, 1)).note("and a note that is long as well")
          }
        ])
    ),
    (
      "decimals and gaps",
      NumberGrids("", [[NumberGrid("", Tensor([-1234.5, .nan, 0.049, 1], shape: [2, 2]), decimals: 1)]])
    ),
    ("one row more than fits", NumberGrids("", [[NumberGrid("wide", numbers(2, 80))]])),
    ("none", NumberGrids("None", [])),
  ]
}
