/// A ReLU whose slope left of zero is trained, one for each channel (He et al. 2015): `[N, ..., C] -> [N, ..., C]`.
public struct PReLU: Layer {
  /// `[C]`, 0.25 at first
  public let slope: Parameter

  public init(_ channels: Int, slope: Float = 0.25) {
    self.slope = Parameter(.full([channels], slope))
  }

  public var label: String { "PReLU" }

  public func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    parametricReLU(x, slope: slope.value)
  }
}
