import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "In how many of all pairs",
  solution: checks(Solution.self),
  wrong: [
    .init("its own neighbour", checks(OwnNeighbour.self), message: "Which picture lies so near"),
    .init("squared distances", checks(SquaredDistance.self), message: "Is it a distance?"),
    .init("earlier pictures only", checks(EarlierOnly.self), message: "in five orders"),
    .init("the mean of the nearest", checks(MeanOfNearest.self), message: "whatever the 106 is"),
  ])
