import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit

/// What a model makes of the ring: a density, if it has one, and points that it draws.
struct PlaneResult {
  let name: String
  /// ln of the density at the cells of ``PlaneCells/grid``; nil if the model has none.
  let logDensity: Tensor?
  /// The mean of -ln p(x) over test points, in nats; nil if the model has no density.
  let nats: Double?
  /// Points drawn from the model, `[N, 2]`.
  let points: Tensor

  var coverage: ModeCoverage { Ring.coverage(of: points) }

  /// Of a model of cells: the density in a cell is its probability, divided by its area.
  ///
  /// - Parameters:
  ///   - logProbability: of cells, by their names, `[N, 12] -> [N]`.
  ///   - drawn: names of cells that the model drew.
  init(
    _ name: String, logProbability: (Tensor) -> Tensor, drawn: Tensor, test: Tensor, using random: Random
  ) {
    let logArea = Float(2 * log(PlaneCells.width))
    self.name = name
    logDensity = logProbability(PlaneCells.all) - logArea
    nats = -Double((logProbability(PlaneCells.names(of: test)) - logArea).mean().scalar)
    points = PlaneCells.points(in: drawn, using: random)
  }

  /// Of a model of points.
  /// - Parameter density: ln p of points, `[N, 2] -> [N]`; nil if the model has none.
  init(_ name: String, logDensity density: ((Tensor) -> Tensor)?, drawn: Tensor, test: Tensor) {
    self.name = name
    logDensity = density?(PlaneCells.middles)
    nats = density.map { -Double($0(test).mean().scalar) }
    points = drawn
  }

  /// The density as colours, and some of the points.
  func chart(title: String? = nil) -> Chart {
    let shown = points.rows(0..<min(400, points.shape[0])).scalars.map(Double.init)
    let axis = { (offset: Int) in stride(from: offset, to: shown.count, by: 2).map { shown[$0] } }
    var chart = Chart(title ?? name)
    if let logDensity {
      chart = chart.heatMap(
        "density", exp(logDensity).scalars.map { min(Double($0), 0.9) }, on: PlaneCells.grid, range: 0...0.9,
        smooth: false)
    }
    return chart.scatter("drawn", axis(0), axis(1), colour: .generated, radius: 1.6)
      .xRange(PlaneCells.range).yRange(PlaneCells.range).equalAspect()
  }
}

extension GenerativeModelsLesson {
  /// Test points of the ring, which no model is trained on.
  var ringTest: Tensor { Ring.points(5000, using: Random(seed: 1, stream: "ring test")) }

  /// Training points of the ring, `[20000, 2]`.
  var ringTrain: Tensor { Ring.points(20_000, using: run.random("ring train")) }

  /// Reports a model of the plane: its figure and its numbers.
  func report(_ result: PlaneResult, _ report: Report) throws {
    if let nats = result.nats { report.metric("planeNats", nats) }
    report.metric("planeCovered", result.coverage.covered)
    report.metric("planeGood", result.coverage.quality)
    try report.figure("plane", result.chart())
  }
}
