/// Gives each product of a convolution to the code that is fastest for its shape, by rules found by measurement
/// (docs/performance.md). The rules look only at the shape, so that results are reproducible.
struct FastestConvolution: ConvolutionEngine {
  let direct: DirectConvolution?
  private let matrix = MatrixConvolution(engine: .fastest)
  /// For the remaining shapes: oneDNN if there is no direct convolution for this processor.
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
    // A handful of pixels makes a product of two thin matrices; otherwise there is always enough to sum.
    let isThin = pixels * x.shape[0] <= 4 || pixels == 1
    if isThin { return matrix.weightGradient(x, dy, geometry) }
    if let direct, direct.canDifferentiate(channels: x.shape[3], kernels: dy.shape[3], geometry) {
      return direct.weightGradient(x, dy, geometry)
    }
    return general.weightGradient(x, dy, geometry)
  }

  /// The code that computes images with this number of channels: a matrix product if there are too few channels to fill
  /// a vector, or so few pixels that reading the weights dominates.
  private func engine(writing channels: Int, images: Int, _ geometry: ConvolutionGeometry)
    -> any ConvolutionEngine
  {
    let pixels = geometry.outputHeight * geometry.outputWidth
    if pixels * images <= 64 || pixels == 1 || channels < 8 { return matrix }
    if let direct, direct.canWrite(channels: channels, geometry) { return direct }
    return general
  }
}
