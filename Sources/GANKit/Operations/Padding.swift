/// What stands outside an image's edges.
public enum PaddingMode: Sendable {
  /// Zeros.
  case zero
  /// The image mirrored at its edge pixels, which are not repeated.
  case reflect
}

extension Tensor {
  /// Images with rows and columns added around them: `[N, H, W, C] -> [N, H + top + bottom, W + left + right, C]`.
  public func padded(top: Int, bottom: Int, left: Int, right: Int, mode: PaddingMode = .zero) -> Tensor {
    precondition(rank == 4, "padded: needs images [N, H, W, C], found shape \(shape)")
    let rows = PaddingMap(extent: shape[1], before: top, after: bottom, mode: mode)
    let columns = PaddingMap(extent: shape[2], before: left, after: right, mode: mode)
    let original = shape
    return Kernels.pad(self, rows: rows.sources, columns: columns.sources)
      .derivative(wrt: self) { dy in
        Kernels.unpad(dy, rows: rows.sources, columns: columns.sources, into: original)
      }
  }

  /// The same number of rows and columns on each side.
  public func padded(_ size: Int, mode: PaddingMode = .zero) -> Tensor {
    padded(top: size, bottom: size, left: size, right: size, mode: mode)
  }
}

/// For each padded position along one axis, the position that it is read from; -1 for zero.
private struct PaddingMap {
  let sources: [Int]

  init(extent: Int, before: Int, after: Int, mode: PaddingMode) {
    precondition(
      before >= 0 && after >= 0, "padded: sizes must not be negative, found \(before) and \(after)")
    sources = (-before..<(extent + after)).map { position in
      if (0..<extent).contains(position) { return position }
      switch mode {
      case .zero: return -1
      case .reflect:
        let mirrored = position < 0 ? -position : 2 * (extent - 1) - position
        precondition(
          (0..<extent).contains(mirrored),
          "padded: reflection by \(Swift.max(before, after)) needs an extent of at least "
            + "\(Swift.max(before, after) + 1), found \(extent)")
        return mirrored
      }
    }
  }
}

extension Kernels {
  fileprivate static func pad(_ x: Tensor, rows: [Int], columns: [Int]) -> Tensor {
    let (n, h, w, c) = (x.shape[0], x.shape[1], x.shape[2], x.shape[3])
    let shape: Shape = [n, rows.count, columns.count, c]
    return fillRows(shape, columns: columns.count * c, reading: x) { sources, out, range in
      for row in range {
        let target = out + row * columns.count * c
        let y = rows[row % rows.count]
        for (position, column) in columns.enumerated() {
          let pixel = target + position * c
          if y < 0 || column < 0 {
            pixel.update(repeating: 0, count: c)
          } else {
            pixel.update(from: sources[0] + ((row / rows.count * h + y) * w + column) * c, count: c)
          }
        }
      }
    }
  }

  fileprivate static func unpad(_ dy: Tensor, rows: [Int], columns: [Int], into shape: Shape) -> Tensor {
    let (h, w, c) = (shape[1], shape[2], shape[3])
    return Tensor(shape: shape) { out in
      out.update(repeating: 0)
      for row in 0..<(shape[0] * rows.count) {
        let y = rows[row % rows.count]
        if y < 0 { continue }
        let source = dy.pointer + row * columns.count * c
        for (position, column) in columns.enumerated() where column >= 0 {
          let start = ((row / rows.count * h + y) * w + column) * c
          for channel in 0..<c { out[start + channel] += source[position * c + channel] }
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
