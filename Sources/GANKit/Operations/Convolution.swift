/// How much is added around an image before a kernel moves over it.
public enum Padding: Hashable, Sendable {
  /// Nothing: only whole windows.
  case valid
  /// Enough to make the output ceil(input / stride), with the odd pixel at the bottom and right, as in TensorFlow.
  /// For a transposed convolution, the output is input * stride.
  case same
  /// The same amount on every side, as in PyTorch.
  case explicit(Int)
  /// An amount for each side.
  case sides(top: Int, bottom: Int, left: Int, right: Int)

  fileprivate var isNegative: Bool {
    switch self {
    case .valid, .same: false
    case .explicit(let size): size < 0
    case .sides(let top, let bottom, let left, let right): min(top, bottom, left, right) < 0
    }
  }

  /// Padding before and after along one axis.
  fileprivate func amounts(extent: Int, kernel: Int, stride: Int, vertical: Bool) -> (before: Int, after: Int)
  {
    switch self {
    case .valid: return (0, 0)
    case .explicit(let size): return (size, size)
    case .sides(let top, let bottom, let left, let right): return vertical ? (top, bottom) : (left, right)
    case .same:
      let output = (extent + stride - 1) / stride
      let total = max((output - 1) * stride + kernel - extent, 0)
      return (total / 2, total - total / 2)
    }
  }
}

/// f(x * weight + bias), where * slides the kernels over the images (a cross-correlation, as everywhere in the field).
///
/// - Parameters:
///   - x: images `[N, H, W, C]`.
///   - weight: kernels `[kernelHeight, kernelWidth, C, K]`.
///   - bias: `[K]` or nil.
/// - Returns: `[N, (H + padding - kernelHeight) / stride + 1, ..., K]`, where padding is that of both sides together
///   and the division rounds down.
public func convolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Padding = .valid,
  activation f: Activation = .identity
) -> Tensor {
  let geometry = convolutionGeometry(x, weight, stride: stride, padding: padding)
  checkBias(bias, weight, channelAxis: 3, in: "convolution")
  let products = ConvolutionProducts(x, weight, geometry)
  let y = products.engine.convolve(
    x.detached, weight.detached, bias: bias?.detached, activation: f, geometry)
  let z =
    y
    .derivative(wrt: x) { dz in products.input(dz, weight) }
    .derivative(wrt: weight) { dz in products.weight(x, dz) }
    .derivative(wrtBias: bias)
  return f == .identity ? z : y.recordingActivation(f, of: z)
}

/// The transposed convolution: each pixel of x adds its multiple of a kernel to the output, `stride` pixels apart.
///
/// It is the gradient of a convolution with respect to its input, and so it maps the other way: from the shape of the
/// convolution's output to that of its input (Dumoulin and Visin 2016, section 4).
///
/// - Parameters:
///   - x: images `[N, H, W, C]`.
///   - weight: kernels `[kernelHeight, kernelWidth, K, C]`, as in Keras.
///   - bias: `[K]` or nil.
///   - outputPadding: rows and columns added at the bottom and right, less than `stride`; not with `.same`.
/// - Returns: `[N, (H - 1) * stride + kernelHeight - padding + outputPadding, ..., K]`; H * stride with `.same`.
public func transposedConvolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int = 1, padding: Padding = .valid,
  outputPadding: Int = 0, activation f: Activation = .identity
) -> Tensor {
  let geometry = transposedGeometry(x, weight, stride: stride, padding: padding, outputPadding: outputPadding)
  checkBias(bias, weight, channelAxis: 2, in: "transposedConvolution")
  let products = ConvolutionProducts(x, weight, geometry)
  let y = products.engine.inputGradient(x.detached, weight.detached, geometry)
  Kernels.addBias(bias, activation: f, inPlace: y)
  let z =
    y
    .derivative(wrt: x) { dz in products.output(dz, weight) }
    .derivative(wrt: weight) { dz in products.weight(dz, x) }
    .derivative(wrtBias: bias)
  return f == .identity ? z : y.recordingActivation(f, of: z)
}

