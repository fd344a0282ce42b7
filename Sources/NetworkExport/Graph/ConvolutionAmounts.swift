import GANKit

/// How many rows and columns a convolution adds around images, or a transposed one takes off around its result.
struct ConvolutionAmounts: Equatable {
  let rows: (before: Int, after: Int)
  let columns: (before: Int, after: Int)

  /// Of a convolution; nil if they depend on a size that is not known.
  init?(_ layer: Conv2D, on input: Content) {
    let strides = layer.stride
    var size: PerAxis? = nil
    if case .image(_, let known?) = input { size = known }
    // With a stride of 1, every size gives the same.
    if layer.padding == .same, size == nil, strides != 1 { return nil }
    let span = layer.span
    rows = layer.padding.amounts(
      extent: size?.height ?? 1, span: span.height, stride: strides.height, vertical: true)
    columns = layer.padding.amounts(
      extent: size?.width ?? 1, span: span.width, stride: strides.width, vertical: false)
  }

  /// Of a transposed convolution.
  init(_ layer: ConvTranspose2D) {
    // With `.same` the result is that of an image of one pixel, which becomes as many as the stride, for every size.
    rows = layer.padding.amounts(
      extent: layer.stride.height, span: layer.span.height, stride: layer.stride.height, vertical: true)
    columns = layer.padding.amounts(
      extent: layer.stride.width, span: layer.span.width, stride: layer.stride.width, vertical: false)
  }

  var isSymmetric: Bool { rows.before == rows.after && columns.before == columns.after }

  static func == (a: ConvolutionAmounts, b: ConvolutionAmounts) -> Bool {
    a.rows == b.rows && a.columns == b.columns
  }
}

extension Conv2D {
  /// The pixels from the first to the last that a kernel reads.
  var span: PerAxis {
    PerAxis(
      height: (weight.shape[0] - 1) * dilation.height + 1, width: (weight.shape[1] - 1) * dilation.width + 1)
  }
}

extension ConvTranspose2D {
  /// The pixels from the first to the last that a kernel adds to.
  var span: PerAxis {
    PerAxis(
      height: (weight.shape[0] - 1) * dilation.height + 1, width: (weight.shape[1] - 1) * dilation.width + 1)
  }

  /// The rows and columns at the bottom and right that no stamp reaches.
  var missing: PerAxis {
    guard padding == .same else { return outputPadding }
    return PerAxis(
      height: Swift.max(stride.height - span.height, 0), width: Swift.max(stride.width - span.width, 0))
  }
}
