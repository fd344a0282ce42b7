import CKernels

/// The values outside an image's edges.
public enum PaddingMode: Sendable {
  /// Zeros.
  case zero
  /// The image mirrored at its edge pixels, which are not repeated; there must be fewer rows and columns than the image
  /// has.
  case reflect
}

extension Tensor {
  /// Images with rows and columns added around them: `[N, H, W, C] -> [N, H + top + bottom, W + left + right, C]`.
  public func padded(top: Int, bottom: Int, left: Int, right: Int, mode: PaddingMode = .zero) -> Tensor {
    require(rank == 4, "padded: needs images [N, H, W, C], found shape \(shape)")
    let rows = PaddingMap(extent: shape[1], before: top, after: bottom, mode: mode)
    let columns = PaddingMap(extent: shape[2], before: left, after: right, mode: mode)
    let original = shape
    // The padded columns that hold the image itself.
    let inner = left..<(left + shape[2])
    return applying(
      linear: { Kernels.pad($0, rows: rows.sources, columns: columns.sources, inner: inner) },
      transpose: {
        Kernels.unpad($0, rows: rows.sources, columns: columns.sources, inner: inner, into: original)
      })
  }

  /// The same number of rows and columns on each side.
  public func padded(_ size: Int, mode: PaddingMode = .zero) -> Tensor {
    padded(top: size, bottom: size, left: size, right: size, mode: mode)
  }
}

/// The position that each padded position along one axis is read from; -1 for zero.
private struct PaddingMap {
  let sources: [Int]

  init(extent: Int, before: Int, after: Int, mode: PaddingMode) {
    require(
      before >= 0 && after >= 0, "padded: sizes must not be negative, found \(before) and \(after)")
    sources = (-before..<(extent + after)).map { position in
      if (0..<extent).contains(position) { return position }
      switch mode {
      case .zero: return -1
      case .reflect:
        let mirrored = position < 0 ? -position : 2 * (extent - 1) - position
        require(
          (0..<extent).contains(mirrored),
          "padded: reflection by \(Swift.max(before, after)) needs an extent of at least "
            + "\(Swift.max(before, after) + 1), found \(extent)")
        return mirrored
      }
    }
  }
}

extension Kernels {
  fileprivate static func pad(_ x: Tensor, rows: [Int], columns: [Int], inner: Range<Int>) -> Tensor {
    let (n, h, w, c) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let shape: Shape = [n, rows.count, columns.count, c]
    return fillRows(shape, columns: columns.count * c, reading: x) { sources, out, range in
      for row in range {
        let target = out + row * columns.count * c
        let y = rows[row % rows.count]
        if y < 0 {
          target.update(repeating: 0, count: columns.count * c)
          continue
        }
        let source = sources[0] + (row / rows.count * h + y) * w * c
        (target + inner.lowerBound * c).update(from: source, count: w * c)
        for position in columns.indices where !inner.contains(position) {
          let column = columns[position]
          if column < 0 {
            (target + position * c).update(repeating: 0, count: c)
          } else {
            (target + position * c).update(from: source + column * c, count: c)
          }
        }
      }
    }
  }

  fileprivate static func unpad(
    _ dy: Tensor, rows: [Int], columns: [Int], inner: Range<Int>, into shape: Shape
  ) -> Tensor {
    let (h, w, c) = (shape[1], shape[2], shape[3])
    // The padded rows that were read from each row.
    var copies = [[Int]](repeating: [], count: h)
    for (row, y) in rows.enumerated() where y >= 0 { copies[y].append(row) }
    return fillRows(shape, columns: w * c, reading: dy) { [copies] sources, out, range in
      for row in range {
        let target = out + row * w * c
        for (index, copy) in copies[row % h].enumerated() {
          let source = sources[0] + (row / h * rows.count + copy) * columns.count * c
          if index == 0 {
            target.update(from: source + inner.lowerBound * c, count: w * c)
          } else {
            gk_accumulate(source + inner.lowerBound * c, target, w * c)
          }
          for position in columns.indices where !inner.contains(position) && columns[position] >= 0 {
            gk_accumulate(source + position * c, target + columns[position] * c, c)
          }
        }
      }
    }
  }

}

extension GradientCase {
  static var padding: [GradientCase] {
    [
      GradientCase("padded with zeros", [[2, 3, 4, 2]]) {
        $0[0].padded(top: 1, bottom: 2, left: 0, right: 3)
      },
      GradientCase("padded by reflection", [[2, 4, 3, 2]]) {
        $0[0].padded(top: 3, bottom: 1, left: 2, right: 1, mode: .reflect)
      },
    ]
  }
}
