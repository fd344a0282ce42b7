import Foundation
import GANKit

/// A mixture of normal distributions on a line: everything about it can be computed exactly.
struct Mixture {
  /// Weight, mean and standard deviation of each part; the weights sum to 1.
  let parts: [(weight: Double, mean: Double, deviation: Double)]

  static func normal(_ mean: Double, _ deviation: Double) -> Mixture {
    Mixture(parts: [(1, mean, deviation)])
  }

  // snippet.density
  /// The probability density at x.
  func density(_ x: Double) -> Double {
    parts.reduce(0) { sum, part in
      let u = (x - part.mean) / part.deviation
      return sum + part.weight * exp(-u * u / 2) / (part.deviation * (2 * Double.pi).squareRoot())
    }
  }

  /// The probability of values up to x.
  func cumulative(_ x: Double) -> Double {
    parts.reduce(0) { $0 + $1.weight * erfc(-(x - $1.mean) / ($1.deviation * 2.0.squareRoot())) / 2 }
  }
  // snippet.end

  /// The value below which a share `probability` lies, by bisection.
  func quantile(_ probability: Double) -> Double {
    var (low, high) = (-50.0, 50.0)
    for _ in 0..<80 {
      let middle = (low + high) / 2
      if cumulative(middle) < probability { low = middle } else { high = middle }
    }
    return (low + high) / 2
  }

  /// Independent samples, `[count, 1]`.
  func samples(_ count: Int, using random: Random) -> Tensor {
    let weights = parts.map(\.weight)
    return Tensor(
      (0..<count).map { _ in
        let part = parts[random.index(withShares: weights)]
        return Float(part.mean + part.deviation * random.normal())
      }, shape: [count, 1])
  }
}
