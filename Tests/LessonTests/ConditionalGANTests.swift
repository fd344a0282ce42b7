import Foundation
import GANKit
import LessonKit
import TestSupport
import Testing

@testable import ConditionalGAN

@Suite struct ConditionalGANTests {
  private static let labels = Tensor.oneHot(digitsInTurn(16), classes: 10)

  @Test(arguments: [(Design.dense, 563_728, 942_753), (.convolutional, 378_433, 44_865)])
  func parameterCounts(design: Design, generator: Int, discriminator: Int) {
    let players = Players(design, using: Random(seed: 1))
    #expect(players.generator.parameterCount == generator)
    #expect(players.discriminator.parameterCount == discriminator)
  }

  @Test(arguments: Design.allCases) func eachPlayerMovesOnlyItself(design: Design) {
    let random = Random(seed: 1)
    let players = Players(design, using: random)
    let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let z = Tensor.normal([16, 100], using: random)
    let (g, d) = (players.generator.checksum, players.discriminator.checksum)
    let generated = record(players.generator) { players.generator(z, Self.labels, .training(random)) }
    let lossD = players.updateDiscriminator(
      real: real, fake: generated.value, labels: Self.labels, random)
    #expect(lossD.isFinite && players.generator.checksum == g && players.discriminator.checksum != d)
    let after = players.discriminator.checksum
    let lossG = players.updateGenerator(generated, labels: Self.labels, random)
    #expect(lossG.isFinite && players.generator.checksum != g && players.discriminator.checksum == after)
  }

  @Test(arguments: Design.allCases) func bothPlayersLearnTheLabels(design: Design) throws {
    let random = Random(seed: 2)
    let players = Players(design, using: random)
    let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
    let first = try #require(players.generator.network.layers.first as? Dense)
    let (rows, planes) = (first.weight.value.rows(100..<110), players.discriminator.planes.checksum)
    _ = players.update(real: real, labels: Self.labels, random)
    #expect(first.weight.value.rows(100..<110) != rows)
    #expect(players.discriminator.planes.checksum != planes)
  }

  /// A louder label is a larger step in the same direction.
  @Test func loudness() throws {
    let (plain, loud) = (
      Generator(.dense, loudness: 1, using: Random(seed: 6)),
      Generator(.dense, loudness: 10, using: Random(seed: 6))
    )
    let z = Tensor.normal([4, 100], using: Random(seed: 7))
    let label = Tensor.oneHot([0, 1, 2, 3], classes: 10)
    #expect(loud(z, label, .inference) == plain(z, 10 * label, .inference))
    #expect(loud(z, label, .inference) != plain(z, label, .inference))
  }

  @Test(arguments: Design.allCases) func labelsChangeWhatBothPlayersDo(design: Design) {
    let random = Random(seed: 3)
    let players = Players(design, using: random)
    let z = Tensor.normal([1, 100], using: random).gathered(rows: [0, 0, 0])
    let labels = Tensor.oneHot([4, 4, 7], classes: 10)
    let images = players.generator(z, labels, .inference)
    #expect(images.shape == [3, 28, 28, 1])
    #expect(images.rows(0..<1) == images.rows(1..<2))
    #expect(images.rows(0..<1) != images.rows(2..<3))
    let opinions = players.discriminator(images.gathered(rows: [0, 0, 0]), labels, .inference)
    #expect(opinions.shape == [3, 1])
    #expect(opinions.rows(0..<1) == opinions.rows(1..<2))
    #expect(opinions.rows(0..<1) != opinions.rows(2..<3))
  }

  @Test func hiddenLabelsChangeOnlyWhatDIsTold() {
    func trained(_ told: Tensor?) -> Players {
      let random = Random(seed: 4)
      let players = Players(.dense, using: random)
      let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
      _ = players.update(real: real, labels: Self.labels, toldD: told, random)
      return players
    }
    let (told, untold) = (trained(nil), trained(Tensor.zeros([16, 10])))
    #expect(told.discriminator.checksum != untold.discriminator.checksum)
    // With labels of zeros D's embedding gets no gradient.
    let fresh = Players(.dense, using: Random(seed: 4))
    #expect(untold.discriminator.planes.checksum == fresh.discriminator.planes.checksum)
  }

  /// What is drawn in pieces is what would be drawn at once.
  @Test func drawingInPieces() {
    let random = Random(seed: 5)
    let generator = Generator(.dense, using: random)
    let z = Tensor.normal([1100, 100], using: random)
    let asked = digitsInTurn(1100)
    let images = generator.draw(asked, from: z)
    #expect(images.shape == [1100, 28, 28, 1])
    let last = generator(z.rows(1000..<1100), .oneHot(Array(asked[1000...]), classes: 10), .inference)
    expectClose(images.rows(1000..<1100), last, within: 1e-5)
  }

  @Test(arguments: Design.allCases) func theSameSeedGivesTheSameBits(design: Design) {
    func trained() -> UInt64 {
      let random = Random(seed: 9)
      let players = Players(design, using: random)
      let real = Tensor.uniform([16, 28, 28, 1], in: -1...1, using: random)
      for _ in 0..<3 { _ = players.update(real: real, labels: Self.labels, random) }
      return players.generator.checksum ^ players.discriminator.checksum
    }
    #expect(trained() == trained())
  }

