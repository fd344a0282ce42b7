import ExerciseKit
import LessonKit

private func run(
  latent: Int, budget: Budget = .quick, seed: UInt64 = 1, bound: Double, estimate: Double, boundOfTwo: Double,
  active: Double, sharpness: Double, drawn: Double
) -> FixtureRun {
  FixtureRun(
    of: "09-generative-models", budget: budget, seed: seed,
    settings: ["latent": .integer(latent), "vaeRate": .number(0.002)],
    metrics: [
      "autoencoder.testBound": bound, "autoencoder.testNats": estimate,
      "autoencoder.testBound2": boundOfTwo, "autoencoder.activeLatents": active,
      "autoencoder.sharpness": sharpness, "autoencoder.sharpnessDrawn": drawn,
    ])
}

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "testBound with 20 latent numbers is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("a lack of room", checks(LackOfRoom.self), message: "You concluded that the sharpness rises"),
    .init("not all are active", checks(NotAllAreActive.self), message: "How many of the 80 are that?"),
    .init("larger is likelier", checks(LargerIsLikelier.self), message: "You concluded that the bound falls"),
    .init("the estimate", checks(EstimateForBound.self), message: "On which side of it"),
    .init("the other network", checks(OtherNetwork.self), message: "How many latent numbers has it got?"),
    .init("drawn pixels", checks(DrawnPixels.self), message: "Which pictures are the blurred ones?"),
    .init("the runs swapped", checks(RunsSwapped.self), message: "The other run measured that"),
  ],
  runs: [
    run(
      latent: 20, bound: 147.3663, estimate: 140.2088, boundOfTwo: 174.5943, active: 19, sharpness: 0.51724,
      drawn: 1.75383),
    run(
      latent: 100, bound: 166.2990, estimate: 154.6918, boundOfTwo: 175.7105, active: 62, sharpness: 0.46365,
      drawn: 1.99040),
    // Not to be compared with them: another seed, and another budget.
    run(
      latent: 100, seed: 2, bound: 140, estimate: 133, boundOfTwo: 170, active: 90, sharpness: 0.9,
      drawn: 1.1),
    run(
      latent: 20, budget: .standard, bound: 104, estimate: 99, boundOfTwo: 150, active: 19, sharpness: 0.8,
      drawn: 1.2),
  ])
