import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "Which other way could the picture take?",
  solution: checks(Solution.self),
  wrong: [
    .init("a sum", checks(Summed.self), message: "still tell the two apart?"),
    .init("the innermost twice", checks(InnermostTwice.self), message: "What is below this one?"),
    .init("the picture in the result", checks(PictureInResult.self), message: "the outermost `up` returns?"),
    .init("the skip behind", checks(SkipBehind.self), message: "Which of the two parts is in front?"),
    .init("the skip detached", checks(SkipDetached.self), message: "learn what to pass on?"),
  ])