  @Test func lossesWhereTheDiscriminatorCannotTell() {
    let undecided = Tensor.zeros([4, 1])
    expectClose(
      discriminatorLoss(onReal: undecided, onFake: undecided).scalar, 2 * Foundation.log(2.0), within: 1e-6)
    expectClose(generatorLoss(onFake: undecided).scalar, Foundation.log(2.0), within: 1e-6)
  }

  @Test(arguments: Design.allCases) func designsAreReadAsTheyAreWritten(design: Design) {
    #expect(Design(settingText: design.rawValue) == design)
    #expect(design.scalar == .text(design.rawValue))
    #expect(Design(settingText: "wooden") == nil)
  }
}

@Suite struct StyleTests {
  /// A stroke from top to bottom whose top is `lean` pixels further right for each row upwards.
  private func stroke(lean: Double, width: Int = 2) -> Tensor {
    Tensor(
      (0..<784).map { index in
        let middle = 13.5 + lean * (13.5 - Double(index / 28))
        return abs(Double(index % 28) - middle) <= Double(width) ? 1 : -1
      }, shape: [1, 28, 28, 1])
  }

  @Test(arguments: [-0.5, 0, 0.25, 0.5]) func slantOfAStroke(lean: Double) throws {
    let style = try #require(Style.all(of: stroke(lean: lean)).first)
    expectClose(style.slant, lean, within: 0.03)
  }

  @Test func inkIsTheShareOfWhite() throws {
    let pages = concatenate([Tensor.full([1, 28, 28, 1], -1), .full([1, 28, 28, 1], 1), stroke(lean: 0)])
    let styles = Style.all(of: pages)
    #expect(styles.map(\.ink).prefix(2).elementsEqual([0, 1]))
    expectClose(styles[2].ink, 4.0 / 28, within: 1e-6)
    // An empty page leans nowhere.
    #expect(styles[0].slant == 0)
  }

  @Test func correlations() {
    expectClose(correlation([1, 2, 4], [3, 5, 9]), 1.0, within: 1e-12)
    expectClose(correlation([1, 2, 4], [-1, -2, -4]), -1.0, within: 1e-12)
    #expect(correlation([1, -1, 1, -1], [1, 1, -1, -1]) == 0)
    #expect(correlation([1, 2, 3], [5, 5, 5]) == 0)
  }
}

@Suite("Labels that fail") struct LabelVariantTests {
  /// One thing each: the labels, what D is told, or how loud they are.
  @Test func eachVariantChangesOneThing() {
    let (labels, shuffled) = (Tensor.oneHot([1, 2, 3], classes: 10), Tensor.oneHot([3, 1, 2], classes: 10))
    let all = Variant.all(labels: labels, shuffled: shuffled)
    let changes = all.map { variant -> String in
      var changed: [String] = []
      if variant.labels != labels { changed.append("labels") }
      if !variant.tellsD { changed.append("tellsD") }
      if let loudness = variant.loudness { changed.append("loudness \(loudness)") }
      return changed.joined(separator: ", ")
    }
    #expect(changes == ["", "labels", "tellsD", "loudness 20.0", "loudness 1.0", "loudness 5.0"])
  }

  /// Neither player of the control learns anything about labels: whatever they are, the weights are the same.
  @Test(arguments: Design.allCases) func theControlNeverSeesALabel(design: Design) {
    func trained(_ digits: [Int]) -> UInt64 {
      let random = Random(seed: 8)
      let players = Players(design, loudness: 0, using: random)
      let labels = Tensor.oneHot(digits, classes: 10)
      let real = Tensor.uniform([4, 28, 28, 1], in: -1...1, using: random)
      for _ in 0..<2 { _ = players.update(real: real, labels: labels, toldD: .zeros(labels.shape), random) }
      return players.generator.checksum ^ players.discriminator.checksum
    }
    #expect(trained([0, 1, 2, 3]) == trained([9, 9, 4, 0]))
    let control = Variant.control(labels: .oneHot([5], classes: 10))
    #expect(control.loudness == 0 && !control.tellsD)
  }

  /// With fresh weights, all of the same variance, the label's part grows with the square of its loudness. It is 0.9 of
  /// a weight's variance, because the mean over the ten digits does not count.
  @Test(arguments: [0, 1, 2, 5, 20]) func theNoisesShareOfFreshWeights(loudness: Double) {
    let generator = Generator(.convolutional, loudness: Float(loudness), using: Random(seed: 3))
    expectClose(generator.noiseShare, 100 / (100 + 0.9 * loudness * loudness), within: 0.01)
  }

  @Test func theNoisesShareOfWhatIsMeasured() throws {
    let generator = Generator(.dense, loudness: 5, using: Random(seed: 4))
    let first = try #require(generator.network.layers.first as? Dense)
    // Outputs for many inputs, taken apart.
    let z = Tensor.normal([4000, latentSize], using: Random(seed: 5))
    let labels = 5 * Tensor.oneHot(digitsInTurn(4000), classes: 10)
    func variance(_ x: Tensor) -> Double {
      let deviation = x - x.mean(axes: [0])
      return Double((deviation * deviation).sum().scalar)
    }
    let fromNoise = variance(matmul(z, first.weight.value.rows(0..<100)))
    let fromLabels = variance(matmul(labels, first.weight.value.rows(100..<110)))
    expectClose(generator.noiseShare, fromNoise / (fromNoise + fromLabels), within: 0.01)
  }
}
