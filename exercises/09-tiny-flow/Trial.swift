import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "What does e^s do to it",
  solution: checks(Solution.self),
  wrong: [
    .init("the order kept", checks(OrderKept.self), message: "does `forward` do last?"),
    .init("that of the inverse", checks(OfTheInverse.self), message: "In which direction does this map go"),
    .init("without a logarithm", checks(WithoutLogarithm.self), message: "leaves areas as they are?"),
    .init("the sum of the batch", checks(SumOfTheBatch.self), message: "stretched alike at all points?"),
    .init("out of the graph", checks(OutOfTheGraph.self), message: "does its gradient reach s?"),
  ])
