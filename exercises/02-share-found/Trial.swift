import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "you typed the gap 0.0",
  solution: checks(Solution.self),
  wrong: [
    .init("the book's numbers", checks(FromTheBook.self), message: "has another one"),
    .init("columns interchanged", checks(Interchanged.self), message: "Which of the two columns"),
    .init("the share that is left", checks(ShareLeft.self), message: "Has it found everything?"),
    .init("the gaps compared", checks(GapsCompared.self), message: "where there is little to find"),
  ],
  runs: [
    FixtureRun(
      of: "02-ideal-discriminator", settings: ["updatesD": .integer(5)],
      metrics: ["train.gap": 0.02478280645024095, "train.gapOfHalf": 0.044975589228036884]),
    FixtureRun(
      of: "02-ideal-discriminator", settings: ["updatesD": .integer(1)],
      metrics: ["train.gap": 0.045850007698957806, "train.gapOfHalf": 0.050367846147119186]),
  ])
