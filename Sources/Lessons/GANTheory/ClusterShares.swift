import Datasets
import Figures
import GANKit
import Judges
import LessonKit

/// Which share of the fakes lies near each centre, over a training.
struct ClusterShares {
  /// The iterations at which the fakes were counted.
  let steps: [Int]
  /// The shares near the eight centres at each of these iterations.
  let shares: [[Double]]

  init(steps: [Int], shares: [[Double]]) { (self.steps, self.shares) = (steps, shares) }

  /// - Parameter history: with the values that ``values(of:)`` gave to the log.
  init(_ history: History) {
    let columns = (1...Ring.modes).map { history.column("centre\($0)") }
    steps = columns[0].map(\.step)
    shares = columns[0].indices.map { row in columns.map { $0[row].value } }
  }

  /// The shares near the eight centres, to be logged.
  static func values(of points: Tensor) -> KeyValuePairs<String, Double> {
    let count = Double(points.shape[0])
    let s = Ring.coverage(of: points).counts.map { Double($0) / count }
    return [
      "centre1": s[0], "centre2": s[1], "centre3": s[2], "centre4": s[3], "centre5": s[4], "centre6": s[5],
      "centre7": s[6], "centre8": s[7],
    ]
  }

  // snippet.homes
  /// How often the fakes move house: how often the centre changes near which more than half of them lie.
  var moves: Int {
    let homes = shares.compactMap { shares in shares.firstIndex { $0 > 0.5 } }
    return zip(homes, homes.dropFirst()).count { $0 != $1 }
  }
  // snippet.end

  /// One row for each centre and one column for each iteration; the darker, the more fakes.
  func chart(_ title: String) -> Chart {
    let last = Double(steps.last ?? 1)
    let grid = PlotGrid(
      x: 0...last, y: 0.5...Double(Ring.modes) + 0.5, columns: shares.count, rows: Ring.modes)
    return Chart(title, x: "iteration", y: "cluster")
      .heatMap(
        "share of the fakes", (0..<Ring.modes).flatMap { mode in shares.map { $0[mode] } }, on: grid,
        range: 0...1, smooth: false)
  }
}
