import GANKit

// The marks that can be drawn on a chart.

extension Chart {
  /// A curve through the points (x, y), in the given order.
  ///
  /// - Parameters:
  ///   - name: the curve's name in the legend; an empty name keeps it out of the legend.
  ///   - style: by default unbroken, unless its colour could be taken for that of another curve.
  ///   - smoothing: the number of neighbouring points to average over. Above 1, the curve itself stays visible
  ///     behind its average, as is usual for noisy losses.
  public func line(
    _ name: String, _ xs: some ChartValues, _ ys: some ChartValues, colour: Colour? = nil,
    width: Double = 2.4,
    style: LineStyle? = nil, smoothing: Int = 1
  ) -> Chart {
    let (xs, ys) = (xs.chartValues, ys.chartValues)
    requireEqualCounts("line", name, xs.count, ys.count)
    let colour = self.colour(colour)
    guard smoothing > 1 else {
      return with(.line(LineMark(name: name, xs: xs, ys: ys, colour: colour, width: width, style: style)))
    }
    let raw = LineMark(name: "", xs: xs, ys: ys, colour: colour.opacity(0.22), width: 1.2, style: .solid)
    let smooth = LineMark(
      name: name, xs: xs, ys: movingAverage(ys, over: smoothing), colour: colour, width: width, style: style)
    return with(.line(raw)).with(.line(smooth))
  }

  /// A curve through the logged values of a training run.
  public func line(
    _ name: String, _ history: [(step: Int, value: Double)], colour: Colour? = nil, width: Double = 2.4,
    style: LineStyle? = nil, smoothing: Int = 1
  ) -> Chart {
    line(
      name, history.map(\.step), history.map(\.value), colour: colour, width: width, style: style,
      smoothing: smoothing)
  }

  /// The path of something that moves: a curve with arrowheads, a ring at its start and a dot at its end.
  public func trajectory(
    _ name: String, _ xs: some ChartValues, _ ys: some ChartValues, colour: Colour? = nil, width: Double = 1.8
  ) -> Chart {
    let (xs, ys) = (xs.chartValues, ys.chartValues)
    requireEqualCounts("trajectory", name, xs.count, ys.count)
    return with(
      .line(
        LineMark(
          name: name, xs: xs, ys: ys, colour: self.colour(colour), width: width, style: nil,
          isTrajectory: true)))
  }

  /// Points at (x, y).
  ///
  /// - Parameters:
  ///   - radius: the points' radius; by default it gets smaller as their number grows.
  ///   - marker: by default a circle, unless the colour could be taken for that of other points.
  public func scatter(
    _ name: String, _ xs: some ChartValues, _ ys: some ChartValues, colour: Colour? = nil,
    radius: Double? = nil,
    marker: Marker? = nil
  ) -> Chart {
    let (xs, ys) = (xs.chartValues, ys.chartValues)
    requireEqualCounts("scatter", name, xs.count, ys.count)
    let automatic = xs.count > 3000 ? 1.6 : xs.count > 800 ? 2.2 : xs.count > 200 ? 3 : 4
    return with(
      .scatter(
        ScatterMark(
          name: name, xs: xs, ys: ys, colour: self.colour(colour), radius: radius ?? automatic, marker: marker
        )))
  }

  /// A density: a curve with the space between it and zero filled.
  ///
  /// - Parameter outline: how the curve is drawn. One that may lie on another has gaps, through which that one is seen.
  public func area(
    _ name: String, _ xs: some ChartValues, _ ys: some ChartValues, colour: Colour? = nil,
    opacity: Double = 0.28, outline: LineStyle = .solid
  ) -> Chart {
    let (xs, ys) = (xs.chartValues, ys.chartValues)
    requireEqualCounts("area", name, xs.count, ys.count)
    return with(
      .area(
        AreaMark(
          name: name, xs: xs, lower: ys.map { $0.isFinite ? 0 : $0 }, upper: ys, colour: self.colour(colour),
          opacity: opacity, outline: outline, standsOnZero: true)))
  }

