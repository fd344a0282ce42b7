import Datasets
import GANKit
import TestSupport
import Testing

@testable import CycleGAN

@Suite struct CycleGANTests {
  private static func smallPlayers(
    _ weights: LossWeights = LossWeights(), normalization: Normalization = .blocks, poolSize: Int = 2,
    seed: UInt64 = 1
  ) -> Players {
    let random = Random(seed: seed)
    return Players(
      generator: {
        makeGenerator(width: 4, blocks: 2, downsamplings: 1, normalization: normalization, using: random)
      },
      discriminator: { makeDiscriminator(width: 4, downsamplings: 1, using: random) }, weights: weights,
      poolSize: poolSize)
  }

  private static func pictures(_ count: Int, seed: UInt64) -> Tensor {
    Tensor.uniform([count, 16, 16, 3], in: -1...1, using: Random(seed: seed))
  }

  @Test func thePapersNetworks() {
    let players = Players.paper(using: Random(seed: 1))
    #expect(players.g.parameterCount == 11_378_179 && players.f.parameterCount == 11_378_179)
    #expect(players.discriminatorA.parameterCount == 2_764_737)
    let table = NetworkTable(players.g, input: [32, 32, 3])
    #expect(table.rows.last?.output == [32, 32, 3])
    #expect(players.g.layers.count { $0 is Residual } == 9)
    #expect(players.g.layers.count { $0 is InstanceNorm } == 5)
    // 30 x 30 decisions on a picture of 256 x 256, each of a patch of 70 x 70.
    let decisions = players.discriminatorB(Tensor.zeros([1, 256, 256, 3]), .inference)
    #expect(decisions.shape == [1, 30, 30, 1])
  }

  /// Where the blocks alone normalize, a darker picture is seen to be darker; normalized everywhere it is not.
  @Test func normalizationTakesBrightnessOut() {
    let picture = Self.pictures(1, seed: 3)
    func change(_ normalization: Normalization) -> Float {
      let g = Self.smallPlayers(normalization: normalization).g
      let both = g(concatenate([picture, picture + 0.5]), .inference)
      return meanAbsoluteError(both.rows(0..<1), both.rows(1..<2)).scalar
    }
    #expect(change(.everywhere) < 1e-3)
    #expect(change(.blocks) > 1e-2)
  }

  @Test func generatorsAndDiscriminatorsMoveOnlyThemselves() {
    let players = Self.smallPlayers()
    let (a, b) = (Self.pictures(2, seed: 4), Self.pictures(2, seed: 5))
    func checksums() -> [UInt64] {
      [players.g, players.f, players.discriminatorA, players.discriminatorB].map(\.checksum)
    }
    let before = checksums()
    let made = players.updateGenerators(a: a, b: b, .training(Random(seed: 6)))
    let between = checksums()
    #expect(between[0] != before[0] && between[1] != before[1] && between[2...] == before[2...])
    let loss = players.updateDiscriminators(
      a: a, b: b, fakeA: made.fakeA, fakeB: made.fakeB, .training(Random(seed: 6)))
    let after = checksums()
    #expect(loss.isFinite && after[..<2] == between[..<2] && after[2] != before[2] && after[3] != before[3])
  }

  /// Each part of the loss is what its name says, for generators that change nothing and one undecided pair of judges.
  @Test func lossesOfIdentityMappings() {
    let undecided = Conv2D(3, 1, kernel: 1, using: Random(seed: 7))
    undecided.weight.value = .zeros(undecided.weight.shape)
    undecided.bias?.value = Tensor([0.5])
    let nothing = { Sequential([Scaled(by: Parameter(Tensor(1)))]) }
    let players = Players(generator: nothing, discriminator: { Sequential([undecided]) })
    let (a, b) = (Self.pictures(2, seed: 8), Self.pictures(2, seed: 9))
    let (losses, fakeA, fakeB) = players.updateGenerators(a: a, b: b, .training(Random(seed: 1)))
    #expect(fakeB == a && fakeA == b)
    #expect(losses.cycle == 0 && losses.identity == 0 && abs(losses.adversarial - 0.25) < 1e-6)
    let loss = players.updateDiscriminators(
      a: a, b: b, fakeA: fakeA, fakeB: fakeB, .training(Random(seed: 1)))
    expectClose(loss, 0.25, within: 1e-6)
  }

