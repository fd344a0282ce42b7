/// Gives series that colour alone does not tell apart different line styles or markers.
///
/// A series is a name with a colour; it looks the same in all charts of a page. Curves without a name belong to another
/// mark, such as the points that they join, and stay as they are.
struct SeriesStyles {
  private struct Series: Hashable {
    var name: String
    var colour: Colour
  }

  private var lines: [Series: LineStyle] = [:]
  private var markers: [Series: Marker] = [:]

  init(_ charts: [Chart]) {
    let marks = charts.flatMap(\.marks)
    // What was asked for comes first: what is chosen has to differ from it.
    for mark in marks {
      switch mark {
      case .line(let line):
        if let style = line.style { lines[Series(name: line.name, colour: line.colour)] = style }
      case .scatter(let points):
        if let marker = points.marker { markers[Series(name: points.name, colour: points.colour)] = marker }
      default: break
      }
    }
    for mark in marks {
      switch mark {
      case .line(let line) where !line.name.isEmpty:
        Self.choose(for: Series(name: line.name, colour: line.colour), from: LineStyle.allCases, &lines)
      case .scatter(let points) where !points.name.isEmpty:
        Self.choose(for: Series(name: points.name, colour: points.colour), from: Marker.allCases, &markers)
      default: break
      }
    }
  }

  /// The first look that no series has whose colour could be taken for this one's.
  private static func choose<Look: Equatable>(
    for series: Series, from looks: [Look], _ chosen: inout [Series: Look]
  ) {
    guard chosen[series] == nil else { return }
    let similar = chosen.filter { !$0.key.colour.isDistinct(from: series.colour) }.map(\.value)
    chosen[series] = looks.first { !similar.contains($0) } ?? looks[chosen.count % looks.count]
  }

  func style(of line: LineMark) -> LineStyle {
    line.style ?? lines[Series(name: line.name, colour: line.colour)] ?? .solid
  }

  func marker(of points: ScatterMark) -> Marker {
    points.marker ?? markers[Series(name: points.name, colour: points.colour)] ?? .circle
  }
}

extension Array where Element == Chart {
  /// The charts of one page, with a line style or a marker for every series.
  var withDistinctSeries: [Chart] {
    let styles = SeriesStyles(self)
    return map { chart in
      chart.with { chart in
        chart.marks = chart.marks.map { mark in
          switch mark {
          case .line(var line):
            line.style = styles.style(of: line)
            return .line(line)
          case .scatter(var points):
            points.marker = styles.marker(of: points)
            return .scatter(points)
          default: return mark
          }
        }
      }
    }
  }
}
