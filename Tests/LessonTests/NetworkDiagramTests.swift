import TestSupport
import Testing

@testable import CycleGAN
@testable import DCGAN
@testable import Figures
@testable import GANKit
@testable import GANTheory
@testable import Pix2Pix
@testable import SRGAN
@testable import VanillaGAN

/// Every lesson's networks as diagrams draw them: as they are, and so that they can be read.
@Suite struct NetworkDiagramTests {
  /// A network, the shape of an input, and what is drawn below its slabs, in order.
  struct Case: Sendable, CustomTestStringConvertible {
    let testDescription: String
    let input: GANKit.Shape
    let shapes: String
    let network: @Sendable (Random) -> any Layer
  }

  static let cases: [Case] = [
    Case(testDescription: "chapter 1, G", input: [16], shapes: "128 128 2") {
      GANTheory.makeGenerator(latent: 16, using: $0)
    },
    Case(testDescription: "chapter 1, D", input: [2], shapes: "128 128 1") {
      GANTheory.makeDiscriminator(using: $0)
    },
    Case(testDescription: "chapter 3, G", input: [100], shapes: "256 512 1024 28×28×1") {
      VanillaGAN.makeGenerator(using: $0)
    },
    Case(testDescription: "chapter 3, D", input: [28, 28, 1], shapes: "512 256 1") {
      VanillaGAN.makeDiscriminator(using: $0)
    },
    Case(
      testDescription: "chapter 4, the tutorial's G", input: [100],
      shapes: "7×7×256 7×7×128 14×14×64 28×28×1"
    ) { makeDocumentGenerator(using: $0) },
    Case(
      testDescription: "chapter 4, the tutorial's D", input: [28, 28, 1], shapes: "14×14×64 7×7×128 1"
    ) { makeDocumentDiscriminator(using: $0) },
    Case(testDescription: "chapter 4, light G", input: [100], shapes: "256 7×7×64 14×14×32 28×28×1") {
      makeLightGenerator(using: $0)
    },
    Case(
      testDescription: "chapter 4, light D", input: [28, 28, 1], shapes: "14×14×32 7×7×64 4×4×128 1"
    ) { makeLightDiscriminator(using: $0) },
    Case(
      testDescription: "chapter 4, G for faces", input: [100],
      shapes: "4×4×192 8×8×96 16×16×48 32×32×24 64×64×3"
    ) { makeFaceGenerator(width: 24, using: $0) },
    Case(
      testDescription: "chapter 4, D for faces", input: [64, 64, 3],
      shapes: "32×32×24 16×16×48 8×8×96 4×4×192 1"
    ) { random in
      Sequential {
        GaussianNoise(0.3)
        makeFaceDiscriminator(width: 24, using: random)
      }
    },
    Case(
      testDescription: "chapter 6, U-Net", input: [64, 64, 3],
      shapes: "32×32×32 16×16×64 8×8×128 4×4×256 8×8×256 16×16×128 32×32×64 64×64×3"
    ) { UNet(levels: 4, width: 32, using: $0) },
    Case(
      testDescription: "chapter 6, without skips", input: [32, 32, 3],
      shapes: "16×16×8 8×8×16 4×4×32 8×8×16 16×16×8 32×32×3"
    ) { UNet(levels: 3, width: 8, hasSkips: false, using: $0) },
    Case(testDescription: "chapter 6, D", input: [64, 64, 6], shapes: "32×32×24 31×31×48 30×30×1") {
      Pix2Pix.makeDiscriminator(width: 24, downsamplings: 1, using: $0)
    },
    Case(
      testDescription: "chapter 7, G", input: [64, 64, 3],
      shapes: "64×64×16 32×32×32 32×32×32 64×64×16 64×64×3"
    ) {
      CycleGAN.makeGenerator(width: 16, blocks: 6, downsamplings: 1, normalization: .blocks, using: $0)
    },
    Case(
      testDescription: "chapter 7, D", input: [64, 64, 3],
      shapes: "32×32×32 16×16×64 15×15×128 14×14×1"
    ) { CycleGAN.makeDiscriminator(width: 32, downsamplings: 2, using: $0) },
    Case(
      testDescription: "chapter 8, light G", input: [24, 24, 3],
      shapes: "24×24×32 24×24×32 24×24×32 24×24×128 48×48×32 48×48×32 96×96×8 96×96×3"
    ) { SRGAN.Generator(.light, width: 32, blocks: 8, using: $0) },
    Case(
      testDescription: "chapter 8, the paper's G", input: [24, 24, 3],
      shapes: "24×24×64 24×24×64 24×24×64 24×24×256 48×48×64 48×48×256 96×96×64 96×96×3"
    ) { SRGAN.Generator(.paper, width: 64, blocks: 16, using: $0) },
    Case(
      testDescription: "chapter 8, D", input: [96, 96, 3],
      shapes: "96×96×16 48×48×16 48×48×32 24×24×32 24×24×64 12×12×64 12×12×128 6×6×128 256 1"
    ) { SRGAN.makeDiscriminator(width: 16, size: 96, using: $0) },
  ]

