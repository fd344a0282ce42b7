/// Adds rows and columns around the image that mirror it: `[N, H, W, C] -> [N, H + 2 size, W + 2 size, C]`.
///
/// It stands before a convolution that has no padding, in place of zeros: a frame of zeros is an edge that is in every
/// image, and networks that draw pictures make it visible (Zhu et al. 2017, appendix 7.2).
public struct ReflectionPad: Layer {
  public let size: Int

  /// - Parameter size: less than the height and width of the images.
  public init(_ size: Int) {
    require(size >= 0, "ReflectionPad: the size must not be negative, found \(size)")
    self.size = size
  }

  public var label: String { "Reflection padding \(size)" }
  public var operations: [LayerOperation] { [.padding] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.padded(size, mode: .reflect) }
}
