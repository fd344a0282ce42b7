extension ConvolutionGeometry {
  /// Windows that slide over images `[N, H, W, C]`, with the checks that this needs.
  init(
    over images: Shape, kernel: PerAxis, stride: PerAxis, padding: Padding, dilation: PerAxis = 1,
    groups: Int = 1, in operation: String
  ) {
    checkSteps(images, kernel, stride: stride, padding: padding, dilation: dilation, in: operation)
    let span = PerAxis(
      height: Self.span(kernel.height, dilation.height), width: Self.span(kernel.width, dilation.width))
    let rows = padding.amounts(
      extent: images[1], span: span.height, stride: stride.height, vertical: true)
    let columns = padding.amounts(
      extent: images[2], span: span.width, stride: stride.width, vertical: false)
    let smallest = (
      height: span.height - rows.before - rows.after, width: span.width - columns.before - columns.after
    )
    require(
      images[1] >= smallest.height && images[2] >= smallest.width,
      "\(operation): a \(kernel.height)x\(kernel.width) kernel\(dilation == 1 ? "" : " with dilation \(dilation)") "
        + "does not fit images of shape \(images) with padding \(padding); "
        + "the smallest legal size is \(smallest.height)x\(smallest.width)")
    self.init(
      inputHeight: images[1], inputWidth: images[2], kernelHeight: kernel.height, kernelWidth: kernel.width,
      stride: stride, top: rows.before, bottom: rows.after, left: columns.before, right: columns.after,
      dilation: dilation, groups: groups)
  }

  /// The convolution whose output has the shape of `images`, so that its transpose is applied to them.
  init(
    transposedOver images: Shape, kernel: PerAxis, stride: PerAxis, padding: Padding, outputPadding: PerAxis,
    dilation: PerAxis, groups: Int
  ) {
    let operation = "transposedConvolution"
    checkSteps(images, kernel, stride: stride, padding: padding, dilation: dilation, in: operation)
    require(
      outputPadding == 0 || padding != .same,
      "\(operation): outputPadding \(outputPadding) cannot be combined with padding .same, which already "
        + "determines the output's size")
    require(
      outputPadding.isAtLeast(0) && outputPadding.height < stride.height
        && outputPadding.width < stride.width,
      "\(operation): outputPadding must be less than the stride \(stride), found \(outputPadding)")
    func axis(_ extent: Int, _ length: KeyPath<PerAxis, Int>) -> (output: Int, before: Int, after: Int) {
      let (stride, vertical) = (stride[keyPath: length], length == \.height)
      let span = Self.span(kernel[keyPath: length], dilation[keyPath: length])
      if padding == .same {
        let output = extent * stride
        let (before, after) = padding.amounts(extent: output, span: span, stride: stride, vertical: vertical)
        return (output, before, after)
      }
      let (before, after) = padding.amounts(extent: extent, span: span, stride: stride, vertical: vertical)
      let output = (extent - 1) * stride + span - before - after + outputPadding[keyPath: length]
      require(output >= 1, "\(operation): padding \(padding) leaves nothing of images of shape \(images)")
      return (output, before, after)
    }
    let (rows, columns) = (axis(images[1], \.height), axis(images[2], \.width))
    self.init(
      inputHeight: rows.output, inputWidth: columns.output, kernelHeight: kernel.height,
      kernelWidth: kernel.width, stride: stride, top: rows.before, bottom: rows.after, left: columns.before,
      right: columns.after, dilation: dilation, groups: groups)
  }
}

private func checkSteps(
  _ images: Shape, _ kernel: PerAxis, stride: PerAxis, padding: Padding, dilation: PerAxis,
  in operation: String
) {
  require(images.rank == 4, "\(operation): needs images [N, H, W, C], found shape \(images)")
  require(
    kernel.isAtLeast(1), "\(operation): kernels must be at least one pixel high and wide, found \(kernel)")
  require(stride.isAtLeast(1), "\(operation): the stride must be at least 1, found \(stride)")
  require(dilation.isAtLeast(1), "\(operation): the dilation must be at least 1, found \(dilation)")
  require(!padding.isNegative, "\(operation): padding must not be negative, found \(padding)")
}

extension Tensor {
  /// The height and width of the kernels in a weight.
  var kernelSize: PerAxis { PerAxis(height: shape[0], width: shape[1]) }
}

func checkKernels(_ weight: Tensor, in operation: String) {
  require(weight.rank == 4, "\(operation): needs kernels of 4 axes, found shape \(weight.shape)")
  require(
    weight.shape[0] >= 1 && weight.shape[1] >= 1,
    "\(operation): kernels must be at least one pixel high and wide, found shape \(weight.shape)")
}

/// - Parameters:
///   - weightChannels: how many channels of images these kernels read, in all groups together.
///   - kernels: what the last axis of the weight counts, which is divided into groups.
func checkGroups(
  _ groups: Int, channels x: Tensor, _ weight: Tensor, weightChannels: Int, kernels: Int, in operation: String
) {
  require(x.rank == 4, "\(operation): needs images [N, H, W, C], found shape \(x.shape)")
  require(groups >= 1, "\(operation): the number of groups must be at least 1, found \(groups)")
  require(
    x.shape[3] == weightChannels,
    "\(operation): kernels \(weight.shape)\(groups == 1 ? "" : " in \(groups) groups") take \(weightChannels) "
      + "channels, images \(x.shape) have \(x.shape[3])")
  require(
    kernels % groups == 0,
    "\(operation): the last axis of kernels \(weight.shape) cannot be divided into \(groups) groups")
}

func checkBias(_ bias: Tensor?, _ weight: Tensor, channels: Int, in operation: String) {
  guard let bias else { return }
  require(
    bias.shape == [channels],
    "\(operation): kernels \(weight.shape) need a bias of shape [\(channels)], found \(bias.shape)")
}
