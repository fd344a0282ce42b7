import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// Kernels that the stride divides, and others: the checkerboard while G learns to be rid of it.

extension DCGANLesson {
  func showCheckerboards(_ report: Report) throws {
    let kernels = zip([3, 4, 5], Palette.series).map { (size: $0, colour: $1) }
    let z = Tensor.normal([500, latentSize], using: run.random("checkerboard noise"))
    var chart = Chart("Checkerboards while G learns", x: "training step", y: "checkerboard")
    var pictures: [Tensor] = []
    for (size, colour) in kernels {
      let (generator, history) = try train(kernel: size, judgedOn: z, report)
      let points = history.column("checkerboard")
      chart = chart.line("\(size)x\(size)", points, colour: colour)
      report.metric("checkerboard\(size)", points.reduce(0) { $0 + $1.value } / Double(points.count))
      pictures.append(generator(z.rows(0..<10), .inference))
    }
    report.metric("checkerboardReal", checkerboard(of: digits.test.images.rows(0..<z.shape[0])))
    try report.figure(
      "checkerboard",
      chart.reference(y: 1, "1: even, as in real digits").caption("Trained on \(digits.source.note)."))
    try report.figure(
      "kernels",
      ImageGrid(
        concatenate(pictures), columns: 10, caption: "After \(run[Self.kernelSteps]) steps each.",
        rowLabels: kernels.map { "\($0.size)x\($0.size)" }))
  }

  /// A short training at the paper's learning rates, with the checkerboard of what G draws logged along the way.
  private func train(
    kernel: Int, judgedOn z: Tensor, _ report: Report
  ) throws -> (Sequential, History) {
    let networks = run.random("checkerboard networks")
    let players = Players(
      generator: makeLightGenerator(kernel: kernel, using: networks),
      discriminator: makeLightDiscriminator(using: networks), learningRateG: 2e-4, learningRateD: 2e-4)
    let random = run.random("checkerboard")
    let batches = Batches(count: digits.train.count, size: 64, using: random, keepPartial: false)
    let count = run[Self.kernelSteps]
    let interval = max(1, count / 12)
    let loop = try report.loop(
      count, named: "kernel \(kernel)",
      state: [
        ("players", players), ("optimizerG", players.optimizerG), ("optimizerD", players.optimizerD),
        ("random", random), ("batches", batches),
      ])
    while let i = try loop.next() {
      let real = digits.train.images.gathered(rows: batches.next())
      let outcome = players.trainingStep(real: real, random)
      // The first steps are those of weights nobody has trained.
      if i >= interval, i % interval == 0 {
        try loop.log(["checkerboard": checkerboard(of: players.generator(z, .inference))])
      } else {
        try loop.log(["lossG": outcome.lossG])
      }
    }
    return (players.generator, loop.history)
  }
}
