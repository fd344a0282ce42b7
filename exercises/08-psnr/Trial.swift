import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "a difference of 0.0",
  solution: checks(Solution.self),
  wrong: [
    .init("the factor for amplitudes", checks(Amplitudes.self), message: "a difference of 6.0"),
    .init("the peak of bytes", checks(PeakOfBytes.self), message: "For which range of values"),
    .init("a peak of 1", checks(PeakOfOne.self), message: "How far are black and white apart?"),
    .init("rows only", checks(RowsOnly.self), message: "On how many sides is a border?"),
    .init("one row too many", checks(OneTooMany.self), message: "Which rows and columns are left?"),
    .init("one error for all", checks(Pooled.self), message: "the mean or the logarithm?"),
    .init("a small number added", checks(Guarded.self), message: "to very small errors?"),
  ])
