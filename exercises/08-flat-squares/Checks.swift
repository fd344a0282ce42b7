import ExerciseKit
import GANKit

/// What the learner changes.
protocol SubPixelWeights: SendableMetatype {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor
}

/// Weights of the shape that they have to have.
private func weights<E: SubPixelWeights>(
  _: E.Type, kernel: Int, inputs: Int, outputs: Int, factor: Int, _ random: Random
) throws -> Tensor {
  let found = E.weights(kernel: kernel, inputs: inputs, outputs: outputs, factor: factor, using: random)
  let shape: Shape = [kernel, kernel, inputs, outputs * factor * factor]
  try expect(
    found.shape == shape,
    "The weights for \(inputs) inputs, \(outputs) outputs and a factor of \(factor) have the shape "
      + "\(found.shape). It should be \(shape).")
  return found
}

/// The standard deviation of all elements together.
private func deviation(_ x: Tensor) -> Float { square(x - x.mean()).mean().scalar.squareRoot() }

/// How far the pixels of a random picture's squares are from the means of the squares, as a share of the
/// deviation of all pixels.
private func unevenness(_ weights: Tensor, factor: Int, _ random: Random) -> Float {
  let picture = Tensor.normal([2, 7, 9, weights.shape[2]], using: random)
  let enlarged = convolution(picture, weight: weights, padding: .same).pixelShuffled(factor)
  let squares = enlarged.averagePooled(kernel: PerAxis(factor)).upsampled(PerAxis(factor))
  return deviation(enlarged - squares) / max(deviation(enlarged), 1e-12)
}

func checks<E: SubPixelWeights>(_: E.Type) -> [Check] {
  [
    Check("with one output channel, every square is flat") { conditions in
      for factor in [2, 3] {
        let random = conditions.random("one channel, \(factor)")
        let weights = try weights(E.self, kernel: 3, inputs: 4, outputs: 1, factor: factor, random)
        let share = unevenness(weights, factor: factor, random)
        try expect(
          share < 1e-3,
          "With one output channel and r = \(factor), the pixels of a square deviate from its mean by "
            + "\(share) of the deviation of the whole picture. Which \(factor * factor) channels make up a "
            + "square, and how do their kernels differ?")
      }
    },
    Check("with several output channels, too") { conditions in
      for (outputs, factor) in [(3, 2), (5, 3)] {
        let random = conditions.random("several channels, \(factor)")
        let weights = try weights(E.self, kernel: 3, inputs: 4, outputs: outputs, factor: factor, random)
        let share = unevenness(weights, factor: factor, random)
        try expect(
          share < 1e-3,
          "With one output channel the squares are flat. With \(outputs) channels and r = \(factor) their "
            + "pixels deviate from the mean by \(share) of the deviation of the whole picture. In which "
            + "order does the shuffle read the channels?")
      }
    },
    Check("each output channel has a kernel of its own") { conditions in
      let outputs = 6
      let weights = try weights(
        E.self, kernel: 3, inputs: 8, outputs: outputs, factor: 2, conditions.random("kernels"))
      let spread = deviation(weights)
      try expect(
        spread > 0.001,
        "The standard deviation of the weights is \(spread). All squares are flat, and all of them look "
          + "alike.")
      let kernels = weights.split(axis: 3, into: outputs).map { $0.sliced(axis: 3, 0..<1) }
      for first in 0..<outputs {
        for second in first + 1..<outputs {
          let difference = deviation(kernels[first] - kernels[second])
          try expect(
            difference > 0.003,
            "The kernels of output channels \(first) and \(second) differ by \(difference) only. Independent "
              + "ones differ by about 0.028. What would a picture look like whose red, green and blue are "
              + "always equal?")
        }
      }
    },
    Check("the weights have their standard deviation") { conditions in
      let weights = try weights(
        E.self, kernel: 3, inputs: 32, outputs: 16, factor: 2, conditions.random("deviation"))
      let found = deviation(weights)
      try expect(
        found, near: 0.02, within: 0.0015,
        "The standard deviation of the weights is \(found), and it should be 0.02. What happened to the "
          + "random numbers after they were drawn?")
    },
  ]
}
