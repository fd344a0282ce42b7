import Datasets
import Figures
import GANKit
import LessonKit

/// The labs of chapter 7: drawn herds, one with plain coats and one with striped ones.
public final class CycleGANLabs: LabLesson {
  public static let slug = "cyclegan-labs"
  static let iterations = Setting(
    "iterations", smoke: 20, quick: 300, standard: 300, full: 300, in: 1...1_000_000, "training iterations")

  static let labs = [
    Lab<CycleGANLabs>(
      "one-way", setting: "gradients", broken: "ofG", mended: "ofBoth", "whose gradients are computed",
      named: .standstill
    ) { $0.game("one-way", trainsF: $1) },
    Lab<CycleGANLabs>(
      "nothing-changes", setting: "critics", broken: "exchanged", mended: "right",
      "which D judges which translations", named: .discriminatorTooStrong
    ) { $0.game("nothing-changes", exchangesCritics: !$1) },
  ]

  let run: Run
  private let a, b: Tensor

  public init(_ run: Run) {
    self.run = run
    run.use(.drawn("drawn herds"), as: "herds", chosen: true)
    let random = Random(seed: 1998, stream: "lab herds")
    a = DrawnHerds.images(count: 200, coat: .plain, side: 32, using: random.fork("a"))
    b = DrawnHerds.images(count: 200, coat: .striped, side: 32, using: random.fork("b"))
  }

  private func game(
    _ name: String, trainsF: Bool = true, exchangesCritics: Bool = false
  ) -> SmallCycleGAN {
    SmallCycleGAN(
      a: a, b: b, trainsF: trainsF, exchangesCritics: exchangesCritics,
      networks: run.random("\(name) networks"), using: run.random(name))
  }
}
