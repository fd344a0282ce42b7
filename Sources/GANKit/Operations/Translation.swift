extension Tensor {
  /// Pictures `[N, H, W, C]`, each moved by whole pixels of its own. What leaves the picture is lost, and what comes in
  /// over its edge is 0.
  ///
  /// - Parameter shifts: one a picture; positive ones move it down and to the right.
  public func translated(by shifts: [PerAxis]) -> Tensor {
    require(rank == 4, "translated: needs pictures [N, H, W, C], found shape \(shape)")
    require(
      shifts.count == shape[0],
      "translated: needs one shift for each of the \(shape[0]) pictures of \(shape), found \(shifts.count)")
    let back = shifts.map { PerAxis(height: -$0.height, width: -$0.width) }
    return applying(
      linear: { Kernels.translate($0, by: shifts) }, transpose: { Kernels.translate($0, by: back) })
  }
}

extension Kernels {
  fileprivate static func translate(_ x: Tensor, by shifts: [PerAxis]) -> Tensor {
    let (height, width, channels) = (x.shape[1], x.shape[2], x.shape[3])
    let run = width * channels
    return fillRows(x.shape, columns: run, reading: x) { sources, out, rows in
      for row in rows {
        let (shift, target) = (shifts[row / height], out + row * run)
        let from = row % height - shift.height
        // The columns that stay in the picture: how many, and where the first of them comes to lie.
        let kept = Swift.max(0, width - abs(shift.width)) * channels
        let first = Swift.max(0, shift.width) * channels
        guard kept > 0, (0..<height).contains(from) else {
          target.update(repeating: 0, count: run)
          continue
        }
        let source = sources[0] + (row - shift.height) * run + Swift.max(0, -shift.width) * channels
        target.update(repeating: 0, count: first)
        (target + first).update(from: source, count: kept)
        (target + first + kept).update(repeating: 0, count: run - first - kept)
      }
    }
  }
}

extension GradientCase {
  static var translation: [GradientCase] {
    [
      GradientCase("translated", [[4, 3, 5, 2]]) {
        $0[0].translated(by: [[1, -2], [-1, 0], [0, 3], [2, 1]])
      },
      GradientCase("translated out of sight", [[3, 3, 2, 1]]) {
        $0[0].translated(by: [[3, 0], [-1, 1], [0, -2]])
      },
    ]
  }
}
