import Figures
import LessonKit
import Pictures

// What changes when a part is left out: each variant beside the complete method, with the same random
// numbers.

extension SRGANLesson {
  private struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    var isPretrained = true
    var hasContent = true
    var hasAdversary = true
  }

  func showWhatBreaks(_ report: Report) throws {
    let judge = PictureJudge(pictures.test, judgeFeatures)
    let variants = [
      Variant(name: "all losses", key: "healthy"),
      Variant(name: "no adversary", key: "noAdversary", hasAdversary: false),
      Variant(name: "no content loss", key: "noContent", hasContent: false),
      Variant(name: "no pretraining", key: "noPretraining", isPretrained: false),
    ]
    var (rows, columns): ([[String]], [(String, [Image])]) = ([], [])
    for variant in variants {
      let generator = try train(variant, report)
      let enlarged = pictures.test.map { $0.enlarged(by: generator) }
      let quality = judge.quality(of: enlarged)
      rows.append([variant.name] + Self.cells(quality))
      report.metric("\(variant.key)PSNR", quality.fidelity.psnr)
      report.metric("\(variant.key)Sharpness", quality.sharpness)
      report.metric("\(variant.key)Distance", quality.frechetDistance)
      columns.append((variant.name, enlarged))
    }
    report.table(["", "PSNR, dB", "SSIM", "sharpness (truth 1)", "Frechet distance"], rows)
    try report.figure(
      "variants",
      comparison(
        pictures.test, columns, rows: 3,
        caption: "After \(run[Self.exhibitIterations]) iterations each. \(dataNote)"))
  }

  private func train(_ variant: Variant, _ report: Report) throws -> Generator {
    let players = Self.players(run, "what-breaks")
    if variant.isPretrained { players.generator.copy(srresnet) }
    // snippet.variants
    let all = self.weights
    let weights = LossWeights(
      pixels: variant.hasContent ? all.pixels : 0, features: variant.hasContent ? all.features : 0,
      adversarial: variant.hasAdversary ? all.adversarial : 0)
    // snippet.end
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
