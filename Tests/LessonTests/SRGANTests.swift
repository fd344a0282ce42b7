import Datasets
import Files
import Foundation
import GANKit
import LessonKit
import Pictures
import TestSupport
import Testing

@testable import SRGAN

@Suite struct SRGANTests {
  /// The paper's generator has about 1.5 million parameters, its discriminator 23.5 million.
  @Test func parameterCounts() {
    let paper = Generator(.paper, width: 64, blocks: 16, using: Random(seed: 1))
    #expect(paper.parameterCount == 1_550_659)
    #expect(Generator(.light, width: 32, blocks: 8, using: Random(seed: 1)).parameterCount == 204_867)
    #expect(makeDiscriminator(width: 64, size: 96, using: Random(seed: 1)).parameterCount == 23_563_649)
  }

  @Test(arguments: Design.allCases) func picturesOfAnySizeBecomeFourTimesAsLarge(design: Design) {
    let generator = Generator(design, width: 4, blocks: 1, using: Random(seed: 1))
    for (height, width) in [(1, 1), (5, 7), (16, 3)] {
      let picture = generator(.zeros([2, height, width, 3]), .inference)
      #expect(picture.shape == [2, 4 * height, 4 * width, 3])
    }
  }

  private func players(_ design: Design, seed: UInt64 = 1) -> Players {
    Players(
      generator: Generator(design, width: 8, blocks: 2, using: Random(seed: seed)),
      discriminator: makeDiscriminator(width: 4, size: 48, using: Random(seed: seed + 1)),
      learningRateG: 1e-3,
      learningRateD: 1e-3)
  }

  private static let batch: (small: Tensor, sharp: Tensor) = {
    let scenes = DrawnScenes.pictures(count: 2, using: Random(seed: 3)).pictures
    return Patches(pairs: scenes.map { PicturePair(name: $0.name, sharp: $0.image) }, side: 48)
      .next(4, Random(seed: 4))
  }()

  @Test(arguments: Design.allCases) func eachLossMovesItsOwnPlayer(design: Design) {
    let features = FeatureNetwork(width: 4, classes: 3, using: Random(seed: 5))
    func moved(_ weights: LossWeights) -> (g: Bool, d: Bool, losses: Losses) {
      let players = players(design)
      let before = (players.generator.checksum, players.discriminator.checksum, features.checksum)
      let losses = players.update(
        small: Self.batch.small, sharp: Self.batch.sharp, weights, features, Random(seed: 6))
      #expect(features.checksum == before.2, "the feature network is a spectator")
      return (players.generator.checksum != before.0, players.discriminator.checksum != before.1, losses)
    }
    let nothing = LossWeights(pixels: 0, features: 0, adversarial: 0)
    let still = moved(nothing)
    #expect(!still.g && still.d)
    for weights in [
      LossWeights(pixels: 1, features: 0, adversarial: 0),
      LossWeights(pixels: 0, features: 1, adversarial: 0),
      LossWeights(pixels: 0, features: 0, adversarial: 1),
    ] {
      let found = moved(weights)
      #expect(found.g && found.d)
      #expect(found.losses.pixels > 0 && found.losses.features > 0 && found.losses.adversarial > 0)
    }
  }

  /// The control is SRGAN's training with an adversarial weight of 0, and nothing else: G moves by the same bits.
  @Test func theControlLacksTheAdversaryAlone() {
    let features = FeatureNetwork(width: 4, classes: 3, using: Random(seed: 5))
    let weights = LossWeights(pixels: 1, features: 0.1, adversarial: 0)
    let (game, control) = (players(.light), players(.light))
    let optimizer = Adam(for: control.generator, learningRate: 1e-3)
    for _ in 0..<2 {
      let batch = Self.batch
      let played = game.update(
        small: batch.small, sharp: batch.sharp, weights, features, Random(seed: 6))
      let alone = updateOnContent(
        control.generator, optimizer, small: batch.small, sharp: batch.sharp, weights, features,
        Random(seed: 6))
      #expect(played.pixels == alone.pixels && played.features == alone.features)
    }
    #expect(game.generator.checksum == control.generator.checksum)
  }

