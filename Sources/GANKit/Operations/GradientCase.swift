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

  /// See ``DerivativeCheck/firstError``.
  func largestRelativeError() -> Float {
    let random = Random(seed: 1, stream: stream)
    return DerivativeCheck.firstError(at: inputs(using: random), using: random, of: operation)
  }

  /// See ``DerivativeCheck/secondError``.
  func largestSecondRelativeError() -> Float {
    let random = Random(seed: 2, stream: stream)
    return DerivativeCheck.secondError(at: inputs(using: random), using: random, of: operation)
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
