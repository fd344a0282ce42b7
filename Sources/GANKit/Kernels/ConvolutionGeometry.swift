import CKernels

/// How a kernel moves over an image: everything about a convolution but the numbers.
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

/// The three products that convolutions and transposed convolutions, forward and backward, are made of.
///
/// Images are channels last; weights are `[kernelHeight, kernelWidth, C, K]`.
protocol ConvolutionEngine: Sendable {
  /// y[n, oy, ox, k] = sum over ky, kx, c of x[n, oy * stride + ky - top, ox * stride + kx - left, c] w[ky, kx, c, k]
  func convolve(_ x: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor

  /// The gradient of that sum with respect to x, given the gradient of y: `[N, H, W, C]`.
  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor

  /// Its gradient with respect to the weight, given x and the gradient of y.
  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor
}

extension Kernels {
  /// The engine that runs convolutions in this process.
  static let convolution: any ConvolutionEngine = MatrixConvolution()
}
