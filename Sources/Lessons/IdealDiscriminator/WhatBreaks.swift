import Figures
import Foundation
import GANKit
import LessonKit

// A G that starts far from the data: with one of its two losses, gradient descent hardly moves it.

extension IdealDiscriminatorLesson {
  /// How the generator of the experiment is trained.
  enum Descent: String, CaseIterable {
    case gradient = "gradient descent"
    case adam = "Adam"

    /// Adam's steps have about the length of its rate, whatever the size of the gradient.
    func optimizer(for generator: Sequential) -> any Optimizer {
      switch self {
      case .gradient: SGD(for: generator, learningRate: 0.05)
      case .adam: Adam(for: generator, learningRate: 0.005, beta1: 0.5)
      }
    }
  }

  func showWhatBreaks(_ report: Report) throws {
    var rows: [[String]] = []
    var charts: [Chart] = []
    let mean = Self.target.parts.reduce(0) { $0 + $1.weight * $1.mean }
    for descent in Descent.allCases {
      var chart = Chart(descent.rawValue, x: "iteration", y: "mean of the fakes")
      for (loss, colour) in zip(GeneratorLoss.allCases, [Palette.accent, .generator]) {
        let (first, last, path) = try approach(with: loss, descent, report)
        chart = chart.line(loss.label, path, colour: colour)
        rows.append([
          descent.rawValue, loss.label, String(format: "%.2f", first), String(format: "%.2f", last),
        ])
        report.metric(loss.rawValue + (descent == .adam ? "Adam" : ""), Swift.abs(last - first))
      }
      // In the legend: beside the plots, its name would take up a quarter of the page.
      let data = [(step: 0, value: mean), (step: 1000, value: mean)]
      charts.append(
        chart.line("mean of the data", data, colour: .reference, width: 1.6, style: .dashed)
          .reference(x: 600, "G starts to learn"))
    }
    report.table(["G's optimizer", "loss of G", "mean of the fakes at the start", "at the end"], rows)
    try report.figure(
      "approach", Panels("Generators that start far away", columns: 2, charts).sharedRanges())
  }

  /// Trains a G that starts far from the data, against a D that has had time to become sure.
  /// - Returns: the mean of the fakes before, after and along the way.
  private func approach(with loss: GeneratorLoss, _ descent: Descent, _ report: Report) throws -> (
    first: Double, last: Double, path: [(step: Int, value: Double)]
  ) {
    let rival = Players(learningRate: 1e-3, using: run.random("what-breaks networks"))
    let optimizer = descent.optimizer(for: rival.generator)
    let bias = (rival.generator.layers.last as! Dense).bias!
    bias.value = bias.value + run[Self.start]
    let random = run.random("what-breaks")
    let (lead, count) = (600, 400)
    func mean() -> Double {
      Double(rival.generate(noise(2000, using: run.random("what-breaks mean"))).mean().scalar)
    }
    let first = mean()
    let loop = try report.loop(
      lead + count, named: "\(loss.rawValue), \(descent.rawValue)", every: 10,
      state: rival.state() + [("random", random), ("descent", optimizer)])
    while let i = try loop.next() {
      let fake = rival.generate(noise(256, using: random))
      let lossD = rival.updateDiscriminator(real: Self.target.samples(256, using: random), fake: fake)
      if i >= lead {
        let z = noise(256, using: random)
        let (_, gradients) = gradients(of: rival.generator) { loss(onFake: rival.decide(rival.generate(z))) }
        optimizer.update(with: gradients)
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
