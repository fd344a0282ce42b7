/// Measures everything around a plot of a given size, so that the page can make room for it, and then places it.
///
/// From the plot outwards: tick labels and axis names to the left and below; names of vertical reference lines
/// above; names of horizontal ones to the right, and then the colour bar.
struct PlotMeasure {
  struct Options: Hashable {
    var showsXLabels = true
    var showsYLabels = true
    var showsColourBar = true
  }

  let chart: Chart
  let axes: Axes
  let insets: Insets
  /// Reference lines whose names have no room beside the plot: they go into the legend.
  let displacedReferences: [ReferenceLine]

  private let typesetter: Typesetter
  private let options: Options
  private let xTicks: [Tick]
  private let yTicks: [Tick]
  private let xLabels: [TextBlock]
  private let yLabels: [TextBlock]
  private let xName: TextBlock
  private let yName: TextBlock
  private let sideLabels: [(line: ReferenceLine, block: TextBlock)]
  private let topLabels: [(line: ReferenceLine, block: TextBlock)]
  private let colourBar: ColourBar?

  private static let tickGap = 8.0
  private static let nameGap = 8.0
  private static let labelGap = 10.0
  /// Tick labels at the plot's corners rise this far above it.
  private static let topGap = 9.0

  init(_ chart: Chart, _ axes: Axes, size: Size, options: Options = Options(), _ typesetter: Typesetter) {
    self.chart = chart
    self.axes = axes
    self.options = options
    self.typesetter = typesetter
    (xTicks, xLabels) = Self.horizontalTicks(axes.x, width: size.width, typesetter)
    (yTicks, yLabels) = Self.verticalTicks(axes.y, height: size.height, typesetter)
    xName = typesetter.balancedBlock(
      options.showsXLabels ? chart.x.label : "", .axisLabel, maxWidth: size.width)
    yName = typesetter.balancedBlock(
      options.showsYLabels ? chart.y.label : "", .axisLabel, maxWidth: size.height)
    colourBar = options.showsColourBar ? chart.colourBar : nil

    func labelled(_ direction: ReferenceLine.Direction, _ axis: Axis, maxWidth: Double)
      -> [(line: ReferenceLine, block: TextBlock)]
    {
      chart.references.filter { $0.direction == direction && !$0.label.isEmpty && axis.contains($0.value) }
        .uniqued().map { line in
          var style = TextStyle.reference
          if line.colour.lightness < 55 { style.colour = line.colour }
          return (line, typesetter.balancedBlock(line.label, style, maxWidth: maxWidth))
        }
    }
    let beside = labelled(.horizontal, axes.y, maxWidth: min(150, size.width / 3))
    let fits = beside.map(\.block.height).reduce(0, +) <= size.height
    sideLabels = fits ? beside : []
    displacedReferences = fits ? [] : beside.map(\.line)
    topLabels = labelled(.vertical, axes.x, maxWidth: min(220, size.width))

    var insets = Insets(top: 8, left: 0, bottom: 8, right: 4)
    if options.showsYLabels {
      let labels = yLabels.map(\.width).max() ?? 0
      insets.left = Self.tickGap + labels + (yName.lines.isEmpty ? 0 : Self.nameGap + yName.height)
    }
    if options.showsXLabels {
      let labels = xLabels.map(\.height).max() ?? 0
      insets.bottom = Self.tickGap + labels + (xName.lines.isEmpty ? 0 : Self.nameGap + xName.height)
      for (tick, label) in zip(xTicks, xLabels) {
        guard let t = axes.x.fraction(tick.value) else { continue }
        insets.left = max(insets.left, label.width / 2 - t * size.width)
        insets.right = max(insets.right, label.width / 2 - (1 - t) * size.width)
      }
    }
    insets.right = max(insets.right, Self.barOverhang(chart, axes, size, typesetter))
    if let widest = sideLabels.map(\.block.width).max() {
      insets.right = max(insets.right, Self.labelGap + widest)
    }
    if let colourBar {
      insets.right += (sideLabels.isEmpty ? 14 : 18) + colourBar.width(height: size.height, typesetter)
    }
    let rows = Self.rows(topLabels, axes.x, left: 0, width: size.width, right: insets.right)
    if let top = rows.map({ $0.bottom + $0.height }).max() { insets.top = max(insets.top, top + Self.topGap) }
    self.insets = insets
  }

