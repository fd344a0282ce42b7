/// The symbol beside a name in a legend.
enum LegendSymbol: Hashable, Sendable {
  case line(LineStyle)
  case marker(Marker)
  case area
  case arrow(LineStyle)

  var width: Double {
    switch self {
    case .line, .arrow: 24
    case .area: 14
    case .marker: 12
    }
  }
}

struct LegendEntry: Hashable, Sendable {
  var name: String
  var colour: Colour
  var symbol: LegendSymbol
}

extension Mark {
  var colour: Colour? {
    switch self {
    case .line(let mark): mark.colour
    case .scatter(let mark): mark.colour
    case .area(let mark): mark.colour
    case .arrows(let mark): mark.colour
    case .bars(let mark): mark.colour
    case .heatMap, .note: nil
    }
  }

  var legendEntry: LegendEntry? {
    let entry: LegendEntry? =
      switch self {
      case .line(let mark):
        LegendEntry(
          name: mark.name, colour: mark.colour,
          symbol: mark.isTrajectory ? .arrow(mark.style ?? .solid) : .line(mark.style ?? .solid))
      case .scatter(let mark):
        LegendEntry(name: mark.name, colour: mark.colour, symbol: .marker(mark.marker ?? .circle))
      case .area(let mark): LegendEntry(name: mark.name, colour: mark.colour, symbol: .area)
      case .arrows(let mark): LegendEntry(name: mark.name, colour: mark.colour, symbol: .arrow(.solid))
      case .bars(let mark): LegendEntry(name: mark.name, colour: mark.colour, symbol: .area)
      case .heatMap, .note: nil
      }
    return entry.flatMap { $0.name.isEmpty ? nil : $0 }
  }
}

extension Chart {
  var legendEntries: [LegendEntry] {
    guard showsLegend else { return [] }
    return marks.compactMap(\.legendEntry).uniqued()
  }
}

extension Array where Element: Hashable {
  /// Each element once, at its first position.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}

/// A legend in rows above the plot, where it cannot cover data.
struct Legend: Hashable, Sendable {
  struct Item: Hashable, Sendable {
    var entry: LegendEntry
    var symbol: Rect
  }

  var items: [Item] = []
  var texts: [PlacedText] = []
  var height = 0.0

  private static let widestSymbol = 24.0
  private static let symbolGap = 7.0
  private static let itemGap = 22.0
  private static let rowGap = 5.0

  init(_ entries: [LegendEntry], left: Double, top: Double, width: Double, _ typesetter: Typesetter) {
    var x = left
    var y = top
    var rowHeight = 0.0
    let line = typesetter.lineMetrics(.legend).height
    let textWidth = width - Self.widestSymbol - Self.symbolGap
    for entry in entries {
      let block = typesetter.block(entry.name, .legend, maxWidth: textWidth)
      let symbolWidth = entry.symbol.width
      let itemWidth = symbolWidth + Self.symbolGap + block.width
      if x > left && x + itemWidth > left + width {
        x = left
        y += rowHeight + Self.rowGap
        rowHeight = 0
      }
      items.append(Item(entry: entry, symbol: Rect(x: x, y: y, width: symbolWidth, height: line)))
      texts += typesetter.place(
        block, at: Point(x: x + symbolWidth + Self.symbolGap, y: y), .left, .top, role: .legend)
      x += itemWidth + Self.itemGap
      rowHeight = max(rowHeight, block.height)
    }
    height = entries.isEmpty ? 0 : y + rowHeight - top
  }
}
