/// The cosine of an angle in radians, by arithmetic alone: the system's function differs from one machine to the next,
/// and drawn pictures must not. Accurate to 1e-6 for angles of a few turns.
func cosine(_ angle: Float) -> Float {
  // Reduced to half a turn around 0, then the Taylor series in double precision.
  let turns = Double(angle) / (2 * Double.pi)
  let x = (turns - turns.rounded()) * 2 * Double.pi
  let square = x * x
  var (term, sum) = (1.0, 1.0)
  for order in stride(from: 2.0, through: 20.0, by: 2) {
    term *= -square / (order * (order - 1))
    sum += term
  }
  return Float(sum)
}
