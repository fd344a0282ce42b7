import CKernels

/// Convolutions with square kernels by Winograd's algorithms, which need fewer multiplications than the sum that defines
/// them (`CKernels/winograd_algorithms.h`).
///
/// Its sums are others than those of the direct convolution, and so are the last bits of results. A NaN or an infinity in
/// an image reaches all results of the tiles that read it.
///
/// A. Lavin and S. Gray, Fast Algorithms for Convolutional Neural Networks, CVPR 2016.
struct WinogradConvolution: ConvolutionEngine {
  /// The instructions that multiply.
  private let tiles: gk_tile_shape
  private let algorithms: [gk_winograd_algorithm]

  /// - Parameter algorithms: those that it may use.
  init(
    _ direct: DirectConvolution,
    algorithms: [gk_winograd_algorithm] = [GK_F2_2, GK_F2_3, GK_F4_2, GK_F4_3, GK_F4_4, GK_F4_5]
  ) {
    tiles = direct.tiles
    self.algorithms = algorithms
  }

  /// Whether one of the algorithms is for such kernels: those of as many taps as a phase of the kernel has along an axis.
  ///
  /// F(4, 3) is not for the phases of a gradient: the direct sums for them are so short that its errors would be more than
  /// four times theirs.
  func serves(_ geometry: ConvolutionGeometry, backward: Bool = false) -> Bool {
    let algorithms = candidates(geometry)
    return geometry.kernelHeight == geometry.kernelWidth && geometry.isPlain && geometry.stride.height <= 2
      && !algorithms.isEmpty && !(backward && geometry.stride.height == 2 && algorithms.contains(GK_F4_3))
  }

  private func candidates(_ geometry: ConvolutionGeometry) -> [gk_winograd_algorithm] {
    let taps = (geometry.kernelHeight + geometry.stride.height - 1) / geometry.stride.height
    return algorithms.filter { gk_winograd_size_of($0).taps == taps }
  }

