import GANKit

/// What a network takes.
public enum NetworkInput: Sendable, Equatable {
  /// Standard normal numbers `[N, count]`, and a label behind them if the network takes one.
  case noise(Int, label: Label? = nil)
  /// Pictures in [-1, 1], `[N, channels, H, W]` outside of GANKit.
  ///
  /// - `unit`: height and width are multiples of this.
  /// - `size`: the only height and width that the network takes; needed if it is not made of convolutions alone.
  case pictures(channels: Int = 3, unit: Int = 1, size: PerAxis? = nil)

  /// Labels `[N, count]`, a one-hot vector for each attribute, which are multiplied by `loudness` and set behind the noise.
  public struct Label: Sendable, Equatable {
    public let attributes: [LabelAttribute]
    public let loudness: Float

    public init(_ attributes: [LabelAttribute], loudness: Float = 1) {
      (self.attributes, self.loudness) = (attributes, loudness)
    }

    /// One attribute, whose categories have numbers.
    public init(classes: Int, loudness: Float = 1) {
      self.init(.numbered(classes), loudness: loudness)
    }

    /// The length of a label.
    public var count: Int { attributes.categoryCount }
  }
}

extension NetworkInput {
  /// What reaches the network's first layer.
  ///
  /// - Parameter isAnySize: whether pictures may have any height and width.
  func content(isAnySize: Bool) -> Content {
    switch self {
    case .noise(let count, let label): .vector(count + (label?.count ?? 0))
    case .pictures(let channels, _, let size): .image(channels: channels, size: isAnySize ? nil : size)
    }
  }

  /// The size that is left to fall back on.
  var onlySize: PerAxis? {
    if case .pictures(_, _, let size) = self { size } else { nil }
  }
}
