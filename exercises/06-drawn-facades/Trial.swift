import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "meanPictureDistance is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("a single colour", checks(SingleColour.self), message: "the error of a single colour"),
    .init("training pairs", checks(TrainingPairs.self), message: "the error on training pairs"),
    .init("real pictures", checks(RealPictures.self), message: "what the judge reads in real pictures"),
    .init("as on photos", checks(AsOnPhotos.self), message: "What does L1 say of these pictures?"),
    .init("small is good", checks(SmallIsGood.self), message: "Is a large or a small value good here?"),
  ],
  runs: [
    FixtureRun(
      of: "06-pix2pix", settings: ["data": .text("drawn")],
      metrics: [
        "pairs.constantDistance": 0.34571, "pairs.meanTargetDistance": 0.30124, "train.distance": 0.11073,
        "train.testDistance": 0.13986, "judge.distance": 0.13842, "judge.accuracy": 0.79263,
        "judge.realAccuracy": 0.83408, "judge.majorityShare": 0.44731, "judge.otherMapAgreement": 0.31655,
      ]),
    // Newer, and of photos.
    FixtureRun(
      of: "06-pix2pix", settings: ["data": .text("facades")],
      metrics: [
        "pairs.constantDistance": 0.35551, "pairs.meanTargetDistance": 0.32764, "train.distance": 0.28113,
        "judge.distance": 0.33906, "judge.accuracy": 0.48127, "judge.realAccuracy": 0.49218,
        "judge.majorityShare": 0.33283, "judge.otherMapAgreement": 0.23614,
      ]),
  ])
