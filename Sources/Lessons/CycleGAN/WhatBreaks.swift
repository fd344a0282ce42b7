import Figures
import Foundation
import GANKit
import LessonKit

// One part of the loss taken away at a time, each beside all of them together. All variants begin with the same
// weights and see the same pictures in the same order.

extension CycleGANLesson {
  struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    let weights: LossWeights
  }

  /// All losses, and each of the three left out in turn.
  static func variants(_ all: LossWeights) -> [Variant] {
    // snippet.variants
    [
      Variant(name: "all losses", key: "healthy", weights: all),
      Variant(name: "no cycle loss", key: "noCycle", weights: all.without(\.cycle)),
      Variant(name: "no adversary", key: "noAdversary", weights: all.without(\.adversarial)),
      Variant(name: "no identity loss", key: "noIdentity", weights: all.without(\.identity)),
    ]
    // snippet.end
  }

  func showWhatBreaks(_ report: Report) throws {
    let judge = domains.areHerds ? try coatClassifier() : nil
    let variants = Self.variants(Self.weights(run))
    let count = min(8, domains.testA.shape[0])
    let outcomes = try report.sideBySide(variants) { variant, report in
      let players = Self.players(run, "what-breaks networks", weights: variant.weights)
      _ = try train(
        players, on: domains, steps: run[Self.exhibitIterations], named: variant.name, stream: "what-breaks",
        state: players.state(named: "players"),
        report)
      let (aToB, bToA) = scores(players, on: domains, judge: judge)
      record(aToB, "AToB-\(variant.key)", report)
      record(bToA, "BToA-\(variant.key)", report)
      return (aToB: aToB, bToA: bToA)
    }
    showTable(
      zip(variants, outcomes).flatMap { variant, outcome in
        [("\(variant.name), a to b", outcome.aToB), ("\(variant.name), b to a", outcome.bToA)]
      }, report)
    var pictures = [domains.testA.rows(0..<count)] + outcomes.map { $0.aToB.translated.rows(0..<count) }
    if let truth = domains.truth { pictures.append(truth.ofA.rows(0..<count)) }
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(pictures), columns: count,
        caption:
          "After \(run[Self.exhibitIterations]) iterations each. Nothing was selected. Trained on \(domains.source.note).",
        rowLabels: ["a"] + variants.map(\.name) + (domains.truth == nil ? [] : ["the truth"])))
  }
}
