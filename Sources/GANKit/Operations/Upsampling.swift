/// How the pixels of an enlarged image are made.
public enum Interpolation: String, Sendable {
  /// Each is a copy of the nearest pixel.
  case nearest
  /// Each is a mean of at most four pixels around it: along each axis, the weight falls linearly from 1 to 0 over one
  /// pixel. Distances are measured between centres of pixels (PyTorch's `align_corners=False`); beyond its edge, the
  /// image repeats its outermost pixels.
  case bilinear
}

extension Tensor {
  /// Images enlarged by a whole number: `[N, H, W, C] -> [N, H factor, W factor, C]`.
  ///
  /// Followed by a convolution, this replaces a transposed convolution and avoids its checkerboard patterns (Odena,
  /// Dumoulin and Olah 2016).
  public func upsampled(_ factor: PerAxis, _ interpolation: Interpolation = .nearest) -> Tensor {
    require(rank == 4, "upsampled: needs images [N, H, W, C], found shape \(shape)")
    require(factor.isAtLeast(1), "upsampled: the factor must be at least 1, found \(factor)")
    let rows = AxisMap(enlarging: shape[1], by: factor.height, interpolation)
    let columns = AxisMap(enlarging: shape[2], by: factor.width, interpolation)
    let (rowsBack, columnsBack) = (rows.transposed, columns.transposed)
    return applying(
      linear: { Kernels.apply(columns, to: Kernels.apply(rows, to: $0, axis: 1), axis: 2) },
      transpose: { Kernels.apply(rowsBack, to: Kernels.apply(columnsBack, to: $0, axis: 2), axis: 1) })
  }
}

extension AxisMap {
  fileprivate init(enlarging extent: Int, by factor: Int, _ interpolation: Interpolation) {
    let sums = (0..<extent * factor).map { result -> [Term] in
      if interpolation == .nearest { return [Term(position: result / factor, weight: 1)] }
      // The centre of the new pixel among the centres of the old ones.
      let place = Swift.max((Float(result) + 0.5) / Float(factor) - 0.5, 0)
      let position = Int(place)
      let share = place - Float(position)
      if share == 0 || position == extent - 1 { return [Term(position: position, weight: 1)] }
      return [Term(position: position, weight: 1 - share), Term(position: position + 1, weight: share)]
    }
    self.init(extent: extent, sums: sums)
  }
}

extension GradientCase {
  static var upsampling: [GradientCase] {
    [
      GradientCase("upsampled, nearest", [[2, 3, 2, 2]]) { $0[0].upsampled([2, 3]) },
      GradientCase("upsampled, bilinear", [[2, 3, 2, 2]]) { $0[0].upsampled(2, .bilinear) },
      GradientCase("upsampled by 3, bilinear, one row", [[1, 1, 4, 1]]) { $0[0].upsampled(3, .bilinear) },
    ]
  }
}
