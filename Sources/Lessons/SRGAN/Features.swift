import Figures
import GANKit
import LessonKit
import Pictures

// The feature networks: one for the loss, one for measuring.

extension SRGANLesson {
  func trainFeatures(_ report: Report) throws {
    guard pictures.training.count > 1 else {
      return report.say(
        "There is only one training picture, so there is nothing to tell apart: "
          + "the features keep their initial weights.")
    }
    for (name, network) in [("loss", features), ("judge", judgeFeatures)] {
      try train(network, named: name, report)
      let random = run.random("\(name) accuracy")
      let (patches, labels) = facts(1000, seen: false, random)
      let guesses = network.logits(patches).argmax()
      let accuracy = Double(zip(guesses, labels).count { $0 == $1 }) / 1000
      report.metric(name == "loss" ? "accuracy" : "judgeAccuracy", accuracy)
      network.scale.value = square(network(patches)).mean().reshaped(to: [1])
    }
    report.metric("chance", 1 / Double(pictures.training.count))
    try showWhatFeaturesSee(report)
  }

  private func train(_ network: FeatureNetwork, named name: String, _ report: Report) throws {
    let (count, random) = (run[Self.featureIterations], run.random("\(name) features"))
    let optimizer = Adam(for: network, learningRate: 2e-3)
    let schedule = LinearDecay(from: 2e-3, overLast: 0.75, of: count)
    let loop = try report.loop(
      count, named: name, every: Loop.interval(of: count, rows: 200),
      state: [("random", random), ("optimizer", optimizer)])
    while let i = try loop.next() {
      // snippet.exemplars
      let (patches, labels) = facts(32, seen: true, random)
      optimizer.learningRate = schedule.rate(at: i)
      let (loss, found) = gradients(of: network) {
        softmaxCrossEntropy(logits: network.logits(patches), labels: labels)
      }
      optimizer.update(with: found)
      // snippet.end
      try loop.log(["\(name)Features": loss])
    }
  }

  // snippet.facts
  /// Patches of 32 x 32 pixels, and for each the number of its picture. Training patches come from the left
  /// two thirds of a picture, test patches from the right third. They are turned, mirrored and recoloured at
  /// random, so that colour alone does not give a picture away.
  func facts(_ count: Int, seen: Bool, _ random: Random) -> (patches: Tensor, labels: [Int]) {
    var (patches, labels): ([Image], [Int]) = ([], [])
    for _ in 0..<count {
      let label = random.integer(below: pictures.training.count)
      let picture = pictures.training[label].sharp
      let border = max(32, min(picture.width * 2 / 3, picture.width - 32))
      let start = seen ? 0 : min(border, picture.width - 32)
      let x = start + random.integer(below: (seen ? border : picture.width) - start - 31)
      let y = random.integer(below: picture.height - 31)
      patches.append(picture.cropped(x: x, y: y, width: 32, height: 32).turned(random.integer(below: 8)))
      labels.append(label)
    }
    let gains = Tensor.uniform([count, 1, 1, 3], in: 0.6...1.4, using: random)
    let shifts = Tensor.uniform([count, 1, 1, 3], in: -0.3...0.3, using: random)
    return (Tensor(patches) * gains + shifts, labels)
  }
  // snippet.end

  /// Changes that have the same squared error in pixels, and how much each of them changes the features.
  private func showWhatFeaturesSee(_ report: Report) throws {
    let random = run.random("probes")
    let (small, sharp) = Patches(pairs: pictures.training, side: 48).next(64, random)
    let blurred = bicubic(small)
    let error = meanSquaredError(blurred, sharp).scalar
    let noisy = sharp + error.squareRoot() * Tensor.normal(sharp.shape, using: random)
    let brighter = sharp + error.squareRoot()
    var rows: [[String]] = []
    for (name, changed) in [
      ("blurred by enlargement", blurred), ("noise added", noisy), ("brighter", brighter),
    ] {
      let (pixels, distance) = (
        meanSquaredError(changed, sharp).scalar, featureLoss(changed, sharp, features).scalar
      )
      rows.append([name, format(Double(pixels), 4), format(Double(distance), 4)])
      report.metric("\(name.prefix { $0 != " " })Distance", distance)
    }
    report.table(["patches", "squared error of pixels", "feature loss"], rows)
  }
}
