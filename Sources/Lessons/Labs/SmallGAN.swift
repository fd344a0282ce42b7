import Figures
import GANKit
import Pictures

/// What one iteration works on.
struct LabBatch {
  /// What G is given: noise, or a picture.
  let input: Tensor
  /// Real samples; for pictures as input, the ones that G should make of them.
  let real: Tensor
  /// What D sees beside each sample, and beside each of G's: labels, or G's input. Nil if it sees nothing else.
  var besideReal: Tensor?
  var besideFake: Tensor?
}

/// A small GAN of any of the book's kinds but chapter 7's: one generator, one discriminator, and the loop of chapter 1.
/// The labs give it networks, data and losses, one of them with a mistake.
final class SmallGAN: LabTraining {
  struct Players: Module {
    let generator, discriminator: Sequential
  }

  let players: Players
  let optimizerG: any Optimizer
  let optimizerD: Adam
  private let random: Random
  private let batch: (Random) -> LabBatch
  private let show: (SmallGAN, String) -> any Figure

  /// Joins a sample and what D sees beside it to D's input.
  var join: (_ sample: Tensor, _ beside: Tensor) -> Tensor = { concatenate([$0, $1], axis: -1) }
  var lossD: (_ onReal: Tensor, _ onFake: Tensor) -> Tensor = {
    binaryCrossEntropy(logits: $0, target: 1) + binaryCrossEntropy(logits: $1, target: 0)
  }
  /// G's loss by D's decisions.
  var lossG: (_ onFake: Tensor) -> Tensor = { binaryCrossEntropy(logits: $0, target: 1) }
  /// What G's loss has besides, from its samples and the ones that they should be.
  var content: ((_ fake: Tensor, _ real: Tensor) -> Tensor)?
  /// G's learning rate at iteration `i`; nil leaves it as it is.
  var rateG: ((_ i: Int, _ count: Int) -> Float)?
  var trainsDiscriminator = true
  /// For so many iterations at first, G is trained on `content` alone.
  var pretraining = 0

  /// - Parameters:
  ///   - optimizerG: makes G's optimizer; nil takes Adam at the rate of D's.
  ///   - random: what batches and dropout draw from.
  ///   - batch: draws the next batch.
  ///   - show: makes the figure of ``picture(_:)``.
  init(
    _ players: Players, rate: Float, optimizerG: ((Sequential) -> any Optimizer)? = nil, using random: Random,
    batch: @escaping (Random) -> LabBatch, show: @escaping (SmallGAN, String) -> any Figure
  ) {
    (self.players, self.random, self.batch, self.show) = (players, random, batch, show)
    self.optimizerG =
      optimizerG?(players.generator) ?? Adam(for: players.generator, learningRate: rate, beta1: 0.5)
    optimizerD = Adam(for: players.discriminator, learningRate: rate, beta1: 0.5)
  }

  var state: [(name: String, value: any Checkpointable)] {
    [("players", players), ("optimizerG", optimizerG), ("optimizerD", optimizerD), ("random", random)]
  }

  func makeHealth() -> TrainingHealth { TrainingHealth(of: players, limits: .lab) }

  func picture(_ title: String) -> any Figure { show(self, title) }

  /// What D learns to answer: 1 for real, 0 for generated, unless it is told otherwise.
  func setTargets(real: Float, fake: Float) {
    lossD = { binaryCrossEntropy(logits: $0, target: real) + binaryCrossEntropy(logits: $1, target: fake) }
  }

  /// D's logits.
  func decide(_ sample: Tensor, beside: Tensor?, _ mode: Mode) -> Tensor {
    players.discriminator(beside.map { join(sample, $0) } ?? sample, mode)
  }

  // snippet.update
  /// One iteration: D learns from real samples and from G's, then G learns from D's decisions.
  func update(_ i: Int, of count: Int) -> KeyValuePairs<String, Float> {
    let (batch, mode) = (batch(random), Mode.training(random))
    if let rateG { optimizerG.learningRate = rateG(i, count) }
    let generated = record(players.generator) { players.generator(batch.input, mode) }
    let (lossD, gradientsD) = gradients(of: players.discriminator) {
      self.lossD(
        decide(batch.real, beside: batch.besideReal, mode),
        decide(generated.value, beside: batch.besideFake, mode))
    }
    let isGame = i >= pretraining
    if isGame, trainsDiscriminator { optimizerD.update(with: gradientsD) }
    let (lossG, gradientsG) = generated.gradients { fake in
      let adversarial = self.lossG(decide(fake, beside: batch.besideFake, mode))
      guard let content = content?(fake, batch.real) else { return adversarial }
      return isGame ? adversarial + content : content
    }
    optimizerG.update(with: gradientsG)
    return ["lossD": lossD, "lossG": lossG]
  }
  // snippet.end

  func observe(_ health: TrainingHealth, step: Int) {
    // Its own numbers: the training goes on as if nobody had looked.
    let batch = batch(Random(seed: UInt64(step), stream: "health"))
    let generated = record(players.generator) { players.generator(batch.input, .inference) }
    let onReal = decide(batch.real, beside: batch.besideReal, .inference)
    let onFake = decide(generated.value, beside: batch.besideFake, .inference)
    let (_, gradients) = generated.gradients { lossG(decide($0, beside: batch.besideFake, .inference)) }
    health.observe(
      step: step, onReal: onReal, onFake: onFake, gradientNorm: gradients.norm, fakes: generated.value,
      reals: batch.real)
  }
}

extension HealthLimits {
  /// The labs' trainings are so short and their networks so small that what is usual in the beginning is over early.
  static var lab: HealthLimits {
    var limits = HealthLimits()
    (limits.diversityFrom, limits.accuracyFrom) = (300, 200)
    return limits
  }
}
