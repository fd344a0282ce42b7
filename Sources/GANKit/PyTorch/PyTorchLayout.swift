/// How GANKit and PyTorch each lay out the elements of one parameter or buffer.
///
/// In GANKit the elements, in row-major order, are those of a tensor of shape `factors`; in PyTorch they are those of
/// the same tensor with its axes in the order `axes`, viewed as `shape`.
struct PyTorchOrder {
  private let factors: Shape
  private let axes: [Int]
  /// PyTorch's shape.
  let shape: Shape

  /// The same layout on both sides.
  static func same(_ shape: Shape) -> PyTorchOrder {
    PyTorchOrder(factors: shape, axes: Array(0..<shape.rank), shape: shape)
  }

  /// `[kernelHeight, kernelWidth, a, b]` is PyTorch's `[b, a, kernelHeight, kernelWidth]`, both for convolutions (a:
  /// in, b: out) and for transposed convolutions (a: out, b: in).
  static func kernels(_ shape: Shape) -> PyTorchOrder {
    PyTorchOrder(factors: shape, axes: [3, 2, 0, 1], shape: [shape[3], shape[2], shape[0], shape[1]])
  }

  /// `[in, out]` is PyTorch's `[out, in]`. If the units are the pixels of an image times its channels, GANKit orders
  /// them pixel by pixel and PyTorch channel by channel.
  static func dense(_ shape: Shape, inputChannels: Int, outputChannels: Int) -> PyTorchOrder {
    PyTorchOrder(
      factors: [shape[0] / inputChannels, inputChannels, shape[1] / outputChannels, outputChannels],
      axes: [3, 2, 1, 0], shape: [shape[1], shape[0]])
  }

  /// One value for each unit, with the units ordered as in `dense`.
  static func units(_ count: Int, channels: Int) -> PyTorchOrder {
    PyTorchOrder(factors: [count / channels, channels], axes: [1, 0], shape: [count])
  }

  func toPyTorch(_ value: Tensor) -> Tensor {
    value.detached.reshaped(to: factors).permuted(axes).reshaped(to: shape)
  }

  func fromPyTorch(_ value: Tensor, shape original: Shape) -> Tensor {
    let inverse = axes.indices.map { axis in axes.firstIndex(of: axis)! }
    return value.reshaped(to: Shape(axes.map { factors[$0] })).permuted(inverse).reshaped(to: original)
  }
}
