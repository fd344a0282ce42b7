import ExerciseKit

private func run(
  iterations: Int, lossD: Double, lossG: Double, distance: Double, ofG: Double
) -> FixtureRun {
  FixtureRun(
    of: "03-vanilla-gan", settings: ["iterations": .integer(iterations), "learningRate": .number(0.0002)],
    metrics: [
      "train.lossD": lossD, "train.lossG": lossG, "judge.frechetDistance": distance,
      "judge.frechetDistanceOfG": ofG,
    ])
}

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "lossD of the run of 1000 iterations is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("both moved", checks(BothMoved.self), message: "You concluded \"both\""),
    .init("the other player", checks(OtherPlayer.self), message: "whose is it?"),
    .init("G itself", checks(GItself.self), message: "Which of them draws the samples"),
    .init("the book's numbers", checks(BookNumbers.self), message: "You typed 1.3 as D's loss after 2800"),
  ],
  runs: [
    run(iterations: 1000, lossD: 1.0624, lossG: 1.1179, distance: 131.42, ofG: 148.2),
    run(iterations: 2800, lossD: 1.1901, lossG: 0.9398, distance: 20.388, ofG: 27.13),
  ])
