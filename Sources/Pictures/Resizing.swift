import GANKit

extension Tensor {
  /// Pictures in another size: `[N, H, W, C] -> [N, height, width, C]`, in the same range of numbers.
  ///
  /// With `.bicubic`, values near edges may leave the range by a few percent; nothing is clamped.
  /// There is no derivative: this is for data. Within networks, layers enlarge and shrink images.
  public func resized(height: Int, width: Int, _ method: Resampling) -> Tensor {
    require(rank == 4, "resized: needs images [N, H, W, C], found shape \(shape)")
    require(
      height >= 1 && width >= 1 && shape[1] >= 1 && shape[2] >= 1,
      "resized: extents must be at least 1, found \(shape) to \(height) x \(width)")
    require(!isTracked, "resized: has no derivative; take `detached`, or a layer that resizes")
    let resizer = Resizer(
      from: (shape[1], shape[2]), to: (height, width), channels: shape[3], method: method)
    let result = Tensor(shape: [shape[0], height, width, shape[3]]) { buffer in
      guard let start = buffer.baseAddress else { return }
      let (old, new) = (SharedConstant(self), Shared(start))
      Parallel.each(shape[0]) { index in
        resizer.apply(
          old.pointer + index * resizer.oldCount, stride: resizer.oldLength,
          into: new.pointer + index * resizer.newCount)
      }
    }
    return result
  }
}

extension Image {
  /// The picture in another size; values are rounded to bytes once, at the end.
  public func resized(width: Int, height: Int, _ method: Resampling) -> Image {
    resized(x: 0, y: 0, of: (self.height, self.width), width: width, height: height, method)
  }

  /// The part of the given size whose upper left pixel is in column `x` and row `y`, in another size. The part is not
  /// copied first: pictures from a camera are large, and what is made from them here is small.
  func resized(
    x: Int, y: Int, of part: (height: Int, width: Int), width: Int, height: Int, _ method: Resampling
  ) -> Image {
    require(
      width >= 1 && height >= 1, "resized: a picture needs at least one pixel, not \(width) x \(height)")
    if (width, height) == (part.width, part.height) {
      return cropped(x: x, y: y, width: width, height: height)
    }
    let resizer = Resizer(from: part, to: (height, width), channels: channels, method: method)
    let new = [Float](unsafeUninitializedCapacity: resizer.newCount) { buffer, count in
      pixels.withUnsafeBufferPointer { pixels in
        resizer.apply(
          pixels.baseAddress! + (y * self.width + x) * channels, stride: self.width * channels,
          into: buffer.baseAddress!)
      }
      count = resizer.newCount
    }
    return Image(
      width: width, height: height, channels: channels, pixels: new.map(PixelRange.bytes.byte))
  }
}

/// Resamples pictures of one size to another, along one axis after the other.
private struct Resizer: Sendable {
  typealias Size = (height: Int, width: Int)
  let old: Size
  let new: Size
  let channels: Int
  /// Nil along an axis that keeps its extent.
  private let rows: ResamplingWeights?
  private let columns: ResamplingWeights?

  var oldLength: Int { old.width * channels }
  var oldCount: Int { old.height * oldLength }
  var newCount: Int { new.height * new.width * channels }

  init(from old: Size, to new: Size, channels: Int, method: Resampling) {
    (self.old, self.new, self.channels) = (old, new, channels)
    rows =
      old.height == new.height ? nil : ResamplingWeights(from: old.height, to: new.height, method)
    columns = old.width == new.width ? nil : ResamplingWeights(from: old.width, to: new.width, method)
  }

  /// - Parameter stride: The distance from the beginning of an old row to that of the next.
  func apply<Number: PixelNumber>(
    _ source: UnsafePointer<Number>, stride: Int, into target: UnsafeMutablePointer<Float>
  ) {
    let length = oldLength
    switch (rows, columns) {
    case (nil, nil):
      for row in 0..<old.height {
        for index in 0..<length { target[row * length + index] = source[row * stride + index].asFloat }
      }
    case (let rows?, nil):
      rows.resampleRows(source, stride: stride, length: length, into: target)
    case (nil, let columns?):
      columns.resampleColumns(source, rows: old.height, stride: stride, channels: channels, into: target)
    case (let rows?, let columns?):
      // The axis that shrinks more goes first, which leaves less to do for the other.
      if new.height * old.width <= new.width * old.height {
        withUnsafeTemporaryAllocation(of: Float.self, capacity: new.height * length) { half in
          guard let half = half.baseAddress else { return }
          rows.resampleRows(source, stride: stride, length: length, into: half)
          columns.resampleColumns(
            UnsafePointer(half), rows: new.height, stride: length, channels: channels, into: target)
        }
      } else {
        let shorter = new.width * channels
        withUnsafeTemporaryAllocation(of: Float.self, capacity: old.height * shorter) { half in
          guard let half = half.baseAddress else { return }
          columns.resampleColumns(source, rows: old.height, stride: stride, channels: channels, into: half)
          rows.resampleRows(UnsafePointer(half), stride: shorter, length: shorter, into: target)
        }
      }
    }
  }
}
