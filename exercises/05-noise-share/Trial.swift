import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "the share is 0.0. The request is always the same",
  solution: checks(Solution.self),
  wrong: [
    .init(
      "variance over pixels", checks(VarianceOverPixels.self), message: "The pixels of these pictures"),
    .init("the mean of all", checks(CommonMean.self), message: "From which mean does it differ so much?"),
    .init("noise to label", checks(NoiseToLabel.self), message: "What is the whole"),
    .init("standard deviations", checks(ShareOfDeviation.self), message: "the deviations do not add up"),
    .init("mean of variances", checks(MeanOfVariances.self), message: "asked for three times as often"),
  ])