/// The three products between the input, the weight and the output of a convolution. Each gives one of them from the
/// other two and is linear in both, so that the derivatives of each product are the other two products.
private struct ConvolutionProducts: Sendable {
  let engine: any ConvolutionEngine
  let geometry: ConvolutionGeometry

  init(_ x: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) {
    let isEmpty = x.count == 0 || weight.count == 0
    engine = isEmpty ? EmptyConvolution() : ComputeEngine.current.convolution
    self.geometry = geometry
  }

  func output(_ x: Tensor, _ w: Tensor) -> Tensor {
    engine.convolve(x.detached, w.detached, bias: nil, activation: .identity, geometry)
      .derivative(wrt: x) { dy in input(dy, w) }
      .derivative(wrt: w) { dy in weight(x, dy) }
  }

  func input(_ y: Tensor, _ w: Tensor) -> Tensor {
    engine.inputGradient(y.detached, w.detached, geometry)
      .derivative(wrt: y) { dx in output(dx, w) }
      .derivative(wrt: w) { dx in weight(dx, y) }
  }

  func weight(_ x: Tensor, _ y: Tensor) -> Tensor {
    engine.weightGradient(x.detached, y.detached, geometry)
      .derivative(wrt: x) { dw in input(y, dw) }
      .derivative(wrt: y) { dw in output(x, dw) }
  }
}

private func convolutionGeometry(_ x: Tensor, _ weight: Tensor, stride: Int, padding: Padding)
  -> ConvolutionGeometry
{
  checkImages(x, weight, channelAxis: 2, stride: stride, padding: padding, in: "convolution")
  let (height, width) = (weight.shape[0], weight.shape[1])
  let rows = padding.amounts(extent: x.shape[1], kernel: height, stride: stride, vertical: true)
  let columns = padding.amounts(extent: x.shape[2], kernel: width, stride: stride, vertical: false)
  require(
    x.shape[1] + rows.before + rows.after >= height && x.shape[2] + columns.before + columns.after >= width,
    "convolution: a \(height)x\(width) kernel does not fit images of shape \(x.shape) with padding \(padding); "
      + "the smallest legal size is \(height - rows.before - rows.after)x\(width - columns.before - columns.after)"
  )
  return ConvolutionGeometry(
    inputHeight: x.shape[1], inputWidth: x.shape[2], kernelHeight: height, kernelWidth: width, stride: stride,
    top: rows.before, bottom: rows.after, left: columns.before, right: columns.after)
}

private func transposedGeometry(
  _ x: Tensor, _ weight: Tensor, stride: Int, padding: Padding, outputPadding: Int
) -> ConvolutionGeometry {
  checkImages(x, weight, channelAxis: 3, stride: stride, padding: padding, in: "transposedConvolution")
  require(
    outputPadding == 0 || padding != .same,
    "transposedConvolution: outputPadding \(outputPadding) cannot be combined with padding .same, which already "
      + "determines the output's size")
  require(
    outputPadding >= 0 && outputPadding < stride || outputPadding == 0,
    "transposedConvolution: outputPadding must be less than the stride \(stride), found \(outputPadding)")
  func axis(_ extent: Int, kernel: Int, vertical: Bool) -> (output: Int, before: Int, after: Int) {
    if padding == .same {
      let output = extent * stride
      let (before, after) = padding.amounts(
        extent: output, kernel: kernel, stride: stride, vertical: vertical)
      return (output, before, after)
    }
    let (before, after) = padding.amounts(extent: extent, kernel: kernel, stride: stride, vertical: vertical)
    let output = (extent - 1) * stride + kernel - before - after + outputPadding
    require(
      output >= 1, "transposedConvolution: padding \(padding) leaves nothing of images of shape \(x.shape)")
    return (output, before, after)
  }
  let (height, width) = (weight.shape[0], weight.shape[1])
  let rows = axis(x.shape[1], kernel: height, vertical: true)
  let columns = axis(x.shape[2], kernel: width, vertical: false)
  return ConvolutionGeometry(
    inputHeight: rows.output, inputWidth: columns.output, kernelHeight: height, kernelWidth: width,
    stride: stride,
    top: rows.before, bottom: rows.after, left: columns.before, right: columns.after)
}

