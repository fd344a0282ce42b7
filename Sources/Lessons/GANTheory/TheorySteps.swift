import Figures
import Foundation
import GANKit
import LessonKit

// The game on paper, checked by numbers: D's loss, D*, the divergence, G's two losses.

extension GANTheoryLesson {
  func showPlayers(_ report: Report) throws {
    let decisions = Tensor.linspace(from: 0.01, to: 0.99, count: 99)
    let logits = log(decisions / (1 - decisions))
    try report.figure(
      "decisions",
      Chart("What a decision costs the critic", x: "D's decision: the probability that it is real", y: "loss")
        .line("on a real sample: -ln D", decisions, softplus(-logits), colour: .real)
        .line("on a fake: -ln(1 - D)", decisions, softplus(logits), colour: .generated)
        .reference(y: log(2.0), "ln 2: a coin toss"))
    let cases: [(String, Float, Float)] = [
      ("sure and right", 0.99, 0.01), ("fairly right", 0.8, 0.3), ("cannot tell", 0.5, 0.5),
      ("fooled half the time", 0.9, 0.9), ("sure and wrong", 0.01, 0.99),
    ]
    func logit(_ probability: Float) -> Tensor { Tensor([Foundation.log(probability / (1 - probability))]) }
    let losses = cases.map { discriminatorLoss(onReal: logit($0.1), onFake: logit($0.2)).scalar }
    report.table(
      ["the critic is", "D(real)", "D(fake)", "its loss"],
      zip(cases, losses).map { [$0.0, "\($0.1)", "\($0.2)", String(format: "%.3f", $1)] })
    report.metric("lossAtHalf", losses[2])
    report.check(
      "D's loss where it cannot tell is 2 ln 2", Swift.abs(losses[2] - 2 * Foundation.log(2)) < 1e-5)
  }

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
        "The best critic of a given generator", columns: 2,
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

  func compareDivergence(_ report: Report) throws {
    let random = run.random("divergence")
    var (values, identity) = ([Double](), [Double]())
    for index in 0..<run[Self.pairs] {
      // From nearly even to very uneven, so that both ends of the divergence's range occur.
      let spread = Float(4 * Double(index + 1) / Double(run[Self.pairs]))
      let (p, q) = (0..<2).map { _ in
        normalized(DiscretePlayers.random(outcomes: run[Self.outcomes], spread: spread, using: random))
      }.pair
      values.append(DiscretePlayers.valueAtOptimum(p, q))
      identity.append(2 * DiscretePlayers.jensenShannon(p, q) - log(4))
    }
    let deviation = zip(values, identity).map { Swift.abs($0 - $1) }.max()!
    try report.figure(
      "identity",
      Chart("The value of the game against the best critic", x: "-ln 4 + 2 JSD(p, q)", y: "V(D*, G)")
        .line("equal", [-log(4.0), 0], [-log(4.0), 0], colour: .reference, style: .dashed)
        .scatter("random pairs of distributions", identity, values, colour: .discriminator)
        .reference(y: -log(4.0), "-ln 4: p = q"))
    report.metric("largestDeviation", deviation)
    report.check("V(D*, G) = -ln 4 + 2 JSD for every pair", deviation < 1e-12)
  }

  /// In double precision, so that rounding does not hide a difference.
  private func normalized(_ distribution: Tensor) -> [Double] {
    let values = distribution.scalars.map { Swift.max(Double($0), 1e-30) }
    let sum = values.reduce(0, +)
    return values.map { $0 / sum }
  }

  // snippet.generatorGradients
  func compareGeneratorLosses(_ report: Report) throws {
    // D(G(z)) from sure "fake" to sure "real"
    let decisions = Tensor.linspace(from: 0.005, to: 0.995, count: 199)
    let logits = log(decisions / (1 - decisions))
    let count = Float(logits.count)  // the losses are means
    let saturating = count * gradient(at: logits) { saturatingLoss(onFake: $0) }
    let nonSaturating = count * gradient(at: logits) { nonSaturatingLoss(onFake: $0) }
    // snippet.end
    let pull = { (gradients: Tensor) in gradients.scalars.map { Double(Swift.abs($0)) } }
    try report.figure(
      "gradients",
      Panels(
        "Two losses for the generator", columns: 2,
        [
          Chart("The losses", x: "D(G(z))", y: "loss")
            .line("ln(1 - D), saturating", decisions, -softplus(logits), colour: .accent)
            .line("-ln D, non-saturating", decisions, softplus(-logits), colour: .generator),
          Chart("How strongly they pull", x: "D(G(z))", y: "|gradient| by the logit")
            .line("ln(1 - D), saturating", decisions, pull(saturating), colour: .accent)
            .line("-ln D, non-saturating", decisions, pull(nonSaturating), colour: .generator),
        ]))
    let closed = decisions.scalars.enumerated().map { index, d in
      Swift.max(
        Swift.abs(saturating.at(index) + d), Swift.abs(nonSaturating.at(index) - (d - 1)))
    }
    let early = decisions.scalars.firstIndex { $0 >= 0.0099 }!
    report.metric("largestDeviation", closed.max()!)
    report.metric("saturatingAtOnePercent", Swift.abs(saturating.at(early)))
    report.metric("nonSaturatingAtOnePercent", Swift.abs(nonSaturating.at(early)))
    report.check("the gradients are -D and D - 1", closed.max()! < 1e-4)
  }
}

extension [[Double]] {
  fileprivate var pair: ([Double], [Double]) { (self[0], self[1]) }
}
