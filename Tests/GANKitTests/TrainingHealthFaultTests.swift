import TestSupport
import Testing

@testable import GANKit

/// A tiny GAN in the plane, trained with one fault at a time: each fault is named, and none is found where there is none.
@Suite struct TrainingHealthFaultTests {
  /// What is wrong with a training.
  struct Fault: Sendable {
    var signG: Float = 1
    var targetOfReals: Float = 1
    var rateG: Float = 1e-3
    var rateD: Float = 1e-3
    /// What the noise is multiplied by.
    var noise: Float = 1
    /// Whether the losses take logarithms of probabilities.
    var fromProbabilities = false
  }

  private struct Players: Module {
    let generator: Sequential
    let discriminator: Sequential

    init(using random: Random) {
      generator = Sequential {
        Dense(4, 32, activation: .leakyReLU(0.2), using: random)
        Dense(32, 2, using: random)
      }
      discriminator = Sequential {
        Dense(2, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 1, using: random)
      }
    }
  }

  /// The kinds of all findings at the end of 2,000 steps, and the health itself.
  private func train(_ fault: Fault, seed: UInt64 = 3) -> (
    kinds: [HealthFinding.Kind], health: TrainingHealth, bits: UInt64
  ) {
    let random = Random(seed: seed)
    let players = Players(using: random)
    let optimizerG = Adam(for: players.generator, learningRate: fault.rateG, beta1: 0.5)
    let optimizerD = Adam(for: players.discriminator, learningRate: fault.rateD, beta1: 0.5)
    let (health, count) = (TrainingHealth(of: players), 2000)
    var losses: (d: [(step: Int, value: Double)], g: [(step: Int, value: Double)]) = ([], [])
    let shift = Tensor([2, 1], shape: [1, 2])
    func entropy(_ images: Tensor, target: Float) -> Tensor {
      let logits = players.discriminator(images, .inference)
      guard fault.fromProbabilities else { return binaryCrossEntropy(logits: logits, target: target) }
      return target == 1 ? -log(sigmoid(logits)).mean() : -log(1 - sigmoid(logits)).mean()
    }
    func lossG(_ fake: Tensor) -> Tensor { fault.signG * entropy(fake, target: 1) }
    for i in 0..<count {
      let real = 0.3 * Tensor.normal([64, 2], using: random) + shift
      let generated = record(players.generator) {
        players.generator(fault.noise * Tensor.normal([64, 4], using: random), .inference)
      }
      let (lossD, gradientsD) = gradients(of: players.discriminator) {
        entropy(real, target: fault.targetOfReals)
          + entropy(generated.value, target: 1 - fault.targetOfReals)
      }
      optimizerD.update(with: gradientsD)
      let (loss, gradientsG) = generated.gradients(lossG)
      optimizerG.update(with: gradientsG)
      if health.isDue(i, of: count) {
        health.observe(
          step: i, onReal: players.discriminator(real, .inference),
          onFake: players.discriminator(generated.value, .inference), gradientNorm: gradientsG.norm,
          fakes: generated.value, reals: real)
      }
      if i % 5 == 0 {
        losses.d.append((i, Double(lossD)))
        losses.g.append((i, Double(loss)))
      }
    }
    let logged = [("lossD", losses.d), ("lossG", losses.g)].map {
      TrainingHealth.Logged(name: $0, values: $1)
    }
    return (health.findings(logged: logged).map(\.kind), health, players.generator.checksum)
  }

  @Test func aHealthyTrainingHasNoFinding() {
    let (kinds, health, _) = train(Fault())
    #expect(kinds.isEmpty, "\(kinds)")
    #expect(health.observations.count == 51 && !health.isTooShort && health.isPastBeginning)
  }

  @Test func aWrongSignIsNamedFirst() {
    let kinds = train(Fault(signG: -1)).kinds
    #expect(kinds.first == .wrongSign && kinds.contains(.discriminatorTooStrong), "\(kinds)")
  }

  @Test func exchangedTargetsAreNamed() {
    let kinds = train(Fault(targetOfReals: 0)).kinds
    #expect(kinds.contains(.discriminatorInverted) && !kinds.contains(.discriminatorTooStrong), "\(kinds)")
  }

  @Test func aStrongDiscriminatorIsNamed() {
    let kinds = train(Fault(rateG: 2e-6, rateD: 5e-3)).kinds
    #expect(kinds.contains(.discriminatorTooStrong) && !kinds.contains(.wrongSign), "\(kinds)")
  }

  @Test func parametersThatStandStillAreNamed() throws {
    let (kinds, health, _) = train(Fault(rateG: 0))
    #expect(kinds.contains(.standstill), "\(kinds)")
    let finding = try #require(health.findings.first { $0.kind == .standstill })
    #expect(finding.sentence.contains("generator.0.weight and 3 other parameters"), "\(finding.sentence)")
    #expect(finding.number == 4 && finding.since == 0)
  }

