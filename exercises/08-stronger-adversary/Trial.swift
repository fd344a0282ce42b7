import ExerciseKit

/// The numbers of the book's run, which has the weight 0.005 and the standard budget.
private let ofTheBook = [
  "srgan.srresnetPSNR": 23.930905294227287, "srgan.srresnetDistance": 62.70759463925697,
  "srgan.controlPSNR": 23.01497332421975, "srgan.controlDistance": 21.22627305466051,
  "srgan.srganPSNR": 22.50380908127489, "srgan.srganDistance": 10.754378639857578,
]

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "controlPSNR is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("SRResNet for the control", checks(SRResNetForControl.self), message: "which is what SRResNet has"),
    .init("rows swapped", checks(RowsSwapped.self), message: "Which of the two rows has an adversary?"),
    .init("the book's numbers", checks(FromTheBook.self), message: "Does your number come from this run"),
    .init(
      "a larger distance is better", checks(LargerDistanceIsBetter.self),
      message: "Which distance would the true pictures have?"),
    .init("a lower PSNR is better", checks(LowerPSNRIsBetter.self), message: "about the squared error?"),
  ],
  runs: [
    FixtureRun(
      of: "08-srgan", settings: ["adversarialWeight": .number(0.05)],
      metrics: [
        "srgan.srresnetPSNR": 24.747056949190505, "srgan.srresnetDistance": 0.7522087085738463,
        "srgan.controlPSNR": 24.39185424407513, "srgan.controlDistance": 0.04645152346836312,
        "srgan.srganPSNR": 23.165833341831664, "srgan.srganDistance": 0.267814613772245,
      ]),
    // Runs that the task does not ask for: another weight, and another budget. Both have the book's numbers.
    FixtureRun(of: "08-srgan", settings: ["adversarialWeight": .number(0.005)], metrics: ofTheBook),
    FixtureRun(
      of: "08-srgan", budget: .standard, settings: ["adversarialWeight": .number(0.05)], metrics: ofTheBook),
  ])
