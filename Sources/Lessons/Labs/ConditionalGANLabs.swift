import Datasets
import Figures
import GANKit
import LessonKit

/// The labs of chapter 5: drawn digits and their labels.
public final class ConditionalGANLabs: LabLesson {
  public static let slug = "conditional-gan-labs"
  static let iterations = Setting(
    "iterations", smoke: 40, quick: 1500, standard: 1500, full: 1500, in: 1...1_000_000, "training iterations"
  )

  static let labs = [
    Lab<ConditionalGANLabs>(
      "sure-critic", setting: "labelsOfFakes", broken: "missing", mended: "given",
      "whether D sees the label of a generated image", named: .discriminatorTooStrong
    ) { $0.labelLeak(isMended: $1) },
    Lab<ConditionalGANLabs>(
      "ten-pictures", setting: "noise", broken: "forgotten", mended: "given",
      "whether G is given noise beside the label", named: .lowDiversity
    ) { $0.forgottenNoise(isMended: $1) },
  ]

  let run: Run
  let digits: LabeledImages

  public init(_ run: Run) {
    self.run = run
    digits = labDigits(2000, for: run)
  }

  private func labelLeak(isMended: Bool) -> SmallGAN {
    // snippet.leak
    game("sure-critic") { images, labels, random in
      LabBatch(
        input: concatenate([noise(64, 32, random), labels], axis: 1), real: images,
        besideReal: labels, besideFake: isMended ? labels : .zeros(labels.shape))
    }
    // snippet.end
  }

  private func forgottenNoise(isMended: Bool) -> SmallGAN {
    // snippet.noise
    game("ten-pictures") { images, labels, random in
      let z = isMended ? noise(64, 32, random) : Tensor.zeros([64, 32])
      return LabBatch(
        input: concatenate([z, labels], axis: 1), real: images, besideReal: labels, besideFake: labels)
    }
    // snippet.end
  }

  /// A dense GAN with labels.
  ///
  /// - Parameter batch: makes a batch of real images and their labels, one-hot rows.
  private func game(
    _ name: String, batch: @escaping (_ images: Tensor, _ labels: Tensor, Random) -> LabBatch
  ) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        Dense(32 + 10, 128, activation: .leakyReLU(0.2), using: random)
        BatchNorm(128, momentum: 0.9)
        Dense(128, 28 * 28, activation: .tanh, using: random)
        Reshape([28, 28, 1])
      },
      discriminator: Sequential {
        Dense(28 * 28 + 10, 128, activation: .leakyReLU(0.2), using: random)
        Dropout(0.3)
        Dense(128, 1, using: random)
      })
    let (images, labels) = (digits.images, Tensor.oneHot(digits.labels, classes: 10))
    func next(_ random: Random) -> LabBatch {
      let rows = (0..<64).map { _ in random.integer(below: images.shape[0]) }
      return batch(images.gathered(rows: rows), labels.gathered(rows: rows), random)
    }
    // Three of each digit, with the noise that the lab gives.
    let shown = next(run.random("shown noise")).input.rows(0..<30)
    let asked = Tensor.oneHot((0..<30).map { $0 % 10 }, classes: 10)
    let game = SmallGAN(
      players, rate: 5e-4, using: run.random(name), batch: next,
      show: { game, title in
        let input = concatenate([shown.sliced(axis: 1, 0..<32), asked], axis: 1)
        return ImageGrid(
          game.players.generator(input, .inference), title: title, columnLabels: (0..<10).map(String.init))
      })
    // Labels are as large as a few bright pixels: D is slow to notice what is faint beside an image.
    game.join = { concatenate([$0.reshaped(to: [$0.shape[0], 28 * 28]), 3 * $1], axis: 1) }
    return game
  }
}