private func checkImages(
  _ x: Tensor, _ weight: Tensor, channelAxis: Int, stride: Int, padding: Padding, in operation: String
) {
  require(x.rank == 4, "\(operation): needs images [N, H, W, C], found shape \(x.shape)")
  require(weight.rank == 4, "\(operation): needs kernels of 4 axes, found shape \(weight.shape)")
  require(
    weight.shape[0] >= 1 && weight.shape[1] >= 1,
    "\(operation): kernels must be at least one pixel high and wide, found shape \(weight.shape)")
  require(stride >= 1, "\(operation): the stride must be at least 1, found \(stride)")
  require(!padding.isNegative, "\(operation): padding must not be negative, found \(padding)")
  require(
    x.shape[3] == weight.shape[channelAxis],
    "\(operation): kernels \(weight.shape) take \(weight.shape[channelAxis]) channels, "
      + "images \(x.shape) have \(x.shape[3])"
  )
}

private func checkBias(_ bias: Tensor?, _ weight: Tensor, channelAxis: Int, in operation: String) {
  guard let bias else { return }
  let channels = weight.shape[channelAxis]
  require(
    bias.shape == [channels],
    "\(operation): kernels \(weight.shape) need a bias of shape [\(channels)], found \(bias.shape)")
}

extension GradientCase {
  static var convolution: [GradientCase] {
    [
      GradientCase("convolution 3x3", [[2, 5, 4, 2], [3, 3, 2, 3]]) {
        GANKit.convolution($0[0], weight: $0[1])
      },
      GradientCase("convolution 1x1", [[1, 3, 3, 3], [1, 1, 3, 2]]) {
        GANKit.convolution($0[0], weight: $0[1])
      },
      GradientCase("convolution 5x5 stride 2 same, odd size", [[2, 7, 5, 1], [5, 5, 1, 2], [2]]) {
        GANKit.convolution(
          $0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .same, activation: .leakyReLU(0.3))
      },
      GradientCase("convolution 4x4 stride 2 padding 1", [[2, 6, 6, 3], [4, 4, 3, 2], [2]]) {
        GANKit.convolution($0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .explicit(1))
      },
      GradientCase("convolution, other padding on each side", [[1, 4, 4, 2], [3, 2, 2, 2]]) {
        GANKit.convolution($0[0], weight: $0[1], padding: .sides(top: 2, bottom: 0, left: 1, right: 3))
      },
      GradientCase("convolution, stride leaves pixels over", [[2, 6, 6, 2], [3, 3, 2, 2]]) {
        GANKit.convolution($0[0], weight: $0[1], stride: 2)
      },
      GradientCase("transposed 4x4 stride 2 same", [[2, 3, 3, 2], [4, 4, 3, 2], [3]]) {
        transposedConvolution($0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .same, activation: .tanh)
      },
      GradientCase("transposed 5x5 stride 1 same", [[1, 4, 3, 2], [5, 5, 2, 2]]) {
        transposedConvolution($0[0], weight: $0[1], padding: .same)
      },
      GradientCase("transposed 5x5 stride 2 same", [[2, 3, 2, 1], [5, 5, 2, 1]]) {
        transposedConvolution($0[0], weight: $0[1], stride: 2, padding: .same)
      },
      GradientCase("transposed 3x3 stride 2 padding 1 output padding 1", [[2, 3, 3, 2], [3, 3, 1, 2]]) {
        transposedConvolution($0[0], weight: $0[1], stride: 2, padding: .explicit(1), outputPadding: 1)
      },
      GradientCase("transposed 1x1 stride 2 same", [[1, 3, 3, 2], [1, 1, 2, 2]]) {
        transposedConvolution($0[0], weight: $0[1], stride: 2, padding: .same)
      },
      GradientCase("transposed 4x4 from one pixel", [[3, 1, 1, 5], [4, 4, 2, 5]]) {
        transposedConvolution($0[0], weight: $0[1])
      },
    ]
  }
}
