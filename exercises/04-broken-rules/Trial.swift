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
    .init("the sign only", checks(SignOnly.self), message: "the pair with no tanh is \"harms\""),
    .init("more is better", checks(MoreIsBetter.self), message: "is \"helps\""),
    .init("half the noise", checks(HalfTheNoise.self), message: "the pair with ReLU in D is \"harms\""),
    .init("swapped seeds", checks(SwappedSeeds.self), message: "Which run is in output/04-dcgan now?"),
    .init("a row too high", checks(RowTooHigh.self), message: "Which row of the table"),
  ],
  runs: [
    run(seed: 4, distances: [18.74, 19.65, 21.11, 22.31, 131.3, 20.69, 16.67, 25.00, 22.77]),
    run(seed: 5, distances: [25.91, 14.83, 18.45, 32.03, 128.63, 17.69, 18.91, 26.90, 27.88]),
  ])
