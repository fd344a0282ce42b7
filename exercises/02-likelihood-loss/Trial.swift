import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "the slope of the loss is -",
  solution: checks(Solution.self),
  wrong: [
    .init("the wrong sign", checks(Rising.self), message: "which fakes will it avoid?"),
    .init("the inverted ratio", checks(Inverted.self), message: "is G leaving something out?"),
    .init("the log-odds", checks(LogOdds.self), message: "lowers KL(q || p)"),
    .init("the saturating loss", checks(Saturating.self), message: "By how much does each change"),
  ])
