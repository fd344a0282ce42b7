import Figures
import GANKit
import Judges
import LessonKit

// Checkerboards in the digits of trained generators: by the size of the kernels, and by how images are enlarged.

// snippet.resizingGenerator
/// The light G with the remedy of Odena, Dumoulin and Olah 2016: each pixel is copied to 2x2 pixels, and an ordinary
/// convolution follows.
func makeResizingGenerator(using random: Random) -> Sequential {
  Sequential {
    Dense(latentSize, 256, bias: false, using: random)
    BatchNorm(256, momentum: 0.9, activation: .relu)
    Dense(256, 7 * 7 * 64, bias: false, using: random)
    BatchNorm(7 * 7 * 64, momentum: 0.9, activation: .relu)
    Reshape([7, 7, 64])
    Upsample(2)
    Conv2D(64, 32, kernel: 3, bias: false, using: random)
    BatchNorm(32, momentum: 0.9, activation: .relu)
    Upsample(2)
    Conv2D(32, 1, kernel: 3, activation: .tanh, using: random)
  }
}
// snippet.end

/// A way to enlarge images, and a G that does it.
private struct Enlargement {
  let name: String
  /// The end of its metrics' names.
  let metric: String
  let makeGenerator: (Random) -> Sequential

  static var all: [Enlargement] {
    [3, 4, 5].map { kernel in
      Enlargement(name: "\(kernel)x\(kernel)", metric: "\(kernel)") {
        makeLightGenerator(kernel: kernel, using: $0)
      }
    } + [
      Enlargement(name: "copies, then 3x3", metric: "Copies") { makeResizingGenerator(using: $0) }
    ]
  }
}

extension DCGANLesson {
  /// Kernels that the stride divides, others, and copied pixels: the checkerboards that G draws, and how it learns to
  /// avoid them.
  func showCheckerboards(_ report: Report) throws {
    let designs = Enlargement.all
    let z = noise(1000, using: run.random("checkerboard noise"))
    let outcomes = try report.sideBySide(designs) { design, report in
      let (generator, history) = try train(design, judgedOn: z, report)
      let points = history.column("checkerboard")
      report.metric(
        "checkerboard\(design.metric)", points.reduce(0) { $0 + $1.value } / Double(points.count))
      return (images: generator(z.rows(0..<10), .inference), points: points)
    }
    report.metric("checkerboardReal", gridContrast(of: digits.test.images.rows(0..<z.shape[0])))
    // The chapter's own G, after all its iterations.
    report.metric("checkerboardTrained", gridContrast(of: average.model(z, .inference)))
    var chart = Chart("Checkerboards while G learns", x: "iteration", y: "checkerboard")
    for ((design, outcome), colour) in zip(zip(designs, outcomes), Palette.series) {
      chart = chart.line(design.name, outcome.points, colour: colour)
    }
    try report.figure(
      "checkerboard",
      chart.reference(y: 1, "1: no grid, as in real digits").caption("Trained on \(digits.source.note)."))
    try report.figure(
      "kernels",
      ImageGrid(
        concatenate(outcomes.map(\.images)), columns: 10,
        caption: "After \(run[Self.kernelIterations]) iterations each.",
        rowLabels: designs.map(\.name)))
  }

  /// A short training at the paper's learning rates, with the checkerboard of what G draws logged along the way.
  private func train(
    _ design: Enlargement, judgedOn z: Tensor, _ report: Report
  ) throws -> (Sequential, History) {
    let networks = run.random("checkerboard networks")
    let players = Players(
      generator: design.makeGenerator(networks),
      discriminator: makeLightDiscriminator(dropout: Variant.usualDropout, using: networks),
      learningRateG: 2e-4, learningRateD: 2e-4)
    let random = run.random("checkerboard")
    let batches = Batches(count: digits.train.count, size: exhibitBatch, using: random, keepPartial: false)
    let count = run[Self.kernelIterations]
    let interval = Loop.interval(of: count, rows: 12)
    let loop = try report.loop(
      count, named: "kernel \(design.metric)",
      state: players.state() + [("random", random), ("batches", batches)])
    while let i = try loop.next() {
      let real = digits.train.images.gathered(rows: batches.next())
      let losses = players.update(real: real, random)
      // In the first iterations the weights are nearly untrained.
      if i >= interval, i % interval == 0 {
        try loop.log(["checkerboard": gridContrast(of: players.generator(z, .inference))])
      } else {
        try loop.log(["lossG": losses.lossG])
      }
    }
    return (players.generator, loop.history)
  }
}
