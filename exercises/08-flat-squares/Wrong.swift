import GANKit

// Answers that look right, for the test of the checks.

/// Puts the copies one behind the other, which is the order of another library.
enum CopiesOneAfterTheOther: SubPixelWeights {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    let kernels = Tensor.normal([kernel, kernel, inputs, outputs], standardDeviation: 0.02, using: random)
    return concatenate(Array(repeating: kernels, count: factor * factor), axis: 3)
  }
}

/// Shares a kernel along a row of a square, and forgets the columns.
enum RowsOnly: SubPixelWeights {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    let kernels = Tensor.normal(
      [kernel, kernel, inputs, outputs * factor], standardDeviation: 0.02, using: random)
    let copies = stack(Array(repeating: kernels, count: factor), axis: -1)
    return copies.reshaped(to: [kernel, kernel, inputs, outputs * factor * factor])
  }
}

/// Replaces the random kernels of a square by their mean.
enum Averaged: SubPixelWeights {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    let shape: Shape = [kernel, kernel, inputs, outputs, factor * factor]
    let all = Tensor.normal(shape, standardDeviation: 0.02, using: random)
    let means = all.mean(axes: [4], keepingDimensions: true)
    return (means * Tensor.ones([factor * factor]))
      .reshaped(to: [kernel, kernel, inputs, outputs * factor * factor])
  }
}

/// One kernel for all channels: flat squares, and all of them grey.
enum OneKernel: SubPixelWeights {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    let kernels = Tensor.normal([kernel, kernel, inputs, 1], standardDeviation: 0.02, using: random)
    return concatenate(Array(repeating: kernels, count: outputs * factor * factor), axis: 3)
  }
}

/// Begins with nothing, so that there is no pattern either.
enum Zeros: SubPixelWeights {
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    Tensor.zeros([kernel, kernel, inputs, outputs * factor * factor])
  }
}
