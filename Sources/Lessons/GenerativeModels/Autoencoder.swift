import GANKit

/// A variational autoencoder (Kingma and Welling 2014) for binary pixels or for points.
///
/// A latent vector z of standard normal numbers is decoded to p(x|z). The encoder gives a normal distribution q(z|x), an
/// approximation of the z that an x may have come from.
struct Autoencoder: Module {
  let encoder, decoder: Sequential
  let likelihood: Likelihood

  /// What the decoder's outputs are parameters of.
  enum Likelihood {
    /// Independent pixels of 0 or 1, by their logits.
    case bernoulli
    /// Independent normal numbers, by mean and ln of the variance.
    case gaussian
  }

  init(size: Int, hidden: Int, latent: Int, _ likelihood: Likelihood, using random: Random) {
    encoder = Sequential {
      Dense(size, hidden, activation: .relu, using: random)
      Dense(hidden, hidden, activation: .relu, using: random)
      Dense(hidden, 2 * latent, using: random)
    }
    decoder = Sequential {
      Dense(latent, hidden, activation: .relu, using: random)
      Dense(hidden, hidden, activation: .relu, using: random)
      Dense(hidden, likelihood == .bernoulli ? size : 2 * size, using: random)
    }
    self.likelihood = likelihood
  }

  // snippet.code
  /// Mean and ln of the variance of q(z|x), `[N, latent]` each.
  func encode(_ x: Tensor) -> (mean: Tensor, logVariance: Tensor) {
    let parts = encoder(x, .inference).split(axis: 1, into: 2)
    return (parts[0], parts[1])
  }

  /// A draw from q(z|x), written as a function of standard normal noise, so that gradients reach the encoder.
  func draw(_ q: (mean: Tensor, logVariance: Tensor), using random: Random) -> Tensor {
    q.mean + exp(0.5 * q.logVariance) * Tensor.normal(q.mean.shape, using: random)
  }
  // snippet.end

  /// Mean and ln of the variance of p(x|z) of points. At first the deviation is about 0.2, that of a cluster.
  func decodePoints(_ z: Tensor) -> (mean: Tensor, logVariance: Tensor) {
    let parts = decoder(z, .inference).split(axis: 1, into: 2)
    return (parts[0], parts[1] - 3)
  }

  /// ln p(x|z), `[N]`.
  func logLikelihood(of x: Tensor, given z: Tensor) -> Tensor {
    switch likelihood {
    case .bernoulli: return bernoulliLogLikelihood(of: x, logits: decoder(z, .inference))
    case .gaussian:
      let (mean, logVariance) = decodePoints(z)
      return gaussianLogLikelihood(of: x, mean: mean, logVariance: logVariance)
    }
  }
}

extension Autoencoder {
  // snippet.bound
  /// The mean over examples of the two parts of the evidence lower bound: E[ln p(x|z)] - KL(q(z|x) || p(z)) <= ln p(x).
  func bound(of x: Tensor, using random: Random) -> (reconstruction: Tensor, divergence: Tensor) {
    let q = encode(x)
    let z = draw(q, using: random)
    return (logLikelihood(of: x, given: z).mean(), klDivergence(mean: q.mean, logVariance: q.logVariance))
  }
  // snippet.end
}