  /// The space between two curves, such as a mean plus and minus a standard deviation.
  public func band(
    _ name: String, _ xs: some ChartValues, from lower: some ChartValues, to upper: some ChartValues,
    colour: Colour? = nil, opacity: Double = 0.28
  ) -> Chart {
    let (xs, lower, upper) = (xs.chartValues, lower.chartValues, upper.chartValues)
    requireEqualCounts("band", name, xs.count, lower.count)
    requireEqualCounts("band", name, xs.count, upper.count)
    return with(
      .area(
        AreaMark(
          name: name, xs: xs, lower: lower, upper: upper, colour: self.colour(colour), opacity: opacity,
          standsOnZero: false)))
  }

  /// How often values fall into each of `bins` equal intervals.
  ///
  /// - Parameters:
  ///   - range: the range that the bins divide; by default from the smallest value to the largest. Values outside are
  ///     not drawn, but they count in the density.
  ///   - density: whether heights are densities, whose area is one, or counts.
  public func histogram(
    _ name: String, _ values: some ChartValues, bins: Int = 40, in range: ClosedRange<Double>? = nil,
    density: Bool = true, colour: Colour? = nil, opacity: Double = 0.35
  ) -> Chart {
    require(bins > 0, "Chart.histogram: there must be at least one bin, not \(bins).")
    let steps = Histogram(values.chartValues, bins: bins, in: range, density: density)
    return with(
      .area(
        AreaMark(
          name: name, xs: steps.xs, lower: steps.ys.map { _ in 0 }, upper: steps.ys,
          colour: self.colour(colour),
          opacity: opacity, standsOnZero: true)))
  }

  /// Values on a grid of the plane as colours, with a colour bar beside the plot.
  ///
  /// - Parameters:
  ///   - name: the name of the values, shown at the colour bar.
  ///   - values: one for each cell, in the order of ``PlotGrid/points``; cells whose value is not finite are grey.
  ///   - range: the values of the first and the last colour; by default the smallest and the largest value.
  ///   - map: ``Palette/sequential`` or ``Palette/diverging``.
  ///   - contours: values along which to draw a line, such as 0.5 for where a discriminator cannot tell.
  ///   - smooth: whether colours blend into each other; otherwise every cell has one colour.
  public func heatMap(
    _ name: String, _ values: some ChartValues, on grid: PlotGrid, range: ClosedRange<Double>? = nil,
    map: ColourMap = Palette.sequential, contours: [Double] = [], smooth: Bool = true
  ) -> Chart {
    let values = values.chartValues
    require(
      values.count == grid.columns * grid.rows,
      """
      Chart.heatMap "\(name)": a grid of \(grid.columns) x \(grid.rows) cells needs \
      \(grid.columns * grid.rows) values, but there are \(values.count).
      """)
    let finite = values.filter(\.isFinite)
    let (low, high) = (finite.min() ?? 0, finite.max() ?? 1)
    return with(
      .heatMap(
        HeatMapMark(
          name: name, values: values, grid: grid,
          range: range ?? (low < high ? low...high : low - 0.5...low + 0.5),
          map: map, contours: contours, isSmooth: smooth)))
  }

  /// Arrows that begin at (x, y) and point along (dx, dy): a field of gradients.
  ///
  /// - Parameter scale: the length of one unit of the arrows in units of the plot; by default such that the arrows do
  ///   not run into each other.
  public func arrows(
    _ name: String, _ xs: some ChartValues, _ ys: some ChartValues, _ dxs: some ChartValues,
    _ dys: some ChartValues,
    colour: Colour? = nil, scale: Double? = nil
  ) -> Chart {
    let (xs, ys, dxs, dys) = (xs.chartValues, ys.chartValues, dxs.chartValues, dys.chartValues)
    requireEqualCounts("arrows", name, xs.count, ys.count)
    requireEqualCounts("arrows", name, xs.count, dxs.count)
    requireEqualCounts("arrows", name, xs.count, dys.count)
    return with(
      .arrows(
        ArrowsMark(name: name, xs: xs, ys: ys, dxs: dxs, dys: dys, colour: self.colour(colour), scale: scale))
    )
  }

