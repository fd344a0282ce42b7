import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit
import ReportFigures

// How fast Gibbs sampling forgets where it began.

extension GenerativeModelsLesson {
  func showMixing(_ report: Report) throws {
    try showChains(report)
    var chart = Chart("How much of its beginning a chain remembers", x: "sweep", y: "correlation")
      .logarithmicX()
    for (side, machine) in zip([7, 14, 28], comparedMachines) {
      let data = binaryDigits(side: side)
      try train(
        machine,
        chains: Chains(count: run[Self.batchSize], visible: side * side, using: run.random("chains \(side)")),
        named: "\(side) x \(side)", on: data, iterations: run[Self.smallIterations],
        rate: run[Self.machineRate],
        report)
      chart = try remember(machine, data, side, chart, report)
    }
    try report.figure(
      "mixing",
      chart.reference(y: 0.1, "a tenth").caption(
        "Gibbs chains that begin at data, in machines with as many hidden units as pixels, trained equally long."
      ))
  }

  /// Digits of 7 x 7, 14 x 14 or 28 x 28 pixels: 1 where the mean of the square of the original is above the middle of
  /// its range. Pixels that were drawn would add noise, which every chain forgets at once.
  private func binaryDigits(side: Int) -> Tensor {
    let (images, cell) = (digits.train.images, 28 / side)
    let means = images.reshaped(to: [images.shape[0], side, cell, side, cell]).mean(axes: [2, 4])
    return (means .> 0).flattened()
  }

  // snippet.correlation
  /// The correlation between the states of chains and their beginnings, after each of these numbers of sweeps.
  func correlations(of chains: Chains, _ machine: BoltzmannMachine, after sweeps: [Int], using random: Random)
    -> [Double]
  {
    let (start, mean) = (chains.states, chains.states.mean(axes: [0]))
    let variance = square(start - mean).sum().scalar
    var done = 0
    return sweeps.map { count in
      chains.run(machine, sweeps: count - done, using: random)
      done = count
      return Double(
        ((start - mean) * (chains.states - chains.states.mean(axes: [0]))).sum().scalar / variance)
    }
  }
  // snippet.end

  private func remember(
    _ machine: BoltzmannMachine, _ data: Tensor, _ side: Int, _ chart: Chart, _ report: Report
  ) throws -> Chart {
    let sweeps = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000].filter { $0 <= run[Self.sweeps] }
    let chains = Chains(at: data.rows(0..<500))
    let found = correlations(of: chains, machine, after: sweeps, using: run.random("memory \(side)"))
    let forgotten = zip(sweeps, found).first { $0.1 < 0.1 }?.0
    report.metric("correlation100Of\(side * side)", found[sweeps.lastIndex { $0 <= 100 }!])
    report.metric("forgottenBy\(side * side)", forgotten ?? sweeps.last!)
    return chart.line("\(side * side) pixels", sweeps, found)
  }

  /// Ten chains of the large machine that begin at test digits, and how soon another digit is read in them.
  private func showChains(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let random = run.random("chains shown")
    let chains = Chains(at: binary.test.rows(0..<500))
    func read() -> [Int] { classifier.probabilities(of: asImages(chains.states)).argmax() }
    let first = read()
    let moments = [0, 1, 10, 100, 1000].filter { $0 <= run[Self.sweeps] }
    var (pictures, done): ([Tensor], Int) = ([], 0)
    for moment in moments {
      chains.run(machine, sweeps: moment - done, using: random)
      done = moment
      pictures.append(asImages(chains.states.rows(0..<10)))
      let changed = Double(zip(first, read()).count { $0 != $1 }) / Double(first.count)
      if moment > 0 { report.metric("changedAfter\(moment)", changed) }
    }
    try report.figure(
      "chains",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption: "Ten Gibbs chains that begin at test digits. Trained on \(digits.source.note).",
        rowLabels: moments.map { $0 == 0 ? "the beginning" : "after \($0) sweep\($0 == 1 ? "" : "s")" }))
  }
}