  /// Each fault, and what has to be named first. The table over all faults and seeds is in docs/teaching.md.
  private static let planted: [(fault: Fault, kind: HealthFinding.Kind?)] = [
    (Fault(), nil), (Fault(signG: -1), .wrongSign), (Fault(targetOfReals: 0), .discriminatorInverted),
    (Fault(rateG: 2e-6, rateD: 5e-3), .discriminatorTooStrong), (Fault(rateG: 0), .standstill),
    (Fault(noise: 0), .lowDiversity), (Fault(rateD: 0.1, fromProbabilities: true), .notFinite),
  ]

  @Test(
    "With five seeds, the planted fault is named first, and a healthy training has no finding",
    arguments: 0..<7)
  func fiveSeeds(index: Int) {
    let (fault, kind) = Self.planted[index]
    for seed in 1...5 {
      let kinds = train(fault, seed: UInt64(seed)).kinds
      #expect(kinds.first == kind, "seed \(seed): \(kinds)")
    }
  }

  // MARK: - What logged values tell alone

  private func logged(_ value: (Int) -> Double) -> [TrainingHealth.Logged] {
    [TrainingHealth.Logged(name: "lossD", values: (0..<200).map { (10 * $0, value($0)) })]
  }

  private func kinds(_ value: (Int) -> Double) -> [HealthFinding.Kind] {
    TrainingHealth().findings(logged: logged(value)).map(\.kind)
  }

  @Test func lossesTellBySizeAlone() throws {
    let noise = Random(seed: 1)
    #expect(kinds { _ in 1 + 0.1 * noise.normal() }.isEmpty)
    #expect(kinds { 1.4 - 0.006 * Double($0) }.isEmpty, "a loss may fall to a seventh")
    #expect(kinds { Double($0 * $0) + noise.uniform() }.contains(.growingLoss))
    #expect(kinds { $0 < 100 ? 1.4 : 5e-6 * (1 + noise.uniform()) } == [.lossNearZero])
    #expect(kinds { $0 < 100 ? 1 + noise.uniform() : 1.3862944 } == [.standstill])
    let finding = try #require(TrainingHealth().findings(logged: logged { $0 < 100 ? 1.4 : 5e-6 }).first)
    #expect(finding.since == 1000 && finding.number == 5e-6 && finding.sentence.contains("lossD is at 5e-06"))
  }

  @Test func fewRowsTellNothing() {
    let rows = [TrainingHealth.Logged(name: "lossD", values: (0..<20).map { ($0, Double($0 * $0)) })]
    #expect(TrainingHealth().findings(logged: rows).isEmpty)
  }

  // MARK: - When, and how long

  @Test func aboutFiftyObservationsAndTheLast() {
    let health = TrainingHealth()
    for (count, times) in [(15_000, 51), (1200, 51), (300, 31), (60, 7), (5, 2), (1, 1)] {
      #expect((0..<count).count { health.isDue($0, of: count) } == times, "\(count)")
      #expect(health.isDue(count - 1, of: count))
    }
  }

  @Test func imagesThatAreAlikeAreNoFindingAtTheBeginning() {
    let health = TrainingHealth()
    let (same, real) = (Tensor.zeros([32, 2]), Tensor.normal([32, 2], using: Random(seed: 2)))
    for step in stride(from: 0, through: 1400, by: 100) {
      health.observe(
        step: step, accuracyOnReal: 0.7, accuracyOnFake: 0.7, gradientNorm: 1, fakes: same, reals: real)
    }
    #expect(health.findings.isEmpty && !health.isPastBeginning)
    health.observe(
      step: 1500, accuracyOnReal: 0.7, accuracyOnFake: 0.7, gradientNorm: 1, fakes: same, reals: real)
    #expect(health.findings.map(\.kind) == [.lowDiversity])
  }

  @Test func aSingleImageIsLeftOut() {
    let health = TrainingHealth()
    let one = Tensor.zeros([1, 8, 8, 3])
    health.observe(
      step: 0, onReal: .full([1, 1], 1), onFake: .full([1, 1], -1), gradientNorm: 1, fakes: one, reals: one)
    #expect(health.observations[0].diversity == nil && health.observations[0].accuracy == 1)
  }

  @Test func aResumedWatchKnowsSinceWhenParametersStandStill() throws {
    let random = Random(seed: 1)
    let layer = Dense(3, 3, using: random)
    let (health, resumed) = (TrainingHealth(of: layer), TrainingHealth(of: layer))
    for step in 0..<4 { health.observe(step: step) }
    var checkpoint = Checkpoint()
    health.save(to: &checkpoint, as: "health")
    try resumed.load(from: checkpoint, as: "health")
    for step in 4..<8 {
      health.observe(step: step)
      resumed.observe(step: step)
    }
    #expect(resumed.findings == health.findings && resumed.findings.first?.since == 0)
    layer.weight.value = layer.weight.value + 1
    resumed.observe(step: 8)
    #expect(resumed.findings.first?.number == 1, "only the bias still stands")
  }
}
