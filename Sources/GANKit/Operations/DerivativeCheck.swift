/// How well the derivatives of a function agree with differences of its values: the test of every operation that is
/// written by hand.
///
///     let check = DerivativeCheck(at: [x]) { softsign($0[0]) }
///     precondition(check.firstError < 2e-3 && check.secondError < 5e-3)
///
/// These bounds leave room for single precision; a wrong derivative is off by a tenth and more. Inputs should not lie
/// within 0.02 of a place where the function has a kink. The time is that of about four calls for each element.
public struct DerivativeCheck: Sendable {
  /// The largest difference between the derivative and central differences of the function, relative to the largest
  /// entry of either; infinity if one is not a number.
  public let firstError: Float
  /// The same between the second derivative, along a random direction, and central differences of the first.
  public let secondError: Float

  /// - Parameters:
  ///   - inputs: where the derivatives are taken.
  ///   - function: any tensor-valued function that has derivatives; it must be the same in every call.
  ///   - random: draws the weights of the outputs and the direction.
  public init(
    at inputs: [Tensor], using random: Random = Random(seed: 1), of function: ([Tensor]) -> Tensor
  ) {
    firstError = Self.firstError(at: inputs, using: random, of: function)
    secondError = Self.secondError(at: inputs, using: random, of: function)
  }

  /// The scalar function is the sum of the outputs, each weighted at random. Differences with steps h and h/2 are
  /// combined so that the error is of order h^4 (Richardson), which leaves mainly the rounding of single precision.
  static func firstError(at inputs: [Tensor], using random: Random, of function: ([Tensor]) -> Tensor)
    -> Float
  {
    let weights = Tensor.uniform(function(inputs).shape, in: 0.5...1.5, using: random)
    let derivatives = gradients(at: inputs) { (function($0) * weights).sum() }

    func value(_ inputs: [Tensor]) -> Double {
      let (y, w) = (function(inputs).scalars, weights.scalars)
      return zip(y, w).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    func difference(_ input: Int, _ element: Int, step: Float) -> Double {
      func moved(_ step: Float) -> (Double, Float) {
        var scalars = inputs[input].scalars
        scalars[element] += step
        var changed = inputs
        changed[input] = Tensor(scalars, shape: inputs[input].shape)
        return (value(changed), scalars[element])
      }
      let (up, high) = moved(step)
      let (down, low) = moved(-step)
      return (up - down) / Double(high - low)
    }
    return derivatives.enumerated().reduce(0) { worst, entry in
      let (input, exact) = (entry.offset, entry.element.scalars)
      let numeric = exact.indices.map { element in
        extrapolated { [difference(input, element, step: $0)] }[0]
      }
      return max(worst, relativeError(exact, numeric))
    }
  }

  /// The scalar function is the weighted sum of the outputs and their squares, so that the derivative depends on the
  /// gradient that it gets as well as on the inputs.
  static func secondError(at inputs: [Tensor], using random: Random, of function: ([Tensor]) -> Tensor)
    -> Float
  {
    let weights = Tensor.uniform(function(inputs).shape, in: 0.5...1.5, using: random)
    let directions = inputs.map { Tensor.uniform($0.shape, in: -1...1, using: random) }
    func scalar(_ inputs: [Tensor]) -> Tensor {
      let y = function(inputs)
      return ((y + square(y)) * weights).sum()
    }
    let exact = gradients(at: inputs) { inputs in
      zip(gradients(at: inputs, of: scalar), directions).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }
    func slope(at step: Float) -> [Double] {
      let moved = zip(inputs, directions).map { $0 + $1 * step }
      return gradients(at: moved, of: scalar).flatMap { $0.scalars.map(Double.init) }
    }
    let numeric = extrapolated { step in
      zip(slope(at: step), slope(at: -step)).map { ($0 - $1) / (2 * Double(step)) }
    }
    return relativeError(exact.flatMap(\.scalars), numeric)
  }

  /// Central differences in the limit of small steps, from those of two steps.
  private static func extrapolated(_ difference: (_ step: Float) -> [Double]) -> [Double] {
    let (coarse, fine) = (difference(0.02), difference(0.01))
    // Where the two disagree, there is a kink between them (ReLU, |x|): take a smaller step.
    let hasKink = zip(coarse, fine).map { abs($0 - $1) > 0.003 * max(abs($0), abs($1)) }
    let finest = hasKink.contains(true) ? difference(0.001) : []
    return coarse.indices.map { hasKink[$0] ? finest[$0] : (4 * fine[$0] - coarse[$0]) / 3 }
  }

  /// The largest difference, relative to the largest entry of either.
  private static func relativeError(_ exact: [Float], _ numeric: [Double]) -> Float {
    let scale = max(
      exact.reduce(0) { max($0, Double(abs($1))) }, numeric.reduce(0) { max($0, abs($1)) }, 1e-3)
    let errors = zip(exact, numeric).map { abs(Double($0) - $1) / scale }
    // A maximum with NaN keeps the other operand, so that a NaN would pass as exact.
    return errors.allSatisfy(\.isFinite) ? Float(errors.max() ?? 0) : .infinity
  }
}
