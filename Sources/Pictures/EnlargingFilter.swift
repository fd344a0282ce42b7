import GANKit

extension ChannelFilter {
  /// Enlargement by a whole number, as `Tensor.resized(height:width:_:)` does it.
  ///
  /// - Parameters:
  ///   - factor: at least 1.
  ///   - method: `.bicubic` or another one.
  public init(enlargingBy factor: Int, _ method: Resampling) {
    require(factor >= 1, "ChannelFilter: the factor must be at least 1, found \(factor)")
    // The new pixels in the middle of an axis that is long enough to be away from its edges.
    let (reach, middle) = (2, 4)
    let weights = ResamplingWeights(from: 2 * middle + 1, to: factor * (2 * middle + 1), method)
    var taps = [Float](repeating: 0, count: factor * (2 * reach + 1))
    for pixel in 0..<factor {
      for tap in 0..<weights.taps {
        let index = (middle * factor + pixel) * weights.taps + tap
        // Rows of fewer taps are filled up with zeros, whose place does not matter.
        guard weights.weights[index] != 0 else { continue }
        taps[pixel * (2 * reach + 1) + weights.sources[index] - middle + reach] += weights.weights[index]
      }
    }
    self.init(
      taps: Tensor(taps, shape: [factor, 2 * reach + 1]), border: .mirror, rule: method.rawValue)
  }
}
