import Foundation

// snippet.wasserstein
/// The Wasserstein distance of two distributions on a line: the area between their cumulative distribution functions.
func wasserstein(_ p: Mixture, _ q: Mixture, over range: ClosedRange<Double>) -> Double {
  integral(over: range) { Swift.abs(p.cumulative($0) - q.cumulative($0)) }
}
// snippet.end

/// The same, estimated from samples: the mean distance of the sorted samples from the quantiles of `target` that they
/// would have to move to.
func wasserstein(_ samples: [Double], toQuantiles quantiles: [Double]) -> Double {
  zip(samples.sorted(), quantiles).reduce(0) { $0 + Swift.abs($1.0 - $1.1) } / Double(samples.count)
}

extension Mixture {
  /// The quantiles in the middle of `count` equal shares.
  func quantiles(_ count: Int) -> [Double] {
    (0..<count).map { quantile((Double($0) + 0.5) / Double(count)) }
  }
}
