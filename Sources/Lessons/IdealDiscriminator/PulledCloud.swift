import Foundation

/// A cloud of points that one of the three pulls moves.
///
/// Unequal weights bend the cloud, so it is no normal distribution any more. Its density is estimated by a smooth
/// histogram: bins, blurred by a normal distribution. The target is blurred alike, so that the two are equal where the
/// cloud has arrived.
struct PulledCloud {
  private static let low = -7.0
  private static let width = 0.02
  private static let bins = 601
  private static let blur = 0.2

  var points: [Double]
  private let logP: [Double]
  private let kernel: [Double]

  init(points: [Double], target: (mean: Double, deviation: Double)) {
    self.points = points
    let blurred = Mixture.normal(target.mean, hypot(target.deviation, Self.blur))
    logP = (0..<Self.bins).map { log(blurred.density(Self.low + Self.width * Double($0))) }
    kernel = (-60...60).map { Mixture.normal(0, Self.blur).density(Self.width * Double($0)) }
  }

  // snippet.pull
  /// Every point moves along the slope of the logit of D*, as strongly as `pull` says.
  mutating func move(by pull: Pull, rate: Double) {
    let logQ = density().map { log(max($0, 1e-12)) }
    let logit = zip(logP, logQ).map { $0 - $1 }
    points = points.map { x in
      let bin = min(max(Int(((x - Self.low) / Self.width).rounded()), 1), Self.bins - 2)
      let slope = (logit[bin + 1] - logit[bin - 1]) / (2 * Self.width)
      return x + rate * pull.weight(1 / (1 + exp(-logit[bin]))) * slope
    }
  }
  // snippet.end

  /// The density of the points in each bin.
  private func density() -> [Double] {
    var shares = [Double](repeating: 0, count: Self.bins)
    for x in points {
      let bin = min(max(Int(((x - Self.low) / Self.width).rounded()), 0), Self.bins - 1)
      shares[bin] += 1 / Double(points.count)
    }
    var density = [Double](repeating: 0, count: Self.bins)
    for (bin, share) in shares.enumerated() where share > 0 {
      for (offset, weight) in zip((bin - 60)..., kernel) where density.indices.contains(offset) {
        density[offset] += share * weight
      }
    }
    return density
  }
}
