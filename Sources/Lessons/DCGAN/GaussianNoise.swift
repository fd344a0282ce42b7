import GANKit

// snippet.noise
/// Adds normal noise to its input in training, real and generated alike; in inference it is the identity.
///
/// In front of D, it hides details that are weaker than the noise (Sonderby et al. 2017 call it instance noise). It is
/// meant to keep D from winning by single pixels before G has learned to draw a face.
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

extension GaussianNoise {
  var operations: [LayerOperation] { [.noise] }
}
