import Figures
import GANKit
import Pictures

/// A small CycleGAN, for the labs of chapter 7.
final class SmallCycleGAN: LabTraining {
  private struct Players: Module {
    let g, f, discriminatorA, discriminatorB: Sequential
  }

  /// What one iteration of the generators made.
  private struct Made {
    let fakeA, fakeB: Tensor
    let adversarial, cycle: Float
  }

  private let players: Players
  private let optimizerG, optimizerD: Adam
  private let a, b: Tensor
  private let random: Random
  private let trainsF: Bool
  /// The networks by which G's translations to B, and F's to A, are judged in the generators' loss.
  private let criticOfB, criticOfA: Sequential

  /// - Parameters:
  ///   - a, b: the two collections, `[N, 32, 32, 3]` each.
  ///   - trainsF: whether F is trained, too.
  ///   - exchangesCritics: whether each generator is judged by the other one's discriminator.
  ///   - networks: what the weights are drawn from.
  ///   - random: what batches are drawn from.
  init(a: Tensor, b: Tensor, trainsF: Bool, exchangesCritics: Bool, networks: Random, using random: Random) {
    func generator() -> Sequential {
      Sequential {
        Conv2D(3, 16, kernel: 3, activation: .relu, using: networks)
        Residual {
          Conv2D(16, 16, kernel: 3, bias: false, using: networks)
          InstanceNorm(16, affine: true, activation: .relu)
          Conv2D(16, 16, kernel: 3, using: networks)
        }
        Conv2D(16, 3, kernel: 3, activation: .tanh, using: networks)
      }
    }
    func discriminator() -> Sequential {
      patchDiscriminator(
        inputs: 3, width: 16, downsamplings: 1, bias: true, norm: { InstanceNorm($0, activation: $1) },
        using: networks)
    }
    players = Players(
      g: generator(), f: generator(), discriminatorA: discriminator(), discriminatorB: discriminator())
    optimizerG = Adam(for: players.g, players.f, learningRate: 1e-3, beta1: 0.5)
    optimizerD = Adam(for: players.discriminatorA, players.discriminatorB, learningRate: 5e-4, beta1: 0.5)
    (self.a, self.b, self.random, self.trainsF) = (a, b, random, trainsF)
    // snippet.critics
    (criticOfB, criticOfA) =
      exchangesCritics
      ? (players.discriminatorA, players.discriminatorB) : (players.discriminatorB, players.discriminatorA)
    // snippet.end
  }

  var state: [(name: String, value: any Checkpointable)] {
    [("players", players), ("optimizerG", optimizerG), ("optimizerD", optimizerD), ("random", random)]
  }

  func makeHealth() -> TrainingHealth { TrainingHealth(of: players, limits: .lab) }

  func update(_ i: Int, of count: Int) -> KeyValuePairs<String, Float> {
    let (a, b) = (a.drawn(4, using: random), b.drawn(4, using: random))
    let mode = Mode.training(random)
    func lossOfGenerators() -> (loss: Tensor, auxiliary: Made) {
      let (fakeB, fakeA) = (players.g(a, mode), players.f(b, mode))
      let adversarial =
        square(criticOfB(fakeB, mode) - 1).mean() + square(criticOfA(fakeA, mode) - 1).mean()
      let cycle =
        meanAbsoluteError(players.f(fakeB, mode), a) + meanAbsoluteError(players.g(fakeA, mode), b)
      let made = Made(
        fakeA: fakeA.detached, fakeB: fakeB.detached, adversarial: adversarial.detached.scalar / 2,
        cycle: cycle.detached.scalar / 2)
      return (adversarial + 10 * cycle, made)
    }
    // snippet.generators
    let (_, gradientsG, made) =
      trainsF
      ? gradients(of: players.g, players.f, with: lossOfGenerators)
      : gradients(of: players.g, with: lossOfGenerators)
    optimizerG.update(with: gradientsG)
    // snippet.end
    let (lossD, gradientsD) = gradients(of: [players.discriminatorA, players.discriminatorB]) {
      square(players.discriminatorA(a, mode) - 1).mean()
        + square(players.discriminatorA(made.fakeA, mode)).mean()
        + square(players.discriminatorB(b, mode) - 1).mean()
        + square(players.discriminatorB(made.fakeB, mode)).mean()
    }
    optimizerD.update(with: gradientsD)
    return ["lossD": lossD / 4, "lossG": made.adversarial, "cycle": made.cycle]
  }

  func observe(_ health: TrainingHealth, step: Int) {
    let random = Random(seed: UInt64(step), stream: "health")
    let (a, b) = (a.drawn(8, using: random), b.drawn(8, using: random))
    let (fakeA, fakeB) = (players.f(b, .inference), players.g(a, .inference))
    func decide(_ a: Tensor, _ b: Tensor) -> Tensor {
      concatenate([
        players.discriminatorA(a, .inference).flattened(), players.discriminatorB(b, .inference).flattened(),
      ])
    }
    let (_, gradients) = gradients(of: [players.g, players.f]) {
      square(criticOfB(players.g(a, .inference), .inference) - 1).mean()
        + square(criticOfA(players.f(b, .inference), .inference) - 1).mean()
    }
    health.observe(
      step: step, onReal: decide(a, b), onFake: decide(fakeA, fakeB), threshold: 0.5,
      gradientNorm: gradients.norm, fakes: concatenate([fakeA, fakeB]), reals: concatenate([a, b]))
  }

  func picture(_ title: String) -> any Figure {
    let (a, b) = (a.rows(0..<8), b.rows(0..<8))
    return ImageGrid(
      concatenate([a, players.g(a, .inference), b, players.f(b, .inference)]), columns: 8, title: title,
      rowLabels: ["a", "G(a)", "b", "F(b)"])
  }
}
