import GANKit

// The networks for digits: the document's, and lighter ones by the same rules.

// snippet.documentGenerator
/// The document's G: 100 normals in, a 28x28 image in [-1, 1] out; 2,330,944 parameters, 2,305,472 of them trained.
public func makeDocumentGenerator(using random: Random) -> Sequential {
  Sequential {
    Dense(100, 7 * 7 * 256, bias: false, using: random)
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
