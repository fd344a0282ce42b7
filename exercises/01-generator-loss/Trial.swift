import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "One fake would cost ln 2",
  solution: checks(Solution.self),
  wrong: [
    .init("the saturating loss", checks(Saturating.self), message: "whose logarithm is this?"),
    .init("the logarithm of a probability", checks(FromProbability.self), message: "its logarithm is lost"),
    .init("the sum", checks(Summed.self), message: "the loss is a mean"),
  ])
