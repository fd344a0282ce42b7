/// How much is added around an image before a kernel moves over it.
public enum Padding: Hashable, Sendable {
  /// Nothing: only whole windows.
  case valid
  /// Enough to make the output ceil(input / stride), with the odd pixel at the bottom and right, as in TensorFlow.
  /// For a transposed convolution, the output is input * stride.
  case same
  /// The same amount on every side, as in PyTorch.
  case explicit(Int)
  /// An amount for each side.
  case sides(top: Int, bottom: Int, left: Int, right: Int)

  var isNegative: Bool {
    switch self {
    case .valid, .same: false
    case .explicit(let size): size < 0
    case .sides(let top, let bottom, let left, let right): min(top, bottom, left, right) < 0
    }
  }

  /// Padding before and after along one axis, for kernels that extend over `span` pixels.
  package func amounts(extent: Int, span: Int, stride: Int, vertical: Bool) -> (
    before: Int, after: Int
  ) {
    switch self {
    case .valid: return (0, 0)
    case .explicit(let size): return (size, size)
    case .sides(let top, let bottom, let left, let right): return vertical ? (top, bottom) : (left, right)
    case .same:
      let output = (extent + stride - 1) / stride
      let total = max((output - 1) * stride + span - extent, 0)
      return (total / 2, total - total / 2)
    }
  }
}
