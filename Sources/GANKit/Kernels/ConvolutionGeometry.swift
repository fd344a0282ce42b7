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
  var stride: Int
  var top: Int
  var bottom: Int
  var left: Int
  var right: Int

  var outputHeight: Int { (inputHeight + top + bottom - kernelHeight) / stride + 1 }
  var outputWidth: Int { (inputWidth + left + right - kernelWidth) / stride + 1 }

  func window(channels: Int) -> gk_window {
    gk_window(
      height: inputHeight, width: inputWidth, channels: channels, kernel_height: kernelHeight,
      kernel_width: kernelWidth, stride: stride, pad_top: top, pad_left: left, out_height: outputHeight,
      out_width: outputWidth)
  }
}
