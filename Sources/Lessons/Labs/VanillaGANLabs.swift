import DataFolders
import Datasets
import Figures
import GANKit
import LessonKit

/// The labs of chapter 3: drawn digits and dense networks.
public final class VanillaGANLabs: LabLesson {
  public static let slug = "vanilla-gan-labs"
  static let iterations = Setting(
    "iterations", smoke: 40, quick: 1500, standard: 1500, full: 1500, in: 1...1_000_000, "training iterations"
  )

  static let labs = [
    Lab<VanillaGANLabs>(
      "empty-chart", setting: "pixels", broken: "standardized", mended: "signed",
      "how the pixels of the real images are scaled", named: .notFinite
    ) { $0.standardizedPixels(isMended: $1) },
    Lab<VanillaGANLabs>(
      "loss-of-zero", setting: "rateOfG", broken: "5e-7", mended: "5e-4", "the learning rate of G",
      named: .discriminatorTooStrong
    ) { $0.rate(isMended: $1) },
  ]

  let run: Run
  let digits: LabeledImages

  public init(_ run: Run) {
    self.run = run
    digits = labDigits(2000, for: run)
  }

  private func standardizedPixels(isMended: Bool) -> SmallGAN {
    // snippet.pixels
    let mean = digits.images.mean(axes: [0], keepingDimensions: true)
    let deviation = sqrt(square(digits.images - mean).mean(axes: [0], keepingDimensions: true))
    let pixels = isMended ? digits.images : (digits.images - mean) / deviation
    // snippet.end
    return game("empty-chart", images: pixels)
  }

  private func rate(isMended: Bool) -> SmallGAN {
    let game = game("loss-of-zero")
    // snippet.rate
    game.rateG = { _, _ in isMended ? 5e-4 : 5e-7 }
    // snippet.end
    return game
  }

  /// A dense GAN.
  private func game(_ name: String, images: Tensor? = nil) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        Dense(32, 128, activation: .leakyReLU(0.2), using: random)
        BatchNorm(128, momentum: 0.9)
        Dense(128, 28 * 28, activation: .tanh, using: random)
        Reshape([28, 28, 1])
      },
      discriminator: Sequential {
        Flatten()
        Dense(28 * 28, 128, activation: .leakyReLU(0.2), using: random)
        Dropout(0.3)
        Dense(128, 1, using: random)
      })
    let images = images ?? digits.images
    let z = noise(30, 32, run.random("shown noise"))
    return SmallGAN(
      players, rate: 5e-4, using: run.random(name),
      batch: { LabBatch(input: noise(64, 32, $0), real: images.drawn(64, using: $0)) },
      show: { game, title in
        ImageGrid(clamp(game.players.generator(z, .inference), -1, 1), columns: 10, title: title)
      })
  }
}

/// Drawn digits: a lab is the same on every machine, whatever data it has.
func labDigits(_ count: Int, for run: Run) -> LabeledImages {
  run.use(.drawn(DataSet.mnist.standIn), as: "mnist", chosen: true)
  return DrawnDigits.images(count: count, using: Random(seed: 1998, stream: "lab digits"))
}

extension Tensor {
  /// Rows chosen at random.
  func drawn(_ count: Int, using random: Random) -> Tensor {
    gathered(rows: (0..<count).map { _ in random.integer(below: shape[0]) })
  }
}
