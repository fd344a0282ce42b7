extension Tensor: CustomStringConvertible {
  /// Small tensors in full, large ones by their shape and range.
  public var description: String {
    if count > 64 {
      let (low, high) = withScalars { ($0.min() ?? 0, $0.max() ?? 0) }
      return "Tensor\(shape) in [\(low), \(high)]"
    }
    return withScalars { text(axis: 0, of: $0, from: 0) }
  }

  private func text(axis: Int, of scalars: UnsafeBufferPointer<Float>, from start: Int) -> String {
    if axis == rank { return "\(scalars[start])" }
    let stride = shape[(axis + 1)...].reduce(1, *)
    let parts = (0..<shape[axis]).map { text(axis: axis + 1, of: scalars, from: start + $0 * stride) }
    return "[" + parts.joined(separator: ", ") + "]"
  }
}
