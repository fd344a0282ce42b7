import CKernels

extension Tensor {
  /// The mean of each window, channel by channel: `[N, H, W, C] -> [N, (H + padding - kernel) / stride + 1, ..., C]`,
  /// where padding is that of both sides together and the division rounds down.
  ///
  /// - Parameters:
  ///   - kernel: the height and width of the windows.
  ///   - stride: the distance between windows; the size of a window if nil, so that windows do not overlap.
  ///   - padding: less than the kernel on every side.
  ///   - countingPadding: whether the pixels added around the image count as zeros, as in PyTorch; otherwise the mean
  ///     is taken over the image's own pixels only, as in TensorFlow.
  public func averagePooled(
    kernel: PerAxis, stride: PerAxis? = nil, padding: Padding = .valid, countingPadding: Bool = true
  ) -> Tensor {
    let stride = stride ?? kernel
    checkPooling(shape, kernel, stride: stride, padding: padding, in: "averagePooled")
    // Sums are depthwise convolutions with kernels of ones, whose derivatives of all orders exist.
    func sums(_ x: Tensor, _ tap: Float) -> Tensor {
      let channels = x.shape[3]
      let groups = Swift.max(channels, 1)
      return convolution(
        x, weight: .full([kernel.height, kernel.width, channels / groups, channels], tap), stride: stride,
        padding: padding, groups: groups)
    }
    if countingPadding { return sums(self, 1 / Float(kernel.height * kernel.width)) }
    return sums(self, 1) / sums(.ones([1, shape[1], shape[2], 1]), 1)
  }

  /// The largest value of each window, channel by channel: `[N, H, W, C] -> [N, (H + padding - kernel) / stride + 1,
  /// ..., C]`, where padding is that of both sides together and the division rounds down. The gradient goes to the
  /// pixel that the value came from, the first one if several tie.
  ///
  /// - Parameters:
  ///   - kernel: the height and width of the windows.
  ///   - stride: the distance between windows; the size of a window if nil, so that windows do not overlap.
  ///   - padding: less than the kernel on every side. Pixels outside the image count as -infinity, as in PyTorch.
  public func maxPooled(kernel: PerAxis, stride: PerAxis? = nil, padding: Padding = .valid) -> Tensor {
    let geometry = checkPooling(shape, kernel, stride: stride ?? kernel, padding: padding, in: "maxPooled")
    if count == 0 {
      return applying(
        linear: { .zeros([$0.shape[0], geometry.outputHeight, geometry.outputWidth, $0.shape[3]]) },
        transpose: { [shape] _ in .zeros(shape) })
    }
    let original = shape
    let positions = Kernels.maxPositions(detached, geometry)
    return applying(
      linear: { Kernels.take($0, at: positions, geometry) },
      transpose: { Kernels.put($0, at: positions, into: original) })
  }
}

/// The windows of a pooling operation, each of which has to contain a pixel of the image.
@discardableResult
private func checkPooling(
  _ images: Shape, _ kernel: PerAxis, stride: PerAxis, padding: Padding, in operation: String
) -> ConvolutionGeometry {
  let geometry = ConvolutionGeometry(
    over: images, kernel: kernel, stride: stride, padding: padding, in: operation)
  require(
    max(geometry.top, geometry.bottom) < kernel.height && max(geometry.left, geometry.right) < kernel.width,
    "\(operation): padding must be less than the \(kernel.height)x\(kernel.width) kernel on every side, so that each "
      + "window contains a pixel, found \(padding)")
  return geometry
}

extension Kernels {
  /// Where the largest value of each window lies in its image, counted from the image's first value.
  fileprivate static func maxPositions(_ x: Tensor, _ geometry: ConvolutionGeometry) -> [Int32] {
    let window = geometry.window(channels: x.shape[3])
    require(
      window.size <= Int(Int32.max), "maxPooled: images of shape \(x.shape) have more than 2^31 values each")
    let count = x.shape[0] * window.outputSize(window.channels)
    return [Int32](unsafeUninitializedCapacity: count) { buffer, initialized in
      let (positions, source) = (Shared(buffer.baseAddress!), SharedConstant(x))
      let row = window.out_width * window.channels
      Parallel.ranges(x.shape[0] * window.out_height, grain: Parallel.elementGrain / row + 1) { rows in
        eachImage(rows, height: window.out_height) { rows, image in
          gk_max_positions(
            window, source.pointer + image * window.size,
            positions.pointer + image * window.outputSize(window.channels), rows.lowerBound, rows.upperBound)
        }
      }
      withExtendedLifetime(x) {}
      initialized = count
    }
  }

  fileprivate static func take(_ x: Tensor, at positions: [Int32], _ geometry: ConvolutionGeometry) -> Tensor
  {
    let shape: Shape = [x.shape[0], geometry.outputHeight, geometry.outputWidth, x.shape[3]]
    return eachImage(from: x, to: shape, positions) { gk_take($0, $1, $2, $3) }
  }

  fileprivate static func put(_ dy: Tensor, at positions: [Int32], into shape: Shape) -> Tensor {
    let size = shape.elementCount / shape[0]
    return eachImage(from: dy, to: shape, positions) { values, positions, out, count in
      out.update(repeating: 0, count: size)
      gk_put(values, positions, out, count)
    }
  }

  /// Writes each image from one of `x` and its part of the positions, whose number `body` gets.
  private static func eachImage(
    from x: Tensor, to shape: Shape, _ positions: [Int32],
    _ body:
      @Sendable (
        UnsafePointer<Float>, UnsafePointer<Int32>, UnsafeMutablePointer<Float>, _ count: Int
      ) -> Void
  ) -> Tensor {
    let images = shape[0]
    let (from, to, count) = (x.count / images, shape.elementCount / images, positions.count / images)
    return positions.withUnsafeBufferPointer { buffer in
      let places = Shared(UnsafeMutablePointer(mutating: buffer.baseAddress!))
      return fillRows(shape, columns: to, reading: x) { sources, out, range in
        for image in range {
          body(sources[0] + image * from, places.pointer + image * count, out + image * to, count)
        }
      }
    }
  }
}

extension GradientCase {
  static var pooling: [GradientCase] {
    [
      GradientCase("average pooling", [[2, 4, 6, 3]]) { $0[0].averagePooled(kernel: 2) },
      GradientCase("average pooling with zeros around", [[2, 5, 4, 2]]) {
        $0[0].averagePooled(kernel: [3, 2], stride: 2, padding: .explicit(1))
      },
      GradientCase("average pooling of pixels only", [[1, 5, 5, 1]]) {
        $0[0].averagePooled(kernel: 3, stride: [1, 2], padding: .same, countingPadding: false)
      },
      GradientCase("max pooling", [[2, 4, 4, 3]]) { $0[0].maxPooled(kernel: 2) },
      GradientCase("max pooling, windows overlap", [[2, 5, 4, 2]]) {
        $0[0].maxPooled(kernel: 3, stride: [2, 1], padding: .explicit(1))
      },
    ]
  }
}
