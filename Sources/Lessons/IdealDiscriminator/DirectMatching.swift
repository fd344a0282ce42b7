/// Direct matching, for comparison: mean and deviation of a normal q follow the gradient of KL(q || p).
struct DirectMatching {
  var mean: Double
  var deviation: Double

  mutating func descend(towards target: (mean: Double, deviation: Double), rate: Double) {
    let precision = 1 / (target.deviation * target.deviation)
    // KL = ln(sigma_p / sigma) + (sigma^2 + (m - m_p)^2) / (2 sigma_p^2) - 1/2
    mean -= rate * (mean - target.mean) * precision
    deviation -= rate * (deviation * precision - 1 / deviation)
  }
}
