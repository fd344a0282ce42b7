// exercise: 08-flat-squares
import GANKit

enum Solution: SubPixelWeights {
  /// The first weights of a convolution whose result is shuffled by a factor.
  ///
  /// - Parameters:
  ///   - kernel: the side of the kernels.
  ///   - inputs: the channels of the small picture.
  ///   - outputs: the channels of the enlarged picture.
  ///   - factor: r, by which it is enlarged.
  /// - Returns: `[kernel, kernel, inputs, outputs * factor * factor]`, with a standard deviation of 0.02.
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    let kernels = Tensor.normal([kernel, kernel, inputs, outputs], standardDeviation: 0.02, using: random)
    let copies = stack(Array(repeating: kernels, count: factor * factor), axis: -1)
    return copies.reshaped(to: [kernel, kernel, inputs, outputs * factor * factor])
  }
}