  /// Each variant lacks what its name says.
  @Test func variants() {
    let all = LossWeights(pixels: 1, features: 0.1, adversarial: 0.005)
    #expect(
      SRGANLesson.variants.map { variant in
        let weights = variant.weights(all)
        return
          "\(variant.name): \(weights.pixels) \(weights.features) \(weights.adversarial) \(variant.isPretrained)"
      } == [
        "all losses: 1.0 0.1 0.005 true", "no feature loss: 1.0 0.0 0.005 true",
        "no content loss: 0.0 0.0 0.005 true", "no pretraining: 1.0 0.1 0.005 false",
      ])
  }

  @Test(arguments: Design.allCases) func theSameSeedGivesTheSameBits(design: Design) {
    func trained() -> UInt64 {
      let (players, random) = (players(design), Random(seed: 7))
      let features = FeatureNetwork(width: 4, classes: 3, using: Random(seed: 5))
      let optimizer = Adam(for: players.generator, learningRate: 1e-3)
      for _ in 0..<2 {
        _ = updateOnPixels(
          players.generator, optimizer, small: Self.batch.small, sharp: Self.batch.sharp, random)
        _ = players.update(
          small: Self.batch.small, sharp: Self.batch.sharp,
          LossWeights(pixels: 1, features: 1, adversarial: 0.1),
          features, random)
      }
      return players.generator.checksum ^ players.discriminator.checksum
    }
    #expect(trained() == trained())
  }

  /// The mean squared error can be learnt: a few steps on one batch come nearer to it than bicubic enlargement.
  @Test func aFewStepsHelp() {
    let generator = Generator(.light, width: 8, blocks: 1, using: Random(seed: 8))
    let optimizer = Adam(for: generator, learningRate: 3e-3)
    let before = meanSquaredError(bicubic(Self.batch.small), Self.batch.sharp).scalar
    for _ in 0..<60 {
      _ = updateOnPixels(
        generator, optimizer, small: Self.batch.small, sharp: Self.batch.sharp, Random(seed: 1))
    }
    let after = meanSquaredError(generator(Self.batch.small, .inference), Self.batch.sharp).scalar
    #expect(after < 0.95 * before, "\(before) to \(after)")
  }

  @Test(arguments: Design.allCases) func mixedWeights(design: Design) {
    let (a, b, mixed) = (
      players(design, seed: 1).generator, players(design, seed: 9).generator, players(design).generator
    )
    a.mix(b, share: 0, into: mixed)
    #expect(mixed.checksum == a.checksum)
    a.mix(b, share: 1, into: mixed)
    #expect(mixed.checksum == b.checksum)
    a.mix(b, share: 0.25, into: mixed)
    let values = [a, b, mixed].map { $0.parameters[0].parameter.value.scalars[0] }
    expectClose(values[2], 0.75 * values[0] + 0.25 * values[1], within: 1e-6)
    mixed.copy(b)
    #expect(mixed.checksum == b.checksum)
  }

  @Test func designsAreReadAsTheyAreWritten() {
    for design in Design.allCases {
      #expect(Design(settingText: design.rawValue) == design && design.scalar == .text(design.rawValue))
    }
    #expect(Design(settingText: "heavy") == nil)
  }
}

@Suite struct SuperResolutionPictureTests {
  private func pictures(_ sizes: [(Int, Int)]) -> SharpPictures {
    SharpPictures(
      pictures: sizes.enumerated().map { index, size in
        SharpPictures.Picture(
          name: "p\(index)",
          image: Image(
            width: size.0, height: size.1, channels: 3,
            pixels: (0..<size.0 * size.1 * 3).map { UInt8(truncatingIfNeeded: $0 &* ($0 % 7 + index + 1)) }))
      }, source: .drawn("made pictures"))
  }

  @Test func smallPicturesAreLeftOutAndCopiesCountOnce() throws {
    let all = pictures([(96, 96), (92, 200), (100, 120), (20, 20)])
    let doubled = SharpPictures(pictures: all.pictures + [all.pictures[2]], source: all.source)
    #expect(try LessonPictures.usable(doubled, patch: 96).map(\.name) == ["p0", "p2"])
    #expect(try LessonPictures.usable(doubled, patch: 48).map(\.name) == ["p0", "p1", "p2"])
  }

