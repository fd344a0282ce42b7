/// The Kullback-Leibler divergence KL(p || N(0, 1)) of diagonal Gaussians p from the standard normal distribution: the
/// regularizing term of a variational autoencoder's loss (Kingma and Welling 2014, appendix B). It is
/// (μ^2 + σ^2 - 1 - ln σ^2) / 2, summed over the last axis and averaged over all others.
///
/// - Parameters:
///   - mean: μ, `[..., dimensions]`.
///   - logVariance: ln σ^2, of the same shape.
public func klDivergence(mean: Tensor, logVariance: Tensor) -> Tensor {
  checkGaussian(mean, logVariance)
  return averaged(square(mean) + exp(logVariance) - 1 - logVariance)
}

/// The Kullback-Leibler divergence KL(p || q) of diagonal Gaussians p from other diagonal Gaussians q:
/// (ln σq^2 - ln σp^2 + (σp^2 + (μp - μq)^2) / σq^2 - 1) / 2, summed over the last axis and averaged over all others.
///
/// - Parameters:
///   - mean: μp, `[..., dimensions]`.
///   - logVariance: ln σp^2, of the same shape.
///   - otherMean: μq, of the same shape.
///   - otherLogVariance: ln σq^2, of the same shape.
public func klDivergence(
  mean: Tensor, logVariance: Tensor, fromMean otherMean: Tensor, fromLogVariance otherLogVariance: Tensor
) -> Tensor {
  checkGaussian(mean, logVariance)
  checkGaussian(otherMean, otherLogVariance)
  require(
    mean.shape == otherMean.shape,
    "klDivergence: needs Gaussians of one shape, found \(mean.shape) and \(otherMean.shape)")
  let logRatio = logVariance - otherLogVariance
  return averaged(exp(logRatio) - 1 - logRatio + square(mean - otherMean) * exp(-otherLogVariance))
}

/// Half of the terms, summed over the last axis and averaged over all others.
private func averaged(_ terms: Tensor) -> Tensor { terms.mean() * (0.5 * Float(terms.shape[terms.rank - 1])) }

private func checkGaussian(_ mean: Tensor, _ logVariance: Tensor) {
  require(
    mean.rank >= 1 && mean.shape == logVariance.shape,
    "klDivergence: needs means [..., dimensions] and a variance for each, found \(mean.shape) and "
      + "\(logVariance.shape)")
}

extension GradientCase {
  static var klDivergence: [GradientCase] {
    [
      GradientCase("Gaussians from the standard normal", [[3, 4], [3, 4]]) {
        GANKit.klDivergence(mean: $0[0], logVariance: $0[1])
      },
      GradientCase("Gaussians from others", [[3, 2], [3, 2], [3, 2], [3, 2]]) {
        GANKit.klDivergence(mean: $0[0], logVariance: $0[1], fromMean: $0[2], fromLogVariance: $0[3])
      },
    ]
  }
}
