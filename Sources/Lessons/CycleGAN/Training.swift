import Datasets
import Figures
import Foundation
import GANKit
import LessonKit
import ReportFigures

// The training loop. All that is new is the generators' loss.

extension CycleGANLesson {
  func train(_ report: Report) throws {
    let snapshots = Snapshots(at: Snapshots.moments(6, of: run[Self.iterations]))
    let history = try train(
      players, on: domains, steps: run[Self.iterations], named: run[Self.dataset],
      stream: run[Self.dataset], state: [], snapshots: snapshots, health: TrainingHealth(of: players), report)
    let note = "Trained on \(domains.source.note)."
    let undecided = players.adversarialLoss.undecided
    try report.curves(
      "losses", "Losses to the discriminators and of the discriminators", of: history,
      [
        Curve("D", "discriminator", colour: Palette.discriminator, level: undecided.value, undecided.text),
        Curve("G", "adversarial", colour: Palette.generator, level: undecided.value, undecided.text),
      ], caption: "Each the mean of both directions. " + note)
    try report.curves(
      "cycle-losses", "What comes back, and what stays", y: "mean difference, in [-1, 1]", of: history,
      [
        Curve("cycle", "cycle", colour: Palette.real, level: 0, "0: back unchanged"),
        Curve("identity", "identity", colour: Palette.generated, level: 0, "0: left alone"),
      ], caption: "Each the mean of both directions, on training pictures, before its weight. " + note)
    let columns = snapshots.images[0].shape[0]
    try report.figure(
      "snapshots",
      ImageGrid(
        concatenate([firstTests()] + snapshots.images), columns: columns,
        caption: "G's translations on the left, F's on the right, at six moments. " + note,
        rowLabels: ["test picture"] + snapshots.steps.map { "step \($0)" }))
    try report.figure(
      "translations",
      Animation(snapshots, columns: columns, scale: 2, title: "The same test pictures, translated"),
      caption: "(moves in a browser)")
  }

  /// Trains players; the order of the pictures of A is independent of that of B.
  ///
  /// Two trainings with the same stream see the same pictures in the same order, whatever else differs.
  ///
  /// - Parameter stream: names the random numbers that the order of pictures and the pools depend on.
  /// - Parameter state: of the players, where it is not part of the lesson's.
  func train(
    _ players: Players, on domains: Domains, steps count: Int, named name: String, stream: String,
    state: [(name: String, value: any Checkpointable)], snapshots: Snapshots? = nil,
    health: TrainingHealth? = nil, _ report: Report
  ) throws -> History {
    // snippet.train
    let random = run.random("train \(stream)")
    let (batchesA, batchesB) = (batches(of: domains.trainA, random), batches(of: domains.trainB, random))
    let schedule = LinearDecay(from: run[Self.learningRate], of: count)
    let loop = try report.loop(
      count, named: name, every: Loop.interval(of: count),
      state: state + [("random", random), ("batchesA", batchesA), ("batchesB", batchesB)]
        + (snapshots.map { [("snapshots", $0)] } ?? []), health: health)
    while let i = try loop.next() {
      if let snapshots, snapshots.isDue(i) { snapshots.append(translatedTests(), step: i) }
      players.setLearningRate(schedule.rate(at: i))
      let losses = players.update(
        a: try pictures(domains.trainA, batchesA.next(), random),
        b: try pictures(domains.trainB, batchesB.next(), random), random)
      if let health, health.isDue(i, of: count) {
        health.observe(players, step: i, a: firstRows(domains.testA), b: firstRows(domains.testB))
      }
      try loop.log(losses)
    }
    // snippet.end
    snapshots?.append(translatedTests(), step: count)
    return loop.history
  }

  private func batches(of images: PictureCollection, _ random: Random) -> Batches {
    let count = images.count
    return Batches(count: count, size: min(run[Self.batchSize], count), using: random, keepPartial: false)
  }

  /// A batch of training pictures: as they are, or cropped at random places and mirrored, each in its own way.
  private func pictures(_ collection: PictureCollection, _ rows: [Int], _ random: Random) throws -> Tensor {
    let images = try collection.gathered(rows: rows)
    guard run[Self.jitter] else { return images }
    return RandomCrops(of: images.shape, size: run[Self.size], using: random).images(from: images)
  }

  /// Up to eight pictures to watch the players on.
  private func firstRows(_ images: Tensor) -> Tensor { images.rows(0..<min(8, images.shape[0])) }

  /// Up to four test pictures of A and as many of B.
  private func firstTests() -> Tensor {
    let count = min(4, domains.testA.shape[0], domains.testB.shape[0])
    return concatenate([domains.testA.rows(0..<count), domains.testB.rows(0..<count)])
  }

  /// Their translations.
  private func translatedTests() -> Tensor {
    let tests = firstTests()
    let half = tests.shape[0] / 2
    return concatenate([
      applied(players.g, to: tests.rows(0..<half)), applied(players.f, to: tests.rows(half..<2 * half)),
    ])
  }
}
