import Datasets
import Figures
import GANKit
import LessonKit

/// The labs of chapter 4: drawn digits and convolutions.
public final class DCGANLabs: LabLesson {
  public static let slug = "dcgan-labs"
  static let iterations = Setting(
    "iterations", smoke: 20, quick: 400, standard: 400, full: 400, in: 1...1_000_000, "training iterations")

  static let labs = [
    Lab<DCGANLabs>(
      "one-picture", setting: "noise", broken: "shared", mended: "independent",
      "whether all images of a batch come from the same noise", named: .lowDiversity
    ) { $0.sharedNoise(isMended: $1) },
    Lab<DCGANLabs>(
      "easy-win", setting: "discriminator", broken: "frozen", mended: "trained", "whether D is updated",
      named: .standstill
    ) { $0.frozenDiscriminator(isMended: $1) },
  ]

  let run: Run
  let digits: LabeledImages

  public init(_ run: Run) {
    self.run = run
    digits = labDigits(2000, for: run)
  }

  private func sharedNoise(isMended: Bool) -> SmallGAN {
    // snippet.noise
    func batchNoise(_ count: Int, _ random: Random) -> Tensor {
      let z = noise(isMended ? count : 1, 32, random)
      return z + Tensor.zeros([count, 32])
    }
    // snippet.end
    return game("one-picture", noise: batchNoise)
  }

  private func frozenDiscriminator(isMended: Bool) -> SmallGAN {
    let game = game("easy-win") { noise($0, 32, $1) }
    game.trainsDiscriminator = isMended
    return game
  }

  /// A convolutional GAN.
  private func game(_ name: String, noise: @escaping (Int, Random) -> Tensor) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        Dense(32, 7 * 7 * 32, bias: false, using: random)
        Reshape([7, 7, 32])
        BatchNorm(32, momentum: 0.9, activation: .relu)
        ConvTranspose2D(32, 16, kernel: 4, stride: 2, bias: false, using: random)
        BatchNorm(16, momentum: 0.9, activation: .relu)
        ConvTranspose2D(16, 1, kernel: 4, stride: 2, activation: .tanh, using: random)
      },
      discriminator: Sequential {
        Conv2D(1, 16, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
        Conv2D(16, 32, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
        Dropout(0.3)
        Flatten()
        Dense(7 * 7 * 32, 1, using: random)
      })
    let images = digits.images
    let z = noise(30, run.random("shown noise"))
    return SmallGAN(
      players, rate: 5e-4, using: run.random(name),
      batch: { LabBatch(input: noise(32, $0), real: images.drawn(32, using: $0)) },
      show: { game, title in ImageGrid(game.players.generator(z, .inference), columns: 10, title: title) })
  }
}
