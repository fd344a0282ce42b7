/// A page of panels: title, subtitle and legend; rows of plots, each with its title; and the caption.
struct PanelsLayout {
  private(set) var plots: [PlotLayout] = []
  private(set) var legend: Legend
  private(set) var size = Size(width: 0, height: 0)
  /// Title, subtitle and caption, and those of the panels.
  private(set) var pageTexts: [PlacedText] = []
  private(set) var sharedColourBar: ColourBar.Placed?

  private static let columnGap = 26.0
  private static let rowGap = 20.0
  private static let titleGap = 3.0

  /// All text on the page.
  var texts: [PlacedText] {
    pageTexts + legend.texts + plots.flatMap(\.texts) + (sharedColourBar?.texts ?? [])
  }

  init(_ panels: Panels, _ typesetter: Typesetter) {
    let margin = FigureStyle.margin
    let panels = panels.withDistinctSeries
    let cells = Cells(panels, typesetter)
    let measures = cells.measures
    let page = PageText(
      title: panels.title, subtitle: panels.subtitle, caption: panels.caption,
      entries: (panels.charts.flatMap(\.legendEntries)
        + measures.flatMap(\.displacedReferences).map(LegendEntry.init)).uniqued(),
      width: cells.pageWidth, typesetter)
    legend = page.legend

    var y = margin + page.headHeight
    for row in 0..<cells.rowCount {
      var x = margin
      let head = cells.headHeights[row]
      let plotTop = (y + head + cells.top[row]).rounded(.up)
      for column in 0..<panels.columns {
        let index = row * panels.columns + column
        guard index < panels.charts.count else { break }
        let plot = Rect(
          x: (x + cells.left[column]).rounded(), y: plotTop, width: cells.plotSizes[index].width,
          height: cells.plotSizes[index].height)
        let layout = measures[index].place(plot: plot)
        plots.append(layout)
        // Titles rest on the highest text in their row, so that they are level.
        let text = cells.texts[index]
        let bottom = plotTop - cells.top[row] - 3
        let titleBottom = bottom - (text.subtitle.lines.isEmpty ? 0 : text.subtitle.height + Self.titleGap)
        pageTexts += typesetter.place(
          text.title, at: Point(x: plot.x, y: titleBottom), .left, .bottom, role: .title)
        pageTexts += typesetter.place(
          text.subtitle, at: Point(x: plot.x, y: bottom), .left, .bottom, role: .subtitle)
        pageTexts += typesetter.place(
          text.caption, at: Point(x: plot.x, y: plotTop + cells.heights[row] + cells.bottom[row] + 6), .left,
          .top,
          role: .caption)
        x += cells.left[column] + cells.plotWidth + cells.right[column] + Self.columnGap
      }
      y = plotTop + cells.heights[row] + cells.bottom[row] + cells.footHeights[row] + Self.rowGap
    }
    if cells.rowCount > 0 { y -= Self.rowGap }
    if let bar = cells.sharedColourBar, let first = plots.first, let last = plots.last {
      let height = last.plot.maxY - first.plot.y
      let left = cells.pageWidth - margin - bar.width(height: min(height, 320), typesetter)
      sharedColourBar = bar.place(left: left, top: first.plot.y, height: min(height, 320), typesetter)
    }
    let captionTop = y + page.footHeight - page.caption.height
    pageTexts += page.place(top: margin, captionTop: captionTop, typesetter)
    size = Size(width: cells.pageWidth, height: (captionTop + page.caption.height + margin).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    for plot in plots { plot.draw(on: canvas) }
    legend.draw(on: canvas)
    if let bar = sharedColourBar {
      bar.draw(on: canvas)
      for text in bar.texts { canvas.draw(text) }
    }
    for text in pageTexts + legend.texts { canvas.draw(text) }
  }

  /// The sizes of the panels' plots, and of the room around them, column by column and row by row.
  private struct Cells {
    var rowCount: Int
    var pageWidth: Double
    var measures: [PlotMeasure] = []
    var plotSizes: [Size] = []
    var texts: [(title: TextBlock, subtitle: TextBlock, caption: TextBlock)] = []
    var plotWidth = 0.0
    var heights: [Double]
    var left, right: [Double]
    var top, bottom, headHeights, footHeights: [Double]
    var sharedColourBar: ColourBar?

    init(_ panels: Panels, _ typesetter: Typesetter) {
      let charts = panels.charts
      let columns = panels.columns
      rowCount = (charts.count + columns - 1) / columns
      pageWidth = panels.width.rounded(.up)
      heights = Array(repeating: 200, count: rowCount)
      (left, right) = (Array(repeating: 0, count: columns), Array(repeating: 0, count: columns))
      (top, bottom) = (Array(repeating: 0, count: rowCount), Array(repeating: 0, count: rowCount))
      (headHeights, footHeights) = (top, top)

      var axes = charts.map(Axes.init)
      if panels.sharesRanges, let first = axes.first {
        let all = axes.dropFirst().reduce(first) { $0.union($1) }
        axes = axes.map { _ in all }
      }
      let bars = charts.compactMap(\.colourBar)
      if bars.count > 1, Set(bars).count == 1 { sharedColourBar = bars[0] }
      let options = charts.indices.map { index in
        PlotMeasure.Options(
          showsXLabels: !panels.sharesRanges || index + columns >= charts.count,
          showsYLabels: !panels.sharesRanges || index % columns == 0, showsColourBar: sharedColourBar == nil)
      }
      // As for a single chart, the plots' sizes and their text depend on each other.
      for round in 0..<4 {
        let barRoom = sharedColourBar.map { $0.width(height: 200, typesetter) + 18 } ?? 0
        let text = left.reduce(0, +) + right.reduce(0, +) + PanelsLayout.columnGap * Double(columns - 1)
        let room = (pageWidth - 2 * FigureStyle.margin - text - barRoom) / Double(columns)
        plotWidth = max(room.rounded(.down), 40)
        plotSizes = zip(charts, axes).map { Self.plotSize($0, $1, width: plotWidth) }
        for row in 0..<rowCount {
          let cells = row * columns..<min((row + 1) * columns, charts.count)
          heights[row] = plotSizes[cells].map(\.height).max() ?? 0
          for index in cells where !charts[index].hasEqualAspect { plotSizes[index].height = heights[row] }
        }
        measures = charts.indices.map { index in
          PlotMeasure(charts[index], axes[index], size: plotSizes[index], options: options[index], typesetter)
        }
        for (index, measure) in measures.enumerated() {
          let (row, column) = (index / columns, index % columns)
          let insets = measure.insets
          // From the second round on, room that was needed once is kept.
          let keeps = round > 0
          if !keeps && row == 0 { (left[column], right[column]) = (0, 0) }
          if !keeps && column == 0 { (top[row], bottom[row]) = (0, 0) }
          left[column] = max(left[column], insets.left)
          right[column] = max(right[column], insets.right)
          top[row] = max(top[row], insets.top)
          bottom[row] = max(bottom[row], insets.bottom)
        }
      }
      // The page is made wider only if it is too narrow for its text.
      let room = plotWidth * Double(columns) + PanelsLayout.columnGap * Double(columns - 1)
      let bar = sharedColourBar.map { $0.width(height: 200, typesetter) + 18 } ?? 0
      let text = left.reduce(0, +) + right.reduce(0, +)
      pageWidth = max(pageWidth, (room + text + bar + 2 * FigureStyle.margin).rounded(.up))
      texts = charts.enumerated().map { index, chart in
        let width = plotWidth + right[index % columns]
        return (
          typesetter.balancedBlock(chart.title, .panelTitle, maxWidth: width),
          typesetter.balancedBlock(chart.subtitle, .caption, maxWidth: width),
          typesetter.block(chart.caption, .caption, maxWidth: width)
        )
      }
      for (index, text) in texts.enumerated() {
        let row = index / columns
        let gap = text.title.lines.isEmpty || text.subtitle.lines.isEmpty ? 0 : PanelsLayout.titleGap
        let head = text.title.height + gap + text.subtitle.height
        headHeights[row] = max(headHeights[row], head > 0 ? head + 3 : 0)
        footHeights[row] = max(footHeights[row], text.caption.lines.isEmpty ? 0 : text.caption.height + 6)
      }
    }

    private static func plotSize(_ chart: Chart, _ axes: Axes, width: Double) -> Size {
      if chart.hasEqualAspect {
        let ratio = (axes.y.upper - axes.y.lower) / (axes.x.upper - axes.x.lower)
        let height = max(min(width * ratio, 560), 40).rounded(.down)
        return Size(width: max(min(width, height / ratio), 40).rounded(.down), height: height)
      }
      if chart.barsAreHorizontal {
        return Size(width: width, height: max(Double(chart.categories.count) * 30, 80))
      }
      return Size(width: width, height: min(max((width * 0.64).rounded(), 120), 300))
    }
  }
}
