import ExerciseKit

private func run(seed: UInt64, distances: [Double]) -> FixtureRun {
  let named = distances.enumerated().map { ("what-breaks.frechet\($0 + 1)", $1) }
  return FixtureRun(
    of: "04-dcgan", seed: seed,
    settings: ["exhibits": .text("rules"), "exhibitIterations": .integer(300), "batchSize": .integer(16)],
    metrics: Dictionary(uniqueKeysWithValues: named))
}

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "frechet1 with seed 4 is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("the sign only", checks(SignOnly.self), message: "With which seed would you still have noticed it"),
    .init("more is better", checks(MoreIsBetter.self), message: "Is a larger distance a better one?"),
    .init("nothing is shown", checks(NothingIsShown.self), message: "Could luck alone"),
    .init("swapped seeds", checks(SwappedSeeds.self), message: "Which run is in output/04-dcgan now?"),
    .init("a row too high", checks(RowTooHigh.self), message: "Which row of the table"),
  ],
  runs: [
    run(seed: 4, distances: [171.2, 148.3, 190.7, 205.2, 388.1, 140.9, 169.5, 262.4, 180.1]),
    run(seed: 5, distances: [150.6, 139.8, 201.4, 198.7, 402.5, 128.3, 163.7, 301.3, 158.9]),
  ])
