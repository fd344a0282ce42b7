import GANKit

/// One design of the players and how they are trained: the healthy one, or one in which something is changed.
struct Variant {
  /// What its metrics are called.
  let key: String
  let name: String
  let output: Activation
  /// The range of the pixels in the data and, unless G's last layer has none, of its images.
  var pixels = Pixels.signed
  let hiddenD: Activation
  let learningRateG, learningRateD: Float
  /// Whether D subtracts the mean of all training images first.
  var centred = false

  /// The range of the pixels that the players see.
  enum Pixels {
    case signed  // [-1, 1]
    case unit  // [0, 1]

    func from(signed images: Tensor) -> Tensor { self == .signed ? images : (images + 1) / 2 }
    func toSigned(_ images: Tensor) -> Tensor { self == .signed ? images : 2 * images - 1 }
  }

  /// - Parameter rate: the learning rate of the run, for the variants that do not change it.
  static func all(rate: Float) -> [Variant] {
    let (fast, leaky): (Float, Activation) = (1e-2, .leakyReLU(0.2))
    return [
      Variant(
        key: "Healthy", name: "as it should be", output: .tanh, hiddenD: leaky, learningRateG: rate,
        learningRateD: rate),
      Variant(
        key: "Linear", name: "no tanh", output: .identity, hiddenD: leaky, learningRateG: rate,
        learningRateD: rate),
      Variant(
        key: "Sigmoid", name: "[0, 1], sigmoid", output: .sigmoid, pixels: .unit, hiddenD: leaky,
        learningRateG: rate, learningRateD: rate),
      Variant(
        key: "Leaky", name: "LeakyReLU, fast", output: .tanh, hiddenD: leaky, learningRateG: fast,
        learningRateD: fast),
      Variant(
        key: "ReLU", name: "ReLU, fast", output: .tanh, hiddenD: .relu, learningRateG: fast,
        learningRateD: fast),
      Variant(
        key: "FastD", name: "ReLU, only D fast", output: .tanh, hiddenD: .relu, learningRateG: rate,
        learningRateD: fast),
      Variant(
        key: "Centred", name: "ReLU, fast, centred", output: .tanh, hiddenD: .relu, learningRateG: fast,
        learningRateD: fast, centred: true),
    ]
  }
}
