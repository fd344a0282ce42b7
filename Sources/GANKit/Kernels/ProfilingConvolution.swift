/// Another engine, with each of its products entered in a profile under the shape of the layer.
struct ProfilingConvolution: ConvolutionEngine {
  let engine: any ConvolutionEngine
  let profile: Profile

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    measured("forward", images: x.shape[0], weight.shape, geometry) {
      engine.convolve(x, weight, bias: bias, activation: f, geometry)
    }
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    measured("to the input", images: dy.shape[0], weight.shape, geometry) {
      engine.inputGradient(dy, weight, geometry)
    }
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let weight: Shape = [
      geometry.kernelHeight, geometry.kernelWidth, x.shape[3] / geometry.groups, dy.shape[3],
    ]
    return measured("to the weights", images: x.shape[0], weight, geometry) {
      engine.weightGradient(x, dy, geometry)
    }
  }

  private func measured(
    _ product: String, images: Int, _ weight: Shape, _ g: ConvolutionGeometry, _ body: () -> Tensor
  ) -> Tensor {
    let span = Profile.Span(profile)
    let result = body()
    let (channels, kernels) = (weight[2] * g.groups, weight[3])
    let windows = images * g.outputHeight * g.outputWidth
    span.end(
      .convolution,
      "\(images) x \(g.inputHeight)x\(g.inputWidth)x\(channels) to \(g.outputHeight)x\(g.outputWidth)x\(kernels), "
        + "\(g.kernelHeight)x\(g.kernelWidth) stride \(g.stride)\(g.groups == 1 ? "" : " groups \(g.groups)"), "
        + product,
      operations: 2 * windows * weight.elementCount)
    return result
  }
}
