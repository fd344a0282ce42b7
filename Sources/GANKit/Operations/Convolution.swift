/// f(x * weight + bias), where * slides the kernels over the images (a cross-correlation, as everywhere in the field).
///
/// With groups, the channels and the kernels are each divided into equal parts, and the kernels of a part read only the
/// channels of the same part. With as many groups as channels the convolution is depthwise (Howard et al. 2017,
/// MobileNets).
///
/// - Parameters:
///   - x: images `[N, H, W, C]`.
///   - weight: kernels `[kernelHeight, kernelWidth, C / groups, K]`.
///   - bias: `[K]` or nil.
///   - stride: the distance between windows.
///   - padding: what is added around the images.
///   - dilation: the distance between the pixels that neighbouring taps of a kernel read; a kernel extends over (kernel
///     - 1) * dilation + 1 pixels (Yu and Koltun 2016).
///   - groups: divides C and K.
///   - f: the activation that is applied to the result, in the same pass.
/// - Returns: `[N, (H + padding - extension) / stride + 1, ..., K]`, where padding is that of both sides together and
///   the division rounds down.
public func convolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: PerAxis = 1, padding: Padding = .valid,
  dilation: PerAxis = 1, groups: Int = 1, activation f: Activation = .identity
) -> Tensor {
  checkKernels(weight, in: "convolution")
  checkGroups(
    groups, channels: x, weight, weightChannels: weight.shape[2] * groups, kernels: weight.shape[3],
    in: "convolution")
  checkBias(bias, weight, channels: weight.shape[3], in: "convolution")
  let geometry = ConvolutionGeometry(
    over: x.shape, kernel: weight.kernelSize, stride: stride, padding: padding, dilation: dilation,
    groups: groups, in: "convolution")
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

/// The same with one number for both axes of the images.
public func convolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int, padding: Padding = .valid,
  dilation: Int = 1, groups: Int = 1, activation f: Activation = .identity
) -> Tensor {
  convolution(
    x, weight: weight, bias: bias, stride: PerAxis(stride), padding: padding, dilation: PerAxis(dilation),
    groups: groups, activation: f)
}

/// The transposed convolution: each pixel of x adds its multiple of a kernel to the output, `stride` pixels apart.
///
/// It is the gradient of a convolution with respect to its input, and so it maps the other way: from the shape of the
/// convolution's output to that of its input (Dumoulin and Visin 2016, section 4).
///
/// - Parameters:
///   - x: images `[N, H, W, C]`.
///   - weight: kernels `[kernelHeight, kernelWidth, K / groups, C]`, as in Keras.
///   - bias: `[K]` or nil.
///   - stride: how far apart neighbouring pixels of x lie in the output.
///   - padding: what is cut off around the output: the padding of the convolution whose gradient this is.
///   - outputPadding: rows and columns added at the bottom and right, less than `stride`; not with `.same`.
///   - dilation: the distance between the pixels that neighbouring taps of a kernel are added to.
///   - groups: divides C and K; each part of the channels of x is added to its own part of the result's.
///   - f: the activation that is applied to the result, in the same pass.
/// - Returns: `[N, (H - 1) * stride + (kernelHeight - 1) * dilation + 1 - padding + outputPadding, ..., K]`; H * stride
///   with `.same`.
public func transposedConvolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: PerAxis = 1, padding: Padding = .valid,
  outputPadding: PerAxis = 0, dilation: PerAxis = 1, groups: Int = 1, activation f: Activation = .identity
) -> Tensor {
  checkKernels(weight, in: "transposedConvolution")
  checkGroups(
    groups, channels: x, weight, weightChannels: weight.shape[3], kernels: weight.shape[3],
    in: "transposedConvolution")
  checkBias(bias, weight, channels: weight.shape[2] * groups, in: "transposedConvolution")
  let geometry = ConvolutionGeometry(
    transposedOver: x.shape, kernel: weight.kernelSize, stride: stride, padding: padding,
    outputPadding: outputPadding, dilation: dilation, groups: groups)
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

/// The same with one number for both axes of the images.
public func transposedConvolution(
  _ x: Tensor, weight: Tensor, bias: Tensor? = nil, stride: Int, padding: Padding = .valid,
  outputPadding: Int = 0, dilation: Int = 1, groups: Int = 1, activation f: Activation = .identity
) -> Tensor {
  transposedConvolution(
    x, weight: weight, bias: bias, stride: PerAxis(stride), padding: padding,
    outputPadding: PerAxis(outputPadding), dilation: PerAxis(dilation), groups: groups, activation: f)
}

/// The three products between the input, the weight and the output of a convolution. Each gives one of them from the
/// other two and is linear in both, so that the derivatives of each product are the other two products.
struct ConvolutionProducts: Sendable {
  let engine: any ConvolutionEngine
  let geometry: ConvolutionGeometry

  init(_ x: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) {
    let isEmpty = x.count == 0 || weight.count == 0
    let chosen: any ConvolutionEngine =
      isEmpty
      ? EmptyConvolution()
      : ComputeEngine.current.convolution(channelsOfGroup: weight.shape[2], groups: geometry.groups)
    engine = Profile.current.map { ProfilingConvolution(engine: chosen, profile: $0) } ?? chosen
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

  static var generalConvolution: [GradientCase] {
    [
      GradientCase("convolution, other strides and kernels along each axis", [[2, 5, 6, 2], [3, 2, 2, 3]]) {
        GANKit.convolution($0[0], weight: $0[1], stride: [1, 2], padding: .same)
      },
      GradientCase("convolution, dilation 2", [[1, 7, 6, 2], [3, 3, 2, 2], [2]]) {
        GANKit.convolution(
          $0[0], weight: $0[1], bias: $0[2], padding: .same, dilation: 2, activation: .leakyReLU(0.3))
      },
      GradientCase("convolution, other dilations, stride 2", [[1, 8, 7, 2], [2, 3, 2, 2]]) {
        GANKit.convolution($0[0], weight: $0[1], stride: 2, padding: .explicit(1), dilation: [3, 2])
      },
      GradientCase("convolution, two groups", [[2, 4, 5, 4], [3, 3, 2, 6], [6]]) {
        GANKit.convolution($0[0], weight: $0[1], bias: $0[2], padding: .same, groups: 2, activation: .tanh)
      },
      GradientCase("depthwise convolution", [[2, 5, 4, 3], [3, 3, 1, 3], [3]]) {
        GANKit.convolution($0[0], weight: $0[1], bias: $0[2], stride: [2, 1], padding: .same, groups: 3)
      },
      GradientCase("depthwise convolution, two kernels for each channel", [[2, 6, 5, 2], [2, 3, 1, 4]]) {
        GANKit.convolution($0[0], weight: $0[1], padding: .explicit(1), dilation: [2, 1], groups: 2)
      },
      GradientCase("transposed, other strides and kernels along each axis", [[2, 3, 2, 2], [2, 4, 3, 2]]) {
        transposedConvolution(
          $0[0], weight: $0[1], stride: [1, 3], padding: .explicit(1), outputPadding: [0, 2])
      },
      GradientCase("transposed, two groups, dilation 2", [[1, 3, 4, 4], [3, 2, 3, 4], [6]]) {
        transposedConvolution(
          $0[0], weight: $0[1], bias: $0[2], stride: 2, padding: .same, dilation: 2, groups: 2,
          activation: .tanh)
      },
      GradientCase("transposed depthwise", [[2, 3, 2, 4], [3, 3, 1, 4]]) {
        transposedConvolution($0[0], weight: $0[1], stride: 2, padding: .explicit(1), groups: 4)
      },
    ]
  }
}
