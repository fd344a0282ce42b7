import Figures
import Foundation
import GANKit
import LessonKit

// One part of the loss taken away at a time, each beside all of them together, trained alike.

extension CycleGANLesson {
  private struct Variant {
    let name: String
    /// The metric's name.
    let key: String
    let weights: LossWeights
  }

  func showWhatBreaks(_ report: Report) throws {
    let judge = domains.areHerds ? try coatClassifier() : nil
    // snippet.variants
    let all = Self.weights(run)
    let variants = [
      Variant(name: "all losses", key: "healthy", weights: all),
      Variant(name: "no cycle loss", key: "noCycle", weights: LossWeights(cycle: 0, identity: 0)),
      Variant(
        name: "cycle loss alone", key: "cycleAlone",
        weights: LossWeights(adversarial: 0, cycle: all.cycle, identity: 0)),
      Variant(
        name: "no identity loss", key: "noIdentity", weights: LossWeights(cycle: all.cycle, identity: 0)),
    ]
    // snippet.end
    let count = min(8, domains.testA.shape[0])
    var pictures = [domains.testA.rows(0..<count)]
    var results: [(name: String, score: Score)] = []
    for variant in variants {
      let players = Self.players(run, "what-breaks networks", weights: variant.weights)
      _ = try train(
        players, on: domains, steps: run[Self.exhibitIterations], named: variant.name,
        state: players.state(named: "players"),
        report)
      let (aToB, bToA) = scores(players, on: domains, judge: judge)
      results.append(("\(variant.name), a to b", aToB))
      results.append(("\(variant.name), b to a", bToA))
      record(aToB, "AToB-\(variant.key)", report)
      record(bToA, "BToA-\(variant.key)", report)
      pictures.append(aToB.translated.rows(0..<count))
    }
    showTable(results, report)
    if let truth = domains.truth { pictures.append(truth.ofA.rows(0..<count)) }
    try report.figure(
      "variants",
      ImageGrid(
        concatenate(pictures), columns: count,
        caption:
          "After \(run[Self.exhibitIterations]) steps each. Nothing was selected. Trained on \(domains.source.note).",
        rowLabels: ["a"] + variants.map(\.name) + (domains.truth == nil ? [] : ["the truth"])))
  }
}