  /// The plan that takes the least time, before it is cut into blocks; of a convolution that is served.
  func plan(
    _ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int, backward: Bool = false,
    cheapestIn cost: KeyPath<gk_winograd, Double> = \.imageCost
  ) -> gk_winograd {
    candidates(geometry).map {
      gk_winograd(
        $0, tiles, geometry, images: images, channels: channels, kernels: kernels, backward: backward)
    }.min { $0[keyPath: cost] < $1[keyPath: cost] }!
  }

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let plan = plan(geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3])
    let end = gk_winograd_end(bias: bias?.pointer, activation: f.code, slope: f.slope)
    defer { withExtendedLifetime(bias) {} }
    return images(plan, x, weight, end)
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let plan = plan(
      geometry, images: dy.shape[0], channels: weight.shape[2], kernels: dy.shape[3], backward: true)
    let end = gk_winograd_end(bias: nil, activation: GK_IDENTITY, slope: 0)
    return images(plan, dy, Kernels.transposed(taps: weight), end)
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let plan = plan(
      geometry, images: x.shape[0], channels: x.shape[3], kernels: dy.shape[3], cheapestIn: \.gradientCost)
    let shape: Shape = [geometry.kernelHeight, geometry.kernelWidth, plan.depth, plan.columns]
    let result = Storage(count: shape.elementCount)
    if plan.hasFewTiles {
      sumPanels(plan.blockedForPanelSums(threads: Machine.threads), x, dy, result)
    } else {
      sumRows(plan.blockedForSums, x, dy, result)
    }
    return Tensor(storage: result, shape: shape)
  }

  private func sumRows(_ plan: gk_winograd, _ x: Tensor, _ dy: Tensor, _ result: Storage) {
    let sums = Storage(count: gk_winograd_sum_count(plan))
    let (totals, source, gradient) = (Shared(sums.pointer), SharedConstant(x), SharedConstant(dy))
    Parallel.ranges(gk_winograd_sum_items(plan), grain: 1, partsPerThread: 1) { items in
      withRoom(gk_winograd_sum_room(plan)) { room in
        gk_winograd_sums(
          plan, source.pointer, gradient.pointer, totals.pointer, room, items.lowerBound, items.upperBound)
      }
    }
    withExtendedLifetime((x, dy)) {}
    let out = Shared(result.pointer)
    let rows = plan.stride * plan.stride * plan.depth
    Parallel.ranges(rows, grain: Parallel.elementGrain / (16 * plan.columns) + 1) { rows in
      gk_winograd_taps(plan, totals.pointer, out.pointer, rows.lowerBound, rows.upperBound)
    }
    withExtendedLifetime(sums) {}
  }

  private func sumPanels(_ plan: gk_winograd, _ x: Tensor, _ dy: Tensor, _ result: Storage) {
    let tiles = transformedTiles(of: x, plan)
    let gradients = Storage(count: gk_winograd_gradient_count(plan))
    let (source, gradient, transformed) = (
      Shared(tiles.pointer), SharedConstant(dy), Shared(gradients.pointer)
    )
    Parallel.ranges(gk_winograd_tiles(plan), grain: 1) { tiles in
      withRoom(gk_winograd_patch_room(plan)) { room in
        gk_winograd_gradients_of(
          plan, gradient.pointer, transformed.pointer, room, tiles.lowerBound, tiles.upperBound)
      }
    }
    withExtendedLifetime(dy) {}
    let out = Shared(result.pointer)
    Parallel.ranges(gk_winograd_tap_items(plan), grain: 1) { items in
      withRoom(gk_winograd_tap_room(plan)) { room in
        gk_winograd_tap_panels(
          plan, source.pointer, transformed.pointer, out.pointer, room, items.lowerBound, items.upperBound)
      }
    }
    withExtendedLifetime((tiles, gradients)) {}
  }

  private func images(
    _ plan: gk_winograd, _ source: Tensor, _ weight: Tensor, _ end: gk_winograd_end
  ) -> Tensor {
    let shape: Shape = [plan.images, plan.height, plan.width, plan.columns]
    let result = Storage(count: shape.elementCount)
    if plan.hasFewTiles {
      panels(plan.blockedForPanels(threads: Machine.threads), source, weight, SharedEnd(end: end), result)
    } else {
      blocks(plan.blockedForImages, source, weight, SharedEnd(end: end), result)
    }
    return Tensor(storage: result, shape: shape)
  }

  private func blocks(
    _ plan: gk_winograd, _ source: Tensor, _ weight: Tensor, _ end: SharedEnd, _ result: Storage
  ) {
    let kernels = Storage(count: gk_winograd_kernel_count(plan))
    let (weights, taps) = (Shared(kernels.pointer), SharedConstant(weight))
    Parallel.ranges(gk_winograd_panel_count(plan), grain: 1) { panels in
      gk_winograd_kernels(plan, taps.pointer, weights.pointer, panels.lowerBound, panels.upperBound)
    }
    withExtendedLifetime(weight) {}
    let (out, input) = (Shared(result.pointer), SharedConstant(source))
    Parallel.ranges(plan.blocks, grain: 1) { blocks in
      withRoom(gk_winograd_block_room(plan)) { room in
        gk_winograd_blocks(
          plan, input.pointer, weights.pointer, end.end, out.pointer, room, blocks.lowerBound,
          blocks.upperBound)
      }
    }
    withExtendedLifetime((source, kernels)) {}
  }

  private func panels(
    _ plan: gk_winograd, _ source: Tensor, _ weight: Tensor, _ end: SharedEnd, _ result: Storage
  ) {
    let tiles = transformedTiles(of: source, plan)
    let (input, taps, out) = (Shared(tiles.pointer), SharedConstant(weight), Shared(result.pointer))
    Parallel.ranges(gk_winograd_panel_count(plan) * plan.blocks, grain: 1) { items in
      withRoom(gk_winograd_panel_room(plan)) { room in
        gk_winograd_panels(
          plan, input.pointer, taps.pointer, end.end, out.pointer, room, items.lowerBound, items.upperBound)
      }
    }
    withExtendedLifetime((tiles, weight)) {}
  }

  private func transformedTiles(of source: Tensor, _ plan: gk_winograd) -> Storage {
    let result = Storage(count: gk_winograd_tile_count(plan))
    let (tiles, input) = (Shared(result.pointer), SharedConstant(source))
    Parallel.ranges(gk_winograd_tiles(plan), grain: 1) { range in
      withRoom(gk_winograd_patch_room(plan)) { room in
        gk_winograd_tiles_of(
          plan, input.pointer, tiles.pointer, room, range.lowerBound, range.upperBound)
      }
    }
    withExtendedLifetime(source) {}
    return result
  }
}

/// Gives a thread so many floats to work with.
private func withRoom(_ count: Int, _ body: (UnsafeMutablePointer<Float>) -> Void) {
  let room = Storage(count: count)
  body(room.pointer)
  withExtendedLifetime(room) {}
}

/// Holds a pointer to the bias, which all threads read.
private struct SharedEnd: @unchecked Sendable {
  let end: gk_winograd_end
}
