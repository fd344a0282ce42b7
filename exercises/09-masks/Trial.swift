import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "The output of variable 1 moves if variable 5 is changed",
  solution: checks(Solution.self),
  wrong: [
    .init("an output sees itself", checks(SeesItself.self), message: "if this very variable is changed"),
    .init("strict twice", checks(StrictTwice.self), message: "there are 0 paths, and the degrees allow 2"),
    .init("rows for places", checks(RowsForPlaces.self), message: "Where does the order enter"),
    .init("outputs first", checks(OutputsFirst.self), message: "how many rows does W need"),
  ])