  /// One upright bar for each category. Several calls with the same categories put their bars side by side.
  ///
  /// - Parameters:
  ///   - categories: the labels below the bars, such as the ten digits.
  ///   - showsValues: whether each bar shows its value, if there is room.
  public func bars(
    _ name: String, _ categories: [String], _ values: some ChartValues, colour: Colour? = nil,
    showsValues: Bool = false
  ) -> Chart {
    bars(name, categories, values.chartValues, colour, showsValues, horizontal: false)
  }

  /// One bar for each category, from left to right, for categories with long names; the first is at the top.
  public func horizontalBars(
    _ name: String, _ categories: [String], _ values: some ChartValues, colour: Colour? = nil,
    showsValues: Bool = false
  ) -> Chart {
    bars(name, categories, values.chartValues, colour, showsValues, horizontal: true)
  }

  /// A horizontal line at a value to compare with. Its label is beside the plot, where it covers nothing.
  public func reference(y: Double, _ label: String = "", colour: Colour = .reference) -> Chart {
    with {
      $0.references.append(ReferenceLine(direction: .horizontal, value: y, label: label, colour: colour))
    }
  }

  /// A vertical line at a value to compare with. Its label is above the plot, where it covers nothing.
  public func reference(x: Double, _ label: String = "", colour: Colour = .reference) -> Chart {
    with {
      $0.references.append(ReferenceLine(direction: .vertical, value: x, label: label, colour: colour))
    }
  }

  /// A few words beside the point (x, y), inside the plot, where they cover no other text; left out if there is no
  /// such place.
  public func note(_ text: String, x: Double, y: Double) -> Chart {
    with(.note(NoteMark(text: text, x: x, y: y)))
  }

  private func bars(
    _ name: String, _ categories: [String], _ values: [Double], _ colour: Colour?, _ showsValues: Bool,
    horizontal: Bool
  ) -> Chart {
    requireEqualCounts("bars", name, categories.count, values.count)
    let hasBars = marks.contains { if case .bars = $0 { true } else { false } }
    require(
      !hasBars || (self.categories == categories && barsAreHorizontal == horizontal),
      "Chart.bars \"\(name)\": all bars of a chart must have the same categories and the same direction.")
    let mark = BarsMark(name: name, values: values, colour: self.colour(colour), showsValues: showsValues)
    return with(.bars(mark)).with {
      $0.categories = categories
      $0.barsAreHorizontal = horizontal
    }
  }

  private func requireEqualCounts(_ mark: String, _ name: String, _ a: Int, _ b: Int) {
    require(
      a == b, "Chart.\(mark) \"\(name)\": needs lists of equal length, found \(a) and \(b) elements.")
  }
}

/// The mean of each value and its neighbours, `count / 2` on each side, fewer at the ends. Values that are not
/// finite stay as they are and do not affect their neighbours.
func movingAverage(_ values: [Double], over count: Int) -> [Double] {
  let reach = count / 2
  // With the sums up to each index, an average costs the same however many values it is taken over.
  var sums = [0.0]
  var counts = [0]
  for value in values {
    sums.append(sums.last! + (value.isFinite ? value : 0))
    counts.append(counts.last! + (value.isFinite ? 1 : 0))
  }
  return values.indices.map { index in
    guard values[index].isFinite else { return values[index] }
    let (low, high) = (max(0, index - reach), min(values.count, index + reach + 1))
    return (sums[high] - sums[low]) / Double(counts[high] - counts[low])
  }
}
