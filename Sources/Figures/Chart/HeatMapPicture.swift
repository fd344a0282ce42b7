extension HeatMapMark {
  /// The heat map in pixels, for a rectangle of the given size in points: one pixel a cell unless it is smooth.
  ///
  /// Values, not colours, are interpolated: every pixel then has one of the map's colours, contours of equal
  /// colour are smooth, and the file stays small.
  ///
  /// - Parameter resolution: pixels a point; at 1 there are fewer where there are fewer cells.
  func picture(width: Double, height: Double, resolution: Int = FigureStyle.resolution) -> Picture {
    func pixels(_ length: Double, cells: Int) -> Int {
      guard isSmooth else { return cells }
      let all = max(Int((length * Double(resolution)).rounded()), 1)
      // Where a pixel is a point, whatever shows the page blends pixels into each other: a few of them say as much as all.
      return resolution == 1 ? min(all, max(cells, all / 4)) : all
    }
    let (columns, rows) = (pixels(width, cells: grid.columns), pixels(height, cells: grid.rows))
    let colours = map.pixels
    let missing = Palette.missing.pixel
    let span = range.upperBound - range.lowerBound
    let across = Self.samples(columns, cells: grid.columns, isSmooth: isSmooth)
    let up = Self.samples(rows, cells: grid.rows, isSmooth: isSmooth)
    var colouring = [UInt32](repeating: missing, count: columns * rows)
    for row in 0..<rows {
      // Pixels run from the top, cells from the bottom.
      let v = up[rows - 1 - row]
      for column in 0..<columns {
        let u = across[column]
        let below = mixed(at: v.low * grid.columns, u)
        let value = v.t == 0 ? below : below + v.t * (mixed(at: v.high * grid.columns, u) - below)
        guard value.isFinite else { continue }
        colouring[row * columns + column] =
          colours[map.index(span > 0 ? (value - range.lowerBound) / span : 0.5)]
      }
    }
    return Picture(columns: columns, rows: rows, pixels: colouring, isSmooth: isSmooth)
  }

  private func mixed(at start: Int, _ u: Sample) -> Double {
    let left = values[start + u.low]
    return u.t == 0 ? left : left + u.t * (values[start + u.high] - left)
  }

  /// The two cells that a pixel lies between, and how far it is from the first towards the second.
  private struct Sample {
    var low, high: Int
    var t: Double
  }

  private static func samples(_ count: Int, cells: Int, isSmooth: Bool) -> [Sample] {
    (0..<count).map { pixel in
      let place = (Double(pixel) + 0.5) / Double(count) * Double(cells)
      guard isSmooth else {
        let cell = min(Int(place), cells - 1)
        return Sample(low: cell, high: cell, t: 0)
      }
      let middle = min(max(place - 0.5, 0), Double(cells - 1))
      let low = min(Int(middle), cells - 1)
      return Sample(low: low, high: min(low + 1, cells - 1), t: middle - Double(low))
    }
  }
}
