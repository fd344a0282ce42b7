/// A layer without trained values that filters each channel by itself, and says how, so that it can be written for other
/// programs.
public protocol FilterLayer: Layer {
  /// What the layer computes in inference.
  var filter: ChannelFilter { get }
}

/// A fixed filter for the pixels of each channel, the same along both axes; it may enlarge images by a whole number:
/// `[N, H, W, C] -> [N, H factor, W factor, C]`.
///
/// Along an axis, each pixel becomes `factor` pixels. Pixel p of them is the sum of old pixels around, the one that it
/// came from in the middle, with the weights `taps[p]`.
public struct ChannelFilter: Sendable {
  /// What continues an image beyond its edges.
  public enum Border: Sendable {
    /// Zeros.
    case zero
    /// The mirror image, in which the edge pixel is repeated: `c b a | a b c`.
    case mirror
  }

  /// `[factor, length]`, with an odd length.
  public let taps: Tensor
  public let border: Border
  /// Applied to the result.
  public let activation: Activation
  /// What the filter is called if it enlarges images by a well-known rule, such as "bicubic".
  public let rule: String?

  public init(taps: Tensor, border: Border, activation: Activation = .identity, rule: String? = nil) {
    require(
      taps.rank == 2 && taps.shape[0] >= 1 && taps.shape[1] % 2 == 1,
      "ChannelFilter: needs taps [factor, length] with an odd length, found shape \(taps.shape)")
    (self.taps, self.border, self.activation, self.rule) = (taps.detached, border, activation, rule)
  }

  /// By how much images grow.
  public var factor: Int { taps.shape[0] }
  /// How many pixels to each side of a pixel the filter reads.
  public var reach: Int { taps.shape[1] / 2 }

  /// The weights of both axes together: `[factor factor, length, length]`, with pixel (i, j) in row `i factor + j`.
  public var kernels: Tensor {
    let length = taps.shape[1]
    let rows = taps.reshaped(to: [factor, 1, length, 1])
    let columns = taps.reshaped(to: [1, factor, 1, length])
    return (rows * columns).reshaped(to: [factor * factor, length, length])
  }
}
