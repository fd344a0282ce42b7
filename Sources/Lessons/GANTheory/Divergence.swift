import Figures
import Foundation
import GANKit
import LessonKit

// The value of the game at D* is a divergence of the two distributions.

extension GANTheoryLesson {
  func compareDivergence(_ report: Report) throws {
    let random = run.random("divergence")
    var (values, identity) = ([Double](), [Double]())
    for index in 0..<run[Self.pairs] {
      // From nearly even to very uneven, so that both ends of the divergence's range occur.
      let spread = Float(4 * Double(index + 1) / Double(run[Self.pairs]))
      let (p, q) = (0..<2).map { _ in
        normalized(DiscretePlayers.random(outcomes: run[Self.outcomes], spread: spread, using: random))
      }.pair
      values.append(DiscretePlayers.valueAtOptimum(p, q))
      identity.append(2 * DiscretePlayers.jensenShannon(p, q) - log(4))
    }
    let deviation = zip(values, identity).map { Swift.abs($0 - $1) }.max()!
    try report.figure(
      "identity",
      Chart("The value of the game against the best critic", x: "−ln 4 + 2 JSD(p, q)", y: "V(D*, G)")
        // The line comes last: a thousand points would cover it.
        .scatter("random pairs of distributions", identity, values, colour: .discriminator, radius: 4.5)
        .line(
          "both sides equal", [-log(4.0), 0], [-log(4.0), 0], colour: .reference, width: 2, style: .dashed
        )
        .reference(y: -log(4.0), "−ln 4: p = q"))
    report.metric("largestDeviation", deviation)
    report.check("V(D*, G) = -ln 4 + 2 JSD for every pair", deviation < 1e-12)
  }

  /// In double precision, so that rounding does not hide a difference.
  private func normalized(_ distribution: Tensor) -> [Double] {
    let values = distribution.scalars.map { Swift.max(Double($0), 1e-30) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }
}

extension [[Double]] {
  fileprivate var pair: ([Double], [Double]) { (self[0], self[1]) }
}
