import Datasets
import Figures
import GANKit
import LessonKit

// The fully visible belief network: trained, and drawn from one variable after the other.

extension GenerativeModelsLesson {
  func trainBeliefNetwork(_ report: Report) throws {
    let cells = PlaneCells.names(of: ringTrain)
    _ = try maximiseLikelihood(
      of: beliefOfPlane, named: "plane", on: cells, iterations: run[Self.planeIterations], rate: 3e-3, report
    ) { x, _, _ in -beliefOfPlane.logLikelihood(of: x).mean() }
    // snippet.train
    let history = try maximiseLikelihood(
      of: belief, named: "digits", on: binary.train, iterations: run[Self.beliefIterations],
      rate: run[Self.beliefRate], report
    ) { x, _, _ in -belief.logLikelihood(of: x).mean() }
    // snippet.end
    try report.likelihoodCurve(history, "Belief network on digits")
    likelihoods.belief = Float(nats(of: belief, on: binary.test))
    report.metric("testNats", likelihoods.belief)
    report.metric(
      "trainNats", nats(of: belief, on: binary.train.rows(0..<min(10_000, binary.train.shape[0]))))
    let all = exp(beliefOfPlane.logLikelihood(of: PlaneCells.all)).sum().scalar
    report.metric("planeSum", all)
    report.check("the probabilities of all 4,096 cells sum to 1", abs(all - 1) < 1e-3)
    report.check("no output depends on its own pixel or a later one", looksBackOnly(belief))
    try self.report(planeOfBelief(), report)
    try showDrawing(report)
  }

  /// The mean of -ln p(x), in nats.
  func nats(of network: BeliefNetwork, on x: Tensor) -> Double {
    -Double(x.inPieces(of: 1000) { network.logLikelihood(of: $0) }.mean().scalar)
  }

  func planeOfBelief() -> PlaneResult {
    let random = run.random("belief plane")
    return PlaneResult(
      "Belief network", logProbability: beliefOfPlane.logLikelihood,
      drawn: beliefOfPlane.sample(1000, using: random), test: ringTest, using: random)
  }

  /// Changes all pixels from some place on: the logits up to this place have to stay as they are.
  private func looksBackOnly(_ network: BeliefNetwork) -> Bool {
    let x = binary.test.rows(0..<10)
    let before = network.logits(of: x)
    return [1, 300, 400, 783].allSatisfy { place in
      let changed = concatenate([x.sliced(axis: 1, 0..<place), 1 - x.sliced(axis: 1, place..<784)], axis: 1)
      let difference = abs(network.logits(of: changed) - before).sliced(axis: 1, 0..<place + 1)
      return difference.maximum().scalar == 0
    }
  }

  /// Draws digits, measures how long it takes, and how that grows with the number of pixels.
  private func showDrawing(_ report: Report) throws {
    let (random, count) = (run.random("belief samples"), min(200, run[Self.samples]))
    var (drawn, stages, rows): (Tensor, [Tensor], [[String]]) = (.zeros([0]), [], [])
    for side in [7, 14, 28] {
      let network =
        side == 28 ? belief : BeliefNetwork(variables: side * side, hidden: run[Self.hidden], using: random)
      let seconds = seconds {
        drawn = network.sample(count, using: random) { d, x in
          if side == 28, [196, 392, 588, 784].contains(d) { stages.append(x.rows(0..<10)) }
        }
      }
      let of1000 = seconds * 1000 / Double(count)
      report.metric("secondsOf\(side * side)", of1000)
      rows.append(["\(side) x \(side)", "\(side * side)", format(of1000, 2) + " s"])
    }
    report.table(["pixels", "passes", "time for 1,000 samples"], rows)
    try report.figure(
      "growing",
      ImageGrid(
        asImages(concatenate(stages)), columns: 10,
        caption: "Pixels are drawn row by row, each given all before it. Those to come are black.",
        rowLabels: ["after 196 pixels", "392", "588", "all 784"]))
    try report.figure(
      "samples",
      ImageGrid(
        asImages(drawn.rows(0..<100)), columns: 10,
        caption: "Drawn by the belief network, trained on \(digits.source.note). Not selected."))
  }
}
