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
    // Not too close to 0, where several functions have a kink.
    let inputs = shapes.map { shape in
      Tensor(
        Tensor.uniform(shape, in: range, using: random).scalars.map {
          abs($0) < 0.03 ? $0 + ($0 < 0 ? -0.03 : 0.03) : $0
        },
        shape: shape)
    }
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

    var worst = 0.0
    for (input, derivative) in derivatives.enumerated() {
      let exact = derivative.scalars
      let numeric = exact.indices.map { element in
        let (coarse, fine) = (difference(input, element, step: 0.02), difference(input, element, step: 0.01))
        // Where the two disagree, there is a kink between them (ReLU, |x|): take a smaller step.
        if abs(coarse - fine) > 0.003 * max(abs(coarse), abs(fine)) {
          return difference(input, element, step: 0.001)
        }
        return (4 * fine - coarse) / 3
      }
      let scale = max(
        exact.reduce(0) { max($0, Double(abs($1))) }, numeric.reduce(0) { max($0, abs($1)) }, 1e-3)
      for (a, b) in zip(exact, numeric) {
        let error = abs(Double(a) - b) / scale
        // A maximum with NaN keeps the other operand, so that a NaN would pass as exact.
        guard error.isFinite else { return .infinity }
        worst = max(worst, error)
      }
    }
    return Float(worst)
  }
}
