import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "controlPSNR is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("SRResNet for the control", checks(SRResNetForControl.self), message: "which is what SRResNet has"),
    .init("rows swapped", checks(RowsSwapped.self), message: "Which of the two rows has an adversary?"),
    .init(
      "the chapter's weight", checks(ChaptersWeight.self), message: "Does your number come from this run"),
    .init(
      "a larger distance is better", checks(LargerDistanceIsBetter.self),
      message: "Which distance would the true pictures have?"),
    .init("a lower PSNR is better", checks(LowerPSNRIsBetter.self), message: "about the squared error?"),
  ],
  runs: [
    FixtureRun(
      of: "08-srgan", settings: ["adversarialWeight": .number(0.05)],
      metrics: [
        "srgan.srresnetPSNR": 22.3127, "srgan.srresnetDistance": 0.9412, "srgan.controlPSNR": 21.9184,
        "srgan.controlDistance": 0.4123, "srgan.srganPSNR": 20.8311, "srgan.srganDistance": 0.2968,
      ]),
    // Runs that the task does not ask for: the chapter's weight, and another budget.
    FixtureRun(
      of: "08-srgan", settings: ["adversarialWeight": .number(0.005)],
      metrics: [
        "srgan.srresnetPSNR": 22.3127, "srgan.srresnetDistance": 0.9412, "srgan.controlPSNR": 21.9184,
        "srgan.controlDistance": 0.4123, "srgan.srganPSNR": 21.6297, "srgan.srganDistance": 0.3218,
      ]),
    FixtureRun(
      of: "08-srgan", budget: .standard, settings: ["adversarialWeight": .number(0.05)],
      metrics: [
        "srgan.controlPSNR": 23.0150, "srgan.controlDistance": 21.23, "srgan.srganPSNR": 21.2402,
        "srgan.srganDistance": 9.812,
      ]),
  ])
