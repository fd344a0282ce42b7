/// A convolution without images, pixels, channels or kernels: every sum is empty, so only the bias remains.
///
/// The other engines divide by these extents to cut the work into parts.
struct EmptyConvolution: ConvolutionEngine {
  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let y = Tensor.zeros([x.shape[0], geometry.outputHeight, geometry.outputWidth, weight.shape[3]])
    Kernels.addBias(bias, activation: f, inPlace: y)
    return y
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    .zeros([dy.shape[0], geometry.inputHeight, geometry.inputWidth, weight.shape[2] * geometry.groups])
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    .zeros([geometry.kernelHeight, geometry.kernelWidth, x.shape[3] / geometry.groups, dy.shape[3]])
  }
}
