import GANKit

/// A fully visible belief network for binary variables: p(x) = p(x_1) p(x_2 | x_1) ... p(x_D | x_1 ... x_D-1).
///
/// All factors are outputs of one network, in which no output depends on its own variable or a later one (MADE, Germain
/// et al. 2015). A hidden unit has a *degree* m: it sees x_1 ... x_m, and only the outputs after m see it.
struct BeliefNetwork: Module {
  let first, second, direct: MaskedDense

  /// - Parameters:
  ///   - variables: how many there are, D.
  ///   - hidden: the number of hidden units.
  init(variables: Int, hidden: Int, using random: Random) {
    // snippet.masks
    let places = (1...variables).map { Float($0) }  // variable d has the degree d
    let degrees = (0..<hidden).map { Float(1 + $0 * (variables - 1) / hidden) }
    let (from, to) = (Tensor(places, shape: [variables, 1]), Tensor(places, shape: [1, variables]))
    first = MaskedDense(mask: from .<= Tensor(degrees, shape: [1, hidden]), activation: .relu, using: random)
    second = MaskedDense(mask: Tensor(degrees, shape: [hidden, 1]) .< to, using: random)
    direct = MaskedDense(mask: from .< to, using: random)
    // snippet.end
  }

  // snippet.factors
  /// The logit of p(x_d = 1 | all variables before d), for every d at once: `[N, D] -> [N, D]`.
  func logits(of x: Tensor) -> Tensor {
    second(first(x, .inference), .inference) + direct(x, .inference)
  }

  /// ln p(x), exact: the logarithm of a product of D probabilities, `[N, D] -> [N]`.
  func logLikelihood(of x: Tensor) -> Tensor { bernoulliLogLikelihood(of: x, logits: logits(of: x)) }
  // snippet.end
}

extension BeliefNetwork {
  var variables: Int { second.bias.shape[0] }

  // snippet.sample
  /// Draws `[count, D]`, one variable after the other.
  ///
  /// - Parameter watch: is shown what there is after each variable, and how many are drawn.
  func sample(_ count: Int, using random: Random, watch: (Int, Tensor) -> Void = { _, _ in }) -> Tensor {
    var x = Tensor.zeros([count, variables])
    for d in 0..<variables {
      let p = sigmoid(logits(of: x).sliced(axis: 1, d..<d + 1))
      x = x + Tensor.bernoulli(p, using: random) * unit(d)  // x_d was 0
      watch(d + 1, x)
    }
    return x
  }
  // snippet.end

  /// 1 at variable d, 0 elsewhere, `[1, D]`.
  private func unit(_ d: Int) -> Tensor { Tensor.oneHot([d], classes: variables) }
}
