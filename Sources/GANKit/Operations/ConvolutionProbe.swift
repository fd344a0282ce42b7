import CKernels

/// A convolution of random images with random square kernels and equal padding, for benchmarks: each of its three
/// products, by the definition's sums and by Winograd's algorithms.
package struct ConvolutionProbe {
  package enum Product: String, CaseIterable, Encodable { case forward, toInput, toWeights }

  package enum Engine: CaseIterable {
    case direct
    /// Winograd's algorithms with tiles of 2x2 results, and those with tiles of 4x4.
    case smallTiles, largeTiles

    fileprivate var algorithms: [gk_winograd_algorithm] {
      switch self {
      case .direct: []
      case .smallTiles: [GK_F2_2, GK_F2_3]
      case .largeTiles: [GK_F4_2, GK_F4_3, GK_F4_4, GK_F4_5]
      }
    }
  }

  private let x, weight, bias, dy: Tensor
  private let geometry: ConvolutionGeometry

  /// Images `[images, size, size, channels]`.
  package init(
    images: Int, size: Int, channels: Int, kernels: Int, kernel: Int, stride: Int, padding: Int
  ) {
    geometry = ConvolutionGeometry(
      inputHeight: size, inputWidth: size, kernelHeight: kernel, kernelWidth: kernel, stride: PerAxis(stride),
      top: padding, bottom: padding, left: padding, right: padding)
    let random = Random(seed: 1)
    x = Tensor.uniform([images, size, size, channels], in: -1...1, using: random)
    weight = Tensor.uniform([kernel, kernel, channels, kernels], in: -1...1, using: random)
    bias = Tensor.uniform([kernels], in: -1...1, using: random)
    dy = Tensor.uniform(
      [images, geometry.outputHeight, geometry.outputWidth, kernels], in: -1...1, using: random)
  }

  /// The operations of one product by the definition: two for each tap, also of those outside the images.
  package var operations: Int { 2 * weight.count * (dy.count / dy.shape[3]) }

  /// Computes a product, the forward one with bias and ReLU, by the direct sums if none of the engine's algorithms is for
  /// such kernels.
  package func compute(_ product: Product, by engine: Engine) {
    let winograd = DirectConvolution().map { WinogradConvolution($0, algorithms: engine.algorithms) }
    let direct = FastestConvolution(withWinograd: false)
    let engine: any ConvolutionEngine = winograd.flatMap { $0.serves(geometry) ? $0 : nil } ?? direct
    switch product {
    case .forward: _ = engine.convolve(x, weight, bias: bias, activation: .relu, geometry)
    case .toInput: _ = engine.inputGradient(dy, weight, geometry)
    case .toWeights: _ = engine.weightGradient(x, dy, geometry)
    }
  }
}
