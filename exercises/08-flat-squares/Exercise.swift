// exercise: 08-flat-squares
import GANKit

enum Exercise: SubPixelWeights {
  /// The first weights of a convolution whose result is shuffled by a factor.
  ///
  /// - Parameters:
  ///   - kernel: the side of the kernels.
  ///   - inputs: the channels of the small picture.
  ///   - outputs: the channels of the enlarged picture.
  ///   - factor: r, by which it is enlarged.
  /// - Returns: `[kernel, kernel, inputs, outputs * factor * factor]`, with a standard deviation of 0.02.
  static func weights(kernel: Int, inputs: Int, outputs: Int, factor: Int, using random: Random) -> Tensor {
    // Change these lines.
    let channels = outputs * factor * factor
    return Tensor.normal([kernel, kernel, inputs, channels], standardDeviation: 0.02, using: random)
  }
}
