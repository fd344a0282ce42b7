/// The milliseconds that each of `repeats` calls takes, after a few calls to warm up.
func milliseconds(repeats: Int, warmUp: Int, _ body: () -> Void) -> [Double] {
  for _ in 0..<warmUp { body() }
  let clock = ContinuousClock()
  return (0..<repeats).map { _ in clock.measure(body) / .milliseconds(1) }
}

extension [Double] {
  /// The middle one in ascending order, or the mean of the two in the middle.
  var median: Double {
    let ascending = sorted()
    return (ascending[(count - 1) / 2] + ascending[count / 2]) / 2
  }
}