  /// Places all text around the plot once the plot's own position is known.
  func place(plot: Rect) -> PlotLayout {
    var layout = PlotLayout(chart: chart, axes: axes, plot: plot)
    for (tick, label) in zip(xTicks, xLabels) {
      guard let t = axes.x.fraction(tick.value) else { continue }
      let x = plot.x + t * plot.width
      layout.xTicks.append(x)
      guard options.showsXLabels else { continue }
      layout.texts += typesetter.place(
        label, at: Point(x: x, y: plot.maxY + Self.tickGap), .centre, .top, role: .tick)
    }
    for (tick, label) in zip(yTicks, yLabels) {
      guard let t = axes.y.fraction(tick.value) else { continue }
      let y = plot.maxY - t * plot.height
      layout.yTicks.append(y)
      guard options.showsYLabels else { continue }
      layout.texts += typesetter.place(
        label, at: Point(x: plot.x - Self.tickGap, y: y), .right, .middle, role: .tick)
    }
    if options.showsXLabels {
      let labels = xLabels.map(\.height).max() ?? 0
      layout.texts += typesetter.place(
        xName, at: Point(x: plot.midX, y: plot.maxY + Self.tickGap + labels + Self.nameGap), .centre, .top,
        role: .axisLabel)
    }
    if options.showsYLabels {
      let labels = yLabels.map(\.width).max() ?? 0
      layout.texts += typesetter.placeRotated(
        yName, left: plot.x - Self.tickGap - labels - Self.nameGap - yName.height, middle: plot.midY,
        role: .axisLabel)
    }
    placeSideLabels(&layout)
    for row in Self.rows(topLabels, axes.x, left: plot.x, width: plot.width, right: insets.right) {
      layout.texts += typesetter.place(
        row.block, at: Point(x: row.left, y: plot.y - Self.topGap - row.bottom), .left, .bottom,
        role: .reference)
    }
    if let colourBar {
      let left = plot.maxX + insets.right - colourBar.width(height: plot.height, typesetter)
      layout.colourBar = colourBar.place(left: left, top: plot.y, height: plot.height, typesetter)
      layout.texts += layout.colourBar!.texts
    }
    layout.placeBarValues(typesetter)
    layout.placeNotes(typesetter)
    layout.placeEmptyNote(typesetter)
    return layout
  }

  /// Places the names of horizontal lines level with their lines, moved apart where they would overlap.
  private func placeSideLabels(_ layout: inout PlotLayout) {
    let plot = layout.plot
    let labels = sideLabels.compactMap { label in
      axes.y.fraction(label.line.value).map {
        (line: label.line, block: label.block, y: plot.maxY - $0 * plot.height)
      }
    }.sorted { $0.y < $1.y }
    var tops: [Double] = []
    var floor = plot.y - 8
    for label in labels {
      let top = max(label.y - label.block.height / 2, floor)
      tops.append(top)
      floor = top + label.block.height
    }
    var ceiling = plot.maxY + 7
    for index in labels.indices.reversed() {
      tops[index] = min(tops[index], ceiling - labels[index].block.height)
      ceiling = tops[index]
    }
    for (label, top) in zip(labels, tops) {
      layout.texts += typesetter.place(
        label.block, at: Point(x: plot.maxX + Self.labelGap, y: top), .left, .top, role: .reference)
      let middle = top + label.block.height / 2
      layout.leaders.append(
        PlotLayout.Leader(
          from: Point(x: plot.maxX, y: label.y), to: Point(x: plot.maxX + Self.labelGap - 4, y: middle),
          colour: label.line.colour))
    }
  }

  /// Places the names of vertical lines above their lines, in as many rows as are needed to keep them apart.
  private static func rows(
    _ labels: [(line: ReferenceLine, block: TextBlock)], _ axis: Axis, left: Double, width: Double,
    right: Double
  ) -> [(block: TextBlock, left: Double, bottom: Double, height: Double)] {
    var rows: [(end: Double, height: Double, members: [(block: TextBlock, left: Double)])] = []
    let placed = labels.compactMap { label in
      axis.fraction(label.line.value).map { (block: label.block, x: left + $0 * width) }
    }.sorted { $0.x < $1.x }
    for label in placed {
      let start = max(left, min(label.x - label.block.width / 2, left + width + right - label.block.width))
      let index = rows.firstIndex { $0.end + labelGap <= start } ?? rows.count
      if index == rows.count { rows.append((-Double.infinity, 0, [])) }
      rows[index].end = start + label.block.width
      rows[index].height = max(rows[index].height, label.block.height)
      rows[index].members.append((label.block, start))
    }
    var bottom = 0.0
    var result: [(block: TextBlock, left: Double, bottom: Double, height: Double)] = []
    for row in rows {
      result += row.members.map { ($0.block, $0.left, bottom, row.height) }
      bottom += row.height + 2
    }
    return result
  }
}

