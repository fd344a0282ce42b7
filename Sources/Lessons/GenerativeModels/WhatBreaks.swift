import Figures
import Foundation
import GANKit
import Judges
import LessonKit
import ReportFigures

// Trainings in which one thing is changed.

extension GenerativeModelsLesson {
  func showWhatBreaks(_ report: Report) throws {
    try breakAutoencoder(report)
    try breakMachine(report)
    try breakFlow(report)
  }

  /// The divergence without weight, with its own, and with ten times its own.
  private func breakAutoencoder(_ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let judge = DigitJudge(classifier: classifier, reference: digits.test.images)
    var (pictures, table): ([Tensor], [[String]]) = ([], [])
    for (key, weight) in [("0", 0), ("1", 1), ("20", 20)] as [(String, Float)] {
      let model = Autoencoder(
        size: 784, hidden: run[Self.vaeHidden], latent: run[Self.latent], .bernoulli,
        using: run.random("exhibit"))
      _ = try maximiseBound(
        of: model, named: "weight \(key)", on: binary.train, run[Self.exhibitIterations], weight: weight,
        report)
      let random = run.random("exhibit samples")
      let samples = model.sample(min(1000, run[Self.samples]), using: random)
      let quality = judge.quality(of: samples)
      let (reconstruction, divergence) = model.bound(of: binary.test.rows(0..<2000), using: random)
      report.metric("reconstruction\(key)", -reconstruction.scalar)
      report.metric("divergence\(key)", divergence.scalar)
      report.metric("digitScore\(key)", quality.digitScore)
      report.metric("activeLatents\(key)", model.activeLatents(on: binary.test.rows(0..<2000)))
      table.append([
        key, format(-reconstruction.scalar, 1), format(divergence.scalar, 1), format(quality.digitScore, 2),
      ])
      pictures.append(samples.rows(0..<10))
    }
    report.table(["weight of KL", "reconstruction", "KL", "digit score of samples"], table)
    try report.figure(
      "divergence",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption: "Samples of autoencoders that differ in the weight of the divergence.",
        rowLabels: ["weight 0", "weight 1", "weight 20"]))
  }

  /// Chains that begin anew at the data in every step, and chains that go on.
  private func breakMachine(_ report: Report) throws {
    var pictures: [Tensor] = []
    for (key, isPersistent) in [("Persistent", true), ("Anew", false)] {
      let random = run.random("exhibit chains")
      let model = BoltzmannMachine(
        visible: 784, hidden: run[Self.machineHidden], using: run.random("exhibit"))
      try train(
        model, chains: Chains(count: run[Self.batchSize], visible: 784, using: random),
        named: key.lowercased(),
        on: binary.train, iterations: run[Self.exhibitIterations], rate: run[Self.machineRate],
        isPersistent: isPersistent, report)
      report.metric("nats\(key)", nats(of: model, temperatures: max(2, run[Self.temperatures] / 3)))
      let chains = Chains(count: 100, visible: 784, using: random)
      chains.run(model, sweeps: run[Self.sweeps], using: random)
      pictures.append(asImages(chains.states.rows(0..<10)))
    }
    try report.figure(
      "chains",
      ImageGrid(
        concatenate(pictures), columns: 10,
        caption: "After \(run[Self.sweeps]) sweeps from random pixels.",
        rowLabels: ["chains that go on", "begun anew at data"]))
  }

  /// A flow in which the same half of the numbers passes every layer as it is.
  private func breakFlow(_ report: Report) throws {
    let model = Flow(
      masks: (0..<8).map { _ in Tensor([1, 0], shape: [1, 2]) }, hidden: 64, using: run.random("exhibit flow")
    )
    _ = try maximiseLikelihood(
      of: model, named: "same mask", on: ringTrain, iterations: run[Self.planeIterations], rate: 3e-3, report
    ) { x, _, _ in -model.logLikelihood(of: x).mean() }
    let result = PlaneResult(
      "The same mask in each layer", logDensity: model.logLikelihood,
      drawn: model.inverse(.normal([1000, 2], using: run.random("exhibit noise"))), test: ringTest)
    report.metric("natsSameMask", result.nats!)
    report.metric("natsTurnedMasks", planeOfFlow().nats!)
    try report.figure(
      "masks",
      Panels(
        "Masks that take turns, and masks that do not", columns: 2,
        [planeOfFlow().chart(title: "Masks that take turns"), result.chart()]
      ).sharedRanges())
  }
}
