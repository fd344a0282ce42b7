import GANKit

/// How new pixels are made from old ones when a picture changes its size.
///
/// All methods place pixels by their centres, so that old position `x` and new position `u` correspond if
/// `(x + 1/2) / old extent = (u + 1/2) / new extent`, and each axis is resampled by itself. A new pixel is a
/// weighted mean of old ones. When a picture shrinks, the weights extend over proportionally more old pixels, so that
/// none of them is skipped (no aliasing). Beyond its edges a picture continues as its mirror image, with the edge pixel
/// repeated: `c b a | a b c`.
public enum Resampling: String, Hashable, Sendable, CaseIterable {
  /// The mean over the area that a new pixel covers. It never overshoots; enlarged pixels stay squares.
  case area
  /// Weights that fall linearly with distance: a triangle.
  case bilinear
  /// Cubic pieces with a = -1/2, sharper than `bilinear`; it overshoots at edges.
  ///
  /// The results are those of MATLAB's `imresize(picture, [height, width])`, with which the low-resolution pictures
  /// for super-resolution are customarily made. Source: R. G. Keys, Cubic convolution interpolation for digital image
  /// processing, IEEE Trans. ASSP 29 (1981), equation 15.
  case bicubic

  /// The largest distance with a weight other than zero, in pixels of the coarser grid.
  fileprivate var reach: Double {
    switch self {
    case .area: 0.5
    case .bilinear: 1
    case .bicubic: 2
    }
  }

  /// The weight at a distance in pixels of the coarser grid.
  fileprivate func weight(_ distance: Double) -> Double {
    let x = abs(distance)
    switch self {
    case .area: requirementFailed("area weights are overlaps, not samples of a function")
    case .bilinear: return max(0, 1 - x)
    case .bicubic:
      if x <= 1 { return (1.5 * x - 2.5) * x * x + 1 }
      if x <= 2 { return ((-0.5 * x + 2.5) * x - 4) * x + 2 }
      return 0
    }
  }
}

/// The old pixels that each new one is made of, and their weights, along one axis.
struct ResamplingWeights: Sendable {
  /// The number of old pixels that make a new one.
  let taps: Int
  /// New pixel `u` is made of the old pixels `sources[u * taps ..< (u + 1) * taps]`.
  let sources: [Int]
  /// As many as `sources`; each new pixel's weights add up to 1.
  let weights: [Float]

  init(from old: Int, to new: Int, _ method: Resampling) {
    let exact = (0..<new).map { Self.row($0, from: old, to: new, method) }
    // All rows get as many taps as the longest one; the others end in zeros.
    let taps = exact.map(\.weights.count).max() ?? 0
    self.taps = taps
    sources = exact.flatMap { row in
      (0..<taps).map { Self.mirrored(row.first + min($0, row.weights.count - 1), in: old) }
    }
    weights = exact.flatMap { row in
      let sum = row.weights.reduce(0, +)
      return (0..<taps).map { $0 < row.weights.count ? Float(row.weights[$0] / sum) : 0 }
    }
  }

  /// The first old pixel with a weight, which may lie outside the picture, and the weights from there on.
  private static func row(
    _ index: Int, from old: Int, to new: Int, _ method: Resampling
  ) -> (first: Int, weights: [Double]) {
    if method == .area {
      // In units of 1 / (old new) of the axis, in which old pixels are `new` long and new ones `old`.
      let covered = index * old..<(index + 1) * old
      let pixels = covered.lowerBound / new...(covered.upperBound - 1) / new
      return (
        pixels.lowerBound,
        pixels.map { Double(covered.clamped(to: $0 * new..<($0 + 1) * new).count) }
      )
    }
    let stretch = max(1, Double(old) / Double(new))
    let centre = (Double(index) + 0.5) * Double(old) / Double(new) - 0.5
    let reach = method.reach * stretch
    let pixels = Int((centre - reach).rounded(.up))...Int((centre + reach).rounded(.down))
    let weights = pixels.map { method.weight((Double($0) - centre) / stretch) }
    // At the ends of the reach the weight is 0.
    let first = weights.firstIndex { $0 != 0 }!
    let last = weights.lastIndex { $0 != 0 }!
    return (pixels.lowerBound + first, Array(weights[first...last]))
  }

  /// The pixel of the picture that a position outside it mirrors.
  private static func mirrored(_ position: Int, in extent: Int) -> Int {
    let period = 2 * extent
    let wrapped = (position % period + period) % period
    return wrapped < extent ? wrapped : period - 1 - wrapped
  }
}

/// The type that old pixels are stored in: bytes are converted one at a time, so that no whole picture has to be
/// copied.
protocol PixelNumber {
  var asFloat: Float { get }
}

extension Float: PixelNumber {
  var asFloat: Float { self }
}

extension UInt8: PixelNumber {
  var asFloat: Float { Float(self) }
}

extension ResamplingWeights {
  /// New rows of a picture: each is a weighted sum of old ones.
  ///
  /// - Parameters:
  ///   - stride: The distance from the beginning of an old row to that of the next.
  ///   - length: How many numbers of a row are used, from its beginning.
  func resampleRows<Number: PixelNumber>(
    _ source: UnsafePointer<Number>, stride: Int, length: Int, into target: UnsafeMutablePointer<Float>
  ) {
    for new in 0..<sources.count / taps {
      let row = target + new * length
      row.update(repeating: 0, count: length)
      for tap in new * taps..<(new + 1) * taps where weights[tap] != 0 {
        let (old, weight) = (source + sources[tap] * stride, weights[tap])
        for index in 0..<length { row[index] += weight * old[index].asFloat }
      }
    }
  }

  /// New columns of a picture with `rows` rows that are `stride` numbers apart, with `channels` numbers per pixel.
  func resampleColumns<Number: PixelNumber>(
    _ source: UnsafePointer<Number>, rows: Int, stride: Int, channels: Int,
    into target: UnsafeMutablePointer<Float>
  ) {
    let count = sources.count / taps
    sources.withUnsafeBufferPointer { sources in
      weights.withUnsafeBufferPointer { weights in
        for row in 0..<rows {
          let (old, new) = (source + row * stride, target + row * count * channels)
          for pixel in 0..<count {
            for channel in 0..<channels {
              var sum: Float = 0
              for tap in pixel * taps..<(pixel + 1) * taps {
                sum += weights[tap] * old[sources[tap] * channels + channel].asFloat
              }
              new[pixel * channels + channel] = sum
            }
          }
        }
      }
    }
  }
}
