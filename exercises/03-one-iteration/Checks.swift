import ExerciseKit
import Foundation
import GANKit

/// What the learner writes.
protocol OneIteration: SendableMetatype {
  static func update(_ players: Players, real: Tensor, noise z: Tensor, _ random: Random) -> Losses
}

/// The two players, and the optimizer that trains each of them.
struct Players {
  let generator, discriminator: Sequential
  let optimizerG, optimizerD: SGD
}

/// The losses of one iteration.
struct Losses {
  let lossD, lossG: Float
}

/// Players of one weight each, G(z) = w z and D's logit s(x) = a x, on one real number and one fake:
/// everything can be worked out by hand. The real number is positive and the fake negative, so that a larger
/// a tells them apart.
private struct SmallGame {
  static let rate = 0.5
  let x, z, w, a: Double

  init(_ random: Random) {
    (x, z) = (random.uniform(in: 1..<2), random.uniform(in: 1..<2))
    (w, a) = (random.uniform(in: -1.5 ..< -0.5), random.uniform(in: 0.2..<0.8))
  }

  /// a after D's update: the slope of D's loss with respect to a is -(1 - D(x)) x + D(G(z)) G(z).
  var updatedA: Double { a + Self.rate * (x / (1 + exp(a * x)) - w * z / (1 + exp(-a * w * z))) }
  /// w after G's update, with D as it is: the slope of G's loss with respect to w is -(1 - D(G(z))) a z.
  func updatedW(_ a: Double) -> Double { w + Self.rate * a * z / (1 + exp(a * w * z)) }
  /// The losses: ln(1 + e^-s) for a decision that should be "real", ln(1 + e^s) for one that should be
  /// "fake".
  var lossD: Double { log(1 + exp(-a * x)) + log(1 + exp(a * w * z)) }
  var lossG: Double { log(1 + exp(-updatedA * w * z)) }

  /// What the learner's iteration makes of it.
  func played<E: OneIteration>(_: E.Type, _ random: Random) -> (w: Double, a: Double, losses: Losses) {
    let layers = [w, a].map { value in
      let layer = Dense(1, 1, bias: false, using: random)
      layer.weight.value = Tensor([Float(value)], shape: [1, 1])
      return layer
    }
    let (generator, discriminator) = (Sequential([layers[0]]), Sequential([layers[1]]))
    let players = Players(
      generator: generator, discriminator: discriminator,
      optimizerG: SGD(for: generator, learningRate: Float(Self.rate)),
      optimizerD: SGD(for: discriminator, learningRate: Float(Self.rate)))
    let losses = E.update(
      players, real: Tensor([Float(x)], shape: [1, 1]), noise: Tensor([Float(z)], shape: [1, 1]), random)
    let moved = layers.map { Double($0.weight.value.scalar) }
    return (moved[0], moved[1], losses)
  }
}

private func rounded(_ value: Double) -> Double { (1000 * value).rounded() / 1000 }

func checks<E: OneIteration>(_: E.Type) -> [Check] {
  [
    Check("D learns which of the two is real") { conditions in
      let random = conditions.random("D")
      let game = SmallGame(random)
      let move = game.played(E.self, random).a - game.a
      try expect(
        abs(move) > 1e-6, "D's only weight did not move. Which optimizer has to be called, and with what?")
      try expect(
        move > 0,
        "D's logit is \(rounded(game.a)) x. The real number is positive and the fake negative, but D's "
          + "weight moved by \(rounded(move)). Which of the two does D call real now?")
      let ratio = move / (game.updatedA - game.a)
      try expect(
        abs(ratio - 1) < 1e-3,
        "D moved in the right direction, but \(rounded(ratio)) times as far as the slope of its loss says. "
          + "How many decisions does D's loss add up for a real number and a fake?")
    },
    Check("G learns from the D that has just learned") { conditions in
      let random = conditions.random("G")
      let game = SmallGame(random)
      let move = game.played(E.self, random).w - game.w
      try expect(
        move > 0,
        "D's logit grows with the number, and G's weight moved by \(rounded(move)), so that D's logit on the "
          + "fake is no higher than before. What does G want D to say?")
      let expected = game.updatedW(game.updatedA) - game.w
      let question =
        abs(move - (game.updatedW(game.a) - game.w)) < 1e-3
        ? "This is the slope through D's old weight. When does D take its step?"
        : "The direction is right. Which loss has such a slope, where D recognises the fake?"
      try expect(
        abs(move - expected) < 1e-3,
        "G moved by \(rounded(move)), and its loss asks for \(rounded(expected)). " + question)
    },
    Check("the losses are those of these two updates") { conditions in
      let random = conditions.random("losses")
      let game = SmallGame(random)
      let losses = game.played(E.self, random).losses
      try expect(
        losses.lossD, near: Float(game.lossD), within: 1e-3,
        "You return \(losses.lossD) as D's loss. By hand, the weights before its update have a loss of "
          + "\(rounded(game.lossD)).")
      try expect(
        losses.lossG, near: Float(game.lossG), within: 1e-3,
        "You return \(losses.lossG) as G's loss. By hand, it is \(rounded(game.lossG)) with the updated D "
          + "and the fake that G has drawn.")
    },
    Check("G runs forward once, in training mode") { conditions in
      let random = conditions.random("batch norm")
      let (dense, norm) = (Dense(3, 4, using: random), BatchNorm(4, momentum: 0.5))
      let (generator, discriminator) = (Sequential([dense, norm]), Sequential([Dense(4, 1, using: random)]))
      let z = Tensor.normal([8, 3], using: random)
      let means = dense(z, .inference).mean(axes: [0]).scalars
      let players = Players(
        generator: generator, discriminator: discriminator,
        optimizerG: SGD(for: generator, learningRate: 0.1),
        optimizerD: SGD(for: discriminator, learningRate: 0.1))
      _ = E.update(players, real: .normal([8, 4], using: random), noise: z, random)
      let place = means.indices.max { abs(means[$0]) < abs(means[$1]) }!
      let share = norm.runningMean.value.scalars[place] / means[place]
      try expect(
        share, near: 0.5, within: 1e-3,
        "G's batch norm has a momentum of 0.5, and after one batch its running mean has gone half the way "
          + "from 0 to the mean of the batch. Here it has gone \(rounded(Double(share))) of the way. How "
          + "often did G run, and in which mode?"
      )
    },
  ]
}
