import Foundation

// What a chart says in words: its title, and what its axes and its series show.

extension Chart {
  var words: FigureWords {
    FigureWords(
      title: title.isEmpty ? axisNames.joined(separator: ", ") : title,
      description: spokenDescription.isEmpty
        ? (sentences + smallPrint).joined(separator: " ") : spokenDescription
    )
  }

  private var axisNames: [String] {
    let names = [x.label, y.label].filter { !$0.isEmpty }
    return names.isEmpty ? ["Chart"] : names
  }

  /// The axes, unless a page has named them for all its charts, and what is drawn on them.
  var sentences: [String] { Axes(self).sentences(x, y) + seriesSentences }

  var smallPrint: [String] { [subtitle, caption].filter { !$0.isEmpty }.map(Spoken.sentence) }

  var seriesSentences: [String] {
    let lines = references.filter { !$0.label.isEmpty }.map { line in
      Spoken.sentence(
        "\(line.direction == .horizontal ? "Horizontal" : "Vertical") line at \(Spoken.number(line.value)): "
          + line.label)
    }
    return marks.compactMap { $0.sentence(categories) }.uniqued() + lines.uniqued()
  }
}

extension Axes {
  /// "Horizontal axis: iteration, 0 to 500."
  func sentences(_ x: AxisSpecification, _ y: AxisSpecification) -> [String] {
    [("Horizontal", self.x, x.label), ("Vertical", self.y, y.label)].map { direction, axis, label in
      let range =
        axis.categories.isEmpty
        ? "\(Spoken.number(axis.lower)) to \(Spoken.number(axis.upper))"
        : "\(axis.categories.count) categories"
      return Spoken.sentence(
        "\(direction) axis: \(label.isEmpty ? "" : label + ", ")\(range)"
          + (axis.isLogarithmic ? ", logarithmic" : ""))
    }
  }
}

extension Mark {
  /// One sentence on a named mark; nil for others.
  fileprivate func sentence(_ categories: [String]) -> String? {
    func named(_ kind: String, _ name: String, _ rest: String) -> String? {
      name.isEmpty ? nil : Spoken.sentence("\(kind) \"\(name)\": \(rest)")
    }
    switch self {
    case .line(let line):
      if line.isTrajectory {
        let path = zip(line.xs, line.ys).filter { $0.isFinite && $1.isFinite }
        guard let (a, b) = path.first, let (c, d) = path.last else {
          return named("Path", line.name, "no data")
        }
        return named("Path", line.name, "from \(Spoken.point(a, b)) to \(Spoken.point(c, d))")
      }
      return named("Curve", line.name, Spoken.course(line.ys))
    case .scatter(let points): return named("Points", points.name, counted(points.xs.count))
    case .area(let area): return named("Area", area.name, "up to " + Spoken.largest(area.upper))
    case .heatMap(let map):
      return named(
        "Colours", map.name,
        "\(Spoken.number(map.range.lowerBound)) to \(Spoken.number(map.range.upperBound))")
    case .arrows(let arrows): return named("Arrows", arrows.name, counted(arrows.xs.count))
    case .bars(let bars):
      let values = zip(categories, zip(bars.values, Ticks.short(bars.values)))
        .map { "\($0) \($1.0.isFinite ? $1.1 : "none")" }
      let name = bars.name.isEmpty ? "Bars" : "Bars \"\(bars.name)\""
      let shown = values.count > 16 ? "up to " + Spoken.largest(bars.values) : values.joined(separator: ", ")
      return Spoken.sentence("\(name): \(shown)")
    case .note(let note): return Spoken.sentence("Note: \(note.text)")
    }
  }

  private func counted(_ count: Int) -> String { Ticks.plain(Double(count), decimals: 0) }
}

/// Numbers as a description gives them: three digits say enough.
enum Spoken {
  static func number(_ value: Double) -> String {
    guard value.isFinite else { return "no number" }
    guard value != 0 else { return "0" }
    let size = abs(value)
    if size >= 1e6 || size < 1e-3 { return String(format: "%.2e", value) }
    let decimals = max(0, 2 - Int(floor(log10(size))))
    let text = Ticks.plain(value, decimals: decimals)
    guard text.contains(".") else { return text }
    return String(text.reversed().drop { $0 == "0" }.drop { $0 == "." }.reversed())
  }

  static func point(_ x: Double, _ y: Double) -> String { "(\(number(x)), \(number(y)))" }

  static func course(_ values: [Double]) -> String {
    let finite = values.filter(\.isFinite)
    guard let first = finite.first, let last = finite.last else { return "no data" }
    let (low, high) = (finite.min()!, finite.max()!)
    return "\(number(first)) at the start, \(number(last)) at the end, "
      + "between \(number(low)) and \(number(high))"
  }

  static func largest(_ values: [Double]) -> String {
    values.filter(\.isFinite).max().map(number) ?? "nothing: no data"
  }

  /// With a full stop, if it has none.
  static func sentence(_ text: String) -> String {
    guard let last = text.last else { return text }
    return ".!?".contains(last) ? text : text + "."
  }
}
