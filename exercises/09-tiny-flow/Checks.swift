import ExerciseKit
import Foundation
import GANKit
import LessonKit

/// Computes s and t, `[N, 1]` each, from the numbers that pass as they are, `[N, 1]`.
typealias Conditioner = (Tensor) -> (s: Tensor, t: Tensor)

/// What the learner changes.
protocol TinyFlow: SendableMetatype {
  static func forward(_ x: Tensor, _ network: Conditioner) -> (z: Tensor, logDeterminant: Tensor)
  static func inverse(_ z: Tensor, _ network: Conditioner) -> Tensor
}

extension TinyFlow {
  /// ln p(x), `[N, 2] -> [N]`.
  fileprivate static func logLikelihood(of x: Tensor, _ network: Conditioner) -> Tensor {
    let (z, logDeterminant) = forward(x, network)
    return standardNormalLogLikelihood(of: z) + logDeterminant
  }
}

/// A smooth random network: |s| stays below 0.7, and |t| below 1.
private func conditioner(_ random: Random) -> Conditioner {
  let slopes = (0..<2).map { _ in Float(random.uniform(in: 0.7..<1.5)) }
  let shifts = (0..<2).map { _ in Float(random.uniform(in: 0.2..<0.6)) }
  return { x in (0.7 * tanh(slopes[0] * x + shifts[0]), tanh(slopes[1] * x - shifts[1])) }
}

/// The same s and t for all points.
private func constant(_ s: Tensor, _ t: Tensor) -> Conditioner {
  { x in
    let zeros = Tensor.zeros([x.shape[0], 1])
    return (zeros + s, zeros + t)
  }
}

private func text(_ point: Tensor, row: Int) -> String {
  "(\(format(point.at(row, 0), 2)), \(format(point.at(row, 1), 2)))"
}

func checks<E: TinyFlow>(_: E.Type) -> [Check] {
  [
    Check("the second number is stretched and then shifted") { conditions in
      let random = conditions.random("one point")
      let x = Tensor.uniform([1, 2], in: 1...2, using: random)
      let t = Float(random.uniform(in: 0.5..<1.5))
      let z = E.forward(x, constant(Tensor(log(3)), Tensor(t))).z
      try expect(z.shape == [1, 2], "For one point the noise has the shape \(z.shape).")
      try expect(
        z.at(0, 0) == x.at(0, 0),
        "The first number of \(text(x, row: 0)) becomes \(format(z.at(0, 0), 2)). Which of the two passes as "
          + "it is?")
      try expect(
        z.at(0, 1), near: 3 * x.at(0, 1) + t, within: 1e-4,
        "With s = ln 3 and t = \(format(t, 2)), the second number of \(text(x, row: 0)) becomes "
          + "\(format(z.at(0, 1), 2)). What does e^s do to it, and what comes after that?")
    },
    Check("the inverse takes z back to x") { conditions in
      let random = conditions.random("inverse")
      let (x, network) = (Tensor.normal([100, 2], using: random), conditioner(random))
      let z = E.forward(x, network).z
      let back = E.inverse(z, network)
      try expect(back.shape == x.shape, "For 100 points the inverse returns the shape \(back.shape).")
      let errors = abs(back - x).sum(axes: [1])
      let worst = errors.argmax()[0]
      try expect(
        errors.at(worst) < 1e-3,
        "The point \(text(x, row: worst)) is mapped to \(text(z, row: worst)), and this is taken back to "
          + "\(text(back, row: worst)). Which of its two operations does `forward` do last?")
    },
    Check("the log-determinant is that of a Jacobian matrix by central differences") { conditions in
      let random = conditions.random("determinant")
      let (x, network) = (Tensor.normal([100, 2], using: random), conditioner(random))
      let found = E.forward(x, network).logDeterminant
      try expect(
        found.shape == [100],
        "For 100 points the log-determinant has the shape \(found.shape). Is the map stretched alike at all "
          + "points?")
      let h: Float = 1 / 128
      let columns = [[h, 0], [0, h]].map { step -> [Tensor] in
        let step = Tensor(step, shape: [1, 2])
        let difference = E.forward(x + step, network).z - E.forward(x - step, network).z
        return (difference * (1 / (2 * h))).split(axis: 1, into: 2)
      }
      let determinant = columns[0][0] * columns[1][1] - columns[0][1] * columns[1][0]
      let expected = log(abs(determinant)).reshaped(to: [100])
      try expect(
        abs(found + expected).maximum().scalar > 0.02,
        "Where the map makes an area \(format(exp(expected.at(0)), 3)) times as large, the log-determinant "
          + "is \(format(found.at(0), 3)). In which direction does this map go, from the data to the noise "
          + "or back?")
      let worst = abs(found - expected).argmax()[0]
      try expect(
        found, near: expected, within: 0.02,
        "At \(text(x, row: worst)) the map makes a small area \(format(exp(expected.at(worst)), 3)) times as "
          + "large, and the log-determinant is \(format(found.at(worst), 3)). What would it be where the map "
          + "leaves areas as they are?")
    },
    Check("the density integrates to 1") { conditions in
      let network = conditioner(conditions.random("density"))
      // The centres of cells of 0.1 x 0.1 in [-5, 5] x [-12, 12].
      let x = Tensor.linspace(from: -4.95, to: 4.95, count: 100).reshaped(to: [1, 100, 1])
      let y = Tensor.linspace(from: -11.95, to: 11.95, count: 240).reshaped(to: [240, 1, 1])
      let zeros = Tensor.zeros([240, 100, 1])
      let points = concatenate([x + zeros, y + zeros], axis: 2).reshaped(to: [24_000, 2])
      let density = exp(E.logLikelihood(of: points, network))
      let integral = density.sum().scalar * 0.01
      try expect(
        integral, near: 1, within: 0.01,
        "The density integrates to \(format(integral, 3)). What must be true of p(x) times a small area, "
          + "before the map and after it?")
    },
    Check("the likelihood teaches it how widely the data are spread") { conditions in
      let random = conditions.random("data")
      let spread = Float(random.uniform(in: 1.6..<2.4))
      let x = Tensor.normal([200, 2], using: random) * Tensor([1, spread], shape: [1, 2])
      let second = x.split(axis: 1, into: 2)[1]
      let expected = second.standardDeviation(axes: [0, 1]).scalar
      var parameters = [Tensor(0), Tensor(0)]
      for _ in 0..<200 {
        let slopes = gradients(at: parameters) { -E.logLikelihood(of: x, constant($0[0], $0[1])).mean() }
        parameters = zip(parameters, slopes).map { $0 - 0.1 * $1 }
      }
      let found = exp(-parameters[0].scalar)
      try expect(
        found, near: expected, within: 0.05 * expected,
        "The second numbers of the data have the standard deviation \(format(expected, 2)). After 200 steps "
          + "of training, the flow spreads its own by a factor of \(format(found, 2)). Which term of ln p(x) "
          + "gains by a larger s, and does its gradient reach s?")
    },
  ]
}
