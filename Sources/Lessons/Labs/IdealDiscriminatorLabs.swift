import Figures
import GANKit
import LessonKit

/// The labs of chapter 2: numbers on a line.
public final class IdealDiscriminatorLabs: LabLesson {
  public static let slug = "ideal-discriminator-labs"
  static let iterations = Setting(
    "iterations", smoke: 40, quick: 2000, standard: 2000, full: 2000, in: 1...1_000_000, "training iterations"
  )

  static let labs = [
    Lab<IdealDiscriminatorLabs>(
      "still-curve", setting: "division", broken: "whole", mended: "real",
      "how the falling learning rate is divided", named: .standstill
    ) { $0.wholeDivision(isMended: $1) },
    Lab<IdealDiscriminatorLabs>(
      "far-away", setting: "lossOfG", broken: "saturating", mended: "nonSaturating", "the loss of G",
      named: .vanishingGradient
    ) { $0.saturatingLoss(isMended: $1) },
  ]

  let run: Run

  public init(_ run: Run) { self.run = run }

  private func wholeDivision(isMended: Bool) -> SmallGAN {
    let game = game("still-curve")
    // snippet.rate
    let start: Float = 1e-3
    game.rateG = { i, count in
      let left = count - i
      return isMended ? start * Float(left) / Float(count) : start * Float(left / count)
    }
    // snippet.end
    return game
  }

  private func saturatingLoss(isMended: Bool) -> SmallGAN {
    let game = game("far-away", start: -16, rate: 5e-4) { SGD(for: $0, learningRate: 2.5e-3) }
    // snippet.saturating
    game.lossG = { onFake in
      isMended
        ? binaryCrossEntropy(logits: onFake, target: 1)  // -ln D
        : -binaryCrossEntropy(logits: onFake, target: 0)  // ln(1 - D)
    }
    // snippet.end
    return game
  }

  /// A GAN whose data are numbers near 2.
  ///
  /// - Parameter start: where G's numbers lie at first.
  private func game(
    _ name: String, start: Float = 0, rate: Float = 1e-3, optimizerG: ((Sequential) -> any Optimizer)? = nil
  ) -> SmallGAN {
    let random = run.random("\(name) networks")
    func network() -> Sequential {
      Sequential {
        Dense(1, 32, activation: .leakyReLU(0.2), using: random)
        Dense(32, 32, activation: .leakyReLU(0.2), using: random)
        Dense(32, 1, using: random)
      }
    }
    let players = SmallGAN.Players(generator: network(), discriminator: network())
    let last = players.generator.layers.last as! Dense
    // At first, G's numbers are spread as widely as the data.
    let first = players.generator(noise(2000, 1, random), .inference)
    let spread = square(first - first.mean()).mean().scalar.squareRoot()
    last.weight.value = Self.spread / spread * last.weight.value
    last.bias!.value = last.bias!.value + start
    let seen = (
      real: Self.numbers(2000, using: run.random("shown")), z: noise(2000, 1, run.random("shown noise"))
    )
    return SmallGAN(
      players, rate: rate, optimizerG: optimizerG, using: run.random(name),
      batch: { LabBatch(input: noise(128, 1, $0), real: Self.numbers(128, using: $0)) },
      show: { game, title in
        let fake = game.players.generator(seen.z, .inference)
        return Chart(title, x: "x", y: "density")
          .histogram("real", seen.real.column(0), bins: 60, colour: .real)
          .histogram("generated", fake.column(0), bins: 60, colour: .generated)
      })
  }

  private static let spread: Float = 0.5

  private static func numbers(_ count: Int, using random: Random) -> Tensor {
    Tensor.normal([count, 1], standardDeviation: spread, using: random) + 2
  }
}
