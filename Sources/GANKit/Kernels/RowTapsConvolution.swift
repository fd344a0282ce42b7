import CKernels

/// Convolutions of stride 1 with so few kernels that they would fill a small part of a vector, such as the last layer of
/// a generator of colour images.
///
/// The taps of a row of the kernel are computed side by side, as channels of a convolution with kernels one pixel wide:
/// 27 for 3 kernels of 9x9. Each result is then the sum of the right one from each of 9 neighbours.
struct RowTapsConvolution: Sendable {
  let direct: DirectConvolution

  /// Whether the taps of a row fill more of the vectors than the kernels do.
  func serves(_ geometry: ConvolutionGeometry, kernels: Int) -> Bool {
    geometry.isPlain && geometry.stride.height == 1 && kernels < 8 && geometry.kernelWidth * kernels >= 8
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    var rows = geometry
    (rows.kernelWidth, rows.left, rows.right) = (1, 0, 0)
    let sums = direct.convolve(x, sideBySide(weight), bias: nil, activation: .identity, rows)
    let shape: Shape = [x.shape[0], geometry.outputHeight, geometry.outputWidth, weight.shape[3]]
    let plan = gk_row_taps(
      width: sums.shape[2], columns: sums.shape[3], taps: geometry.kernelWidth, kernels: shape[3],
      left: geometry.left, out_width: shape[2])
    let result = Storage(count: shape.elementCount)
    let (out, source) = (Shared(result.pointer), SharedConstant(sums))
    let grain = Parallel.elementGrain / (plan.out_width * plan.taps * plan.kernels) + 1
    Parallel.ranges(shape[0] * shape[1], grain: grain) { rows in
      gk_sum_row_taps(plan, source.pointer, out.pointer, rows.lowerBound, rows.upperBound)
    }
    withExtendedLifetime(sums) {}
    let y = Tensor(storage: result, shape: shape)
    Kernels.addBias(bias, activation: f, inPlace: y)
    return y
  }

  /// Weights `[kernelHeight, kernelWidth, C, K]` as `[kernelHeight, 1, C, kernelWidth * K]`, with kernels of zeros at the
  /// end that make whole vectors.
  private func sideBySide(_ weight: Tensor) -> Tensor {
    let (height, width, channels, kernels) = (
      weight.shape[0], weight.shape[1], weight.shape[2], weight.shape[3]
    )
    let columns = (width * kernels + direct.tiles.lanes - 1) / direct.tiles.lanes * direct.tiles.lanes
    let result = Storage(count: height * channels * columns)
    result.buffer.update(repeating: 0)
    for y in 0..<height {
      for x in 0..<width {
        for c in 0..<channels {
          let from = weight.pointer + ((y * width + x) * channels + c) * kernels
          (result.pointer + (y * channels + c) * columns + x * kernels).update(from: from, count: kernels)
        }
      }
    }
    return Tensor(storage: result, shape: [height, 1, channels, columns])
  }
}
