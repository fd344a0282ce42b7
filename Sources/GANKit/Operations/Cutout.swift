/// Neighbouring rows and columns of a picture, counted from 0.
public struct PixelRectangle: Equatable, Sendable {
  /// From the top.
  public let rows: Range<Int>
  /// From the left.
  public let columns: Range<Int>

  public init(rows: Range<Int>, columns: Range<Int>) { (self.rows, self.columns) = (rows, columns) }
}

extension Tensor {
  /// Pictures `[N, H, W, C]` with 0 in a rectangle of each (DeVries and Taylor 2017, "Cutout").
  ///
  /// - Parameter rectangles: one a picture, inside of it.
  public func cuttingOut(_ rectangles: [PixelRectangle]) -> Tensor {
    require(rank == 4, "cuttingOut: needs pictures [N, H, W, C], found shape \(shape)")
    require(
      rectangles.count == shape[0],
      "cuttingOut: needs one rectangle for each of the \(shape[0]) pictures of \(shape), "
        + "found \(rectangles.count)")
    for rectangle in rectangles {
      let (rows, columns) = (rectangle.rows, rectangle.columns)
      require(
        rows.lowerBound >= 0 && rows.upperBound <= shape[1] && columns.lowerBound >= 0
          && columns.upperBound <= shape[2],
        "cuttingOut: rows \(rows) and columns \(columns) lie outside the pictures of \(shape)")
    }
    let cut: @Sendable (Tensor) -> Tensor = { Kernels.cutOut($0, rectangles) }
    return applying(linear: cut, transpose: cut)
  }
}

extension Kernels {
  fileprivate static func cutOut(_ x: Tensor, _ rectangles: [PixelRectangle]) -> Tensor {
    let (height, channels) = (x.shape[1], x.shape[3])
    let run = x.shape[2] * channels
    return fillRows(x.shape, columns: run, reading: x) { sources, out, rows in
      for row in rows {
        let (rectangle, target) = (rectangles[row / height], out + row * run)
        target.update(from: sources[0] + row * run, count: run)
        guard rectangle.rows.contains(row % height) else { continue }
        (target + rectangle.columns.lowerBound * channels).update(
          repeating: 0, count: rectangle.columns.count * channels)
      }
    }
  }
}

extension GradientCase {
  static var cutout: [GradientCase] {
    [
      GradientCase("cutting out", [[3, 4, 3, 2]]) {
        $0[0].cuttingOut([
          PixelRectangle(rows: 1..<3, columns: 0..<2), PixelRectangle(rows: 0..<4, columns: 2..<3),
          PixelRectangle(rows: 2..<2, columns: 0..<3),
        ])
      }
    ]
  }
}
