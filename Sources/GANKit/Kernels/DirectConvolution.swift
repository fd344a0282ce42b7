import CKernels

/// Convolution without unrolled windows: each pixel of the result is a sum over taps of small products, taken straight
/// from the images, that stays in registers until it is complete (`CKernels/tiles.c`).
///
/// Taps outside the image are skipped instead of multiplied by zeros: for small images, such as the 7x7 ones of a DCGAN
/// for digits, that saves up to a third of the arithmetic. It needs AVX-512, AVX2 or NEON, and results whose channels
/// fill whole vectors.
struct DirectConvolution: ConvolutionEngine {
  /// The instructions that it uses.
  let tiles: gk_tile_shape

  /// Uses the widest vectors of this processor; nil if none are wide enough.
  init?() {
    guard let set = [GK_TILES_AVX512, GK_TILES_AVX2, GK_TILES_NEON].first(where: { gk_tiles($0).rows > 0 })
    else { return nil }
    self.init(set)
  }

  /// Uses the given instructions; nil if this processor lacks them.
  init?(_ set: gk_tile_set) {
    tiles = gk_tiles(set)
    if tiles.rows == 0 { return nil }
  }

  var instructions: String {
    switch tiles.set {
    case GK_TILES_AVX512: "AVX-512"
    case GK_TILES_NEON: "NEON"
    default: "AVX2"
    }
  }

  /// Whether this number of channels fills whole vectors.
  private func canFill(channels: Int) -> Bool { channels % tiles.lanes == 0 }

  /// Whether images with this number of channels can be computed.
  func canWrite(channels: Int, _ geometry: ConvolutionGeometry) -> Bool {
    geometry.isPlain && canFill(channels: channels)
      && geometry.kernelHeight * geometry.kernelWidth <= Int(GK_MAX_TAPS)
  }

  /// Whether the gradient of weights between these numbers of channels can be computed.
  func canDifferentiate(channels: Int, kernels: Int, _ geometry: ConvolutionGeometry) -> Bool {
    geometry.isPlain && (canFill(channels: channels) || canFill(channels: kernels))
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let plan = gk_direct(tiles, geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3])
      .blockedForImages
    let end = gk_tile_end(
      accumulate: 0, bias: bias?.pointer, leaky: f.leakySlope == nil ? 0 : 1, slope: f.leakySlope ?? 0)
    let y = images(plan, x, weight, end)
    withExtendedLifetime(bias) {}
    if f.leakySlope == nil { Kernels.addBias(nil, activation: f, inPlace: y) }
    return y
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let plan = gk_direct(
      tiles, geometry, images: dy.shape[0], channels: weight.shape[2], kernels: dy.shape[3]
    )
    .reversed.blockedForImages
    return images(plan, dy, Kernels.transposed(taps: weight), gk_tile_end())
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    var plan = gk_direct(tiles, geometry, images: x.shape[0], channels: x.shape[3], kernels: dy.shape[3])
      .blockedForWeights
    // If dy's channels do not fill whole vectors, x's channels do.
    plan.transposed = canFill(channels: dy.shape[3]) ? 0 : 1
    let result = Storage(count: plan.kernel_height * plan.kernel_width * plan.depth * plan.columns)
    let (out, source, gradient) = (Shared(result.pointer), SharedConstant(x), SharedConstant(dy))
    Parallel.ranges(plan.weightItems, grain: 1, partsPerThread: 1) { [plan] items in
      let room = max(plan.group * plan.band, plan.band * plan.width)
      withUnsafeTemporaryAllocation(of: gk_term.self, capacity: room) { terms in
        gk_direct_weights(
          plan, source.pointer, gradient.pointer, out.pointer, terms.baseAddress!, items.lowerBound,
          items.upperBound)
      }
    }
    withExtendedLifetime((x, dy)) {}
    let (height, width) = (geometry.kernelHeight, geometry.kernelWidth)
    return plan.transposed == 0
      ? Tensor(storage: result, shape: [height, width, x.shape[3], dy.shape[3]])
      : Kernels.transposed(taps: Tensor(storage: result, shape: [height, width, dy.shape[3], x.shape[3]]))
  }

  private func images(_ plan: gk_direct, _ source: Tensor, _ weight: Tensor, _ end: gk_tile_end) -> Tensor {
    let shape: Shape = [plan.images, plan.height, plan.width, plan.columns]
    let result = Storage(count: shape.elementCount)
    let (out, input, weights) = (Shared(result.pointer), SharedConstant(source), SharedConstant(weight))
    let end = SharedEnd(end: end)
    Parallel.ranges(plan.items, grain: 1, partsPerThread: 1) { items in
      gk_direct_images(
        plan, input.pointer, weights.pointer, end.end, out.pointer, items.lowerBound, items.upperBound)
    }
    withExtendedLifetime((source, weight)) {}
    return Tensor(storage: result, shape: shape)
  }
}

/// Holds a pointer to the bias, which all threads read.
private struct SharedEnd: @unchecked Sendable {
  let end: gk_tile_end
}

extension Kernels {
  /// Weights `[kernelHeight, kernelWidth, C, K]` with the last two axes exchanged.
  static func transposed(taps weight: Tensor) -> Tensor {
    let (rows, columns) = (weight.shape[2], weight.shape[3])
    let shape: Shape = [weight.shape[0], weight.shape[1], columns, rows]
    let result = Storage(count: weight.count)
    let (out, source) = (Shared(result.pointer), SharedConstant(weight))
    // Split by rows of the result, so that threads also share the work of a few large taps.
    let strip = 16
    let strips = (columns + strip - 1) / strip
    Parallel.ranges(
      weight.shape[0] * weight.shape[1] * strips, grain: max(1, Parallel.elementGrain / (rows * strip))
    ) { range in
      for index in range {
        let (tap, first) = (index / strips, index % strips * strip)
        gk_transpose(
          source.pointer + tap * rows * columns + first, columns,
          out.pointer + (tap * columns + first) * rows,
          rows, rows, min(strip, columns - first))
      }
    }
    withExtendedLifetime(weight) {}
    return Tensor(storage: result, shape: shape)
  }
}