  /// Without the cycle loss and the identity loss nothing ties a translation to its picture: F gets no gradient from a.
  @Test func cycleLossPullsBothGenerators() throws {
    let (a, b) = (Self.pictures(1, seed: 10), Self.pictures(1, seed: 11))
    func cycle(_ weights: LossWeights) throws -> Float {
      let players = Self.smallPlayers(weights)
      players.setLearningRate(2e-3)
      let random = Random(seed: 12)
      return try #require((0..<60).map { _ in players.update(a: a, b: b, random).cycle }.last)
    }
    let (with, without) = (
      try cycle(LossWeights(adversarial: 0, identity: 0)),
      try cycle(LossWeights(adversarial: 0, cycle: 0, identity: 0))
    )
    #expect(with > 0 && with < 0.8 * without && without.isFinite)
  }

  /// Saved after some steps and restored in other players, the training ends in the same bits: weights, Adam's moments,
  /// both pools and the random numbers.
  @Test func aResumedTrainingEndsInTheSameBits() throws {
    let (a, b) = (Self.pictures(12, seed: 13), Self.pictures(12, seed: 14))
    let schedule = LinearDecay(from: 1e-3, of: 12)
    func train(_ players: Players, _ random: Random, _ steps: Range<Int>) {
      for i in steps {
        players.setLearningRate(schedule.rate(at: i))
        players.update(a: a.rows(i..<i + 1), b: b.rows(i..<i + 1), random)
      }
    }
    let (straight, random) = (Self.smallPlayers(poolSize: 3), Random(seed: 15))
    train(straight, random, 0..<12)

    let (first, firstRandom) = (Self.smallPlayers(poolSize: 3), Random(seed: 15))
    train(first, firstRandom, 0..<7)
    var checkpoint = Checkpoint()
    for (name, value) in first.state(named: "players") { value.save(to: &checkpoint, as: name) }
    firstRandom.save(to: &checkpoint, as: "random")
    let (second, secondRandom) = (Self.smallPlayers(poolSize: 3, seed: 99), Random(seed: 98))
    #expect(second.checksum != first.checksum)
    for (name, value) in second.state(named: "players") { try value.load(from: checkpoint, as: name) }
    try secondRandom.load(from: checkpoint, as: "random")
    train(second, secondRandom, 7..<12)

    var (ofStraight, ofSecond) = (Checkpoint(), Checkpoint())
    for (name, value) in straight.state(named: "players") { value.save(to: &ofStraight, as: name) }
    for (name, value) in second.state(named: "players") { value.save(to: &ofSecond, as: name) }
    #expect(ofStraight.names == ofSecond.names && ofStraight.names.contains("players poolA.images"))
    for name in ofStraight.names {
      #expect(ofStraight[tensor: name] == ofSecond[tensor: name], "\(name)")
      #expect(ofStraight[integers: name] == ofSecond[integers: name], "\(name)")
    }
  }

