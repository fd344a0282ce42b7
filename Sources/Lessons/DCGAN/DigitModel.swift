import GANKit

// The networks for digits: the document's, and lighter ones by the same rules.

/// How many normals G starts from: the dimension of its latent space. Digits and faces
/// take it from here.
let latentSize = 100

// snippet.documentGenerator
/// The document's G: `latentSize` normals in, a 28x28 image in [-1, 1] out; with 100 of them 2,330,944 parameters, 2,305,472
/// of them trained.
public func makeDocumentGenerator(using random: Random) -> Sequential {
  Sequential {
    Dense(latentSize, 7 * 7 * 256, bias: false, using: random)
    BatchNorm(7 * 7 * 256, activation: .leakyReLU(0.3))
    Reshape([7, 7, 256])
    ConvTranspose2D(256, 128, kernel: 5, bias: false, using: random)
    BatchNorm(128, activation: .leakyReLU(0.3))
    ConvTranspose2D(128, 64, kernel: 5, stride: 2, bias: false, using: random)
    BatchNorm(64, activation: .leakyReLU(0.3))
    ConvTranspose2D(64, 1, kernel: 5, stride: 2, bias: false, activation: .tanh, using: random)
  }
}
// snippet.end

// snippet.documentDiscriminator
/// The document's D: an image in, one logit out; 212,865 parameters.
public func makeDocumentDiscriminator(using random: Random) -> Sequential {
  Sequential {
    Conv2D(1, 64, kernel: 5, stride: 2, activation: .leakyReLU(0.3), using: random)
    Dropout(0.3)
    Conv2D(64, 128, kernel: 5, stride: 2, activation: .leakyReLU(0.3), using: random)
    Dropout(0.3)
    Flatten()
    Dense(7 * 7 * 128, 1, using: random)
  }
}
// snippet.end

// snippet.lightGenerator
/// A lighter G by the same rules: `latentSize` normals in, a 28x28 image in [-1, 1] out.
///
/// - Parameters:
///   - kernel: of the transposed convolutions; one that the stride of 2 divides leaves no checkerboard.
///   - batchNorm: false only to show what happens without it.
public func makeLightGenerator(kernel: Int = 4, batchNorm: Bool = true, using random: Random) -> Sequential {
  func norm(_ channels: Int) -> any Layer {
    batchNorm ? BatchNorm(channels, momentum: 0.9, activation: .relu) : Activate(.relu)
  }
  return Sequential {
    Dense(latentSize, 256, bias: !batchNorm, using: random)
    norm(256)
    Dense(256, 7 * 7 * 64, bias: !batchNorm, using: random)
    norm(7 * 7 * 64)
    Reshape([7, 7, 64])
    ConvTranspose2D(64, 32, kernel: kernel, stride: 2, bias: !batchNorm, using: random)
    norm(32)
    ConvTranspose2D(32, 1, kernel: kernel, stride: 2, activation: .tanh, using: random)
  }
}
// snippet.end

// snippet.lightDiscriminator
/// A lighter D, deeper than the document's: its last convolution sees nearly the whole image.
public func makeLightDiscriminator(dropout rate: Float = 0.3, using random: Random) -> Sequential {
  Sequential {
    Conv2D(1, 32, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    Dropout(rate)
    Conv2D(32, 64, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    Dropout(rate)
    Conv2D(64, 128, kernel: 4, stride: 2, activation: .leakyReLU(0.2), using: random)
    Dropout(rate)
    Flatten()
    Dense(4 * 4 * 128, 1, using: random)
  }
}
// snippet.end
