/// Channels laid out as pixels: `[N, H, W, C r r] -> [N, H r, W r, C]`; see ``Tensor/pixelShuffled(_:)``.
public struct PixelShuffle: Layer {
  /// The factor by which height and width grow, at least 1.
  public let factor: Int

  public init(_ factor: Int) {
    require(factor >= 1, "PixelShuffle: the factor must be at least 1, found \(factor)")
    self.factor = factor
  }

  public var label: String { "Pixel shuffle \(factor)x" }
  public var operations: [LayerOperation] { [.pixelShuffle(factor)] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.pixelShuffled(factor) }
}
