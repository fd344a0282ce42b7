import GANKit
import VanillaGAN

/// The training steps that are measured; `Benchmarks/README.md` says what each contains.
enum TrainingStep: String, CaseIterable {
  /// Chapter 3's dense networks, batch 64.
  case vanilla
  /// Chapter 4, digits: document 000's networks, batch 256.
  case dcgan28
  /// Chapter 4, digits, small layers, batch 64.
  case dcgan28Light = "dcgan28-light"
  /// Chapter 4, faces: the DCGAN paper's networks at 64x64x3, batch 128.
  case dcgan64
  /// Chapter 5's convolutional networks at full width, batch 64.
  case conditional
  /// Chapter 6 at the paper's size, batch 1.
  case pix2pix
  /// Chapter 7's networks at 128x128, batch 1.
  case cyclegan
  /// Chapter 8 at the paper's size, 4 patches of 96x96.
  case srgan
  /// A critic with gradient penalty at 64x64x3, batch 32; no chapter's.
  case wganGP = "wgan-gp"

  /// How many steps are timed by default.
  var repeats: Int {
    switch self {
    case .vanilla: 100
    case .dcgan28: 7
    case .dcgan28Light, .conditional: 60
    case .dcgan64, .pix2pix, .wganGP: 5
    case .cyclegan, .srgan: 3
    }
  }

  /// How many steps are run before the timing starts.
  var warmUp: Int { repeats > 10 ? 5 : 3 }

  /// Makes networks, optimizers and a batch of random images; each call of the result does one training step.
  ///
  /// - Parameter batch: the number of images in a batch, for the steps that have more than one and are not the critic's;
  ///   nil for the step's own.
  func prepare(batch: Int? = nil) -> () -> Void {
    let random = Random(seed: 1)
    switch self {
    case .vanilla:
      let players = VanillaGAN.Players(using: random)
      let images = Tensor.uniform([batch ?? 64, 28, 28, 1], in: -1...1, using: random)
      return { _ = players.update(real: images, random) }
    case .dcgan28: return GAN.dcgan28(using: random).with(batch: batch).trainingStep(random)
    case .dcgan28Light: return GAN.dcgan28Light(using: random).with(batch: batch).trainingStep(random)
    case .dcgan64: return GAN.dcgan64(using: random).with(batch: batch).trainingStep(random)
    case .conditional: return conditionalTrainingStep(batch: batch ?? 64, random)
    case .pix2pix: return pix2pixTrainingStep(random)
    case .cyclegan: return cycleGANTrainingStep(random)
    case .srgan: return srganTrainingStep(batch: batch ?? 4, random)
    case .wganGP: return criticStep(random)
    }
  }
}
