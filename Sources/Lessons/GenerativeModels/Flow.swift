import GANKit

/// An affine coupling layer (RealNVP, Dinh et al. 2017): half of the values pass as they are, and a network computes
/// from them how the other half is stretched and shifted.
///
///     z = x                      where the mask b is 1
///     z = x e^s(b x) + t(b x)    where it is 0
///
/// The Jacobian matrix is triangular, so the logarithm of its determinant is a sum, that of s; and the inverse needs no
/// inverse of s or t.
struct Coupling: Module {
  let mask: Tensor  // [1, D], of zeros and ones
  let network: Sequential  // [N, D] -> [N, 2 D]: s before it is bounded, and t
  let scale: Parameter  // [D]: the largest |s|

  init(mask: Tensor, hidden: Int, using random: Random) {
    let size = mask.count
    self.mask = mask
    network = Sequential {
      Dense(size, hidden, activation: .relu, using: random)
      Dense(hidden, hidden, activation: .relu, using: random)
      Dense(hidden, 2 * size, initializer: .normal(0.001), using: random)
    }
    scale = Parameter(.ones([size]))
  }

  // snippet.coupling
  /// ln of the stretch, and the shift, of the values where the mask is 0: `[N, D]` each.
  private func stretchAndShift(_ x: Tensor) -> (s: Tensor, t: Tensor) {
    let parts = network(mask * x, .inference).split(axis: 1, into: 2)
    return ((1 - mask) * scale.value * tanh(parts[0]), (1 - mask) * parts[1])
  }

  /// From the data towards the noise, and the logarithm of the determinant of the Jacobian matrix: `[N, D]` and `[N]`.
  func forward(_ x: Tensor) -> (z: Tensor, logDeterminant: Tensor) {
    let (s, t) = stretchAndShift(x)
    return (x * exp(s) + t, s.sum(axes: [1]))
  }

  /// From the noise towards the data.
  func inverse(_ z: Tensor) -> Tensor {
    let (s, t) = stretchAndShift(z)  // those of x: where the mask is 1, z is x
    return (z - t) * exp(-s)
  }
  // snippet.end
}

/// A model based on a change of variables: an invertible map f from the data to standard normal noise.
///
///     ln p(x) = ln N(f(x); 0, 1) + ln |det df/dx|
struct Flow: Module {
  let couplings: [Coupling]

  /// - Parameter masks: one for each layer, `[1, D]`; each value needs a layer in which its mask is 0.
  init(masks: [Tensor], hidden: Int, using random: Random) {
    couplings = masks.map { Coupling(mask: $0, hidden: hidden, using: random) }
  }

  // snippet.flow
  /// f: from data `[N, D]` to noise of the same shape, and the logarithm of its Jacobian determinant, `[N]`.
  func forward(_ x: Tensor) -> (z: Tensor, logDeterminant: Tensor) {
    couplings.reduce((x, Tensor.zeros([x.shape[0]]))) { passed, coupling in
      let (z, logDeterminant) = coupling.forward(passed.0)
      return (z, passed.1 + logDeterminant)
    }
  }

  /// The inverse of f: from noise to data, `[N, D]`.
  func inverse(_ z: Tensor) -> Tensor { couplings.reversed().reduce(z) { $1.inverse($0) } }

  /// ln p(x), exact, `[N, D] -> [N]`.
  func logLikelihood(of x: Tensor) -> Tensor {
    let (z, logDeterminant) = forward(x)
    return standardNormalLogLikelihood(of: z) + logDeterminant
  }
  // snippet.end
}
