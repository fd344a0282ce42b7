// A Wasserstein GAN with gradient penalty (Gulrajani et al. 2017) learns eight clusters on a ring.
//
//     swift run -c release --package-path Examples RingWGAN [seed]

import Foundation
import GANKit

let seed = CommandLine.arguments.dropFirst().first.flatMap(UInt64.init) ?? 1
let random = Random(seed: seed)

// The data: points near one of eight centres, which lie on a circle of radius 2.
let centres = Tensor(
  (0..<8).flatMap { mode -> [Float] in
    let angle = Float(mode) * .pi / 4
    return [2 * cos(angle), 2 * sin(angle)]
  }, shape: [8, 2])

let realPoints = { (count: Int) -> Tensor in
  let chosen = (0..<count).map { _ in random.integer(below: 8) }
  return centres.gathered(rows: chosen) + 0.15 * Tensor.normal([count, 2], using: random)
}

// The players: the generator G maps noise to points, and the critic D gives each point a score.
let generator = Sequential {
  Dense(8, 64, activation: .relu, using: random)
  Dense(64, 64, activation: .relu, using: random)
  Dense(64, 2, using: random)
}
let critic = Sequential {
  Dense(2, 64, activation: .leakyReLU(0.2), using: random)
  Dense(64, 64, activation: .leakyReLU(0.2), using: random)
  Dense(64, 1, using: random)
}
let optimizerG = Adam(for: generator, learningRate: 5e-4, beta1: 0, beta2: 0.9)
let optimizerD = Adam(for: critic, learningRate: 5e-4, beta1: 0, beta2: 0.9)
let batch = 128
let noise = { (count: Int) in Tensor.normal([count, 8], using: random) }

for iteration in 1...3000 {
  for _ in 0..<3 {
    let (real, fake) = (realPoints(batch), generator(noise(batch), .inference))
    let share = Tensor.uniform([batch, 1], in: 0...1, using: random)
    let (_, gradientsD) = gradients(of: critic) {
      // The critic's slope between real and generated points should be 1: a gradient becomes part of the loss.
      let slope = gradient(at: share * real + (1 - share) * fake) { critic($0, .inference).sum() }
      let length = sqrt(square(slope).sum(axes: [1]))
      return critic(fake, .inference).mean() - critic(real, .inference).mean() + square(length - 1).mean()
    }
    optimizerD.update(with: gradientsD)
  }
  let (lossG, gradientsG) = gradients(of: generator) {
    -critic(generator(noise(batch), .inference), .inference).mean()
  }
  optimizerG.update(with: gradientsG)
  if iteration % 500 == 0 { print("iteration \(iteration): the generator's loss is \(lossG)") }
}

// Each of 8000 generated points counts for its nearest centre if it is within four standard deviations of it.
let points = generator(noise(8000), .inference)
let distances = square(points.reshaped(to: [8000, 1, 2]) - centres.reshaped(to: [1, 8, 2])).sum(axes: [2])
var counts = [Int](repeating: 0, count: 8)
for (row, nearest) in distances.argmin().enumerated() where distances.at(row, nearest) < 0.36 {
  counts[nearest] += 1
}
let covered = counts.count { $0 >= 200 }
print("points near each of the eight centres: \(counts); \(covered) of 8 modes are covered")
exit(covered == 8 ? 0 : 1)
