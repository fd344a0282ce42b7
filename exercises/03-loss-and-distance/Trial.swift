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
    run(
      iterations: 1000, lossD: 1.2565743613243103, lossG: 0.8329325073957443, distance: 116.57268336322409,
      ofG: 88.3281374646175),
    run(
      iterations: 2800, lossD: 1.2117229223251342, lossG: 0.9273338451981544, distance: 20.97119496708774,
      ofG: 22.148708652526864),
  ])
