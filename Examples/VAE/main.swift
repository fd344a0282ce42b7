// A variational autoencoder (Kingma and Welling 2014) learns small pictures of bars.
//
//     swift run -c release --package-path Examples VAE

import Foundation
import GANKit

let random = Random(seed: 1)

// The data: pictures of 8x8 pixels with one bright row or column, sixteen in all.
let pictures = Tensor(
  (0..<16).flatMap { bar in
    (0..<64).map { pixel in (bar < 8 ? pixel / 8 == bar : pixel % 8 == bar - 8) ? 1 : 0 }
  }, shape: [16, 64])

// The encoder gives the mean and the logarithm of the variance of four latent numbers.
let encoder = Sequential {
  Dense(64, 64, activation: .relu, using: random)
  Dense(64, 8, using: random)
}
let decoder = Sequential {
  Dense(4, 64, activation: .relu, using: random)
  Dense(64, 64, using: random)
}
let optimizer = Adam(for: encoder, decoder, learningRate: 3e-3)

var bits = 0.0
for iteration in 1...10_000 {
  let x = pictures.gathered(rows: (0..<64).map { _ in random.integer(below: 16) })
  let noise = Tensor.normal([64, 4], using: random)
  let (loss, found) = gradients(of: [encoder, decoder]) {
    let code = encoder(x, .inference)
    let (mean, logVariance) = (code.sliced(axis: 1, 0..<4), code.sliced(axis: 1, 4..<8))
    let z = mean + exp(logVariance * 0.5) * noise
    // The cross-entropy is a mean over pixels, but the bound on the likelihood needs their sum.
    let reconstruction = 64 * binaryCrossEntropy(logits: decoder(z, .inference), targets: x)
    return reconstruction + klDivergence(mean: mean, logVariance: logVariance)
  }
  optimizer.update(with: found)
  bits = Double(loss) / log(2)
  if iteration % 2000 == 0 { print("iteration \(iteration): \(bits) bits per picture") }
}

// New pictures from noise, with each pixel rounded to on or off; most of them should be bars.
let drawn = decoder(.normal([1000, 4], using: random), .inference)
let bars = Set((0..<16).map { pictures.rows($0..<($0 + 1)).scalars })
let good = (0..<1000).count { bars.contains(drawn.rows($0..<($0 + 1)).scalars.map { $0 > 0 ? 1 : 0 }) }
print("\(good) of 1000 new pictures are bars; the best code for sixteen pictures has 4 bits")
exit(good > 500 && bits < 8 ? 0 : 1)
