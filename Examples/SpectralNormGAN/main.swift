// A discriminator that cannot be steep (spectral normalization; Miyato et al. 2018), with the hinge loss.
//
//     swift run -c release --package-path Examples SpectralNormGAN

import Foundation
import GANKit

let random = Random(seed: 1)

// The data: two interlocking crescents.
let realPoints = { (count: Int) -> Tensor in
  let points = (0..<count).flatMap { index -> [Float] in
    let angle = Float.pi * Float(random.integer(below: 1000)) / 1000
    return index % 2 == 0 ? [cos(angle) - 0.5, sin(angle)] : [0.5 - cos(angle), 0.5 - sin(angle)]
  }
  return Tensor(points, shape: [count, 2]) + 0.05 * Tensor.normal([count, 2], using: random)
}

let generator = Sequential {
  Dense(8, 64, activation: .relu, using: random)
  Dense(64, 64, activation: .relu, using: random)
  Dense(64, 2, using: random)
}
let discriminator = Sequential {
  SpectralNorm(Dense(2, 64, activation: .leakyReLU(0.2), using: random), using: random)
  SpectralNorm(Dense(64, 64, activation: .leakyReLU(0.2), using: random), using: random)
  SpectralNorm(Dense(64, 1, using: random), using: random)
}
let optimizerG = Adam(for: generator, learningRate: 1e-3, beta1: 0, beta2: 0.9)
let optimizerD = Adam(for: discriminator, learningRate: 1e-3, beta1: 0, beta2: 0.9)
let mode = Mode.training(random)

for _ in 0..<3000 {
  let real = realPoints(128)
  // The slope of D is at most about 1. The factor scales its scores, which the hinge compares with 1 and -1.
  let score = { (x: Tensor) in 4 * discriminator(x, mode) }
  let generated = record(generator) { generator(.normal([128, 8], using: random), mode) }
  let (_, gradientsD) = gradients(of: discriminator) {
    HingeLoss.discriminator(real: score(real), fake: score(generated.value))
  }
  optimizerD.update(with: gradientsD)
  let (_, gradientsG) = generated.gradients { HingeLoss.generator(fake: score($0)) }
  optimizerG.update(with: gradientsG)
}

// D's steepest slope at any of 2000 random points.
let points = Tensor.uniform([2000, 2], in: -2...2, using: random)
let slopes = gradient(at: points) { discriminator($0, .inference).sum() }
let steepest = sqrt(square(slopes).sum(axes: [1])).scalars.max()!

// How many generated points lie within 0.2 of a real one, and how many real points within 0.2 of a generated one.
let (fake, real) = (generator(.normal([1000, 8], using: random), .inference), realPoints(1000))
let distances = square(fake.reshaped(to: [1000, 1, 2]) - real.reshaped(to: [1, 1000, 2])).sum(axes: [2])
let near = { (rows: Tensor) in rows.minimum(axes: [1]).scalars.count { $0 < 0.04 } }
let (precise, reached) = (near(distances), near(distances.transposed()))
print("D's steepest slope is \(steepest)")
print("\(precise) of 1000 points are near real ones, and \(reached) of 1000 real ones are reached")
exit(steepest < 1.05 && precise > 900 && reached > 900 ? 0 : 1)
