import DataFolders
import Datasets
import Figures
import GANKit
import LessonKit

/// The labs of chapter 6: drawn facades, from label maps to pictures.
public final class Pix2PixLabs: LabLesson {
  public static let slug = "pix2pix-labs"
  static let iterations = Setting(
    "iterations", smoke: 20, quick: 700, standard: 700, full: 700, in: 1...1_000_000, "training iterations")

  static let labs = [
    Lab<Pix2PixLabs>(
      "anything-else", setting: "distance", broken: "subtracted", mended: "added",
      "what happens to the distance to the target in G's loss", named: .wrongSign
    ) { $0.subtractedDistance(isMended: $1) },
    Lab<Pix2PixLabs>(
      "same-front", setting: "innermost", broken: "normalized", mended: "plain",
      "whether the innermost level of G, a single pixel, is normalized", named: .lowDiversity
    ) { $0.normalizedPixel(isMended: $1) },
  ]

  let run: Run
  let pairs: ImagePairs

  public init(_ run: Run) {
    self.run = run
    run.use(.drawn(DataSet.facades.standIn), as: "facades", chosen: true)
    pairs = DrawnFacades.pairs(count: 200, size: 32, using: Random(seed: 1998, stream: "lab facades"))
  }

  private func subtractedDistance(isMended: Bool) -> SmallGAN {
    let game = game("anything-else")
    // snippet.distance
    game.content = { fake, target in
      let distance = 100 * meanAbsoluteError(fake, target)
      return isMended ? distance : -distance
    }
    // snippet.end
    return game
  }

  private func normalizedPixel(isMended: Bool) -> SmallGAN {
    game("same-front", normalizesInnermost: !isMended)
  }

  /// An encoder and decoder, and a D that judges patches beside their label maps.
  private func game(_ name: String, normalizesInnermost: Bool = false) -> SmallGAN {
    let random = run.random("\(name) networks")
    let players = SmallGAN.Players(
      generator: Sequential {
        // snippet.encoder
        for (level, (inputs, outputs)) in [(3, 16), (16, 32), (32, 64), (64, 64), (64, 64)].enumerated() {
          Conv2D(inputs, outputs, kernel: 4, stride: 2, using: random)
          if level < 4 || normalizesInnermost { InstanceNorm(outputs, affine: true) }
          Activate(.leakyReLU(0.2))
        }
        // snippet.end
        for (inputs, outputs) in [(64, 64), (64, 64), (64, 32), (32, 16)] {
          ConvTranspose2D(inputs, outputs, kernel: 4, stride: 2, bias: false, using: random)
          InstanceNorm(outputs, affine: true, activation: .relu)
        }
        ConvTranspose2D(16, 3, kernel: 4, stride: 2, activation: .tanh, using: random)
      },
      discriminator: patchDiscriminator(
        inputs: 6, width: 16, downsamplings: 1, bias: false,
        norm: { InstanceNorm($0, affine: true, activation: $1) }, using: random))
    let (photos, maps) = (pairs.left, pairs.right)
    let game = SmallGAN(
      players, rate: 5e-4, using: run.random(name),
      batch: { random in
        let rows = (0..<4).map { _ in random.integer(below: photos.shape[0]) }
        let (map, photo) = (maps.gathered(rows: rows), photos.gathered(rows: rows))
        return LabBatch(input: map, real: photo, besideReal: map, besideFake: map)
      },
      show: { game, title in
        let made = game.players.generator(maps.rows(0..<8), .inference)
        return ImageGrid(
          concatenate([maps.rows(0..<8), made, photos.rows(0..<8)]), columns: 8, title: title,
          rowLabels: ["input", "output", "target"])
      })
    game.content = { 100 * meanAbsoluteError($0, $1) }
    return game
  }
}
