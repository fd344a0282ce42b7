import Figures
import Foundation
import LessonKit

// Why two players that both learn may not settle.

extension GANTheoryLesson {
  func playBilinearGame(_ report: Report) throws {
    let (count, rate) = (150, run[Self.rate])
    var chart = Chart(
      "Three ways to play the same bilinear game", x: "x (wants xy to be small)",
      y: "y (wants xy to be large)"
    )
    .equalAspect()
    var rows: [[String]] = []
    var growths: [BilinearGame.Play: Double] = [:]
    for (play, colour) in zip(
      BilinearGame.Play.allCases, [Palette.generator, Palette.discriminator, Palette.accent])
    {
      let points = BilinearGame.trajectory(play, steps: count, rate: Float(rate))
      let radii = points.map { hypot($0.x, $0.y) }
      let growth = pow(radii.last! / radii[0], 1 / Double(count))
      growths[play] = growth
      chart = chart.trajectory(play.rawValue, points.map(\.x), points.map(\.y), colour: colour)
      let (meanX, meanY) = (mean(points.map(\.x)), mean(points.map(\.y)))
      rows.append([
        play.rawValue, String(format: "%.5f", growth), String(format: "%.2f", radii.last!),
        String(format: "%.2f", hypot(meanX, meanY)),
      ])
      report.metric(play.rawValue, growth)
    }
    report.table(["play", "mean factor per step", "distance at the end", "distance of the mean point"], rows)
    try report.figure(
      "trajectories",
      chart.scatter("equilibrium", [0], [0], colour: .reference)
        .caption("\(count) steps at learning rate \(rate), from (1, 0)."))
    let (outwards, inwards) = ((1 + rate * rate).squareRoot(), (1 - rate * rate + pow(rate, 4)).squareRoot())
    report.check(
      "simultaneous play multiplies the distance by sqrt(1 + rate^2) per step",
      Swift.abs(growths[.simultaneous]! - outwards) < 1e-5)
    report.check(
      "extragradient multiplies the distance by sqrt(1 - rate^2 + rate^4) per step",
      Swift.abs(growths[.extragradient]! - inwards) < 1e-5)
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
