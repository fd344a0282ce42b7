import ArgumentParser
import GANKit
import VanillaGAN

/// The training steps that are measured; `docs/performance.md` says what each contains.
enum TrainingStep: String, CaseIterable, ExpressibleByArgument {
  /// Chapter 3's dense networks, batch 64.
  case vanilla

  /// How many steps are timed by default, and how many go before them.
  var repeats: Int { 60 }
  var warmUp: Int { 5 }

  /// Networks, optimizers and a batch of random images; calling the result does one training step.
  func prepare() -> () -> Void {
    let random = Random(seed: 1)
    switch self {
    case .vanilla:
      let players = Players(using: random)
      let images = Tensor.uniform([64, 28, 28, 1], in: -1...1, using: random)
      return { _ = players.trainingStep(real: images, random) }
    }
  }
}
