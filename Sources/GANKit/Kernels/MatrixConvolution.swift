import CKernels

/// Convolution as a matrix product: every window of the image becomes a row ("im2col"), and the kernels are the columns
/// of a matrix `[kernelHeight * kernelWidth * C, K]`.
///
/// A few images are unrolled at a time, so that the rows stay in cache.
struct MatrixConvolution: ConvolutionEngine {
  /// Roughly how many floats the unrolled windows may take at a time.
  private static let budget = 1 << 20
  /// How many floats a single image may take; a larger image is unrolled in strips.
  private static let limit = 1 << 24

  /// The engine that multiplies the matrices.
  var engine: ComputeEngine = .gemm

  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let plan = Plan(geometry, images: x.shape[0], channels: x.shape[3], kernels: weight.shape[3])
    let result = Storage(count: plan.images * plan.outputSize)
    plan.eachGroup(unrolling: x) { positions, columns in
      Kernels.product(
        columns, weight.pointer, result.pointer + positions.lowerBound * plan.kernels, m: positions.count,
        n: plan.kernels, k: plan.taps, accumulate: false, by: engine)
    }
    let y = Tensor(
      storage: result, shape: [plan.images, geometry.outputHeight, geometry.outputWidth, plan.kernels])
    Kernels.addBias(bias, activation: f, inPlace: y)
    return y
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let plan = Plan(geometry, images: x.shape[0], channels: x.shape[3], kernels: dy.shape[3])
    let result = Storage(count: plan.taps * plan.kernels)
    result.buffer.update(repeating: 0)
    plan.eachGroup(unrolling: x) { positions, columns in
      Kernels.product(
        columns, dy.pointer + positions.lowerBound * plan.kernels, result.pointer, m: plan.taps,
        n: plan.kernels, k: positions.count, transposeA: true, accumulate: true, by: engine)
    }
    return Tensor(
      storage: result, shape: [geometry.kernelHeight, geometry.kernelWidth, x.shape[3], plan.kernels])
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let channels = weight.shape[2]
    let plan = Plan(geometry, images: dy.shape[0], channels: channels, kernels: dy.shape[3])
    let result = Storage(count: plan.images * plan.inputSize)
    let out = Shared(result.pointer)
    let columns = Storage(count: plan.group * plan.positions * plan.taps)
    let rows = Shared(columns.pointer)
    for start in stride(from: 0, to: plan.images, by: plan.group) {
      let images = start..<min(start + plan.group, plan.images)
      Kernels.product(
        dy.pointer + start * plan.outputSize, weight.pointer, columns.pointer,
        m: images.count * plan.positions,
        n: plan.taps, k: plan.kernels, transposeB: true, accumulate: false, by: engine)
      let height = geometry.inputHeight
      // Counts the values that a row's sums read, which are several times as many as the row holds.
      let reads = max(1, plan.positions * plan.taps / height)
      Parallel.ranges(images.count * height, grain: max(1, Parallel.elementGrain / reads)) { range in
        var row = range.lowerBound
        while row < range.upperBound {
          let (index, y) = (row / height, row % height)
          let end = min(height, y + range.upperBound - row)
          gk_col2im(
            plan.window, rows.pointer + index * plan.positions * plan.taps,
            out.pointer + (start + index) * plan.inputSize, y, end)
          row += end - y
        }
      }
    }
    return Tensor(
      storage: result, shape: [plan.images, geometry.inputHeight, geometry.inputWidth, channels])
  }

  /// The sizes of the matrices, and how many images are unrolled at a time.
  private struct Plan: Sendable {
    let window: gk_window
    let images: Int
    let kernels: Int
    let positions: Int
    let taps: Int
    let inputSize: Int
    let outputSize: Int
    let group: Int

    init(_ geometry: ConvolutionGeometry, images: Int, channels: Int, kernels: Int) {
      window = geometry.window(channels: channels)
      self.images = images
      self.kernels = kernels
      positions = geometry.outputHeight * geometry.outputWidth
      taps = geometry.kernelHeight * geometry.kernelWidth * channels
      inputSize = geometry.inputHeight * geometry.inputWidth * channels
      outputSize = positions * kernels
      group = max(1, min(images, MatrixConvolution.budget / max(1, positions * taps)))
    }

    /// Calls `body` with the unrolled windows of each group of images in turn, or of each strip of a large image.
    ///
    /// `positions` counts output pixels through all images.
    func eachGroup(
      unrolling x: Tensor, _ body: (_ positions: Range<Int>, _ columns: UnsafePointer<Float>) -> Void
    ) {
      let (height, width) = (window.out_height, window.out_width)
      let strip =
        positions * taps > MatrixConvolution.limit ? max(1, MatrixConvolution.limit / (width * taps)) : height
      let columns = Storage(count: group * min(strip, height) * width * taps)
      let rows = Shared(columns.pointer)
      let source = SharedConstant(x)
      for start in stride(from: 0, to: images, by: group) {
        let end = min(start + group, images)
        // A group of several images is unrolled at once; an image that is unrolled in strips forms a group by itself.
        for top in stride(from: 0, to: height, by: strip) {
          let count = min(strip, height - top)
          // Split by rows of output, so that a single large image is unrolled by all threads too.
          Parallel.ranges((end - start) * count, grain: 1) { range in
            for row in range {
              let (image, y) = (row / count, top + row % count)
              gk_im2col(
                window, source.pointer + (start + image) * inputSize, rows.pointer + row * width * taps, y,
                y + 1)
            }
          }
          let first = start * positions + top * width
          body(first..<first + (end - start) * count * width, columns.pointer)
        }
      }
      withExtendedLifetime(x) {}
    }
  }
}
