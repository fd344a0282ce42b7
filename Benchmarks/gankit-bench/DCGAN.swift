import DCGAN
import GANKit

/// The players of a GAN that draws from noise.
struct GAN {
  let generator: Sequential
  let discriminator: Sequential
  /// The shape of one batch of noise, and of images.
  var noise: Shape
  var images: Shape
  let learningRate: Float
}

extension GAN {
  /// Chapter 4, digits, at full budget.
  static func dcgan28(using random: Random) -> GAN {
    GAN(
      generator: makeDocumentGenerator(using: random),
      discriminator: makeDocumentDiscriminator(using: random),
      noise: [256, 100], images: [256, 28, 28, 1], learningRate: 1e-4
    ).checked(2_305_472, 212_865)
  }

  /// Digits with small layers, whose time is mostly overhead: lighter than chapter 4's light pair.
  static func dcgan28Light(using random: Random) -> GAN {
    GAN(
      generator: Sequential {
        Dense(100, 7 * 7 * 64, bias: false, using: random)
        BatchNorm(7 * 7 * 64, activation: .relu)
        Reshape([7, 7, 64])
        ConvTranspose2D(64, 32, kernel: 4, stride: 2, bias: false, using: random)
        BatchNorm(32, activation: .relu)
        ConvTranspose2D(32, 1, kernel: 4, stride: 2, bias: false, activation: .tanh, using: random)
      },
      discriminator: Sequential {
        Conv2D(1, 32, kernel: 4, stride: 2, bias: false, activation: .leakyReLU(0.2), using: random)
        Conv2D(32, 64, kernel: 4, stride: 2, bias: false, using: random)
        BatchNorm(64, activation: .leakyReLU(0.2))
        Flatten()
        Dense(7 * 7 * 64, 1, using: random)
      },
      noise: [64, 100], images: [64, 28, 28, 1], learningRate: 2e-4
    ).checked(353_216, 36_545)
  }

  /// Chapter 4, faces: the networks of the paper (Radford, Metz and Chintala 2016) at 64x64x3.
  static func dcgan64(using random: Random) -> GAN {
    GAN(
      generator: makeFaceGenerator(using: random), discriminator: makeFaceDiscriminator(using: random),
      noise: [128, 100], images: [128, 64, 64, 3], learningRate: 2e-4
    ).checked(3_576_704, 2_765_568)
  }

  private func checked(_ countG: Int, _ countD: Int) -> GAN {
    precondition(generator.parameterCount == countG && discriminator.parameterCount == countD)
    return self
  }

  /// The same players with another number of images in a batch.
  func with(batch: Int?) -> GAN {
    guard let batch else { return self }
    var copy = self
    copy.noise = Shape([batch] + noise.dimensions.dropFirst())
    copy.images = Shape([batch] + images.dimensions.dropFirst())
    return copy
  }

  /// A function that does one training step on random images with each call.
  func trainingStep(_ random: Random) -> () -> Void {
    let optimizerG = Adam(for: generator, learningRate: learningRate, beta1: 0.5)
    let optimizerD = Adam(for: discriminator, learningRate: learningRate, beta1: 0.5)
    let real = Tensor.uniform(images, in: -1...1, using: random)
    return {
      let z = Tensor.normal(noise, using: random)
      let generated = record(generator) { generator(z, .training(random)) }
      let (_, gradientsD) = gradients(of: discriminator) {
        binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
          + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
      }
      optimizerD.update(with: gradientsD)
      let (_, gradientsG) = generated.gradients { fake in
        binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
      }
      optimizerG.update(with: gradientsG)
    }
  }
}
