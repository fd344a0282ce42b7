import GANKit

/// A restricted Boltzmann machine: binary variables v that are seen, binary units h that are not, and a weight between
/// each v and each h.
///
///     p(v, h) = e^(b v + c h + v W h) / Z        p(v) = e^-F(v) / Z
///
/// F, the free energy, is easy to compute. Z, the sum of e^-F(v) over all 2^D states, is not.
struct BoltzmannMachine: Module {
  let weight: Parameter  // W, [D, hidden]
  let visibleBias: Parameter  // b, [D]
  let hiddenBias: Parameter  // c, [hidden]

  init(visible: Int, hidden: Int, using random: Random) {
    weight = Parameter(.normal([visible, hidden], standardDeviation: 0.01, using: random))
    visibleBias = Parameter(.zeros([visible]))
    hiddenBias = Parameter(.zeros([hidden]))
  }

  // snippet.energy
  /// F(v) = -b v - sum of softplus(c + v W), the hidden units summed out: `[N, D] -> [N]`.
  func freeEnergy(of v: Tensor) -> Tensor {
    let seen = (v * visibleBias.value).sum(axes: [1])
    return -seen - softplus(linear(v, weight: weight.value, bias: hiddenBias.value)).sum(axes: [1])
  }

  /// One sweep of Gibbs sampling: all h given v, then all v given h. `[N, D] -> [N, D]`.
  func sweep(_ v: Tensor, using random: Random) -> Tensor {
    let onHidden = linear(v, weight: weight.value, bias: hiddenBias.value, activation: .sigmoid)
    let h = Tensor.bernoulli(onHidden, using: random)
    return Tensor.bernoulli(probabilities(given: h), using: random)
  }
  // snippet.end

  /// p(v = 1 | h), `[N, hidden] -> [N, D]`.
  func probabilities(given h: Tensor) -> Tensor {
    linear(h, weight: weight.value.transposed(), bias: visibleBias.value, activation: .sigmoid)
  }
}
