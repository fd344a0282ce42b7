import Foundation

/// Which numbers an axis shows, and where.
struct Axis: Hashable, Sendable {
  var lower: Double
  var upper: Double
  var isLogarithmic = false
  /// Names for 0, 1, 2, ... in place of numbers; empty for numbers.
  var categories: [String] = []
  /// Whether values grow from the axis' end towards its beginning.
  var isReversed = false

  /// The position of `value`, from 0 at the axis' beginning to 1 at its end; nil if it has none.
  func fraction(_ value: Double) -> Double? {
    guard value.isFinite, !isLogarithmic || value > 0 else { return nil }
    let t =
      isLogarithmic
      ? (log10(value) - log10(lower)) / (log10(upper) - log10(lower)) : (value - lower) / (upper - lower)
    // Values far outside must not overflow the page's coordinates.
    let clamped = min(max(t, -100), 100)
    return isReversed ? 1 - clamped : clamped
  }

  func contains(_ value: Double) -> Bool {
    guard let t = fraction(value) else { return false }
    return t >= -1e-9 && t <= 1 + 1e-9
  }

  func ticks(atMost count: Int) -> [Tick] {
    if !categories.isEmpty { return categories.enumerated().map { Tick(value: Double($0), label: $1) } }
    return isLogarithmic
      ? Ticks.logarithmic(from: lower, to: upper, atMost: count)
      : Ticks.linear(from: lower, to: upper, atMost: count)
  }

  func union(_ other: Axis) -> Axis {
    var union = self
    union.lower = min(lower, other.lower)
    union.upper = max(upper, other.upper)
    return union
  }
}

/// What the marks of a chart require of one axis.
private struct Extent {
  /// Values at which the axis may end.
  var tight: (low: Double, high: Double)?
  /// Values that need some room around them.
  var loose: (low: Double, high: Double)?
  var includesZero = false
  /// Whether the ends may move out to a nearby round number.
  var mayGrow = true

  mutating func include(_ value: Double, tight isTight: Bool) {
    func grown(_ range: (low: Double, high: Double)?) -> (low: Double, high: Double) {
      range.map { (min($0.low, value), max($0.high, value)) } ?? (value, value)
    }
    if isTight { tight = grown(tight) } else { loose = grown(loose) }
  }

  func axis(_ specification: AxisSpecification) -> Axis {
    let isLogarithmic = specification.isLogarithmic
    if let range = specification.range, Self.isUsable(range, isLogarithmic: isLogarithmic) {
      return Axis(lower: range.lowerBound, upper: range.upperBound, isLogarithmic: isLogarithmic)
    }
    func coordinate(_ value: Double) -> Double { isLogarithmic ? log10(value) : value }
    var low = Double.infinity
    var high = -Double.infinity
    if let tight {
      (low, high) = (coordinate(tight.low), coordinate(tight.high))
      if mayGrow { (low, high) = Self.rounded(low, high, isLogarithmic: isLogarithmic) }
    }
    if let loose {
      let (a, b) = (coordinate(loose.low), coordinate(loose.high))
      let padding = 0.045 * (max(high, b) - min(low, a))
      (low, high) = (min(low, a - padding), max(high, b + padding))
      // Counts, losses and probabilities have no negative part to show, and an axis that begins near zero should begin
      // at zero.
      if !isLogarithmic && loose.low >= 0 && (tight?.low ?? 0) >= 0 { low = low < 0.15 * high ? 0 : low }
      if !isLogarithmic && loose.high <= 0 && (tight?.high ?? 0) <= 0 { high = min(high, 0) }
    }
    if includesZero && !isLogarithmic { (low, high) = (min(low, 0), max(high, 0)) }
    if low > high { (low, high) = (0, 1) }
    if high - low <= 1e-12 * max(abs(low), abs(high)) {
      let room = isLogarithmic ? 0.5 : max(abs(low) * 0.1, 0.5)
      (low, high) = (low - room, high + room)
    }
    return isLogarithmic
      ? Axis(lower: pow(10, low), upper: pow(10, high), isLogarithmic: true) : Axis(lower: low, upper: high)
  }

