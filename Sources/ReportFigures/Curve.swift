import Figures
import LessonKit

/// A logged value over the iterations, and the level that it is read against.
public struct Curve {
  let name: String
  let column: String
  let colour: Colour
  let level: Double
  let meaning: String

  /// - Parameters:
  ///   - name: what the legend calls it: "D".
  ///   - column: the name that it was logged under.
  ///   - level: where the reference line stands.
  ///   - meaning: what it means to be there: "2 ln 2: D cannot tell".
  public init(_ name: String, _ column: String, colour: Colour, level: Double, _ meaning: String) {
    (self.name, self.column, self.colour, self.level, self.meaning) = (name, column, colour, level, meaning)
  }
}

extension Report {
  /// Saves a chart of what a loop logged, each curve with its reference line, and records each column's mean over the
  /// last tenth of its rows as a metric of the column's name.
  ///
  /// - Parameters:
  ///   - name: of the figure.
  ///   - title: what it shows.
  ///   - y: what the values are.
  /// - Throws: `FileError`; `Interrupted` if someone asked the program to stop.
  public func curves(
    _ name: String, _ title: String, y: String = "loss", of history: History, _ curves: [Curve],
    caption: String = ""
  ) throws {
    var chart = Chart(title, x: "training step", y: y)
    for (index, curve) in curves.enumerated() {
      let points = history.column(curve.column)
      let last = points.suffix(max(1, points.count / 10))
      metric(curve.column, last.reduce(0) { $0 + $1.value } / Double(last.count))
      chart = chart.line(curve.name, points, colour: curve.colour, smoothing: 9)
      // A line that several curves are read against is drawn once, in nobody's colour.
      let sharing = curves.filter { $0.level == curve.level && $0.meaning == curve.meaning }
      let isFirst = !curves[..<index].contains { $0.level == curve.level && $0.meaning == curve.meaning }
      guard isFirst else { continue }
      chart = chart.reference(
        y: curve.level, curve.meaning,
        colour: sharing.count > 1 ? Palette.reference : curve.colour.opacity(0.6))
    }
    try figure(name, chart.caption(caption))
  }
}
