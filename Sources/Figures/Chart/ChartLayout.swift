/// A chart's page: title, subtitle, legend, plot and caption from top to bottom.
struct ChartLayout {
  let size: Size
  let plot: PlotLayout
  let legend: Legend
  /// Title, subtitle and caption.
  let pageTexts: [PlacedText]

  /// All text on the page.
  var texts: [PlacedText] { pageTexts + legend.texts + plot.texts }

  init(_ chart: Chart, _ typesetter: Typesetter) {
    let chart = [chart].withDistinctSeries[0]
    let margin = FigureStyle.margin
    let axes = Axes(chart)
    var width = chart.width
    var plotSize = Size(width: width - 2 * margin - 60, height: 340)
    var measure = PlotMeasure(chart, axes, size: plotSize, typesetter)
    var page = PageText(chart, width: width, measure.displacedReferences, typesetter)
    var insets = measure.insets
    // The plot's size depends on the text around it, and the number of ticks depends on the plot's size: a few
    // rounds settle both.
    for round in 0..<5 {
      page = PageText(chart, width: width, measure.displacedReferences, typesetter)
      let room = width - 2 * margin - insets.left - insets.right
      plotSize.width = max(room, 60)
      if let height = chart.height {
        plotSize.height =
          height - page.headHeight - page.footHeight - 2 * margin - insets.top - insets.bottom - 1
        plotSize.height = max(plotSize.height, 60)
      } else {
        plotSize.height = chart.defaultPlotHeight(width: plotSize.width)
      }
      if chart.hasEqualAspect {
        let ratio = (axes.y.upper - axes.y.lower) / (axes.x.upper - axes.x.lower)
        let ceiling = chart.height == nil ? 560 : plotSize.height
        plotSize.height = max(min(plotSize.width * ratio, ceiling), 40)
        plotSize.width = max(min(plotSize.height / ratio, plotSize.width), 40)
        // A page much wider than its plot would be half empty.
        if chart.height == nil {
          width = min(max(plotSize.width + insets.left + insets.right + 2 * margin, 480), chart.width)
        }
      }
      // Whole points, so that the plot's edges fall on whole pixels.
      plotSize = Size(width: plotSize.width.rounded(.down), height: plotSize.height.rounded(.down))
      measure = PlotMeasure(chart, axes, size: plotSize, typesetter)
      // From the second round on, room that was needed once is kept: otherwise a tick label that comes and goes with
      // the plot's width could end up beyond the page's edge.
      insets = round == 0 ? measure.insets : insets.union(measure.insets)
    }
    page = PageText(chart, width: width, measure.displacedReferences, typesetter)
    // The page is made wider only if it is too narrow for its text.
    let fullWidth = plotSize.width + insets.left + insets.right + 2 * margin
    width = max(width, fullWidth).rounded(.up)
    let plot = Rect(
      x: (margin + insets.left + (width - fullWidth) / 2).rounded(),
      y: (margin + page.headHeight + insets.top).rounded(.up), width: plotSize.width, height: plotSize.height)
    let foot = plot.maxY + insets.bottom + page.footHeight - page.caption.height
    pageTexts = page.place(top: margin, captionTop: foot, typesetter)
    legend = page.legend
    self.plot = measure.place(plot: plot)
    size = Size(
      width: width, height: max(foot + page.caption.height + margin, chart.height ?? 0).rounded(.up))
  }

  func draw(on canvas: Canvas) {
    plot.draw(on: canvas)
    legend.draw(on: canvas)
    for text in pageTexts + legend.texts { canvas.draw(text) }
  }
}

/// The text across the whole page, broken into lines.
struct PageText {
  let title, subtitle, caption: TextBlock
  let legend: Legend
  /// The height of everything above the plot, and of everything below it, gaps included.
  let headHeight, footHeight: Double
  private let subtitleTop: Double

  init(_ chart: Chart, width: Double, _ displaced: [ReferenceLine], _ typesetter: Typesetter) {
    let entries = chart.legendEntries + displaced.map(LegendEntry.init)
    self.init(
      title: chart.title, subtitle: chart.subtitle, caption: chart.caption, entries: entries, width: width,
      typesetter)
  }

  init(
    title: String, subtitle: String, caption: String, entries: [LegendEntry], width: Double,
    _ typesetter: Typesetter
  ) {
    let margin = FigureStyle.margin
    let room = width - 2 * margin
    self.title = typesetter.balancedBlock(title, .title, maxWidth: room)
    self.subtitle = typesetter.balancedBlock(subtitle, .subtitle, maxWidth: room)
    self.caption = typesetter.block(caption, .caption, maxWidth: room)
    var y = margin + self.title.height
    if !self.subtitle.lines.isEmpty { y += self.title.lines.isEmpty ? 0 : 5 }
    subtitleTop = y
    y += self.subtitle.height
    if !entries.isEmpty && y > margin { y += 11 }
    legend = Legend(entries, left: margin, top: y, width: room, typesetter)
    y += legend.height
    headHeight = y > margin ? y - margin + 10 : 0
    footHeight = self.caption.lines.isEmpty ? 0 : 12 + self.caption.height
  }

  func place(top: Double, captionTop: Double, _ typesetter: Typesetter) -> [PlacedText] {
    let left = FigureStyle.margin
    return typesetter.place(title, at: Point(x: left, y: top), .left, .top, role: .title)
      + typesetter.place(subtitle, at: Point(x: left, y: subtitleTop), .left, .top, role: .subtitle)
      + typesetter.place(caption, at: Point(x: left, y: captionTop), .left, .top, role: .caption)
  }
}

extension LegendEntry {
  init(_ reference: ReferenceLine) {
    self.init(name: reference.label, colour: reference.colour, symbol: .line(.dashed))
  }
}

extension Chart {
  func defaultPlotHeight(width: Double) -> Double {
    if barsAreHorizontal { return max(Double(categories.count) * 34, 80) }
    return min(max(width * 0.47, 140), 360)
  }
}