  @Test(arguments: cases) func whatIsDrawnIsTheNetwork(_ example: Case) {
    let random = Random(seed: 1)
    let network = example.network(random)
    let outline = NetworkOutline(NetworkTable(network, input: example.input))
    #expect(outline.stages.map(\.output.text).joined(separator: " ") == example.shapes)
    #expect(outline.trained == network.parameterCount)
    #expect(outline.stages.reduce(0) { $0 + $1.trained } == network.parameterCount)
    // The parts that are drawn, one after another, compute what the network computes.
    let x = Tensor.normal(GANKit.Shape([1] + example.input.dimensions), using: random)
    let (rows, output) = NetworkTable.run(network, on: x)
    #expect(output.scalars == network(x, .inference).scalars)
    #expect(rows.reduce(0) { $0 + $1.trained } == network.parameterCount)
  }

  @Test func residualBlocksAndSkipsAreFound() {
    let random = Random(seed: 1)
    func outline(_ network: any Layer, _ input: GANKit.Shape) -> NetworkOutline {
      NetworkOutline(NetworkTable(network, input: input))
    }
    let resNet = outline(CycleGAN.makeGenerator(width: 4, blocks: 9, using: random), [32, 32, 3])
    #expect(resNet.stages.map(\.repeats) == [1, 1, 1, 9, 1, 1, 1] && resNet.skips.isEmpty)
    #expect(resNet.stages[3].block.map(\.detailText) == ["IN, ReLU", "IN"])
    let paper = outline(SRGAN.Generator(.paper, width: 4, blocks: 16, using: random), [8, 8, 3])
    #expect(paper.stages.map(\.repeats) == [1, 16, 1, 1, 1, 1, 1, 1])
    #expect(paper.stages[1].block.map(\.detailText) == ["BN, PReLU", "BN"])
    #expect(paper.skips == [.init(from: 0, to: 2, join: .sum, detour: [])])
    let light = outline(SRGAN.Generator(.light, width: 4, blocks: 8, using: random), [8, 8, 3])
    #expect(light.skips.count == 2)
    #expect(
      light.skips.last == .init(from: -1, to: 7, join: .sum, detour: [.upsampling(4, name: "bicubic")]))
    let uNet = outline(UNet(levels: 4, width: 4, using: random), [16, 16, 3])
    #expect(uNet.isUShaped)
    #expect(uNet.skips.map { [$0.from, $0.to] }.sorted { $0[0] < $1[0] } == [[0, 6], [1, 5], [2, 4]])
    // Dropout is in the decoder, but not at the innermost level.
    #expect(uNet.stages[3...6].map(\.detailText) == ["ReLU", "IN, ReLU", "IN, dropout, ReLU", "IN, ReLU"])
    #expect(!outline(UNet(levels: 4, width: 4, hasSkips: false, using: random), [16, 16, 3]).isUShaped)
  }

  // MARK: The chapters' diagrams

  static let diagrams: [NetworkDiagram] = {
    let random = Random(seed: 1)
    func translators(size: Int, levels: Int, downsamplings: Int) -> [NetworkDiagram] {
      let players = Pix2Pix.Players(
        generator: UNet(levels: levels, width: 8, using: random),
        discriminator: Pix2Pix.makeDiscriminator(width: 8, downsamplings: downsamplings, using: random))
      return [players.diagramOfGenerator(size: size), players.diagramOfDiscriminator(size: size)]
    }
    func cycle(size: Int, blocks: Int, downsamplings: Int) -> NetworkDiagram {
      CycleGAN.Players(
        generator: {
          CycleGAN.makeGenerator(width: 8, blocks: blocks, downsamplings: downsamplings, using: random)
        },
        discriminator: {
          CycleGAN.makeDiscriminator(width: 8, downsamplings: downsamplings + 1, using: random)
        }
      ).diagram(size: size)
    }
    let enlarger = SRGAN.Players(
      generator: SRGAN.Generator(.light, width: 8, blocks: 3, using: random),
      discriminator: SRGAN.makeDiscriminator(width: 8, size: 96, using: random), learningRateG: 1e-4,
      learningRateD: 1e-4)
    return [
      VanillaGAN.Players(learningRate: 1e-3, using: random).diagram,
      diagram(
        "The pair of the TensorFlow tutorial", makeDocumentGenerator(using: random),
        makeDocumentDiscriminator(using: random), image: [28, 28, 1], of: "digit"),
      diagram(
        "The light pair", makeLightGenerator(using: random), makeLightDiscriminator(using: random),
        image: [28, 28, 1], of: "digit"),
      diagram(
        "The pair for faces", makeFaceGenerator(using: random), makeFaceDiscriminator(using: random),
        image: [64, 64, 3], of: "face"),
    ] + translators(size: 64, levels: 4, downsamplings: 1)
      + translators(size: 256, levels: 8, downsamplings: 3)
      + translators(size: 32, levels: 3, downsamplings: 1) + [
        cycle(size: 64, blocks: 6, downsamplings: 1), cycle(size: 256, blocks: 9, downsamplings: 2),
        enlarger.generator.diagram(size: 24), enlarger.diagramOfDiscriminator(size: 96),
        SRGAN.Generator(.paper, width: 64, blocks: 16, using: random).diagram(size: 24),
      ]
  }()

  @Test(arguments: diagrams.indices) func everythingCanBeRead(index: Int) throws {
    let diagram = Self.diagrams[index]
    let layout = NetworkDiagramLayout(diagram, Typesetter())
    #expect(layout.sketch.collisions(on: layout.size).isEmpty, "\(diagram.title)")
    #expect(layout.size.width == FigureStyle.width, "\(diagram.title)")
    #expect(layout.sketch.texts.allSatisfy { $0.style.size >= 12 }, "\(diagram.title)")
    let (png, svg) = (try diagram.png(), try diagram.svg())
    #expect(try diagram.png() == png && diagram.svg() == svg, "\(diagram.title)")
    #expect(diagram.plainDescription.count > 80)
  }

  @Test func theKeyExplainsWhatIsDrawn() {
    func key(_ index: Int) -> String { Self.diagrams[index].networks.key }
    #expect(
      key(0)
        == "LReLU: leaky ReLU, slope 0.2; BN: batch norm. Slab height: image side; slab thickness: channels; "
        + "bar height: number of values (square-root scales).")
    // The stride that enlarges is explained, not the 1 that comes before it.
    #expect(key(1).contains("5×5 ↑2: transposed") && !key(1).contains("5×5 ↑1:"))
    // Only a U-Net's slabs have a pale part; its discriminator has no bars.
    #expect(key(4).hasSuffix("(square-root scales). Pale: what a skip brings."))
    #expect(!key(5).contains("Pale") && !key(5).contains("bar height"))
    let texts = NetworkDiagramLayout(Self.diagrams[10], Typesetter()).sketch.texts
    #expect(texts.contains { $0.text == "B" } && !texts.contains { $0.text == "D_B" })
  }

  @Test func theGameCanBeRead() throws {
    let diagram = gameDiagram()
    let layout = BlockDiagramLayout(diagram, Typesetter())
    #expect(layout.sketch.collisions(on: layout.size).isEmpty)
    #expect(try diagram.png() == gameDiagram().png() && diagram.svg() == gameDiagram().svg())
    #expect(diagram.plainDescription.count > 80)
  }
}
