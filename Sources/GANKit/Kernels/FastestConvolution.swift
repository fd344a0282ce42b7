/// Gives each product of a convolution to the code that is fastest for its shape, by rules that were measured
/// (docs/performance.md). The rules look at nothing but the shape, so that results are reproducible.
struct FastestConvolution: ConvolutionEngine {
  let direct: DirectConvolution?
  private let matrix = MatrixConvolution(engine: .fastest)
  /// What is left of the shapes: oneDNN's where there is no direct convolution for this processor.
  private let general: any ConvolutionEngine

  init(direct: DirectConvolution? = DirectConvolution()) {
    self.direct = direct
    general = direct == nil && ComputeEngine.hasOneDNN ? OneDNNConvolution() : matrix
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    engine(writing: weight.shape[3], images: x.shape[0], geometry)
      .convolve(x, weight, bias: bias, activation: f, geometry)
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    engine(writing: weight.shape[2], images: dy.shape[0], geometry).inputGradient(dy, weight, geometry)
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let pixels = geometry.outputHeight * geometry.outputWidth
    // A handful of pixels is a product of two thin matrices; otherwise there is always enough to sum up.
    let isThin = pixels * x.shape[0] <= 4 || pixels == 1
    if isThin { return matrix.weightGradient(x, dy, geometry) }
    if let direct, direct.canDifferentiate(channels: x.shape[3], kernels: dy.shape[3]) {
      return direct.weightGradient(x, dy, geometry)
    }
    return general.weightGradient(x, dy, geometry)
  }

  /// What computes images of so many channels: a matrix product where they have few channels, so that no vector is
  /// filled, or few pixels, so that reading the weights is what takes the time.
  private func engine(writing channels: Int, images: Int, _ geometry: ConvolutionGeometry)
    -> any ConvolutionEngine
  {
    let pixels = geometry.outputHeight * geometry.outputWidth
    if pixels * images <= 64 || pixels == 1 || channels < 8 { return matrix }
    if let direct, direct.canWrite(channels: channels, geometry) { return direct }
    return general
  }
}
