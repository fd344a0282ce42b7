import CKernels

/// How a kernel moves over an image: everything about a convolution except the values.
///
/// A convolution maps `[N, inputHeight, inputWidth, C]` to `[N, outputHeight, outputWidth, K]`; a transposed
/// convolution is the gradient of one and has the same geometry, read the other way.
struct ConvolutionGeometry: Hashable, Sendable {
  var inputHeight: Int
  var inputWidth: Int
  var kernelHeight: Int
  var kernelWidth: Int
  var stride: PerAxis
  var top: Int
  var bottom: Int
  var left: Int
  var right: Int
  /// The distance between the pixels that neighbouring taps of a kernel read.
  var dilation: PerAxis = 1
  /// The number of parts that the channels are divided into; the weight is `[kernelHeight, kernelWidth, C / groups,
  /// K]`, and each part of the K kernels reads only its own part of the C channels.
  var groups = 1

  var outputHeight: Int {
    (inputHeight + top + bottom - Self.span(kernelHeight, dilation.height)) / stride.height + 1
  }
  var outputWidth: Int {
    (inputWidth + left + right - Self.span(kernelWidth, dilation.width)) / stride.width + 1
  }

  /// How many pixels a kernel extends over along one axis.
  static func span(_ kernel: Int, _ dilation: Int) -> Int { (kernel - 1) * dilation + 1 }

  /// Whether windows advance equally along both axes and have no gaps, which is all that the direct convolution knows.
  var isPlain: Bool { stride.height == stride.width && dilation == 1 }

  /// The geometry of one of the groups.
  var ofOneGroup: ConvolutionGeometry {
    var result = self
    result.groups = 1
    return result
  }

  func window(channels: Int) -> gk_window {
    gk_window(
      height: inputHeight, width: inputWidth, channels: channels, kernel_height: kernelHeight,
      kernel_width: kernelWidth, stride_y: stride.height, stride_x: stride.width, dilation_y: dilation.height,
      dilation_x: dilation.width, pad_top: top, pad_left: left, out_height: outputHeight,
      out_width: outputWidth)
  }
}
