import ExerciseKit

/// The numbers of the book's run, which has the weight 10 and the standard budget.
private let ofTheBook = [
  "translate.cycleErrorAToB": 0.053200289607048035, "translate.ratioAToB": 0.42001226802725117,
]

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
        "translate.cycleErrorAToB": 0.07912476360797882, "translate.ratioAToB": 0.6798772874495101,
        "translate.errorAToB": 0.1746937334537506, "translate.cycleErrorBToA": 0.11566166579723358,
        "translate.ratioBToA": 0.3775468292870838,
      ]),
    FixtureRun(
      of: "07-cyclegan", settings: ["cycleWeight": .number(100)],
      metrics: [
        "translate.cycleErrorAToB": 0.06807085126638412, "translate.ratioAToB": 1.1014240107170508,
        "translate.errorAToB": 0.28300970792770386, "translate.cycleErrorBToA": 0.08280333131551743,
        "translate.ratioBToA": 0.5582290824003069,
      ]),
    // Runs that the task does not ask for: another seed, another budget, another weight. All have the book's
    // numbers.
    FixtureRun(of: "07-cyclegan", seed: 2, settings: ["cycleWeight": .number(100)], metrics: ofTheBook),
    FixtureRun(
      of: "07-cyclegan", budget: .standard, settings: ["cycleWeight": .number(1)], metrics: ofTheBook),
    FixtureRun(of: "07-cyclegan", settings: ["cycleWeight": .number(10)], metrics: ofTheBook),
  ])
