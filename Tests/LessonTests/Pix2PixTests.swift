import DataFolders
import Datasets
import GANKit
import LessonKit
import Pictures
import Testing

@testable import Pix2Pix

/// Whether `$GANKIT_DATA` (or `data/`) has real facades.
private let hasFacades = (try? DataFolder().find("facades")) != nil

@Suite("Pix2Pix") struct Pix2PixTests {
  private func smallPlayers(
    _ loss: GeneratorLoss = GeneratorLoss(), hasSkips: Bool = true, augmentation: Augmentation = []
  ) -> Players {
    let random = Random(seed: 1)
    return Players(
      generator: UNet(levels: 5, width: 4, hasSkips: hasSkips, using: random),
      discriminator: makeDiscriminator(width: 4, downsamplings: 1, using: random), loss: loss,
      augmentation: augmentation)
  }

  private func batch(_ count: Int = 2, size: Int = 32) -> ImagePairs {
    DrawnFacades.pairs(count: count, size: size, using: Random(seed: 5))
  }

  @Test func patchesAreAsLargeAsThePaperSays() {
    for (downsamplings, extent) in [1: 16, 2: 34, 3: 70, 4: 142] {
      #expect(Pix2PixLesson.receptiveField(downsamplings: downsamplings) == extent)
    }
  }

  @Test func eachUpdateMovesItsOwnPlayerOnly() {
    let (players, pairs) = (smallPlayers(), batch())
    let random = Random(seed: 2)
    let (g, d) = (players.generator.checksum, players.discriminator.checksum)
    let translated = record(players.generator) { players.generator(pairs.right, .training(random)) }
    _ = players.updateDiscriminator(pairs.right, fake: translated.value, pairs.left, random)
    #expect(players.generator.checksum == g)
    let moved = players.discriminator.checksum
    #expect(moved != d)
    _ = players.updateGenerator(translated, pairs.right, pairs.left, random)
    #expect(players.generator.checksum != g && players.discriminator.checksum == moved)
  }

  /// To the bit, and without a random number: D's layers draw none.
  @Test func withoutAugmentationDJudgesThePairsThemselves() {
    let (players, pairs, random) = (smallPlayers(), batch(), Random(seed: 2))
    let decisions = players.decide(pairs.right, pairs.left, random)
    let pair = concatenate([pairs.right, pairs.left], axis: -1)
    #expect(decisions == players.discriminator(pair, .training(random)))
    #expect(random.bits() == Random(seed: 2).bits())
  }

  /// D here shows what it sees: by how much the two pictures of its pairs differ.
  @Test(arguments: [AugmentationChoice.translation, .geometric, .all])
  func bothPicturesOfAPairAreMovedAlike(_ choice: AugmentationChoice) {
    let (random, pictures) = (Random(seed: 13), batch(6).left)
    let players = Players(
      generator: UNet(levels: 2, width: 2, using: random), discriminator: Sequential([Differences()]),
      augmentation: choice.augmentation)
    let same = players.decide(pictures, pictures, random)
    #expect(same.scalars.allSatisfy { $0 == 0 } == (choice != .all))
    // Pictures that differ everywhere: still so, except where both are 0 by now.
    let others = players.decide(pictures, pictures + 1, random)
    #expect(others.scalars.contains { $0 == 0 } && others.scalars.contains { abs($0) > 0.5 })
    // Each call draws anew: real and translated pairs are augmented independently.
    #expect(players.decide(pictures, pictures + 1, random) != others)
  }

  @Test func augmentedPairsTrainBothPlayers() {
    func trained(_ augmentation: Augmentation) -> (Players, Losses) {
      let (players, pairs) = (smallPlayers(augmentation: augmentation), batch())
      return (players, players.update(input: pairs.right, target: pairs.left, Random(seed: 2)))
    }
    let untrained = smallPlayers()
    let (players, losses) = trained(.all)
    #expect(losses.lossD.isFinite && losses.lossG.isFinite)
    #expect(players.generator.checksum != untrained.generator.checksum)
    #expect(players.discriminator.checksum != untrained.discriminator.checksum)
    // D's loss is another one than on pairs as they are; L1 is taken before anything is changed.
    let plain = trained([]).1
    #expect(losses.lossD != plain.lossD && losses.distance == plain.distance)
    let again = trained(.all).0
    #expect(again.generator.checksum == players.generator.checksum)
    #expect(again.discriminator.checksum == players.discriminator.checksum)
  }

