/// A plot at its place on the page, with all text around it.
struct PlotLayout {
  struct Leader: Hashable, Sendable {
    var from, to: Point
    var colour: Colour
  }

  let chart: Chart
  let axes: Axes
  let plot: Rect
  var xTicks: [Double] = []
  var yTicks: [Double] = []
  var texts: [PlacedText] = []
  var leaders: [Leader] = []
  var colourBar: ColourBar.Placed?

  static let barValueGap = 5.0

  init(chart: Chart, axes: Axes, plot: Rect) {
    self.chart = chart
    self.axes = axes
    self.plot = plot
  }

  /// The position of the point (x, y) on the page; nil if it has none.
  func point(_ x: Double, _ y: Double) -> Point? {
    guard let s = axes.x.fraction(x), let t = axes.y.fraction(y) else { return nil }
    return Point(x: plot.x + s * plot.width, y: plot.maxY - t * plot.height)
  }

  /// The rectangles of one series of bars; nil for values that have no position.
  func bars(_ mark: BarsMark) -> [Rect?] {
    let series = chart.marks.compactMap { if case .bars(let bars) = $0 { bars } else { nil } }
    let position = series.firstIndex(of: mark) ?? 0
    let count = Double(series.count)
    let length = chart.barsAreHorizontal ? plot.height : plot.width
    let slot = length / Double(max(mark.values.count, 1))
    let breadth = min(slot * 0.78 / count, 90)
    let axis = chart.barsAreHorizontal ? axes.x : axes.y
    let zero = axis.fraction(axis.isLogarithmic ? axis.lower : 0) ?? 0
    return mark.values.enumerated().map { index, value in
      guard let t = axis.fraction(value) else { return nil }
      let (low, high) = (min(max(min(zero, t), 0), 1), max(min(max(zero, t), 1), 0))
      let start = (Double(index) + 0.5) * slot - breadth * count / 2 + Double(position) * breadth
      return chart.barsAreHorizontal
        ? Rect(
          x: plot.x + low * plot.width, y: plot.y + start, width: (high - low) * plot.width, height: breadth)
        : Rect(
          x: plot.x + start, y: plot.maxY - high * plot.height, width: breadth,
          height: (high - low) * plot.height)
    }
  }

  /// Places the values of bars at their ends or, if a reference line would cross one of them, inside the bars at their
  /// feet. Either all values are shown or none: a few numbers among bare bars would look deliberate.
  mutating func placeBarValues(_ typesetter: Typesetter) {
    let lines = chart.references.filter { ($0.direction == .vertical) == chart.barsAreHorizontal }
      .compactMap { chart.barsAreHorizontal ? point($0.value, 0)?.x : point(0, $0.value)?.y }
    for case .bars(let mark) in chart.marks where mark.showsValues {
      let labelled = zip(Ticks.short(mark.values), bars(mark)).compactMap { label, bar in
        bar.map { (label, $0) }
      }
      let ends = labelled.map { label, bar in
        chart.barsAreHorizontal
          ? typesetter.place(
            label, .tick, at: Point(x: bar.maxX + Self.barValueGap, y: bar.midY), .left, .middle, role: .bar)
          : typesetter.place(label, .tick, at: Point(x: bar.midX, y: bar.y - 3), .centre, .bottom, role: .bar)
      }
      var inside = TextStyle.tick
      inside.colour = mark.colour.overWhite.lightness < 60 ? Palette.paper : Palette.ink
      let feet = labelled.map { label, bar in
        chart.barsAreHorizontal
          ? typesetter.place(label, inside, at: Point(x: bar.x + 6, y: bar.midY), .left, .middle, role: .bar)
          : typesetter.place(
            label, inside, at: Point(x: bar.midX, y: bar.maxY - 5), .centre, .bottom, role: .bar)
      }
      func areFree(_ placed: [PlacedText]) -> Bool {
        placed.indices.allSatisfy { index in
          let bounds = placed[index].bounds
          let (low, high) = chart.barsAreHorizontal ? (bounds.x, bounds.maxX) : (bounds.y, bounds.maxY)
          return bounds.y >= plot.y - 8 && bounds.maxY <= plot.maxY + 8 && bounds.x >= plot.x
            && !lines.contains { low - 2 < $0 && $0 < high + 2 }
            && !texts.contains { $0.bounds.overlaps(bounds) }
            && !placed[..<index].contains { $0.bounds.overlaps(bounds) }
        }
      }
      let fitInside = zip(feet, labelled).allSatisfy { $1.1.contains($0.bounds) }
      if areFree(ends) {
        texts += ends
      } else if fitInside && areFree(feet) {
        texts += feet
      }
    }
  }

  /// Places notes to the right of their points, or wherever else around them there is room.
  mutating func placeNotes(_ typesetter: Typesetter) {
    for case .note(let note) in chart.marks {
      guard let point = point(note.x, note.y), axes.x.contains(note.x), axes.y.contains(note.y) else {
        continue
      }
      let block = typesetter.block(note.text, .note, maxWidth: min(200, plot.width - 8))
      let sides: [(dx: Double, dy: Double, HorizontalAnchor, VerticalAnchor)] = [
        (1, 0, .left, .middle), (-1, 0, .right, .middle), (0, -1, .centre, .bottom), (0, 1, .centre, .top),
        (0.7, -0.7, .left, .bottom), (-0.7, 0.7, .right, .top), (0.7, 0.7, .left, .top),
        (-0.7, -0.7, .right, .bottom),
      ]
      let places = [8.0, 22, 40, 70, 110].flatMap { distance in
        sides.map { dx, dy, horizontal, vertical in
          typesetter.place(
            block, at: Point(x: point.x + dx * distance, y: point.y + dy * distance), horizontal, vertical,
            role: .note)
        }
      }
      texts +=
        places.first { lines in
          lines.allSatisfy { line in
            plot.contains(line.bounds) && !texts.contains { $0.bounds.overlaps(line.bounds) }
          }
        } ?? []
    }
  }

  /// How much smaller points and arrows are drawn in a small plot.
  var markScale: Double { min(max((plot.width / 520).squareRoot(), 0.5), 1) }

  /// Adds a note if there is nothing to see, so that an empty plot is not taken for a broken one.
  mutating func placeEmptyNote(_ typesetter: Typesetter) {
    guard !chart.marks.isEmpty, chart.marks.allSatisfy(\.isEmpty) else { return }
    texts.append(
      typesetter.place(
        "no data", .caption, at: Point(x: plot.midX, y: plot.midY), .centre, .middle, role: .note))
  }
}

extension Mark {
  /// Whether no number of the mark is finite.
  var isEmpty: Bool {
    switch self {
    case .line(let mark): !zip(mark.xs, mark.ys).contains { $0.isFinite && $1.isFinite }
    case .scatter(let mark): !zip(mark.xs, mark.ys).contains { $0.isFinite && $1.isFinite }
    case .area(let mark): !zip(mark.xs, mark.upper).contains { $0.isFinite && $1.isFinite }
    case .heatMap(let mark): !mark.values.contains(where: \.isFinite)
    case .arrows(let mark): !zip(mark.xs, mark.ys).contains { $0.isFinite && $1.isFinite }
    case .bars(let mark): !mark.values.contains(where: \.isFinite)
    case .note: false
    }
  }
}
