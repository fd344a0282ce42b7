import Figures
import Foundation
import GANKit
import LessonKit

// D* on paper, and found by gradient ascent.

extension GANTheoryLesson {
  func climbValue(_ report: Report) throws {
    let random = run.random("value-function")
    let p = DiscretePlayers.random(outcomes: run[Self.outcomes], spread: 0.8, using: random)
    let q = DiscretePlayers.random(outcomes: run[Self.outcomes], spread: 0.8, using: random)
    let found = DiscretePlayers.ascend(p: p, q: q, steps: 4000, rate: 4)
    let best = DiscretePlayers.optimum(p: p, q: q)
    let deviation = zip(found.scalars, best.scalars).map { Swift.abs($0 - $1) }.max()!
    let names = (1...p.count).map { "\($0)" }
    try report.figure(
      "optimum",
      Panels(
        "The best critic for a given generator", columns: 2,
        [
          Chart("The two distributions", x: "outcome", y: "probability")
            .bars("real, p", names, p, colour: .real).bars("generated, q", names, q, colour: .generated),
          Chart("The critic", x: "outcome", y: "D").yRange(0...1)
            .bars("found by gradient ascent", names, found, colour: .discriminator)
            .bars("p / (p + q)", names, best, colour: .reference),
        ]))
    report.metric("largestDeviation", deviation)
    report.check("gradient ascent finds p / (p + q)", deviation < 1e-3)
  }
}
