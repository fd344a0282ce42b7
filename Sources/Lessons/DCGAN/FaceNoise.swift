import GANKit

// snippet.noise
/// In training adds normal noise to whatever passes, real and generated alike; in inference the identity.
///
/// In front of D: what is finer than the noise cannot tell real from fake, so that D does not win by single pixels before
/// G has learnt to draw a face (Sonderby et al. 2017, section 3.3, where it is called instance noise).
struct GaussianNoise: Layer {
  /// The standard deviation, on the scale of the pixels' [-1, 1].
  final class Level {
    var deviation: Float
    init(_ deviation: Float) { self.deviation = deviation }
  }

  let level: Level

  init(_ deviation: Float) { level = Level(deviation) }

  var label: String { "Noise" }

  func callAsFunction(_ x: Tensor, _ mode: Mode) -> Tensor {
    switch mode {
    case .training(let random) where level.deviation > 0:
      x + .normal(x.shape, standardDeviation: level.deviation, using: random)
    default: x
    }
  }
}
// snippet.end
