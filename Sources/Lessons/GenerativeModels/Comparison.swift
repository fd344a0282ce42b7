import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit
import ReportFigures

// All families side by side.

extension GenerativeModelsLesson {
  /// Samples of one family, and what they cost.
  private struct Drawn {
    let name: String
    /// What its metrics are called.
    let key: String
    /// As the model draws them, in [-1, 1], `[N, 28, 28, 1]`.
    let images: Tensor
    let secondsFor1000: Double
    let passes: String
    let latent: String
    let nats: String
    /// What its sharpness is compared with.
    let real: Tensor
    var isBinary = false
  }

  func compareFamilies(_ report: Report) throws {
    let planes = [planeOfBelief(), planeOfFlow(), planeOfAutoencoder(), planeOfMachine(), planeOfGAN()]
    let data = PlaneResult(
      "Data", logDensity: Ring.logDensity, drawn: ringTest.rows(0..<1000), test: ringTest)
    try report.figure(
      "plane",
      Panels("Six views of the ring", columns: 3, ([data] + planes).map { $0.chart() }).sharedRanges())
    report.table(
      ["the ring", "-ln p in nats", "clusters of 8", "near a centre"],
      ([data] + planes).map { plane in
        [
          plane.name, plane.nats.map { format($0, 2) } ?? "none", "\(plane.coverage.covered)",
          percent(plane.coverage.quality),
        ]
      })
    let drawn = drawAll(report)
    compareCosts(drawn, report)
    try judge(drawn, report)
    let rows = drawn.map { $0.images.rows(0..<10) }
    try report.figure(
      "digits",
      ImageGrid(
        concatenate(rows + [digits.test.images.rows(0..<10)]), columns: 10,
        caption: "The first ten samples of each model, as it draws them. Trained on \(digits.source.note).",
        rowLabels: drawn.map(\.name) + ["real"]))
  }

  private func drawAll(_ report: Report) -> [Drawn] {
    let (random, count) = (run.random("comparison"), run[Self.samples])
    func timed(_ draw: () -> Tensor) -> (images: Tensor, seconds: Double) {
      var images = Tensor.zeros([0])
      let seconds = seconds { images = draw() }
      return (images, seconds * 1000 / Double(count))
    }
    let real = digits.test.images
    let ofBelief = timed { asImages(belief.sample(count, using: random)) }
    let ofFlow = timed {
      GreyPixels.pixels(flow.inverse(.normal([count, 196], using: random))).reshaped(to: [count, 14, 14, 1])
    }
    let ofVAE = timed { vae.sample(count, using: random) }
    let ofMachine = timed {
      let chains = Chains(count: count, visible: 784, using: random)
      chains.run(machine, sweeps: run[Self.sweeps], using: random)
      return asImages(chains.states)
    }
    let ofGAN = timed { ganDigits(count, using: random) }
    return [
      Drawn(
        name: "belief network", key: "Belief", images: ofBelief.images, secondsFor1000: ofBelief.seconds,
        passes: "784", latent: "0", nats: format(likelihoods.belief, 1),
        real: asImages(binary.test), isBinary: true),
      Drawn(
        name: "flow", key: "Flow", images: ofFlow.images.upsampled(2), secondsFor1000: ofFlow.seconds,
        passes: "1", latent: "196", nats: "\(format(likelihoods.flowBits, 2)) bits a pixel",
        real: halvedReal.upsampled(2)),
      Drawn(
        name: "autoencoder", key: "Autoencoder", images: ofVAE.images, secondsFor1000: ofVAE.seconds,
        passes: "1", latent: "\(run[Self.latent])", nats: "at most \(format(likelihoods.bound, 1))",
        real: real),
      Drawn(
        name: "Boltzmann machine", key: "Machine", images: ofMachine.images,
        secondsFor1000: ofMachine.seconds, passes: "\(run[Self.sweeps])",
        latent: "\(machine.hiddenBias.shape[0])", nats: "about \(format(likelihoods.machine, 1))",
        real: asImages(binary.test), isBinary: true),
      Drawn(
        name: "GAN", key: "GAN", images: ofGAN.images, secondsFor1000: ofGAN.seconds, passes: "1",
        latent: "100", nats: "none", real: real),
    ]
  }

  /// Test digits at 14 x 14 pixels.
  private var halvedReal: Tensor {
    GreyPixels.halved(digits.test.images).reshaped(to: [digits.test.count, 14, 14, 1]) * (2.0 / 255) - 1
  }

  /// Judges all samples as binary images, because the likelihoods are of such images: grey values are drawn, as those of
  /// the data were.
  private func judge(_ drawn: [Drawn], _ report: Report) throws {
    let classifier = try report.digitClassifier(for: digits)
    let random = run.random("judged")
    func binarized(_ images: Tensor) -> Tensor { asImages(BinarizedDigits.binary(images, using: random)) }
    let reference = asImages(binary.test)
    let judge = DigitJudge(classifier: classifier, reference: reference)
    let count = run[Self.samples]
    let realFeatures = classifier.features(of: reference.rows(0..<min(2000, count)))
    let readable = classifier.accuracy(on: LabeledImages(images: reference, labels: digits.test.labels))
    report.metric("accuracyBinarized", readable)
    let halves = halvedReal.rows(0..<count).upsampled(2)
    let all =
      drawn + [
        Drawn(
          name: "real, 14 x 14", key: "RealHalved", images: halves, secondsFor1000: 0, passes: "", latent: "",
          nats: "", real: halves),
        Drawn(
          name: "real, training", key: "Real", images: asImages(binary.train.rows(0..<count)),
          secondsFor1000: 0, passes: "", latent: "", nats: "", real: reference, isBinary: true),
      ]
    var table: [[String]] = []
    for model in all {
      let images = model.isBinary ? model.images : binarized(model.images)
      let quality = judge.quality(of: images)
      let region = PrecisionAndRecall(
        of: classifier.features(of: images.rows(0..<min(2000, count))), real: realFeatures)
      let sharpness = meanGradientMagnitude(of: model.images) / meanGradientMagnitude(of: model.real)
      report.metric("digitScore\(model.key)", quality.digitScore)
      report.metric("distance\(model.key)", quality.frechetDistance)
      report.metric("precision\(model.key)", region.precision)
      report.metric("recall\(model.key)", region.recall)
      if model.secondsFor1000 > 0 {
        report.metric("sharpness\(model.key)", sharpness)
        report.metric("seconds\(model.key)", model.secondsFor1000)
      }
      table.append([
        model.name, format(sharpness, 2), format(quality.digitScore, 1), format(quality.frechetDistance, 0),
        format(region.precision, 2), format(region.recall, 2),
      ])
    }
    report.table(["model", "sharpness", "score", "distance", "precision", "recall"], table)
  }

  private func compareCosts(_ drawn: [Drawn], _ report: Report) {
    report.table(
      ["model", "-ln p in nats", "1,000 samples", "passes", "latent"],
      drawn.map { [$0.name, $0.nats, format($0.secondsFor1000, 2) + " s", $0.passes, $0.latent] })
  }
}
