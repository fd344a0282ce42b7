import GANKit
import Pictures
import TestSupport
import Testing

/// What filters say of themselves is what they compute.
@Suite("Filters as they are described") struct ChannelFilterTests {
  /// The filter, by a convolution over an image with mirrored edges.
  private func applied(_ filter: ChannelFilter, to x: Tensor) -> Tensor {
    let (reach, channels) = (filter.reach, x.shape[3])
    var padded = x
    for axis in [1, 2] {
      let extent = padded.shape[axis]
      func line(_ index: Int) -> Tensor { padded.sliced(axis: axis, index..<index + 1) }
      let first = (0..<reach).reversed().map(line)
      let last = (0..<reach).map { line(extent - 1 - $0) }
      padded = concatenate(first + [padded] + last, axis: axis)
    }
    let length = 2 * reach + 1
    let kernels = concatenate(Array(repeating: filter.kernels, count: channels))
    let weight = kernels.permuted([1, 2, 0])
      .reshaped(to: [length, length, 1, channels * filter.factor * filter.factor])
    return convolution(padded, weight: weight, padding: .valid, groups: channels).pixelShuffled(filter.factor)
  }

  @Test(arguments: Resampling.allCases, [1, 2, 3, 4])
  func enlargingAsPicturesAreResized(_ method: Resampling, _ factor: Int) {
    let x = Tensor.uniform([2, 5, 3, 2], in: -1...1, using: Random(seed: 5))
    let filter = ChannelFilter(enlargingBy: factor, method)
    #expect(filter.factor == factor)
    expectClose(
      applied(filter, to: x), x.resized(height: 5 * factor, width: 3 * factor, method),
      within: .absolute(1e-6))
  }
}
