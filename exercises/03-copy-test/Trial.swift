import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "if every number is multiplied by",
  solution: checks(Solution.self),
  wrong: [
    .init("the upper end", checks(UpperEnd.self), message: "On which side of your limit"),
    .init("the typical distance", checks(TypicalDistance.self), message: "would your limit accuse"),
    .init(
      "compared with test images", checks(ComparedWithTestImages.self), message: "could G have copied"),
    .init("a scale of its own", checks(OwnScale.self), message: "along with the distances that it judges"),
  ])
