import DataFolders
import Datasets
import Figures
import GANKit
import LessonKit
import Pictures

/// The labs of chapter 8: parts of drawn scenes, shrunk to a quarter of their size and enlarged again.
public final class SRGANLabs: LabLesson {
  public static let slug = "srgan-labs"
  static let iterations = Setting(
    "iterations", smoke: 20, quick: 450, standard: 450, full: 450, in: 1...1_000_000, "training iterations")

  static let labs = [
    Lab<SRGANLabs>(
      "no-better", setting: "rateOfG", broken: "left", mended: "reset",
      "whether G's learning rate is set again after pretraining", named: .standstill
    ) { $0.rateLeft(isMended: $1) },
    Lab<SRGANLabs>(
      "blurred", setting: "targets", broken: "exchanged", mended: "right",
      "what D learns to answer for sharp pictures and for enlarged ones", named: .discriminatorInverted
    ) { $0.exchangedTargets(isMended: $1) },
  ]

  let run: Run
  private let sharp: Tensor

  public init(_ run: Run) {
    self.run = run
    run.use(.drawn(DataSet.sr.standIn), as: "sr", chosen: true)
    let random = Random(seed: 1998, stream: "lab scenes")
    let scenes = DrawnScenes.pictures(count: 40, using: random.fork("scenes")).pictures
    let parts = scenes.flatMap { scene -> [Tensor] in
      let picture = scene.image.tensor()
      return (0..<5).map { _ in
        let (x, y) = (random.integer(below: 192 - 32), random.integer(below: 160 - 32))
        return picture.sliced(axis: 0, y..<y + 32).sliced(axis: 1, x..<x + 32).reshaped(to: [1, 32, 32, 3])
      }
    }
    sharp = concatenate(parts)
  }

  private func rateLeft(isMended: Bool) -> SmallGAN {
    let game = game("no-better")
    // snippet.rate
    let (start, pretraining): (Float, Int) = (1e-3, run[Self.iterations] / 3)
    game.pretraining = pretraining
    game.rateG = { i, _ in
      // In pretraining the rate falls to 0.
      if i < pretraining { return start * (1 - Float(i) / Float(pretraining)) }
      return isMended ? start / 2 : 0
    }
    // snippet.end
    return game
  }

  private func exchangedTargets(isMended: Bool) -> SmallGAN {
    let game = game("blurred")
    // snippet.targets
    // Sharp pictures are the real ones, enlarged pictures the fakes.
    if isMended { game.setTargets(real: 1, fake: 0) } else { game.setTargets(real: 0, fake: 1) }
    // snippet.end
    return game
  }

  /// A network that improves bicubic enlargements, and a D that judges patches of them.
  private func game(_ name: String) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        Residual {
          Conv2D(3, 24, kernel: 5, activation: .relu, using: random)
          Conv2D(24, 24, kernel: 3, activation: .relu, using: random)
          // Small at first: training begins near the bicubic enlargement.
          Conv2D(24, 3, kernel: 3, initializer: .normal(0.01), using: random)
        }
      },
      discriminator: patchDiscriminator(
        inputs: 3, width: 16, downsamplings: 1, bias: true, norm: { InstanceNorm($0, activation: $1) },
        using: random))
    let sharp = self.sharp
    func enlarged(_ pictures: Tensor) -> Tensor {
      pictures.resized(height: 8, width: 8, .bicubic).resized(height: 32, width: 32, .bicubic)
    }
    let game = SmallGAN(
      players, rate: 5e-4, using: run.random(name),
      batch: { random in
        let pictures = sharp.drawn(8, using: random)
        return LabBatch(input: enlarged(pictures), real: pictures)
      },
      show: { game, title in
        let pictures = sharp.gathered(rows: (0..<8).map { 5 * $0 })
        let bicubic = enlarged(pictures)
        return ImageGrid(
          clamp(concatenate([bicubic, game.players.generator(bicubic, .inference), pictures]), -1, 1),
          columns: 8, title: title, rowLabels: ["bicubic", "by G", "sharp"])
      })
    game.content = { 50 * meanSquaredError($0, $1) }
    return game
  }
}
