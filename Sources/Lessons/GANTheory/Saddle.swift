import Figures
import Foundation
import LessonKit

// Why two players that both learn may not settle.

extension GANTheoryLesson {
  /// One way to play, and how it is drawn.
  private struct Exhibit {
    let name: String
    let play: BilinearGame.Play
    let schedule: RateSchedule
    let colour: Colour
  }

  func playBilinearGame(_ report: Report) throws {
    let (count, rate) = (150, run[Self.rate])
    let exhibits = [
      Exhibit(name: "simultaneous", play: .simultaneous, schedule: .constant, colour: .generator),
      Exhibit(
        name: "simultaneous, falling rate", play: .simultaneous, schedule: .falling, colour: .generated),
      Exhibit(name: "alternating", play: .alternating, schedule: .constant, colour: .discriminator),
      Exhibit(name: "extragradient", play: .extragradient, schedule: .constant, colour: .accent),
    ]
    var chart = Chart(
      "Four ways to play the same bilinear game", x: "x (wants xy to be small)",
      y: "y (wants xy to be large)"
    )
    .equalAspect()
    var rows: [[String]] = []
    var ends: [String: Double] = [:]
    for exhibit in exhibits {
      let points = BilinearGame.trajectory(
        exhibit.play, steps: count, rate: Float(rate), exhibit.schedule)
      let end = hypot(points.last!.x, points.last!.y)
      let growth = pow(end, 1 / Double(count))  // the distance is 1 at the start
      ends[exhibit.name] = end
      chart = chart.trajectory(exhibit.name, points.map(\.x), points.map(\.y), colour: exhibit.colour)
      let (meanX, meanY) = (mean(points.map(\.x)), mean(points.map(\.y)))
      rows.append([
        exhibit.name, String(format: "%.5f", growth), String(format: "%.2f", end),
        String(format: "%.2f", hypot(meanX, meanY)),
      ])
      if exhibit.schedule == .falling {
        report.metric("fallingEnd", end)
      } else {
        report.metric(exhibit.play.rawValue, growth)
      }
    }
    report.table(["play", "mean factor per step", "distance at the end", "distance of the mean point"], rows)
    try report.figure(
      "trajectories",
      chart.scatter("equilibrium", [0], [0], colour: .reference)
        .caption(
          "\(count) steps from (1, 0). The learning rate is \(rate); where it falls, it falls linearly to zero."
        ))
    // What the formulas say about the distance at the end.
    func after(_ factor: (Double) -> Double, _ schedule: RateSchedule = .constant) -> Double {
      (0..<count).reduce(1.0) { $0 * factor(Double(schedule.rate(Float(rate), $1, of: count))) }
    }
    let outwards = { (rate: Double) in (1 + rate * rate).squareRoot() }
    let inwards = { (rate: Double) in (1 - rate * rate + pow(rate, 4)).squareRoot() }
    func agree(_ name: String, _ expected: Double) -> Bool { Swift.abs(ends[name]! / expected - 1) < 1e-3 }
    report.check(
      "simultaneous play multiplies the distance by sqrt(1 + rate^2) per step",
      agree("simultaneous", after(outwards))
        && agree("simultaneous, falling rate", after(outwards, .falling)))
    report.check(
      "extragradient multiplies the distance by sqrt(1 - rate^2 + rate^4) per step",
      agree("extragradient", after(inwards)))
  }

  private func mean(_ values: [Double]) -> Double { values.reduce(0, +) / Double(values.count) }
}
