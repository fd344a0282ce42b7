import Foundation
import GANKit
import Pictures
import TestSupport
import Testing

@testable import Figures

/// Diagrams of networks that no chapter has: very long, very small, full of skips.
@Suite struct DiagramTests {
  private static var random: Random { Random(seed: 1) }

  private static func diagram(_ network: any Layer, input: GANKit.Shape, _ title: String) -> NetworkDiagram {
    NetworkDiagram(title).network(
      "N", network, input: input, from: "what goes in", to: "what comes out", colour: .generator
    ).caption("Small print that says where all of this comes from.")
  }

  static let networks: [NetworkDiagram] = [
    diagram(Dense(1, 1, using: random), input: [1], "A single layer"),
    diagram(
      Sequential {
        for _ in 0..<30 { Dense(7, 7, activation: .leakyReLU(0.2), using: random) }
      }, input: [7], "Thirty layers"),
    diagram(
      Sequential {
        for _ in 0..<9 {
          Conv2D(2, 2, kernel: [3, 5], using: random)
          BatchNorm(2, activation: .sigmoid)
          Dropout(0.1)
        }
      }, input: [240, 320, 2], "Wide images and long labels"),
    diagram(
      Sequential {
        Conv2D(1, 2, kernel: 3, using: random)
        for _ in 0..<6 {
          Residual {
            Residual { Conv2D(2, 2, kernel: 3, using: random) }
            Conv2D(2, 2, kernel: 3, using: random)
          }
        }
      }, input: [8, 8, 1], "Skips around blocks"),
    diagram(
      Sequential {
        SelfAttention(4, using: random)
        MaxPool(2)
        Upsample(2)
        AveragePool(3, stride: 1)
        MinibatchDeviation()
        GlobalAveragePool()
        Dense(5, 2, using: random)
      }, input: [8, 8, 4],
      "Layers of other kinds, under a title that is much too long for one line and therefore has to be continued on another"
    ),
  ]

  static let blocks: [BlockDiagram] = [
    BlockDiagram("Forms", columns: 5, rows: 1)
      .block("a", "vector", .vector, column: 0, row: 0)
      .block("b", "widening", .widening, column: 1, row: 0, colour: .generator)
      .block("c", "box", column: 2, row: 0, colour: .generated)
      .block("d", "stack", .stack, column: 3, row: 0, colour: .real)
      .block("e", "narrowing", .narrowing, column: 4, row: 0, colour: .discriminator)
      .arrow("a", "b").arrow("b", "c", label: "one").arrow("c", "d").arrow("d", "e")
      .arrow("c", "b", leaving: .left, entering: .right, isDashed: true, offset: -14)
      .key("forwards").key("back", isDashed: true).caption("All forms.")
  ]

  @Test(arguments: networks.indices) func everythingCanBeRead(index: Int) throws {
    let diagram = Self.networks[index]
    let layout = NetworkDiagramLayout(diagram, Typesetter())
    #expect(layout.sketch.collisions(on: layout.size).isEmpty, "\(diagram.title)")
    // Only skips, which hold a network on one line, may widen the page.
    let hasSkips = diagram.networks.contains { !$0.outline.skips.isEmpty }
    #expect(hasSkips || layout.size.width == FigureStyle.width, "\(diagram.title)")
    let image = try PNG.decode(diagram.png(), name: diagram.title)
    #expect(image.width == Int(2 * layout.size.width) && image.height == Int(2 * layout.size.height))
  }

  @Test(arguments: blocks.indices) func blocksCanBeRead(index: Int) {
    let layout = BlockDiagramLayout(Self.blocks[index], Typesetter())
    #expect(layout.sketch.collisions(on: layout.size).isEmpty)
  }

  @Test(arguments: networks.indices) func diagramsAreTheSameBytesTwice(index: Int) throws {
    let diagram = Self.networks[index]
    let (png, svg) = (try diagram.png(), try diagram.svg())
    _ = try Self.blocks[0].svg()
    #expect(try diagram.png() == png && diagram.svg() == svg)
  }

  @Test func overlapsAreFound() {
    let typesetter = Typesetter()
    var sketch = DiagramSketch()
    let page = Size(width: 200, height: 100)
    func text(_ text: String, x: Double) -> PlacedText {
      typesetter.place(text, .note, at: Point(x: x, y: 50), .left, .middle, role: .label)
    }
    sketch.text(text("first", x: 20))
    #expect(sketch.collisions(on: page).isEmpty)
    sketch.text(text("second", x: 40))
    #expect(sketch.collisions(on: page).count == 1)
    sketch.arrow([Point(x: 0, y: 50), Point(x: 30, y: 50)], Palette.ink)
    #expect(sketch.collisions(on: page).count == 2)
    sketch.text(text("third", x: 190))
    #expect(sketch.collisions(on: page).count == 3)
  }

  @Test func longNetworksContinueOnASecondLine() {
    let layout = NetworkDiagramLayout(Self.networks[1], Typesetter())
    let shapes = layout.sketch.texts.filter { $0.text == "7" && $0.role == .label }
    #expect(shapes.count == 31)
    #expect(Set(shapes.map(\.bounds.y)).count > 3)
  }

  @Test func sizesFollowTheLayers() {
    let network = Sequential {
      Conv2D(3, 64, kernel: 4, stride: 2, using: Self.random)
      Conv2D(64, 256, kernel: 4, stride: 2, using: Self.random)
    }
    let diagram = Self.diagram(network, input: [64, 64, 3], "")
    let scale = SlabScale(diagram.networks, tallest: 100, thickest: 40)
    let slabs = ([[64, 64, 3], [32, 32, 64], [16, 16, 256]] as [GANKit.Shape]).map(scale.slab)
    expectClose(slabs.map(\.height), [100, 100 / 2.0.squareRoot(), 50], within: 1e-9)
    expectClose(slabs[1].thickness, 20.0, within: 1e-9)
    expectClose(slabs[2].thickness, 40.0, within: 1e-9)
    #expect(slabs[0].thickness >= 3)
    #expect(scale.slab([1024, 1, 1]).height > 100 && scale.slab([1]).height > 5)
  }

  /// The three faces of a slab, and the slabs of the two players, must differ in print without colour.
  @Test func shadesCanBeToldApartInGrey() {
    for colour in [Colour.generator, .discriminator, Palette.paleInk] {
      let shades = [0.2, 0.42, 0.64].map { colour.over($0).lightness }
      #expect(shades[0] - shades[1] > 7 && shades[1] - shades[2] > 7)
    }
    #expect(Colour.generator.over(0.42).lightness - Colour.discriminator.over(0.42).lightness > 7)
  }

  @Test func aDiagramSaysWhatItShows() {
    let words = Self.networks[3].plainDescription
    #expect(words.contains("N, from what goes in (8×8×1) to what comes out"))
    #expect(words.contains("3×3 to 8×8×2") && words.contains("a skip from 8×8×2"))
    #expect(Self.networks[4].plainDescription.contains("max 2×2 to 4×4×4"))
  }
}