  /// The ends, moved out to a tick if there is one close by: a run of 11,990 steps gets an axis up to 12,000.
  private static func rounded(_ low: Double, _ high: Double, isLogarithmic: Bool) -> (Double, Double) {
    let reach = 0.03 * (high - low)
    let ticks = Ticks.linear(from: low - reach, to: high + reach, atMost: 8).map(\.value).filter {
      !isLogarithmic || $0 == $0.rounded()
    }
    return (min(low, ticks.first ?? low), max(high, ticks.last ?? high))
  }

  private static func isUsable(_ range: ClosedRange<Double>, isLogarithmic: Bool) -> Bool {
    range.lowerBound.isFinite && range.upperBound.isFinite && range.lowerBound < range.upperBound
      && (!isLogarithmic || range.lowerBound > 0)
  }
}

/// Both axes of a chart.
struct Axes: Hashable, Sendable {
  var x: Axis
  var y: Axis

  func union(_ other: Axes) -> Axes { Axes(x: x.union(other.x), y: y.union(other.y)) }
}

extension Axes {
  /// The ranges that were asked for, or otherwise ranges that show every mark.
  init(_ chart: Chart) {
    var (xExtent, yExtent) = (Extent(), Extent())
    let ground = chart.marks.compactMap { if case .heatMap(let map) = $0 { map.grid } else { nil } }

    func usable(_ value: Double, _ axis: AxisSpecification) -> Bool {
      // Sums and differences of larger numbers would overflow.
      value.isFinite && abs(value) < 1e150 && (!axis.isLogarithmic || value > 0)
    }
    func include(_ x: Double, _ y: Double, tightX: Bool, tightY: Bool = false) {
      guard usable(x, chart.x), usable(y, chart.y) else { return }
      if chart.y.range?.contains(y) ?? true { xExtent.include(x, tight: tightX) }
      if chart.x.range?.contains(x) ?? true { yExtent.include(y, tight: tightY) }
    }

    for mark in chart.marks where ground.isEmpty {
      switch mark {
      case .line(let line):
        for (x, y) in zip(line.xs, line.ys) { include(x, y, tightX: !line.isTrajectory) }
      case .scatter(let points):
        for (x, y) in zip(points.xs, points.ys) { include(x, y, tightX: false) }
      case .area(let area):
        for (index, x) in area.xs.enumerated() {
          include(x, area.upper[index], tightX: true)
          if !area.standsOnZero { include(x, area.lower[index], tightX: true) }
        }
        yExtent.includesZero = yExtent.includesZero || area.standsOnZero
      case .arrows(let arrows):
        for index in arrows.xs.indices {
          include(arrows.xs[index], arrows.ys[index], tightX: false)
          let scale = arrows.scale ?? 0
          include(
            arrows.xs[index] + scale * arrows.dxs[index], arrows.ys[index] + scale * arrows.dys[index],
            tightX: false)
        }
      case .note(let note):
        include(note.x, note.y, tightX: false)
      case .bars(let bars):
        for value in bars.values {
          let room = bars.showsValues ? value * 1.06 : value
          if chart.barsAreHorizontal, usable(value, chart.x) {
            xExtent.include(room, tight: false)
          } else if !chart.barsAreHorizontal, usable(value, chart.y) {
            yExtent.include(room, tight: false)
          }
        }
        if chart.barsAreHorizontal { xExtent.includesZero = true } else { yExtent.includesZero = true }
      case .heatMap: break
      }
    }
    // If there is a heat map, its grid determines the axes.
    xExtent.mayGrow = ground.isEmpty
    yExtent.mayGrow = ground.isEmpty
    for grid in ground {
      include(grid.x.lowerBound, grid.y.lowerBound, tightX: true, tightY: true)
      include(grid.x.upperBound, grid.y.upperBound, tightX: true, tightY: true)
    }
    for reference in chart.references where ground.isEmpty {
      switch reference.direction {
      case .horizontal:
        if usable(reference.value, chart.y) { yExtent.include(reference.value, tight: false) }
      case .vertical:
        if usable(reference.value, chart.x) { xExtent.include(reference.value, tight: false) }
      }
    }

    x = xExtent.axis(chart.x)
    y = yExtent.axis(chart.y)
    guard !chart.categories.isEmpty else { return }
    let places = Axis(
      lower: -0.5, upper: Double(chart.categories.count) - 0.5, categories: chart.categories,
      isReversed: chart.barsAreHorizontal)
    if chart.barsAreHorizontal { y = places } else { x = places }
  }
}
