import Figures
import Foundation
import GANKit
import LessonKit

// Points that follow the perfect discriminator, beside direct matching.

extension IdealDiscriminatorLesson {
  func matchIndirectly(_ report: Report) throws {
    let target = (mean: 1.5, deviation: 0.5)
    let random = run.random("indirect")
    var cloud = PerfectGenerator(points: (0..<run[Self.particles]).map { _ in -2 + 0.9 * random.normal() })
    var direct = DirectMatching(mean: cloud.mean, deviation: cloud.deviation)
    let xs = Tensor.linspace(from: -5, to: 4, count: 361).scalars.map(Double.init)
    var panels: [Chart] = []
    var (clouds, directs) = ([(Double, Double)](), [(Double, Double)]())
    for step in 0...400 {
      if [0, 20, 60, 400].contains(step) {
        panels.append(
          Chart("step \(step)", x: "x", y: "density")
            .area("target", xs, xs.map(Mixture.normal(target.mean, target.deviation).density), colour: .real)
            .histogram("points", cloud.points, bins: 60, in: -5...4, colour: .generated))
      }
      clouds.append((cloud.mean, cloud.deviation))
      directs.append((direct.mean, direct.deviation))
      cloud.climbLogOdds(towards: target, rate: 0.01)
      direct.descend(towards: target, rate: 0.01)
    }
    try report.figure(
      "transport", Panels("Points that climb the log-odds of D*", columns: 2, panels).sharedRanges())
    let steps = Array(clouds.indices)
    try report.figure(
      "two-ways",
      Chart("The indirect and the direct way", x: "step", y: "mean and deviation")
        .line("mean, through D*", steps, clouds.map(\.0), colour: .generated, width: 5)
        .line("deviation, through D*", steps, clouds.map(\.1), colour: .accent, width: 5)
        .line("both, directly", steps, directs.map(\.0), colour: .discriminator, style: .dashed)
        .line("both, directly", steps, directs.map(\.1), colour: .discriminator, style: .dashed))
    report.metric("mean", cloud.mean)
    report.metric("deviation", cloud.deviation)
    let gap = zip(clouds, directs).map { Swift.max(Swift.abs($0.0 - $1.0), Swift.abs($0.1 - $1.1)) }.max()!
    report.metric("largestGap", gap)
    report.check("both ways take the same path", gap < 1e-6)
    try compareLosses(report)
    try comparePulls(towards: target, report)
  }

  /// The same cloud, moved by each of the three pulls.
  private func comparePulls(
    towards target: (mean: Double, deviation: Double), _ report: Report
  ) throws {
    let random = run.random("pulls")
    let start = (0..<run[Self.particles]).map { _ in -2 + 0.9 * random.normal() }
    let quantiles = Mixture.normal(target.mean, target.deviation).quantiles(start.count)
    let count = 600
    var chart = Chart(
      "The same cloud under three pulls", x: "step", y: "Wasserstein distance from the target")
    var rows: [[String]] = []
    for (pull, colour) in zip(Pull.allCases, [Palette.discriminator, .generator, .accent]) {
      var cloud = PulledCloud(points: start, target: target)
      var distances = [wasserstein(start, toQuantiles: quantiles)]
      for _ in 0..<count {
        cloud.move(by: pull, rate: 0.01)
        distances.append(wasserstein(cloud.points, toQuantiles: quantiles))
      }
      chart = chart.line(pull.loss, Array(distances.indices), distances, colour: colour)
      let arrival = distances.firstIndex { $0 < 0.1 }
      rows.append([
        pull.loss, format(distances[0], 2), format(distances[count], 2), arrival.map { "\($0)" } ?? "-",
      ])
      report.metric("\(pull.rawValue)Distance", distances[count])
      if let arrival { report.metric("\(pull.rawValue)Arrival", arrival) }
    }
    report.table(
      ["loss of G", "distance at the start", "after \(count) steps", "steps until it is below 0.1"], rows)
    try report.figure("three-pulls", chart.yRange(0...4))
  }

  /// How strongly each of G's two losses moves a fake that lies in the middle of q.
  private func compareLosses(_ report: Report) throws {
    let distances = (1...60).map { Double($0) / 10 }
    let pulls = distances.map { distance -> (Double, Double) in
      let d = perfectPair(distance: distance).d(-distance / 2)
      let slope = distance / (0.7 * 0.7)  // of ln(p / q), the same everywhere
      return (d * slope, (1 - d) * slope)
    }
    try report.figure(
      "pulls",
      Chart(
        "The pull on a fake in the middle of q", x: "distance between the means",
        y: "|gradient| of the loss with respect to x"
      )
      .line("ln(1 − D*), saturating", distances, pulls.map(\.0), colour: .accent)
      .line("−ln D*, non-saturating", distances, pulls.map(\.1), colour: .generator)
      .logarithmicY())
    report.metric("pullSaturating", pulls[39].0)
    report.metric("pullNonSaturating", pulls[39].1)
  }
}
