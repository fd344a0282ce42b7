/// The mean of (a - b)^2. One of the two may be broadcast to the shape of the other, but not both to a third shape.
public func meanSquaredError(_ a: Tensor, _ b: Tensor) -> Tensor {
  checkPair(a, b, in: "meanSquaredError")
  return square(a - b).mean()
}

/// The mean of |a - b|. One of the two may be broadcast to the shape of the other, but not both to a third shape.
public func meanAbsoluteError(_ a: Tensor, _ b: Tensor) -> Tensor {
  checkPair(a, b, in: "meanAbsoluteError")
  return abs(a - b).mean()
}

/// The mean of the Huber loss of the errors e = a - b: e^2 / 2 where |e| is at most `delta`, and delta (|e| - delta / 2),
/// a line, beyond (Huber 1964). One of the two may be broadcast to the shape of the other, but not both to a third shape.
public func huberLoss(_ a: Tensor, _ b: Tensor, delta: Float = 1) -> Tensor {
  checkPair(a, b, in: "huberLoss")
  require(delta > 0, "huberLoss: needs a positive delta, found \(delta)")
  let error = abs(a - b)
  let limited = min(error, delta)
  return (limited * (error - 0.5 * limited)).mean()
}

/// `[N, 1]` against `[N]` would compare each element with every other.
private func checkPair(_ a: Tensor, _ b: Tensor, in loss: String) {
  let common = a.shape.broadcast(with: b.shape, in: loss)
  require(
    common == a.shape || common == b.shape,
    "\(loss): shapes \(a.shape) and \(b.shape) would be compared as \(common), each element with several; "
      + "reshape one to the other")
}

extension GradientCase {
  static var distances: [GradientCase] {
    [
      GradientCase("mean squared error", [[3, 4], [3, 4]]) { meanSquaredError($0[0], $0[1]) },
      GradientCase("mean absolute error", [[3, 4], [3, 4]]) { meanAbsoluteError($0[0], $0[1]) },
      GradientCase("Huber loss", [[3, 4], [3, 4]]) { huberLoss($0[0], $0[1], delta: 0.7) },
    ]
  }
}
