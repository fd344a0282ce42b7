// How a gradient flows: to an input, to a model's parameters, from one player to the other, and through a gradient.
//
//     swift run -c release --package-path Examples Gradients

import GANKit

// The gradient of a scalar function at a point: x^3 has the slope 3 x^2.
let x = Tensor([1, 2, 3])
let slope = gradient(at: x) { x in (x * x * x).sum() }
precondition(slope.scalars == [3, 12, 27])

// The gradients of a loss with respect to a model's parameters, and a step against them.
let random = Random(seed: 1)
let model = Dense(2, 1, using: random)
let optimizer = Adam(for: model, learningRate: 0.05)
let inputs = Tensor.normal([64, 2], using: random)
let targets = inputs.sum(axes: [1], keepingDimensions: true)
for _ in 0..<200 {
  let (_, found) = gradients(of: model) {
    meanSquaredError(model(inputs, .inference), targets)
  }
  optimizer.update(with: found)
}
precondition(model.weight.value.scalars.allSatisfy { abs($0 - 1) < 0.01 })

// Two players: one forward pass of the generator feeds both. The discriminator sees a constant.
let generator = Dense(4, 2, using: random)
let discriminator = Dense(2, 1, using: random)
let optimizerG = Adam(for: generator, learningRate: 1e-3)
let optimizerD = Adam(for: discriminator, learningRate: 1e-3)
let (real, z) = (inputs, Tensor.normal([64, 4], using: random))
let generated = record(generator) { generator(z, .training(random)) }
let (lossD, gradientsD) = gradients(of: discriminator) {
  binaryCrossEntropy(logits: discriminator(real, .training(random)), target: 1)
    + binaryCrossEntropy(logits: discriminator(generated.value, .training(random)), target: 0)
}
optimizerD.update(with: gradientsD)
let (lossG, gradientsG) = generated.gradients { fake in
  binaryCrossEntropy(logits: discriminator(fake, .training(random)), target: 1)
}
optimizerG.update(with: gradientsG)
precondition(gradientsD[generator.weight] == nil && gradientsG[discriminator.weight] == nil)

// A gradient is a value: inside another gradient it is differentiated again. The second derivative of x^3 is 6 x.
let curvature = gradient(at: x) { x in
  gradient(at: x) { x in (x * x * x).sum() }.sum()
}
precondition(curvature.scalars == [6, 12, 18])

// A penalty on the discriminator's slope is part of its loss, and reaches its weights.
let (_, penalised) = gradients(of: discriminator) {
  let slope = gradient(at: inputs) { discriminator($0, .inference).sum() }
  return square(slope).sum(axes: [1]).mean()
}
// The slope of x w + b is w at every input, so the penalty is |w|^2 and its gradient is 2 w.
let error = abs(penalised[discriminator.weight]! - 2 * discriminator.weight.value)
precondition(error.scalars.allSatisfy { $0 < 1e-5 })
print(slope.scalars, curvature.scalars, model.weight.value.scalars)
