/// How weights are drawn before training.
public enum Initializer: Sendable {
  /// Uniform in +-sqrt(6 / (fanIn + fanOut)) (Glorot and Bengio 2010, equation 16): Keras's default.
  case glorotUniform
  /// Uniform in +-1 / sqrt(fanIn): PyTorch's default for dense and convolutional layers.
  case fanInUniform
  /// Normal with the given standard deviation; DCGAN uses 0.02 (Radford et al. 2016, section 4).
  case normal(Float)

  func weight(_ shape: Shape, fanIn: Int, fanOut: Int, using random: Random) -> Tensor {
    switch self {
    case .glorotUniform:
      let limit = (6 / Float(fanIn + fanOut)).squareRoot()
      return .uniform(shape, in: -limit...limit, using: random)
    case .fanInUniform:
      let limit = 1 / Float(fanIn).squareRoot()
      return .uniform(shape, in: -limit...limit, using: random)
    case .normal(let deviation):
      return .normal(shape, standardDeviation: deviation, using: random)
    }
  }
}
