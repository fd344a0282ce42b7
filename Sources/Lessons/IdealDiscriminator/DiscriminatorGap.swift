import Foundation
import GANKit

/// How far the learned D is from D*, in the mean over real samples and fakes.
///
/// D* needs the density q of G. Here q is known without drawing samples: the noise is divided into 10,000 equally
/// probable parts, and G maps the middle of each part to a bin of the axis.
struct DiscriminatorGap {
  private static let low = -6.0
  private static let width = 0.05
  private static let bins = 240
  private static let middles = Tensor(
    (0..<bins).map { Float(low + width * (Double($0) + 0.5)) }, shape: [bins, 1])
  private static let noise = Tensor(
    Mixture.normal(0, 1).quantiles(10_000).map(Float.init), shape: [10_000, 1])

  /// The mean of |D - D*|.
  let learned: Double
  /// The mean of |1/2 - D*|: that of a critic that has learned nothing, and a quarter of the L1 distance of p and q.
  let undecided: Double

  init(_ players: Players, target: Mixture) {
    let samples = players.generate(Self.noise)
    let decisions = sigmoid(players.decide(Self.middles)).scalars
    var fakes = [Double](repeating: 0, count: Self.bins)
    for x in samples.scalars {
      let bin = Int(((Double(x) - Self.low) / Self.width).rounded(.down))
      if fakes.indices.contains(bin) { fakes[bin] += 1 / Double(samples.count) }
    }
    var (learned, undecided) = (0.0, 0.0)
    for bin in 0..<Self.bins {
      let left = Self.low + Self.width * Double(bin)
      let real = target.cumulative(left + Self.width) - target.cumulative(left)
      guard real + fakes[bin] > 0 else { continue }
      let best = real / (real + fakes[bin])
      let weight = (real + fakes[bin]) / 2
      learned += weight * Swift.abs(Double(decisions[bin]) - best)
      undecided += weight * Swift.abs(0.5 - best)
    }
    (self.learned, self.undecided) = (learned, undecided)
  }
}
