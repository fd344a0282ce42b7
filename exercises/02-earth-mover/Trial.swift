import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "the distance is 0.000",
  solution: checks(Solution.self),
  wrong: [
    .init("the largest gap", checks(LargestGap.self), message: "the distance is 1.000"),
    .init("pairs as they come", checks(Unsorted.self), message: "in the opposite order"),
    .init("sorted pairs", checks(SortedPairs.self), message: "the same samples twice"),
    .init("the sum", checks(Summed.self), message: "how large is it?"),
    .init("squared gaps", checks(SquaredGaps.self), message: "How does a small gap count?"),
    .init("the difference of the means", checks(DifferenceOfMeans.self), message: "do the two sides cancel?"),
  ])