  @Test func whereNoneIsLargeEnoughTheLargestIsNamed() {
    let error = #expect(throws: DataError.self) {
      try LessonPictures.usable(pictures([(40, 40), (120, 64), (30, 90)]), patch: 96)
    }
    let text = "\(error.map(String.init(describing:)) ?? "")"
    #expect(text.contains("p1") && text.contains("120 x 64") && text.contains("120 x 96"), "\(text)")
  }

  /// The small patch is where the sharp one is, also when both are turned.
  @Test func patchesBelongTogether() {
    let pair = DrawnScenes.pictures(count: 1, using: Random(seed: 2)).pictures
      .map { PicturePair(name: $0.name, sharp: $0.image) }
    let (small, sharp) = Patches(pairs: pair, side: 48).next(40, Random(seed: 3))
    #expect(small.shape == [40, 12, 12, 3] && sharp.shape == [40, 48, 48, 3])
    // Away from the patch's edges, shrinking the sharp patch gives the small one, to rounding.
    let inner = { (x: Tensor) in x.sliced(axis: 1, 2..<10).sliced(axis: 2, 2..<10) }
    expectClose(inner(shrunk(sharp)), inner(small), within: .absolute(1.01 / 127.5))
  }

  @Test func eightPositions() {
    let image = Image(width: 2, height: 2, channels: 3, pixels: (0..<12).map { UInt8($0) })
    let all = (0..<8).map(image.turned)
    #expect(Set(all).count == 8 && all[0] == image)
    #expect(image.turned(1).turned(1) == image.turned(2) && image.turned(1).turned(3) == image)
    #expect(image.turned(4).turned(4) == image)
  }

  /// Different pictures with the same small picture: what the first step of the chapter shows.
  @Test func manySharpPicturesHaveOneSmallOne() {
    let truth = Self.scene(side: 64)
    let small = shrunk(truth)
    let guess = 0.15 * Tensor.normal(truth.shape, using: Random(seed: 4))
    let found = consistent(bicubic(small) + guess, with: small)
    #expect(found.scalars.allSatisfy { (-1...1).contains($0) })
    expectClose(shrunk(found), small, within: .absolute(0.5 / 127.5))
    #expect(meanSquaredError(found, truth).scalar > 0.005)
  }

  private static func scene(side: Int) -> Tensor {
    Tensor([
      DrawnScenes.pictures(count: 1, using: Random(seed: 1)).pictures[0].image.cropped(
        x: 20, y: 20, width: side, height: side)
    ])
  }

  @Test func spectrumOfOneWave() {
    // A wave of 1/4 cycle per pixel along the rows, and nothing along the columns.
    let levels: [UInt8] = [128, 228, 128, 28]
    let image = Image(width: 128, height: 8, channels: 1, pixels: (0..<1024).map { levels[$0 % 4] })
    let spectrum = Spectrum(of: [image])
    let peak = spectrum.power.indices.max { spectrum.power[$0] < spectrum.power[$1] }
    #expect(peak.map { spectrum.frequencies[$0] } == 0.25)
    #expect(spectrum.share(above: 0.2) > 0.99 && spectrum.share(above: 0.3) < 0.01)
    #expect(spectrum.share(above: 0.125, of: spectrum) == 1)
  }

  /// The truth has as much fine detail as itself; a blur takes it away, and noise makes too much of it.
  @Test func fineDetail() {
    let pairs = DrawnScenes.pictures(count: 2, using: Random(seed: 6)).pictures
      .map { PicturePair(name: $0.name, sharp: $0.image) }
    let judge = PictureJudge(pairs, FeatureNetwork(width: 4, classes: 2, using: Random(seed: 7)))
    func detail(_ pictures: [Image]) -> Double { judge.quality(of: pictures).detail }
    #expect(detail(pairs.map(\.sharp)) == 1)
    #expect(detail(pairs.map(\.bicubicPicture)) < 0.2)
    let noisy = pairs.map { pair in
      let picture = Tensor([pair.sharp])
      return Image.batch(picture + 0.3 * .normal(picture.shape, using: Random(seed: 8)))[0]
    }
    #expect(detail(noisy) > 1.2)
  }

  /// A pattern of period 4 in a flat place is found in grey levels; one of period 3, or one where the truth is not flat,
  /// counts for nothing.
  @Test func gridsInFlatPlaces() {
    func image(_ level: (Int, Int) -> Int) -> Image {
      let levels = (0..<48 * 48).map { UInt8(level($0 % 48, $0 / 48)) }
      return Image(width: 48, height: 48, channels: 3, pixels: levels.flatMap { [$0, $0, $0] })
    }
    let flat = image { _, _ in 120 }
    let columns = image { x, _ in x % 4 < 2 ? 110 : 130 }
    // The luminance of BT.601 has 219 steps from black to white.
    let strength = 10.0 * 219 / 255
    expectClose(gridStrength(of: [columns], where: [flat]), strength, within: 0.3)
    #expect(gridStrength(of: [image { x, _ in x % 3 == 0 ? 110 : 130 }], where: [flat]) < 1)
    #expect(gridStrength(of: [flat], where: [flat]) < 1e-6)
    #expect(gridStrength(of: [columns], where: [image { x, y in (x + y) % 2 * 200 }]) == 0)
    #expect(
      gridStrength(of: [columns, flat], where: [flat, flat]) < gridStrength(of: [columns], where: [flat]))
  }

  @Test func theCropIsWhereMostIsLost() {
    var pixels = [UInt8](repeating: 100, count: 160 * 128 * 3)
    for y in 64..<128 { for x in 96..<160 where (x + y) % 2 == 0 { pixels[(y * 160 + x) * 3] = 255 } }
    let pair = PicturePair(name: "corner", sharp: Image(width: 160, height: 128, channels: 3, pixels: pixels))
    let crop = Crop(of: pair)
    #expect((96...112).contains(crop.x) && (64...80).contains(crop.y))
    #expect(crop.cut(pair.sharp).width == Crop.side && crop.cutSmall(pair).width == Crop.side)
  }
}

/// `data verify` lives in the library and knows of this chapter only what is written there.
@Test func verifyingKnowsTheSizesThatTheChapterNeeds() throws {
  #expect(SharpPictures.smallestTestSide >= max(Crop.side, 32))
  #expect(SharpPictures.patchSide.standard == SRGANLesson.patch.value(for: .standard))
  let smallest = SharpPictures.patchSide.smallest
  #expect(throws: Never.self) { try SRGANLesson.patch.parse("\(smallest)") }
  #expect(throws: UsageError.self) { try SRGANLesson.patch.parse("\(smallest - 1)") }
}
