import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "The noise has changed nothing",
  solution: checks(Solution.self),
  wrong: [
    .init("noise for the discriminators", checks(NoisyFakes.self), message: "who looks at these pictures"),
    .init("one direction", checks(OneDirection.self), message: "How many ways back are there?"),
    .init("the variance", checks(Variance.self), message: "What is the standard deviation of yours?"),
    .init("after the way back", checks(AfterTheWayBack.self), message: "At which point of the cycle"),
    .init("detached", checks(Detached.self), message: "end too early?"),
  ])
