import Figures
import GANKit
import LessonKit

/// The labs of chapter 1: points on a circle.
public final class GANTheoryLabs: LabLesson {
  public static let slug = "gan-theory-labs"
  static let iterations = Setting(
    "iterations", smoke: 40, quick: 1000, standard: 1000, full: 1000, in: 1...1_000_000,
    "training iterations")

  static let labs = [
    Lab<GANTheoryLabs>(
      "fleeing-points", setting: "targets", broken: "exchanged", mended: "right",
      "what D learns to answer for real points and for fakes", named: .discriminatorInverted
    ) { $0.exchangedTargets(isMended: $1) },
    Lab<GANTheoryLabs>(
      "falling-loss", setting: "sign", broken: "wrong", mended: "right", "the sign of G's loss",
      named: .wrongSign
    ) { $0.wrongSign(isMended: $1) },
  ]

  let run: Run

  public init(_ run: Run) { self.run = run }

  private func exchangedTargets(isMended: Bool) -> SmallGAN {
    let game = game("fleeing-points")
    // snippet.targets
    if isMended { game.setTargets(real: 1, fake: 0) } else { game.setTargets(real: 0, fake: 1) }
    // snippet.end
    return game
  }

  private func wrongSign(isMended: Bool) -> SmallGAN {
    let game = game("falling-loss")
    // snippet.sign
    game.lossG = { onFake in
      // ln D(G(z)), computed from the logit.
      let logOfDecision = -softplus(-onFake).mean()
      return isMended ? -logOfDecision : logOfDecision
    }
    // snippet.end
    return game
  }

  /// A GAN whose data are points on a circle.
  private func game(_ name: String) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        Dense(8, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 2, using: random)
      },
      discriminator: Sequential {
        Dense(2, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 64, activation: .leakyReLU(0.2), using: random)
        Dense(64, 1, using: random)
      })
    let seen = (
      real: Self.circle(400, using: run.random("shown")), z: noise(400, 8, run.random("shown noise"))
    )
    return SmallGAN(
      players, rate: 1e-3, using: run.random(name),
      batch: { LabBatch(input: noise(128, 8, $0), real: Self.circle(128, using: $0)) },
      show: { game, title in
        let fake = game.players.generator(seen.z, .inference)
        return Chart(title, x: "x", y: "y")
          .scatter("real", seen.real.column(0), seen.real.column(1), colour: .real, radius: 2)
          .scatter("generated", fake.column(0), fake.column(1), colour: .generated, radius: 2)
          .equalAspect()
      })
  }

  /// Points `[count, 2]` near the circle of radius 2.
  private static func circle(_ count: Int, using random: Random) -> Tensor {
    let directions = Tensor.normal([count, 2], using: random)
    let lengths = sqrt(square(directions).sum(axes: [1], keepingDimensions: true))
    return 2 * directions / lengths + Tensor.normal([count, 2], standardDeviation: 0.1, using: random)
  }
}

/// Noise vectors `[count, size]`.
func noise(_ count: Int, _ size: Int, _ random: Random) -> Tensor { .normal([count, size], using: random) }

extension Tensor {
  /// One column of a matrix, for a chart.
  func column(_ index: Int) -> [Double] {
    stride(from: index, to: count, by: shape[1]).map { Double(scalars[$0]) }
  }
}
