import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "cycleErrorAt1 is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("runs swapped", checks(RunsSwapped.self), message: "Which run is which?"),
    .init(
      "the other direction", checks(OtherDirection.self), message: "In which direction does G translate?"),
    .init("the error for the ratio", checks(ErrorForRatio.self), message: "What is the ratio a ratio of?"),
    .init(
      "a small cycle error is proof", checks(SmallCycleErrorIsProof.self),
      message: "has a G that changes nothing?"),
    .init("larger is better", checks(LargerIsBetter.self), message: "if a picture returns unchanged?"),
  ],
  runs: [
    FixtureRun(
      of: "07-cyclegan", settings: ["cycleWeight": .number(1)],
      metrics: [
        "translate.cycleErrorAToB": 0.1417, "translate.ratioAToB": 0.8573, "translate.errorAToB": 0.2221,
        "translate.cycleErrorBToA": 0.1834, "translate.ratioBToA": 0.4712,
      ]),
    FixtureRun(
      of: "07-cyclegan", settings: ["cycleWeight": .number(100)],
      metrics: [
        "translate.cycleErrorAToB": 0.04062, "translate.ratioAToB": 0.9742, "translate.errorAToB": 0.2524,
        "translate.cycleErrorBToA": 0.04833, "translate.ratioBToA": 0.6214,
      ]),
    // Runs that the task does not ask for: another seed, another budget, another weight.
    FixtureRun(
      of: "07-cyclegan", seed: 2, settings: ["cycleWeight": .number(100)],
      metrics: ["translate.cycleErrorAToB": 0.0438, "translate.ratioAToB": 0.7421]),
    FixtureRun(
      of: "07-cyclegan", budget: .standard, settings: ["cycleWeight": .number(1)],
      metrics: ["translate.cycleErrorAToB": 0.0713, "translate.ratioAToB": 0.4338]),
    FixtureRun(
      of: "07-cyclegan", settings: ["cycleWeight": .number(10)],
      metrics: ["translate.cycleErrorAToB": 0.0719, "translate.ratioAToB": 0.7944]),
  ])
