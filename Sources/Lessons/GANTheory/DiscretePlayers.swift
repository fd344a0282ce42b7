import Foundation
import GANKit

/// The game on finitely many outcomes, where D is one logit for each of them and can be anything.
///
/// p is the distribution of real outcomes, q that of generated ones; both are vectors of positive numbers that sum to 1.
enum DiscretePlayers {
  // snippet.value
  /// V(D, G) = E_p[ln D] + E_q[ln(1 - D)] with D = sigmoid(logits) (Goodfellow et al. 2014, equation 1).
  static func value(logits: Tensor, p: Tensor, q: Tensor) -> Tensor {
    let onReal = (p * -softplus(-logits)).sum()  // ln sigmoid(s) = -softplus(-s)
    let onFake = (q * -softplus(logits)).sum()  // ln(1 - sigmoid(s)) = -softplus(s)
    return onReal + onFake
  }
  // snippet.end

  // snippet.ascent
  /// D after gradient ascent on V, from D = 1/2 everywhere.
  static func ascend(p: Tensor, q: Tensor, steps: Int, rate: Float) -> Tensor {
    var logits = Tensor.zeros(p.shape)
    for _ in 0..<steps {
      logits = logits + rate * gradient(at: logits) { value(logits: $0, p: p, q: q) }
    }
    return sigmoid(logits)
  }
  // snippet.end

  /// D* = p / (p + q), the best D for a given G (proposition 1).
  static func optimum(p: Tensor, q: Tensor) -> Tensor { p / (p + q) }

  /// A random distribution on `outcomes` outcomes; `spread` says how uneven it is.
  static func random(outcomes: Int, spread: Float, using random: Random) -> Tensor {
    softmax(Tensor.normal([outcomes], standardDeviation: spread, using: random))
  }

  // snippet.divergence
  /// The Jensen-Shannon divergence: the mean divergence of p and q from their average. 0 if equal, ln 2 if disjoint.
  static func jensenShannon(_ p: [Double], _ q: [Double]) -> Double {
    func divergence(_ a: [Double], _ m: [Double]) -> Double {
      zip(a, m).reduce(0) { $0 + ($1.0 > 0 ? $1.0 * log($1.0 / $1.1) : 0) }
    }
    let m = zip(p, q).map { ($0 + $1) / 2 }
    return (divergence(p, m) + divergence(q, m)) / 2
  }

  /// V at D*, summed directly.
  static func valueAtOptimum(_ p: [Double], _ q: [Double]) -> Double {
    zip(p, q).reduce(0) { $0 + $1.0 * log($1.0 / ($1.0 + $1.1)) + $1.1 * log($1.1 / ($1.0 + $1.1)) }
  }
  // snippet.end
}
