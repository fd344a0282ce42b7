import ExerciseKit

/// The numbers of the book's run, in which G is told the labels, at standard budget.
private let ofTheBook = ["accuracy.accuracy": 0.9795, "train.lossD": 1.3753872712453206]

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "accuracyTold is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("the runs swapped", checks(RunsSwapped.self), message: "the number of the other run"),
    .init("in percent", checks(InPercent.self), message: "is this a percentage?"),
    .init(
      "the losses say nothing", checks(LossesSayNothing.self), message: "What does this number say"),
    .init("it obeys", checks(ObeysTheJudge.self), message: "if it drew any digit?"),
  ],
  runs: [
    FixtureRun(
      of: "05-conditional-gan", settings: ["loudness": .number(2), "width": .integer(16)],
      metrics: ["accuracy.accuracy": 0.8375, "train.lossD": 1.3877696126699448]),
    FixtureRun(
      of: "05-conditional-gan", settings: ["loudness": .number(0), "width": .integer(16)],
      metrics: ["accuracy.accuracy": 0.097, "train.lossD": 0.5819693431258202]),
    // Newer, and not to be compared with them: another budget, and another seed, with the book's numbers.
    FixtureRun(
      of: "05-conditional-gan", budget: .standard, settings: ["loudness": .number(0), "width": .integer(32)],
      metrics: ofTheBook),
    FixtureRun(
      of: "05-conditional-gan", seed: 2, settings: ["loudness": .number(2), "width": .integer(16)],
      metrics: ofTheBook),
  ])
