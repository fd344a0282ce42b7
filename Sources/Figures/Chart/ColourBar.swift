/// The key to a heat map's colours, beside the plot.
struct ColourBar: Hashable, Sendable {
  var name: String
  var range: ClosedRange<Double>
  var map: ColourMap

  static let barWidth = 14.0
  private static let tickGap = 6.0
  private static let nameGap = 9.0

  struct Placed: Hashable, Sendable {
    var key: ColourBar
    var bar: Rect
    var ticks: [Double]
    var texts: [PlacedText]
  }

  private var axis: Axis { Axis(lower: range.lowerBound, upper: range.upperBound) }

  private func ticks(_ height: Double) -> [Tick] { axis.ticks(atMost: max(2, Int(height / 64))) }

  func width(height: Double, _ typesetter: Typesetter) -> Double {
    let labels = ticks(height).map { typesetter.width($0.label, .tick) }.max() ?? 0
    let name = typesetter.block(name, .axisLabel, maxWidth: height)
    return Self.barWidth + Self.tickGap + labels + (name.lines.isEmpty ? 0 : Self.nameGap + name.height)
  }

  func place(left: Double, top: Double, height: Double, _ typesetter: Typesetter) -> Placed {
    let bar = Rect(x: left, y: top, width: Self.barWidth, height: height)
    let ticks = ticks(height)
    var places: [Double] = []
    var texts: [PlacedText] = []
    for tick in ticks {
      guard let t = axis.fraction(tick.value) else { continue }
      let y = bar.maxY - t * height
      places.append(y)
      texts.append(
        typesetter.place(
          tick.label, .tick, at: Point(x: bar.maxX + Self.tickGap, y: y), .left, .middle, role: .tick))
    }
    let labels = texts.map(\.bounds.width).max() ?? 0
    let name = typesetter.block(name, .axisLabel, maxWidth: height)
    texts += typesetter.placeRotated(
      name, left: bar.maxX + Self.tickGap + labels + Self.nameGap, middle: bar.midY, role: .axisLabel)
    return Placed(key: self, bar: bar, ticks: places, texts: texts)
  }
}

extension Chart {
  var colourBar: ColourBar? {
    for case .heatMap(let mark) in marks {
      return ColourBar(name: mark.name, range: mark.range, map: mark.map)
    }
    return nil
  }
}