  @Test func pairsTakenApartShareNoBuilding() throws {
    func pairs(_ count: Int) -> ImagePairs {
      let numbers = Tensor((0..<count).map(Float.init)).reshaped(to: [count, 1, 1, 1])
      return ImagePairs(left: numbers + .zeros([count, 4, 4, 3]), right: numbers + .zeros([count, 4, 4, 3]))
    }
    for count in [1, 2, 5] {
      let data = PairData(train: PairCollection(pairs(count)), test: pairs(3), source: .drawn("numbers"))
      let domains = Domains.takenApart(data)
      let (a, b) = (Set(try domains.trainA.all().scalars), Set(try domains.trainB.all().scalars))
      #expect(!a.isEmpty && !b.isEmpty)
      if count > 1 { #expect(a.isDisjoint(with: b) && a.count + b.count == count) }
      #expect(domains.testA == domains.truth?.ofB && domains.testB == domains.truth?.ofA)
    }
  }

  /// The error where a picture and its right translation agree counts only these pixels.
  @Test func backgroundErrorLooksAtWhatShouldStay() throws {
    let picture = Tensor.zeros([1, 2, 2, 3])
    let truth = concatenate([Tensor.zeros([1, 1, 2, 3]), Tensor.ones([1, 1, 2, 3])], axis: 1)
    let translated = concatenate([Tensor.full([1, 1, 2, 3], 0.2), Tensor.full([1, 1, 2, 3], 0.7)], axis: 1)
    expectClose(try #require(backgroundError(of: translated, picture, truth)), 0.2, within: 1e-6)
    #expect(backgroundError(of: translated, picture, Tensor.ones([1, 2, 2, 3])) == nil)
  }

  /// Where every decision is the one in the middle, both players' losses are what the figures' reference lines say.
  @Test(arguments: AdversarialLoss.allCases) func undecidedLosses(loss: AdversarialLoss) {
    let decisions = Tensor.full([2, 3, 3, 1], loss.threshold)
    expectClose(loss(decisions, target: 1).scalar, Float(loss.undecided.value), within: 1e-6)
    expectClose(
      loss.discriminator(onReal: decisions, onFake: decisions).scalar, Float(loss.undecided.value),
      within: 1e-6)
    #expect(AdversarialLoss(settingText: loss.rawValue) == loss)
  }

  /// Each variant lacks exactly one part of the loss.
  @Test func variantsDifferInOnePart() {
    let all = LossWeights(adversarial: 1, cycle: 10, identity: 5)
    func parts(_ weights: LossWeights) -> [Float] { [weights.adversarial, weights.cycle, weights.identity] }
    #expect(
      CycleGANLesson.variants(all).map { parts($0.weights) } == [
        [1, 10, 5], [1, 0, 5], [0, 10, 5], [1, 10, 0],
      ])
  }

  /// The overlap of bodies falls when animals move, and is lower still for other pictures; plain animals have no stripes.
  @Test(arguments: [32, 64]) func overlapSeesWhereAnimalsStand(side: Int) {
    let twins = DrawnHerds.twins(count: 40, side: side, using: Random(seed: 16))
    let truth = twins.striped
    #expect(bodyOverlap(truth, truth) == 1)
    let moved = bodyOverlap(truth.movedRight(by: side / 16), truth)
    let further = bodyOverlap(truth.movedRight(by: side / 8), truth)
    let others = bodyOverlap(concatenate([truth.rows(1..<40), truth.rows(0..<1)]), truth)
    #expect(moved < 0.95 && further < moved && others < moved, "\(moved), \(further), \(others)")
    #expect(bodyOverlap(twins.plain, truth) < 0.2)
    let noise = 0.1 * Tensor.normal(truth.shape, using: Random(seed: 17))
    #expect(bodyOverlap(truth + noise, truth) > 0.9)
  }

  @Test func movedPicturesKeepTheirSize() {
    let picture = Tensor([1, 2, 3, 4], shape: [1, 1, 4, 1])
    #expect(picture.movedRight(by: 1).scalars == [2, 1, 2, 3])
  }

  /// A blur leaves an even picture alone, and detail is what it takes away, about grey and within the range of pictures.
  @Test func detailOfPictures() {
    expectClose(softened(.full([1, 6, 6, 3], 0.4)), .full([1, 6, 6, 3], 0.4), within: 1e-6)
    expectClose(amplified(.full([1, 6, 6, 3], 0.4), by: 8), .zeros([1, 6, 6, 3]), within: 1e-5)
    let detail = amplified(Self.pictures(2, seed: 18), by: 50)
    #expect(detail.scalars.allSatisfy { (-1...1).contains($0) } && detail.scalars.contains { abs($0) == 1 })
  }

  @Test func coatsAreWhatATranslationChanges() {
    let twins = DrawnHerds.twins(count: 3, using: Random(seed: 19))
    let coat = changed(from: twins.plain, to: twins.striped)
    #expect(coat.shape == [3, 64, 64, 1] && coat.scalars.allSatisfy { $0 == 0 || $0 == 1 })
    #expect(twins.plain.replacing(with: twins.striped, where: coat) == twins.striped)
  }

  @Test(arguments: Normalization.allCases) func placesAreReadAsTheyAreWritten(place: Normalization) {
    #expect(Normalization(settingText: place.rawValue) == place)
    #expect(place.scalar == .text(place.rawValue))
    #expect(Normalization(settingText: "nowhere") == nil)
  }
}

/// Multiplies by one trained number.
private struct Scaled: Layer {
  let factor: Parameter
  init(by factor: Parameter) { self.factor = factor }
  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { factor.value * x }
}
