/// Enlarges images by a whole number: `[N, H, W, C] -> [N, H factor, W factor, C]`; see
/// ``Tensor/upsampled(_:_:)``.
public struct Upsample: Layer {
  public let factor: PerAxis
  public let interpolation: Interpolation

  public init(_ factor: PerAxis, _ interpolation: Interpolation = .nearest) {
    require(factor.isAtLeast(1), "Upsample: the factor must be at least 1, found \(factor)")
    (self.factor, self.interpolation) = (factor, interpolation)
  }

  public var label: String { "Upsampling \(factor), \(interpolation)" }
  public var operations: [LayerOperation] { [.upsampling(factor, name: "\(interpolation)")] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor { x.upsampled(factor, interpolation) }
}
