import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "give an output of shape [1, 1]",
  solution: checks(Solution.self),
  wrong: [
    .init("the last stamp wins", checks(LastStampWins.self), message: "a second stamp falls"),
    .init("the stride in the size only", checks(StrideOnlyInSize.self), message: "stamps of two neighbours"),
    .init("a turned kernel", checks(TurnedKernel.self), message: "the way the kernel does"),
    .init("the size of \"same\"", checks(SameSize.self), message: "give an output of shape [2, 2]"),
  ])
