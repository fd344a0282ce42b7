import Figures
import GANKit
import LessonKit

// What goes wrong when a rule is broken: each variant beside the healthy design, trained in the same way.

extension VanillaGANLesson {
  /// One design of the players and how they are trained.
  struct Variant {
    let name: String
    let output: Activation
    let hiddenD: Activation
    let learningRate: Float
  }

  /// - Parameter learningRate: that of the run, for the variants that do not change it.
  static func variants(learningRate: Float) -> [Variant] {
    [
      Variant(name: "as it should be", output: .tanh, hiddenD: .leakyReLU(0.2), learningRate: learningRate),
      Variant(name: "no tanh", output: .identity, hiddenD: .leakyReLU(0.2), learningRate: learningRate),
      Variant(name: "ReLU, fast", output: .tanh, hiddenD: .relu, learningRate: 1e-2),
      Variant(name: "LeakyReLU, fast", output: .tanh, hiddenD: .leakyReLU(0.2), learningRate: 1e-2),
    ]
  }

  func showWhatBreaks(_ report: Report) throws {
    let variants = Self.variants(learningRate: run[Self.learningRate])
    let z = noise(1000, using: run.random("what-breaks noise"))
    var rows: [[String]] = []
    var pictures: [Tensor] = []
    for (index, variant) in variants.enumerated() {
      let players = try train(variant, report, named: "variant \(index + 1)")
      let images = players.generator(z, .inference)
      let outside = Double(images.scalars.count { Swift.abs($0) > 1 }) / Double(images.count)
      let dead = deadShare(of: players.discriminator, images)
      rows.append([variant.name, percent(outside), percent(dead)])
      report.metric("outside\(index + 1)", outside)
      report.metric("dead\(index + 1)", dead)
      pictures.append(clamp(images.rows(0..<10), -1, 1))
    }
    report.table(["", "pixels outside [-1, 1]", "hidden units of D without gradient"], rows)
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption:
          "After \(run[Self.exhibitIterations]) iterations each, from the same noise. Drawn by G itself.",
        rowLabels: variants.map(\.name)))
  }

  private func train(_ variant: Variant, _ report: Report, named name: String) throws -> Players {
    let players = Players(
      output: variant.output, hiddenD: variant.hiddenD, learningRate: variant.learningRate,
      using: run.random("what-breaks networks"))
    let random = run.random("what-breaks")
    let batches = Batches(
      count: digits.train.count, size: run[Self.batchSize], using: random, keepPartial: false)
    let loop = try report.loop(
      run[Self.exhibitIterations], named: name, every: 10,
      state: players.state() + [("random", random), ("batches", batches)])
    while try loop.next() != nil {
      let real = digits.train.images.gathered(rows: batches.next())
      try loop.log(players.update(real: real, random))
    }
    return players
  }

  // snippet.dead
  /// The share of D's hidden units that get no gradient from two thousand images, half of them real.
  private func deadShare(of discriminator: Sequential, _ fake: Tensor) -> Double {
    let real = digits.test.images.rows(0..<fake.shape[0])
    let (_, gradients) = gradients(of: discriminator) {
      discriminatorLoss(onReal: discriminator(real, .inference), onFake: discriminator(fake, .inference))
    }
    let hidden = discriminator.layers.compactMap { $0 as? Dense }.dropLast()
    let biases = hidden.flatMap { gradients[$0.bias!]!.scalars }
    return Double(biases.count { $0 == 0 }) / Double(biases.count)
  }
  // snippet.end
}
