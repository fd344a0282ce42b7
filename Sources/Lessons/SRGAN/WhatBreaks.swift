import Figures
import LessonKit
import Pictures

// What changes when a part is left out: each variant beside the complete method, with the same random
// numbers.

extension SRGANLesson {
  struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    var isPretrained = true
    var hasPixels = true
    var hasFeatures = true

    func weights(_ all: LossWeights) -> LossWeights {
      LossWeights(
        pixels: hasPixels ? all.pixels : 0, features: hasFeatures ? all.features : 0,
        adversarial: all.adversarial)
    }
  }

  // snippet.variants
  static let variants = [
    Variant(name: "all losses", key: "healthy"),
    Variant(name: "no feature loss", key: "noFeatures", hasFeatures: false),
    Variant(name: "no content loss", key: "noContent", hasPixels: false, hasFeatures: false),
    Variant(name: "no pretraining", key: "noPretraining", isPretrained: false),
  ]
  // snippet.end

  func showWhatBreaks(_ report: Report) throws {
    let judge = PictureJudge(pictures.test, judgeFeatures)
    let outcomes = try report.sideBySide(Self.variants) { variant, report in
      let generator = try train(variant, report)
      let enlarged = pictures.test.map { $0.enlarged(by: generator) }
      let quality = judge.quality(of: enlarged)
      record(quality, as: variant.key, report)
      return (enlarged: enlarged, row: [variant.name] + Self.cells(quality))
    }
    report.table(Self.columns, outcomes.map(\.row))
    try report.figure(
      "variants",
      comparison(
        pictures.test, zip(Self.variants, outcomes).map { ($0.name, $1.enlarged) }, rows: 3,
        caption: "After \(run[Self.exhibitIterations]) iterations each. \(dataNote)"))
  }

  private func train(_ variant: Variant, _ report: Report) throws -> Generator {
    let players = Self.players(run, "what-breaks")
    if variant.isPretrained { players.generator.copy(srresnet) }
    let weights = variant.weights(self.weights)
    let random = run.random("what-breaks")
    let loop = try report.loop(
      run[Self.exhibitIterations], named: variant.name, every: 10,
      state: players.state() + [("random", random)])
    while try loop.next() != nil {
      let (small, sharp) = patches.next(run[Self.gameBatch], random)
      let losses = players.update(small: small, sharp: sharp, weights, features, random)
      try loop.log(["lossD": losses.lossD, "adversarial": losses.adversarial, "pixels": losses.pixels])
    }
    return players.generator
  }
}
