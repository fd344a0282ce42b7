import CKernels

/// A pointwise nonlinearity that a layer applies to its output.
public enum Activation: Equatable, Sendable {
  case identity
  /// max(x, 0)
  case relu
  /// x where x is positive, slope * x elsewhere; the slope lies in (0, 1)
  case leakyReLU(Float)
  /// (e^x - e^-x) / (e^x + e^-x), in (-1, 1)
  case tanh
  /// 1 / (1 + e^-x), in (0, 1)
  case sigmoid

  var code: gk_activation {
    switch self {
    case .identity: GK_IDENTITY
    case .relu: GK_RELU
    case .leakyReLU: GK_LEAKY_RELU
    case .tanh: GK_TANH
    case .sigmoid: GK_SIGMOID
    }
  }

  var slope: Float {
    if case .leakyReLU(let slope) = self {
      require(slope > 0 && slope < 1, "leakyReLU: the slope must lie between 0 and 1, found \(slope)")
      return slope
    }
    return 0
  }

  /// The slope for negative x if this activation is x > 0 ? x : slope * x, which convolutions apply at no extra cost.
  var leakySlope: Float? {
    switch self {
    case .relu, .leakyReLU: slope
    case .identity, .tanh, .sigmoid: nil
    }
  }
}
