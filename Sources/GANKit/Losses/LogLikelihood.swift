import Foundation

// Logarithms of probabilities and densities, in nats, one for each example: what generative models with an explicit
// density are trained and compared by.

/// ln p(x) of independent Bernoulli variables: the sum of x ln p + (1 - x) ln(1 - p), where p is the sigmoid of a logit.
///
/// - Parameters:
///   - x: what was observed, `[N, ...]`, each value 0 or 1. Values between are allowed, as targets are in
///     `binaryCrossEntropy`, but then this is not the logarithm of a probability.
///   - logits: of the probability of a 1, of the same shape.
/// - Returns: `[N]`, at most 0.
public func bernoulliLogLikelihood(of x: Tensor, logits: Tensor) -> Tensor {
  checkExamples(x, [logits], in: "bernoulliLogLikelihood")
  return sumsOfExamples(x * logits - softplus(logits))
}

/// ln p(x) of independent normal variables: the sum of -((x - μ)^2 / σ^2 + ln σ^2 + ln 2π) / 2.
///
/// - Parameters:
///   - x: what was observed, `[N, ...]`.
///   - mean: μ, of the same shape.
///   - logVariance: ln σ^2, of the same shape.
/// - Returns: `[N]`; a density may be above 1 and its logarithm above 0.
public func gaussianLogLikelihood(of x: Tensor, mean: Tensor, logVariance: Tensor) -> Tensor {
  checkExamples(x, [mean, logVariance], in: "gaussianLogLikelihood")
  let terms = square(x - mean) * exp(-logVariance) + logVariance + Float(Foundation.log(2 * Double.pi))
  return sumsOfExamples(terms) * -0.5
}

/// ln p(x) of independent standard normal variables, `[N, ...] -> [N]`.
public func standardNormalLogLikelihood(of x: Tensor) -> Tensor {
  checkExamples(x, [], in: "standardNormalLogLikelihood")
  return sumsOfExamples(square(x) + Float(Foundation.log(2 * Double.pi))) * -0.5
}

/// The sum over all axes but the first.
private func sumsOfExamples(_ terms: Tensor) -> Tensor {
  terms.reshaped(to: [terms.shape[0], terms.count / max(terms.shape[0], 1)]).sum(axes: [1])
}

private func checkExamples(_ x: Tensor, _ parameters: [Tensor], in operation: String) {
  require(x.rank >= 1 && x.count > 0, "\(operation): needs examples [N, ...], found \(x.shape)")
  for parameter in parameters {
    require(
      parameter.shape == x.shape,
      "\(operation): needs a parameter for each value of \(x.shape), found \(parameter.shape)")
  }
}

extension GradientCase {
  static var logLikelihoods: [GradientCase] {
    [
      GradientCase("Bernoulli log-likelihood", [[3, 4]]) {
        bernoulliLogLikelihood(
          of: Tensor([1, 0, 0, 1, 1, 1, 0, 0, 1, 0, 1, 0], shape: [3, 4]), logits: $0[0])
      },
      GradientCase("Gaussian log-likelihood", [[3, 2, 2], [3, 2, 2], [3, 2, 2]]) {
        gaussianLogLikelihood(of: $0[0], mean: $0[1], logVariance: $0[2])
      },
      GradientCase("standard normal log-likelihood", [[3, 4]]) { standardNormalLogLikelihood(of: $0[0]) },
    ]
  }
}
