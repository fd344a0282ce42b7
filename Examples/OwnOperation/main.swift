// An operation and a layer of your own, with both derivatives, in one file.
//
//     swift run -c release --package-path Examples OwnOperation

import GANKit

/// x / (1 + |x|), in (-1, 1): like tanh, but it approaches its limits more slowly.
func softsign(_ x: Tensor) -> Tensor {
  Tensor(shape: x.shape) { y in
    x.withScalars { x in
      for i in x.indices { y[i] = x[i] / (1 + abs(x[i])) }
    }
  }
  .derivative(wrt: x) { dy in dy / square(1 + abs(x)) }
}

/// softsign(x A + a) * sigmoid(x B + b): the second factor decides how much of the first passes.
struct GatedDense: Layer {
  let value: Dense
  let gate: Dense

  init(_ inputs: Int, _ outputs: Int, using random: Random) {
    value = Dense(inputs, outputs, using: random)
    gate = Dense(inputs, outputs, activation: .sigmoid, using: random)
  }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    softsign(value(x, mode)) * gate(x, mode)
  }
}

// Both derivatives compared with finite differences, at points away from the kink at 0.
let check = DerivativeCheck(at: [Tensor([-2, -0.7, 0.3, 1.5])]) { softsign($0[0]) }
precondition(check.firstError < 2e-3 && check.secondError < 5e-3)

// The layer's parameters are found automatically: they are trained, saved and counted like those of any other layer.
let random = Random(seed: 3)
let layer = GatedDense(2, 3, using: random)
print(layer.parameters.map(\.name), layer.parameterCount)

// It learns the product of its inputs' signs, which no single dense layer can.
let model = Sequential {
  GatedDense(2, 16, using: random)
  Dense(16, 1, using: random)
}
let optimizer = Adam(for: model, learningRate: 0.02)
let points = Tensor.uniform([256, 2], in: -1...1, using: random)
let labels = Tensor(
  (0..<256).map { points.at($0, 0) * points.at($0, 1) > 0 ? 1 : 0 }, shape: [256, 1])
var loss: Float = 0
for _ in 0..<500 {
  let (value, found) = gradients(of: model) {
    binaryCrossEntropy(logits: model(points, .inference), targets: labels)
  }
  optimizer.update(with: found)
  loss = value
}
print("derivatives: \(check.firstError) and \(check.secondError); the loss is \(loss)")
precondition(loss < 0.2)
