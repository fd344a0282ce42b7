/// Gives each product of a convolution to the code that is fastest for its shape, by rules that were measured
/// (docs/performance.md). The rules look at nothing but the shape, so that results are reproducible.
struct FastestConvolution: ConvolutionEngine {
  private let direct = DirectConvolution()
  private let matrix = MatrixConvolution(engine: .fastest)
  /// What is left to processors for which there is no direct convolution.
  private let general: any ConvolutionEngine =
    ComputeEngine.hasOneDNN && !DirectConvolution.isAvailable
    ? OneDNNConvolution() : MatrixConvolution(engine: .fastest)

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
    let engine: any ConvolutionEngine =
      isThin
      ? matrix
      : DirectConvolution.canDifferentiate(channels: x.shape[3], kernels: dy.shape[3]) ? direct : general
    return engine.weightGradient(x, dy, geometry)
  }

  /// What computes images of so many channels: a matrix product where they have few channels, so that no vector is
  /// filled, or few pixels, so that reading the weights is what takes the time.
  private func engine(writing channels: Int, images: Int, _ geometry: ConvolutionGeometry)
    -> any ConvolutionEngine
  {
    let pixels = geometry.outputHeight * geometry.outputWidth
    if pixels * images <= 64 || pixels == 1 || channels < 8 { return matrix }
    return DirectConvolution.canWrite(channels: channels, geometry) ? direct : general
  }
}