  @Test func withoutASayDStaysAsItIs() {
    let (players, pairs) = (smallPlayers(GeneratorLoss(adversarial: 0)), batch())
    let d = players.discriminator.checksum
    let losses = players.update(input: pairs.right, target: pairs.left, Random(seed: 2))
    #expect(players.discriminator.checksum == d && losses.lossD == 0)
    #expect(abs(losses.lossG) < 1e-3 && losses.distance > 0.1)
  }

  @Test func theDistanceAloneIsLearnt() {
    let (players, pairs) = (smallPlayers(GeneratorLoss(adversarial: 0)), batch(1))
    players.setLearningRate(2e-3)
    let random = Random(seed: 3)
    let distances = (0..<120).map { _ in
      players.update(input: pairs.right, target: pairs.left, random).distance
    }
    #expect(distances[119] < 0.5 * distances[0])
  }

  @Test func dropoutIsTheOnlyNoise() {
    let (generator, inputs) = (smallPlayers().generator, batch().right)
    #expect(generator(inputs, .inference) == generator(inputs, .inference))
    let first = generator.translations(of: inputs, noise: Random(seed: 1))
    #expect(first == generator.translations(of: inputs, noise: Random(seed: 1)))
    #expect(first != generator.translations(of: inputs, noise: Random(seed: 2)))
  }

  @Test func skipsCarryDetailPastTheBottleneck() {
    // Without skips everything passes one pixel of 8 x width channels.
    let (with, without) = (smallPlayers().generator, smallPlayers(hasSkips: false).generator)
    #expect(with.levels.count == 5 && with.levels.dropFirst().allSatisfy(\.hasSkip))
    #expect(without.levels.allSatisfy { !$0.hasSkip })
    #expect(without.parameterCount < with.parameterCount)
    #expect(with(batch().right, .inference).shape == [2, 32, 32, 3])
    #expect(without(batch().right, .inference).shape == [2, 32, 32, 3])
  }

  /// Both pictures of a pair are cropped and mirrored alike: pixel by pixel the same places.
  @Test func jitterKeepsPairsTogether() {
    let places = Tensor((0..<3 * 9 * 9 * 3).map(Float.init), shape: [3, 9, 9, 3])
    let (first, second) = jittered(places, places + 10_000, size: 7, using: Random(seed: 4))
    #expect(first.shape == [3, 7, 7, 3] && second == first + 10_000)
    let crops = (0..<40).map {
      jittered(places, places, size: 7, using: Random(seed: UInt64($0))).0.rows(0..<1)
    }
    // Nine places, straight or mirrored.
    #expect(Set(crops.map(\.scalars)).count > 10)
    #expect(crops.contains { $0.at(0, 0, 0, 0) > $0.at(0, 0, 6, 0) })
  }

  @Test func thePaletteIsFoundByCounting() {
    let maps = DrawnFacades.pairs(count: 60, size: 64, using: Random(seed: 6)).right
    let palette = LabelPalette(of: maps)
    #expect(palette.colours.count == 12)
    let labels = palette.labels(of: maps)
    #expect(meanAbsoluteError(palette.map(of: labels, shape: maps.shape), maps).scalar < 1e-3)
    // Noise as that of a compressed picture changes no label.
    let noisy = maps + .normal(maps.shape, standardDeviation: 0.05, using: Random(seed: 7))
    let kept = zip(palette.labels(of: noisy), labels).count { $0 == $1 }
    #expect(Double(kept) > 0.999 * Double(labels.count))
  }

  private func distance(_ colour: SIMD3<Float>, toNearestOf others: [SIMD3<Float>]) -> Float {
    others.map { other -> Float in
      let difference = other - colour
      return (difference * difference).sum()
    }.min() ?? .infinity
  }

  private func colour(_ red: UInt8, _ green: UInt8, _ blue: UInt8) -> SIMD3<Float> {
    let bytes = SIMD3<Float>(Float(red), Float(green), Float(blue))
    return bytes / 127.5 - SIMD3(repeating: 1)
  }

  /// At the borders of labels, scaling leaves mixtures of two colours that are more frequent than some labels.
  @Test(arguments: [48, 72]) func mixturesAreNoLabels(size: Int) {
    let maps = DrawnFacades.pairs(count: 60, size: 3 * size + 11, using: Random(seed: 16)).right
      .resized(height: size, width: size, .bicubic)
    let palette = LabelPalette(of: maps)
    let parts = FacadePart.allCases.map { colour($0.colour.red, $0.colour.green, $0.colour.blue) }
    for found in palette.colours {
      #expect(distance(found, toNearestOf: parts) < 0.09, "\(found) is no label's colour")
    }
    #expect(palette.colours.count >= 6)
  }

