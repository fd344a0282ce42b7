import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// The steps before training: the two collections, and what the networks are.

extension CycleGANLesson {
  func showDomains(_ report: Report) throws {
    report.table(
      ["", "\(domains.names.a) (A)", "\(domains.names.b) (B)"],
      [("to learn from", domains.trainA, domains.trainB), ("to test with", domains.testA, domains.testB)]
        .map { [$0, "\($1.shape[0])", "\($2.shape[0])"] })
    for (name, images, what) in [
      ("a", domains.trainA, domains.names.a), ("b", domains.trainB, domains.names.b),
    ] {
      try report.figure(
        name,
        ImageGrid(
          images.rows(0..<min(24, images.shape[0])), columns: 8,
          caption: "Collection \(name.uppercased()), \(what): \(domains.source.note)."))
    }
    if let truth = domains.truth {
      report.metric("untranslatedErrorA", meanAbsoluteError(domains.testA, truth.ofA).scalar)
      report.metric("untranslatedErrorB", meanAbsoluteError(domains.testB, truth.ofB).scalar)
    }
    guard domains.areHerds else { return }
    let judge = try coatClassifier()
    report.metric("judgedPlain", judge.share(of: domains.testA, wearing: .plain))
    report.metric("judgedStriped", judge.share(of: domains.testB, wearing: .striped))
  }

  /// The classifier that judges coats: trained once, then taken from the cache.
  func coatClassifier() throws -> CoatClassifier {
    try CoatClassifier.trained(cache: run.cacheFolder) { _ in try run.checkInterruption() }
  }

  func showNetworks(_ report: Report) throws {
    let side = run[Self.size]
    report.table(of: players.g, named: "G", input: [side, side, 3])
    let tableD = report.table(of: players.discriminatorB, named: "D_B", input: [side, side, 3])
    report.metric("parametersG", players.g.parameterCount)
    report.metric("parametersD", players.discriminatorB.parameterCount)
    report.metric("decisions", tableD.rows.last?.output.elementCount ?? 0)
    let fakeB = applied(players.g, to: domains.testA)
    let (onReal, onFake) = (
      applied(players.discriminatorB, to: domains.testB), applied(players.discriminatorB, to: fakeB)
    )
    report.metric("lossD", discriminatorLoss(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", leastSquares(onFake, target: 1).scalar)
    let count = min(8, domains.testA.shape[0])
    try report.figure(
      "untrained",
      ImageGrid(
        concatenate([domains.testA.rows(0..<count), fakeB.rows(0..<count)]), columns: count,
        caption: "What the untrained G makes of test pictures: \(domains.source.note).",
        rowLabels: ["a", "G(a)"]))
  }

  /// What a network makes of many images, some at a time, so that memory stays bounded.
  func applied(_ network: Sequential, to images: Tensor) -> Tensor {
    let starts = stride(from: 0, to: images.shape[0], by: 10)
    return concatenate(
      starts.map { network(images.rows($0..<min($0 + 10, images.shape[0])), .inference) })
  }
}
