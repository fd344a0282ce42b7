import Foundation
import LessonKit

/// What a step has logged, thinned out so that a small chart can show it.
struct LossSeries: Encodable, Sendable {
  struct Column: Encodable, Sendable {
    var name: String
    /// Pairs of iteration and value.
    var points: [[Double]]
  }

  struct Loop: Encodable, Sendable {
    var name: String
    var columns: [Column]
  }

  var loops: [Loop] = []

  /// How many points a curve has at most: one for each pixel or two of its chart.
  private static let most = 300

  /// - Parameter step: whose rows are shown.
  init(_ metrics: MetricsFile, step: String) {
    let rows = metrics.rows.filter { $0.step == step }
    for row in rows where !loops.contains(where: { $0.name == row.loop }) {
      let own = rows.filter { $0.loop == row.loop }
      let columns = metrics.names.compactMap { name -> Column? in
        let points = own.compactMap { row in
          row.values[name].flatMap(Double.init).map { [Double(row.iteration), $0] }
        }
        if points.isEmpty { return nil }
        let stride = (points.count + Self.most - 1) / Self.most
        var kept = points.enumerated().filter { $0.offset % stride == 0 }.map(\.element)
        if let last = points.last, kept.last != last { kept.append(last) }
        return Column(name: name, points: kept)
      }
      loops.append(Loop(name: row.loop, columns: columns))
    }
  }
}
