import CKernels

/// 3x3 convolutions of stride 1 by Winograd's F(2x2, 3x3), which needs 2.25 times fewer multiplications than the sum
/// that defines them (`CKernels/winograd.h`); everything else is left to ``FastestConvolution``.
///
/// Its sums are others than those of the direct convolution, and so are the last bits of results. A NaN or an infinity in
/// an image reaches all results of the 2x2 tiles that read it.
///
/// A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
struct WinogradConvolution: ConvolutionEngine {
  /// The instructions that multiply; nil if this processor has none of those that the kernels know.
  private let tiles: gk_tile_shape?
  private let others: FastestConvolution

  init(direct: DirectConvolution? = DirectConvolution()) {
    tiles = direct?.tiles
    others = FastestConvolution(direct: direct)
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    guard let plan = plan(geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3]) else {
      return others.convolve(x, weight, bias: bias, activation: f, geometry)
    }
    let end = gk_winograd_end(bias: bias?.pointer, activation: f.code, slope: f.slope)
    defer { withExtendedLifetime(bias) {} }
    return images(plan.blockedForImages, x, weight, rotated: false, end)
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    guard let plan = plan(geometry, images: dy.shape[0], channels: weight.shape[2], kernels: dy.shape[3])
    else {
      return others.inputGradient(dy, weight, geometry)
    }
    let end = gk_winograd_end(bias: nil, activation: GK_IDENTITY, slope: 0)
    return images(plan.reversed.blockedForImages, dy, Kernels.transposed(taps: weight), rotated: true, end)
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    guard
      let plan = plan(geometry, images: x.shape[0], channels: x.shape[3], kernels: dy.shape[3])?
        .blockedForSums
    else { return others.weightGradient(x, dy, geometry) }
    let sums = Storage(count: plan.sumCount)
    let (totals, source, gradient) = (Shared(sums.pointer), SharedConstant(x), SharedConstant(dy))
    Parallel.ranges(plan.sumItems, grain: 1, partsPerThread: 1) { items in
      let room = Storage(count: plan.roomForSums)
      gk_winograd_sums(
        plan, source.pointer, gradient.pointer, totals.pointer, room.pointer, items.lowerBound,
        items.upperBound)
      withExtendedLifetime(room) {}
    }
    withExtendedLifetime((x, dy)) {}
    let shape: Shape = [3, 3, plan.depth, plan.columns]
    let result = Storage(count: shape.elementCount)
    let out = Shared(result.pointer)
    Parallel.ranges(plan.depth, grain: Parallel.elementGrain / (16 * plan.columns) + 1) { channels in
      gk_winograd_taps(plan, totals.pointer, out.pointer, channels.lowerBound, channels.upperBound)
    }
    withExtendedLifetime(sums) {}
    return Tensor(storage: result, shape: shape)
  }

  /// The plan for a convolution that Winograd's way serves, before it is cut into blocks.
  ///
  /// With a handful of channels the transforms, and with a handful of pixels the kernels, take longer than the products.
  private func plan(_ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int) -> gk_winograd?
  {
    let isServed =
      geometry.kernelHeight == 3 && geometry.kernelWidth == 3 && geometry.isPlain && geometry.stride == 1
      && min(channels, kernels) >= 8 && images * geometry.outputHeight * geometry.outputWidth > 64
    guard isServed, let tiles else { return nil }
    return gk_winograd(tiles, geometry, images: images, channels: channels, kernels: kernels)
  }

  private func images(
    _ plan: gk_winograd, _ source: Tensor, _ weight: Tensor, rotated: Bool, _ end: gk_winograd_end
  ) -> Tensor {
    let kernels = transformed(weight, rotated: rotated, plan)
    let shape: Shape = [plan.images, plan.height, plan.width, plan.columns]
    let result = Storage(count: shape.elementCount)
    let (out, input, weights) = (Shared(result.pointer), SharedConstant(source), Shared(kernels.pointer))
    let end = SharedEnd(end: end)
    Parallel.ranges(plan.blocks, grain: 1) { blocks in
      let room = Storage(count: plan.roomForImages)
      gk_winograd_images(
        plan, input.pointer, weights.pointer, end.end, out.pointer, room.pointer, blocks.lowerBound,
        blocks.upperBound)
      withExtendedLifetime(room) {}
    }
    withExtendedLifetime((source, kernels)) {}
    return Tensor(storage: result, shape: shape)
  }

  private func transformed(_ weight: Tensor, rotated: Bool, _ plan: gk_winograd) -> Storage {
    let result = Storage(count: plan.kernelCount)
    let (out, taps) = (Shared(result.pointer), SharedConstant(weight))
    Parallel.ranges(plan.depth, grain: Parallel.elementGrain / (16 * plan.columns) + 1) { channels in
      gk_winograd_kernels(
        plan, rotated ? 1 : 0, taps.pointer, out.pointer, channels.lowerBound, channels.upperBound)
    }
    withExtendedLifetime(weight) {}
    return result
  }
}

/// Holds a pointer to the bias, which all threads read.
private struct SharedEnd: @unchecked Sendable {
  let end: gk_winograd_end
}
