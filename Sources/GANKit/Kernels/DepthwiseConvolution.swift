import CKernels

/// A convolution in which every channel is a group of its own and has one or several kernels (`CKernels/depthwise.c`).
struct DepthwiseConvolution: ConvolutionEngine {
  func convolve(
    _ x: Tensor, _ weight: Tensor, bias: Tensor?, activation f: Activation, _ geometry: ConvolutionGeometry
  ) -> Tensor {
    let (window, height) = (geometry.window(channels: x.shape[3]), geometry.outputHeight)
    let kernels = weight.shape[3]
    let shape: Shape = [x.shape[0], height, geometry.outputWidth, kernels]
    let y = Kernels.fillImages(shape, reading: x, weight) { sources, out, rows, image in
      gk_depthwise(
        window, kernels / window.channels, sources[0] + image * window.size, sources[1],
        out + image * window.outputSize(kernels), rows.lowerBound, rows.upperBound)
    }
    Kernels.addBias(bias, activation: f, inPlace: y)
    return y
  }

  func inputGradient(_ dy: Tensor, _ weight: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let (window, kernels) = (geometry.window(channels: geometry.groups), weight.shape[3])
    let shape: Shape = [dy.shape[0], geometry.inputHeight, geometry.inputWidth, geometry.groups]
    return Kernels.fillImages(shape, reading: dy, weight) { sources, out, rows, image in
      gk_depthwise_input(
        window, kernels / window.channels, sources[0] + image * window.outputSize(kernels), sources[1],
        out + image * window.size, rows.lowerBound, rows.upperBound)
    }
  }

  func weightGradient(_ x: Tensor, _ dy: Tensor, _ geometry: ConvolutionGeometry) -> Tensor {
    let (window, kernels) = (geometry.window(channels: x.shape[3]), dy.shape[3])
    let shape: Shape = [geometry.kernelHeight, geometry.kernelWidth, 1, kernels]
    let (rows, height) = (x.shape[0] * window.out_height, window.out_height)
    let count = shape.elementCount
    // The number of blocks does not depend on the threads, and they are summed in order: the bits are always the same.
    let blocks = max(1, min(16, dy.count / Parallel.elementGrain))
    return withUnsafeTemporaryAllocation(of: Double.self, capacity: blocks * count) { partial in
      partial.initialize(repeating: 0)
      let (sums, image, gradient) = (Shared(partial.baseAddress!), SharedConstant(x), SharedConstant(dy))
      Parallel.each(blocks) { block in
        Kernels.eachImage(rows * block / blocks..<rows * (block + 1) / blocks, height: height) {
          rows, number in
          gk_depthwise_weight(
            window, kernels / window.channels, image.pointer + number * window.size,
            gradient.pointer + number * window.outputSize(kernels), sums.pointer + block * count,
            rows.lowerBound, rows.upperBound)
        }
      }
      withExtendedLifetime((x, dy)) {}
      return Tensor(shape: shape) { out in
        for index in 0..<count {
          out[index] = Float((0..<blocks).reduce(0.0) { $0 + partial[$1 * count + index] })
        }
      }
    }
  }
}

extension gk_window {
  /// The number of values of an image that windows are taken from.
  var size: Int { height * width * channels }

  /// The number of values of an image with a pixel for each window.
  func outputSize(_ channels: Int) -> Int { out_height * out_width * channels }
}

extension Kernels {
  /// A new tensor of images whose rows `body` writes, the rows of one image at a time, on several threads if that pays.
  static func fillImages(
    _ shape: Shape, reading a: Tensor, _ b: Tensor,
    writing body:
      @Sendable (
        _ inputs: [UnsafePointer<Float>], _ out: UnsafeMutablePointer<Float>, _ rows: Range<Int>, _ image: Int
      ) -> Void
  ) -> Tensor {
    fillRows(shape, columns: shape[2] * shape[3], reading: a, b) { sources, out, rows in
      eachImage(rows, height: shape[1]) { rows, image in body(sources, out, rows, image) }
    }
  }

  /// Cuts rows that are counted through all images where an image ends.
  static func eachImage(_ rows: Range<Int>, height: Int, _ body: (_ rows: Range<Int>, _ image: Int) -> Void) {
    var row = rows.lowerBound
    while row < rows.upperBound {
      let (image, first) = (row / height, row % height)
      let last = min(height, first + rows.upperBound - row)
      body(first..<last, image)
      row += last - first
    }
  }
}
