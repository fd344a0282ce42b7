import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "accuracyTold is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("the runs swapped", checks(RunsSwapped.self), message: "the number of the other run"),
    .init("in percent", checks(InPercent.self), message: "is this a percentage?"),
    .init(
      "the losses say nothing", checks(LossesSayNothing.self), message: "What does this number say of these?"),
    .init("it obeys", checks(ObeysTheJudge.self), message: "if it drew any digit?"),
  ],
  runs: [
    FixtureRun(
      of: "05-conditional-gan", settings: ["loudness": .number(2), "width": .integer(16)],
      metrics: ["accuracy.accuracy": 0.7135, "train.lossD": 1.3118]),
    FixtureRun(
      of: "05-conditional-gan", settings: ["loudness": .number(0), "width": .integer(16)],
      metrics: ["accuracy.accuracy": 0.1035, "train.lossD": 1.0413]),
    // Newer, and not to be compared with them.
    FixtureRun(
      of: "05-conditional-gan", budget: .standard, settings: ["loudness": .number(0), "width": .integer(32)],
      metrics: ["accuracy.accuracy": 0.0995, "train.lossD": 0.8127]),
    FixtureRun(
      of: "05-conditional-gan", seed: 2, settings: ["loudness": .number(2), "width": .integer(16)],
      metrics: ["accuracy.accuracy": 0.6415, "train.lossD": 1.2904]),
  ])
