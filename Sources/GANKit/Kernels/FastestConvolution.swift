import CKernels

/// Gives each product of a convolution to the code that is fastest for its shape, by rules found by measurement
/// (docs/performance.md). The rules look only at the shape, so that results are reproducible.
struct FastestConvolution: ConvolutionEngine {
  let direct: DirectConvolution?
  /// Winograd's algorithms; nil for the sums that define a convolution.
  let winograd: WinogradConvolution?
  private let rowTaps: RowTapsConvolution?
  private let matrix = MatrixConvolution(engine: .fastest)
  /// For the remaining shapes: oneDNN if there is no direct convolution for this processor.
  private let general: any ConvolutionEngine

  init(direct: DirectConvolution? = DirectConvolution(), withWinograd: Bool = true) {
    self.direct = direct
    rowTaps = direct.map { RowTapsConvolution(direct: $0) }
    winograd = withWinograd ? direct.map { WinogradConvolution($0) } : nil
    general = direct == nil && ComputeEngine.hasOneDNN ? OneDNNConvolution() : matrix
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    if let rowTaps, rowTaps.serves(geometry, kernels: weight.shape[3]) {
      return rowTaps.convolve(x, weight, bias: bias, activation: f, geometry)
    }
    return engine(geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3])
      .convolve(x, weight, bias: bias, activation: f, geometry)
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    engine(geometry, images: dy.shape[0], channels: weight.shape[2], kernels: dy.shape[3], backward: true)
      .inputGradient(dy, weight, geometry)
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let (images, channels, kernels) = (x.shape[0], x.shape[3], dy.shape[3])
    let pixels = geometry.outputHeight * geometry.outputWidth
    // A handful of pixels makes a product of two thin matrices; otherwise there is always enough to sum.
    let isThin = pixels * images <= 4 || pixels == 1
    if isThin { return matrix.weightGradient(x, dy, geometry) }
    if let winograd = winograd(
      geometry, images: images, channels: channels, kernels: kernels, cost: \.gradientCost)
    {
      return winograd.weightGradient(x, dy, geometry)
    }
    if let direct, direct.canDifferentiate(channels: channels, kernels: kernels, geometry) {
      return direct.weightGradient(x, dy, geometry)
    }
    return general.weightGradient(x, dy, geometry)
  }

  /// The code that computes images: a matrix product if there are too few channels to fill a vector, or so few pixels
  /// that reading the weights dominates.
  func engine(
    _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int, backward: Bool = false
  ) -> any ConvolutionEngine {
    let pixels = geometry.outputHeight * geometry.outputWidth
    let written = backward ? channels : kernels
    if pixels * images <= 64 || pixels == 1 || written < 8 { return matrix }
    if let winograd = winograd(
      geometry, images: images, channels: channels, kernels: kernels, backward: backward, cost: \.imageCost)
    {
      return winograd
    }
    if let direct, direct.canWrite(channels: written, geometry) { return direct }
    return general
  }

  /// Winograd's algorithms, if they take less time than the direct sums.
  private func winograd(
    _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int, backward: Bool = false,
    cost: KeyPath<gk_winograd, Double>
  ) -> WinogradConvolution? {
    guard let winograd, winograd.serves(geometry, backward: backward), min(channels, kernels) >= 8 else {
      return nil
    }
    let plan = winograd.plan(
      geometry, images: images, channels: channels, kernels: kernels, backward: backward, cheapestIn: cost)
    let direct = geometry.multiplications(images: images, channels: channels, kernels: kernels)
    return plan[keyPath: cost] < direct ? winograd : nil
  }
}

extension ConvolutionGeometry {
  /// How many multiplications the direct sums take, which leave out the taps outside the image.
  fileprivate func multiplications(images: Int, channels: Int, kernels: Int) -> Double {
    let down = Self.taps(kernelHeight, stride.height, top, inside: inputHeight, results: outputHeight)
    let across = Self.taps(kernelWidth, stride.width, left, inside: inputWidth, results: outputWidth)
    return Double(images * down * across) * Double(channels * kernels)
  }

  /// The number of taps along one axis that lie inside the image, of all results.
  private static func taps(_ kernel: Int, _ stride: Int, _ padding: Int, inside size: Int, results: Int)
    -> Int
  {
    (0..<results).reduce(0) { sum, result in
      let first = result * stride - padding
      return sum + max(0, min(first + kernel, size) - max(first, 0))
    }
  }
}
