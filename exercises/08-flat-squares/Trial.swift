import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "With one output channel and r = 2",
  solution: checks(Solution.self),
  wrong: [
    .init(
      "copies one after the other", checks(CopiesOneAfterTheOther.self),
      message: "In which order does the shuffle read the channels?"),
    .init("rows only", checks(RowsOnly.self), message: "Which 4 channels make up a square"),
    .init("averaged", checks(Averaged.self), message: "after they were drawn?"),
    .init("one kernel for all", checks(OneKernel.self), message: "red, green and blue are always equal"),
    .init("zeros", checks(Zeros.self), message: "all of them look "),
  ])