// MARK: - Ticks

extension PlotMeasure {
  private static func horizontalTicks(_ axis: Axis, width: Double, _ typesetter: Typesetter) -> (
    [Tick], [TextBlock]
  ) {
    if !axis.categories.isEmpty {
      let slot = width / Double(axis.categories.count)
      let words = axis.categories.flatMap { $0.split(separator: " ") }
      let widest = words.map { typesetter.width(String($0), .tick) }.max() ?? 0
      let maxWidth = widest <= slot - 6 ? slot - 6 : .infinity
      let ticks = axis.ticks(atMost: .max)
      return thinned(ticks, ticks.map { typesetter.block($0.label, .tick, maxWidth: maxWidth) }) {
        $0.width + 6 <= Double($1) * slot
      }
    }
    var count = max(2, Int(width / 50))
    while true {
      let ticks = axis.ticks(atMost: count)
      let labels = ticks.map { typesetter.block($0.label, .tick, maxWidth: .infinity) }
      let spans = zip(ticks, labels).map { tick, label -> (left: Double, right: Double) in
        let middle = (axis.fraction(tick.value) ?? 0) * width
        return (middle - label.width / 2, middle + label.width / 2)
      }
      let fits = zip(spans, spans.dropFirst()).allSatisfy { $0.right + 12 <= $1.left }
      if fits || count == 1 { return (ticks, labels) }
      count -= 1
    }
  }

  private static func verticalTicks(_ axis: Axis, height: Double, _ typesetter: Typesetter) -> (
    [Tick], [TextBlock]
  ) {
    if !axis.categories.isEmpty {
      let slot = height / Double(axis.categories.count)
      let ticks = axis.ticks(atMost: .max)
      return thinned(ticks, ticks.map { typesetter.block($0.label, .tick, maxWidth: 240) }) {
        $0.height <= Double($1) * slot
      }
    }
    // Low plots may have closer ticks than high ones, and no plot should have a single tick.
    let line = typesetter.lineMetrics(.tick).height
    var count = max(2, Int(height / 38), min(5, Int(height / (1.4 * line))))
    var ticks = axis.ticks(atMost: min(count, 9))
    while ticks.count < 2 && Double(count + 1) * 1.1 * line <= height {
      count += 1
      ticks = axis.ticks(atMost: count)
    }
    return (ticks, ticks.map { typesetter.block($0.label, .tick, maxWidth: .infinity) })
  }

  /// Every category, or every second, third and so on, so that all labels fit.
  private static func thinned(
    _ ticks: [Tick], _ labels: [TextBlock], fits: (TextBlock, _ slots: Int) -> Bool
  ) -> ([Tick], [TextBlock]) {
    var every = 1
    while every < ticks.count && !labels.allSatisfy({ fits($0, every) }) { every += 1 }
    let kept = stride(from: 0, to: ticks.count, by: every)
    return (kept.map { ticks[$0] }, kept.map { labels[$0] })
  }

  /// How far the values at the ends of horizontal bars extend beyond the plot.
  private static func barOverhang(_ chart: Chart, _ axes: Axes, _ size: Size, _ typesetter: Typesetter)
    -> Double
  {
    guard chart.barsAreHorizontal else { return 0 }
    var overhang = 0.0
    for case .bars(let bars) in chart.marks where bars.showsValues {
      for (value, label) in zip(bars.values, Ticks.short(bars.values)) {
        guard let t = axes.x.fraction(value), axes.x.contains(value) else { continue }
        let end = t * size.width + PlotLayout.barValueGap + typesetter.width(label, .tick)
        overhang = max(overhang, end - size.width)
      }
    }
    return overhang
  }
}
