import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "has 1. If a kernel begins at pixel 5",
  solution: checks(Solution.self),
  wrong: [
    .init("one pixel too many", checks(OnePixelTooMany.self), message: "the last pixel that it covers?"),
    .init("without strides", checks(StrideForgotten.self), message: "How far does a kernel move"),
    .init("without padding", checks(PaddingForgotten.self), message: "before it has moved at all?"),
    .init("forwards", checks(Forwards.self), message: "in the opposite order"),
    .init("padding in pixels", checks(PaddingUnscaled.self), message: "the second layer's input stand for?"),
  ])
