import GANKit

/// The smallest game with a saddle: x wants f(x, y) = x y small, y wants it large. The equilibrium is (0, 0).
enum BilinearGame {
  // snippet.play
  /// How the two players take turns.
  enum Play: String, CaseIterable { case simultaneous, alternating, extragradient }

  static func gradients(_ x: Tensor, _ y: Tensor) -> (x: Tensor, y: Tensor) {
    let found = GANKit.gradients(at: [x, y]) { $0[0] * $0[1] }
    return (found[0], found[1])
  }

  static func step(_ x: Tensor, _ y: Tensor, rate: Float, _ play: Play) -> (Tensor, Tensor) {
    let here = gradients(x, y)
    switch play {
    case .simultaneous:  // both move from the same point
      return (x - rate * here.x, y + rate * here.y)
    case .alternating:  // y answers to where x has moved
      let moved = x - rate * here.x
      return (moved, y + rate * gradients(moved, y).y)
    case .extragradient:  // both look one step ahead, then move by what they saw there
      let ahead = gradients(x - rate * here.x, y + rate * here.y)
      return (x - rate * ahead.x, y + rate * ahead.y)
    }
  }
  // snippet.end

  /// The points visited from (1, 0), first and last included.
  static func trajectory(
    _ play: Play, steps: Int, rate: Float, _ schedule: RateSchedule = .constant
  ) -> [(x: Double, y: Double)] {
    var (x, y) = (Tensor(1), Tensor(0))
    var points = [(x: 1.0, y: 0.0)]
    for i in 0..<steps {
      (x, y) = step(x, y, rate: schedule.rate(rate, i, of: steps), play)
      points.append((Double(x.scalar), Double(y.scalar)))
    }
    return points
  }
}
