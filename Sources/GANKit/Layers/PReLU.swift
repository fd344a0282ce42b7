/// A ReLU with a trained slope for negative values, one for each channel (He et al. 2015): `[N, ..., C] -> [N, ...,
/// C]`.
public struct PReLU: Layer {
  /// `[C]`, initially 0.25.
  public let slope: Parameter

  /// - Parameters:
  ///   - channels: C, the extent of the last axis.
  ///   - slope: the initial slope of all channels.
  public init(_ channels: Int, slope: Float = 0.25) {
    self.slope = Parameter(.full([channels], slope))
  }

  public var label: String { "PReLU" }
  public var operations: [LayerOperation] { [.parametricReLU] }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    parametricReLU(x, slope: slope.value)
  }
}
