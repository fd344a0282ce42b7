/// A convolution of random images with random square kernels and equal padding, for benchmarks: each of its three
/// products, on the engine of each name that `GANKIT_CONVOLUTION` can have.
package struct ConvolutionProbe {
  package enum Product: String, CaseIterable, Encodable { case forward, toInput, toWeights }

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

  /// Computes a product; the forward one with bias and ReLU.
  package func compute(_ product: Product, engine name: String) {
    guard let engine = ComputeEngine(rawValue: name)?.convolution else { return }
    switch product {
    case .forward: _ = engine.convolve(x, weight, bias: bias, activation: .relu, geometry)
    case .toInput: _ = engine.inputGradient(dy, weight, geometry)
    case .toWeights: _ = engine.weightGradient(x, dy, geometry)
    }
  }
}
