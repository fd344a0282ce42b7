import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "What does a steep D have to pay?",
  solution: checks(Solution.self),
  wrong: [
    .init("slopes towards one", checks(TowardsOne.self), message: "which slope has to cost nothing?"),
    .init("small scores", checks(SmallScores.self), message: "what is it that pulls?"),
    .init("a reward", checks(Rewarded.self), message: "will it become steeper"),
    .init(
      "the mean of the coordinates", checks(MeanOfCoordinates.self),
      message: "by which number does the mean divide?"),
    .init("at the fakes", checks(AtFakes.self), message: "its slopes at the fakes"),
    .init("a detached slope", checks(Detached.self), message: "Does D's gradient know of it?"),
  ])
