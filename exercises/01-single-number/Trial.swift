import ExerciseKit
import LessonKit

/// A run as the learner is taken to have made it.
private func run(latent: Int, seed: UInt64, share: Double, clusters: Double) -> FixtureRun {
  FixtureRun(
    of: "01-gan-theory", seed: seed,
    settings: ["latent": .integer(latent), "exhibitIterations": .integer(40)],
    metrics: ["train.goodSamples": share, "train.modesCovered": clusters])
}

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "you typed 0.0.",
  solution: checks(Solution.self),
  wrong: [
    .init("in percent", checks(InPercent.self), message: "In which unit is yours?"),
    .init("interchanged", checks(Interchanged.self), message: "Which latent had this run?"),
    .init("the book's numbers", checks(FromTheBook.self), message: "Where does this one come from?"),
    .init("seeds differ, too", checks(SeedsDiffer.self), message: "Would you know of each single run"),
    .init("clusters like shares", checks(ClustersLikeShares.self), message: "Is this true of all the runs?"),
  ],
  runs: [
    run(latent: 16, seed: 1, share: 0.9193, clusters: 8),
    run(latent: 16, seed: 2, share: 0.9036, clusters: 8),
    run(latent: 16, seed: 3, share: 0.8816, clusters: 8), run(latent: 1, seed: 1, share: 0.8104, clusters: 8),
    run(latent: 1, seed: 2, share: 0.8142, clusters: 8), run(latent: 1, seed: 3, share: 0.8256, clusters: 8),
  ])
