/// A generator without a network: a cloud of points, each of which can go anywhere.
struct PerfectGenerator {
  var points: [Double]

  var mean: Double { points.reduce(0, +) / Double(points.count) }
  var deviation: Double {
    let centre = mean
    return (points.reduce(0) { $0 + ($1 - centre) * ($1 - centre) } / Double(points.count)).squareRoot()
  }

  // snippet.transport
  /// Each point climbs the log-odds of the perfect discriminator, ln(p / q). p is a normal distribution, and q the one
  /// with the points' own mean and deviation.
  mutating func climbLogOdds(towards target: (mean: Double, deviation: Double), rate: Double) {
    let (m, s) = (mean, deviation)
    for index in points.indices {
      let x = points[index]
      let slopeOfP = -(x - target.mean) / (target.deviation * target.deviation)
      let slopeOfQ = -(x - m) / (s * s)
      points[index] = x + rate * (slopeOfP - slopeOfQ)
    }
  }
  // snippet.end
}