  /// The twelve colours of the CMP facades, as they are stored.
  @Test(.enabled(if: hasFacades, "facades/ is not in $GANKIT_DATA or data/"))
  func thePaletteOfRealMaps() throws {
    let data = try #require(try PairData.load(from: DataFolder(), size: 64, trainSize: 72, testCount: 1))
    let colours = LabelPalette(of: try data.train.right.all()).colours
    let labels = [
      colour(0, 0, 223), colour(0, 48, 255), colour(0, 128, 255), colour(0, 208, 255), colour(33, 255, 222),
      colour(113, 255, 142), colour(193, 255, 62), colour(255, 237, 0), colour(255, 157, 0),
      colour(255, 77, 0),
      colour(252, 0, 0), colour(172, 0, 0),
    ]
    #expect(colours.count == 12)
    for label in labels { #expect(distance(label, toNearestOf: colours) < 0.02, "\(label) was not found") }
  }

  @Test func baselinesWithoutLooking() {
    let palette = LabelPalette(of: DrawnFacades.pairs(count: 20, size: 64, using: Random(seed: 6)).right)
    // Two maps of four pixels: three of the first label and one of the second; all of the first.
    let maps = palette.map(of: [0, 0, 0, 1, 0, 0, 0, 0], shape: [2, 2, 2, 3])
    #expect(palette.majorityShare(of: maps) == 7.0 / 8)
    #expect(palette.agreementWithOthers(of: maps) == 6.0 / 8)
  }

  @Test func shareOfDecisionsThatAreRight() {
    let (players, pairs) = (smallPlayers(), batch())
    let alike = players.accuracyD(inputs: pairs.right, targets: pairs.left, outputs: pairs.left)
    #expect(alike == 0.5)
    // D learns two pictures by heart.
    let fake = pairs.left * -1
    let random = Random(seed: 12)
    players.setLearningRate(2e-3)
    for _ in 0..<60 { _ = players.updateDiscriminator(pairs.right, fake: fake, pairs.left, random) }
    #expect(players.accuracyD(inputs: pairs.right, targets: pairs.left, outputs: fake) > 0.9)
  }

  /// Each variant lacks the part that its name says, and each suspect changes one thing more.
  @Test func variantsChangeWhatTheirNamesSay() {
    let parts = Variant.parts(lambda: 100)
    func changes(_ variant: Variant, from other: Variant) -> [String] {
      VariantTests.changes(variant, from: other).subtracting(["key"]).sorted()
    }
    #expect(parts.map { changes($0, from: parts[0]) } == [[], ["loss"], ["loss"], ["hasSkips"]])
    #expect(parts[1].loss.adversarial == 0 && parts[1].loss.lambda == 100)
    #expect(parts[2].loss.adversarial == 1 && parts[2].loss.lambda == 0)
    #expect(
      Variant.suspects.map { changes($0, from: parts[2]) } == [["widerD"], ["rateD", "rateG"], ["rateG"]])
    let reversed = Variant.reversed(lambda: 100)
    #expect(reversed.map { changes($0, from: parts[0]) } == [[], ["loss"]])
  }

  @Test func theSegmenterReadsDrawnPhotos() throws {
    let train = DrawnFacades.pairs(count: 60, size: 36, using: Random(seed: 8))
    let test = DrawnFacades.pairs(count: 10, size: 32, using: Random(seed: 9))
    let segmenter = try Segmenter.trained(
      photos: train.left, maps: train.right, size: 32, steps: 400, cache: nil
    ) {}
    let accuracy = segmenter.accuracy(of: test.left, maps: test.right)
    #expect(accuracy > 0.8)
    // Read against other buildings' maps it is much worse.
    let others = test.right.gathered(rows: (0..<10).map { ($0 + 1) % 10 })
    #expect(segmenter.accuracy(of: test.left, maps: others) < accuracy - 0.15)
  }
}

/// `[N, H, W, 6]` to `[N, H, W, 3]`: the second picture of a pair minus the first.
private struct Differences: Layer {
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    let pictures = x.split(axis: -1, into: 2)
    return pictures[1] - pictures[0]
  }
}
