import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "D's only weight did not move",
  solution: checks(Solution.self),
  wrong: [
    .init("swapped targets", checks(SwappedTargets.self), message: "does D call real now"),
    .init("half of D's loss", checks(HalvedLoss.self), message: "decisions does D's loss add up"),
    .init("both updates at the end", checks(Simultaneous.self), message: "through D's old weight"),
    .init("the saturating loss", checks(Saturating.self), message: "Which loss has such a slope"),
    .init("two passes of G", checks(TwoPasses.self), message: "How often did G run"),
  ])
