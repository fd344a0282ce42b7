/// An operation and the inputs at which its derivative is checked against central differences.
///
/// Cases stand beside the operation that they check (`extension GradientCase { static var ... }`); one parameterised
/// test lists and runs them all.
struct GradientCase: Sendable, CustomStringConvertible {
  let name: String
  let shapes: [Shape]
  let range: ClosedRange<Float>
  let operation: @Sendable ([Tensor]) -> Tensor
  /// The name of the random stream that inputs and weights are drawn from, the same wherever the operation is placed.
  private let stream: String

  /// - Parameters:
  ///   - shapes: the shapes of the inputs, which are drawn uniformly from `range`.
  ///   - operation: must be the same function in every call; random layers make their source inside it.
  init(
    _ name: String, _ shapes: [Shape], in range: ClosedRange<Float> = -1...1,
    _ operation: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.name = name
    self.shapes = shapes
    self.range = range
    self.operation = operation
    stream = name
  }

  /// Another function, checked at the same inputs as `original`.
  init(
    _ name: String, like original: GradientCase, _ operation: @escaping @Sendable ([Tensor]) -> Tensor
  ) {
    self.name = name
    (shapes, range, stream) = (original.shapes, original.range, original.stream)
    self.operation = operation
  }

  var description: String { name }

  /// The largest difference between the derivative and central differences, relative to the largest entry of either.
  ///
  /// The scalar function is the sum of the outputs, each weighted at random. Differences with steps h and h/2 are
  /// combined so that the error is of order h^4 (Richardson), which leaves mainly the rounding of single precision.
  func largestRelativeError() -> Float {
    let random = Random(seed: 1, stream: stream)
    let inputs = self.inputs(using: random)
    let weights = Tensor.uniform(operation(inputs).shape, in: 0.5...1.5, using: random)
    let weighted = { (inputs: [Tensor]) in (operation(inputs) * weights).sum() }
    let derivatives = gradients(at: inputs, of: weighted)

    func value(_ inputs: [Tensor]) -> Double {
      let (y, w) = (operation(inputs).scalars, weights.scalars)
      return zip(y, w).reduce(0) { $0 + Double($1.0) * Double($1.1) }
    }
    func difference(_ input: Int, _ element: Int, step: Float) -> Double {
      func moved(_ step: Float) -> (Double, Float) {
        var scalars = inputs[input].scalars
        scalars[element] += step
        var changed = inputs
        changed[input] = Tensor(scalars, shape: shapes[input])
        return (value(changed), scalars[element])
      }
      let (up, high) = moved(step)
      let (down, low) = moved(-step)
      return (up - down) / Double(high - low)
    }

    var worst: Float = 0
    for (input, derivative) in derivatives.enumerated() {
      let exact = derivative.scalars
      let numeric = exact.indices.map { element in
        extrapolated { [difference(input, element, step: $0)] }[0]
      }
      worst = max(worst, relativeError(exact, numeric))
    }
    return worst
  }

  /// The same for the second derivative along a random direction, against differences of the first derivative.
  ///
  /// The scalar function is the weighted sum of the outputs and their squares, so that the derivative depends on the
  /// gradient that it gets as well as on the inputs.
  func largestSecondRelativeError() -> Float {
    let random = Random(seed: 2, stream: stream)
    let inputs = self.inputs(using: random)
    let weights = Tensor.uniform(operation(inputs).shape, in: 0.5...1.5, using: random)
    let directions = shapes.map { Tensor.uniform($0, in: -1...1, using: random) }
    let function = { (inputs: [Tensor]) in
      let y = operation(inputs)
      return ((y + square(y)) * weights).sum()
    }
    let exact = gradients(at: inputs) { inputs in
      zip(gradients(at: inputs, of: function), directions).reduce(Tensor(0)) { $0 + ($1.0 * $1.1).sum() }
    }
    func slope(at step: Float) -> [Double] {
      let moved = zip(inputs, directions).map { $0 + $1 * step }
      return gradients(at: moved, of: function).flatMap { $0.scalars.map(Double.init) }
    }
    let numeric = extrapolated { step in
      zip(slope(at: step), slope(at: -step)).map { ($0 - $1) / (2 * Double(step)) }
    }
    return relativeError(exact.flatMap(\.scalars), numeric)
  }

  private func inputs(using random: Random) -> [Tensor] {
    shapes.map { shape in
      // Not too close to 0, where several functions have a kink.
      Tensor(
        Tensor.uniform(shape, in: range, using: random).scalars.map {
          abs($0) < 0.03 ? $0 + ($0 < 0 ? -0.03 : 0.03) : $0
        },
        shape: shape)
    }
  }
}

/// Central differences in the limit of small steps, from those of two steps.
private func extrapolated(_ difference: (_ step: Float) -> [Double]) -> [Double] {
  let (coarse, fine) = (difference(0.02), difference(0.01))
  // Where the two disagree, there is a kink between them (ReLU, |x|): take a smaller step.
  let hasKink = zip(coarse, fine).map { abs($0 - $1) > 0.003 * max(abs($0), abs($1)) }
  let finest = hasKink.contains(true) ? difference(0.001) : []
  return coarse.indices.map { hasKink[$0] ? finest[$0] : (4 * fine[$0] - coarse[$0]) / 3 }
}

/// The largest difference, relative to the largest entry of either; infinity if an entry is not a number.
private func relativeError(_ exact: [Float], _ numeric: [Double]) -> Float {
  let scale = max(exact.reduce(0) { max($0, Double(abs($1))) }, numeric.reduce(0) { max($0, abs($1)) }, 1e-3)
  let errors = zip(exact, numeric).map { abs(Double($0) - $1) / scale }
  // A maximum with NaN keeps the other operand, so that a NaN would pass as exact.
  return errors.allSatisfy(\.isFinite) ? Float(errors.max() ?? 0) : .infinity
}
