import Figures
import Foundation
import GANKit
import LessonKit

// A G that starts far from the data: with one of its two losses it hardly moves.

extension IdealDiscriminatorLesson {
  func showWhatBreaks(_ report: Report) throws {
    var rows: [[String]] = []
    var chart = Chart("Two generators that start far away", x: "iteration", y: "mean of the fakes")
    for (loss, colour) in zip(GeneratorLoss.allCases, [Palette.accent, Palette.generator]) {
      let (first, last, path) = try approach(with: loss, report)
      chart = chart.line(loss.label, path, colour: colour)
      rows.append([loss.label, String(format: "%.2f", first), String(format: "%.2f", last)])
      report.metric(loss.rawValue, Swift.abs(last - first))
    }
    report.table(["loss of G", "mean of the fakes at the start", "at the end"], rows)
    let mean = Self.target.parts.reduce(0) { $0 + $1.weight * $1.mean }
    try report.figure(
      "approach",
      chart.reference(y: mean, "mean of the data").reference(x: 600, "G starts to learn"))
  }

  /// Trains a G that starts far from the data, against a D that has had time to become sure.
  /// - Returns: the mean of the fakes before, after and along the way.
  private func approach(with loss: GeneratorLoss, _ report: Report) throws -> (
    first: Double, last: Double, path: [(step: Int, value: Double)]
  ) {
    let rival = Players(learningRate: 1e-3, using: run.random("what-breaks networks"))
    let bias = (rival.generator.layers.last as! Dense).bias!
    bias.value = bias.value + run[Self.start]
    let random = run.random("what-breaks")
    let (lead, count) = (600, 400)
    func mean() -> Double {
      Double(rival.generate(noise(2000, using: run.random("what-breaks mean"))).mean().scalar)
    }
    let first = mean()
    let loop = try report.loop(
      lead + count, named: loss.rawValue, every: 10,
      state: rival.state() + [("random", random)])
    while let i = try loop.next() {
      let fake = rival.generate(noise(256, using: random))
      let lossD = rival.updateDiscriminator(real: Self.target.samples(256, using: random), fake: fake)
      if i >= lead {
        // Plain gradient descent for G: Adam would rescale a vanishing gradient and hide that it vanishes.
        let z = noise(256, using: random)
        let (_, gradients) = gradients(of: rival.generator) { loss(onFake: rival.decide(rival.generate(z))) }
        for (_, parameter) in rival.generator.parameters {
          if let gradient = gradients[parameter] { parameter.value = parameter.value - 0.05 * gradient }
        }
      }
      try loop.log(["lossD": lossD, "mean": fake.mean().scalar])
    }
    return (first, mean(), loop.history.column("mean"))
  }
}

extension GeneratorLoss {
  /// The name in tables and charts.
  fileprivate var label: String {
    switch self {
    case .saturating: "saturating"
    case .nonSaturating: "non-saturating"
    }
  }
}
