import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "meanPictureDistance is still 0",
  solution: checks(Solution.self),
  wrong: [
    .init("a single colour", checks(SingleColour.self), message: "the error of a single colour"),
    .init("training pairs", checks(TrainingPairs.self), message: "the error on training pairs"),
    .init("another map", checks(AnotherMap.self), message: "what the map of another building reaches"),
    .init("as on photos", checks(AsOnPhotos.self), message: "What does L1 say of these pictures?"),
    .init("small is good", checks(SmallIsGood.self), message: "Is a large or a small value good here?"),
  ],
  runs: [
    FixtureRun(
      of: "06-pix2pix", settings: ["data": .text("drawn")],
      metrics: [
        "pairs.constantDistance": 0.4079405963420868, "pairs.meanTargetDistance": 0.3249010741710663,
        "train.distance": 0.199511137008667, "train.testDistance": 0.1993851527571678,
        "judge.distance": 0.1974964290857315, "judge.accuracy": 0.7913411458333334,
        "judge.realAccuracy": 0.79766845703125, "judge.majorityShare": 0.30218505859375,
        "judge.otherMapAgreement": 0.4213358561197917,
      ]),
    // Newer, and of photos, with the numbers of the book's run at standard budget.
    FixtureRun(
      of: "06-pix2pix", settings: ["data": .text("facades")],
      metrics: [
        "pairs.constantDistance": 0.3555125594139099, "pairs.meanTargetDistance": 0.3276389241218567,
        "train.distance": 0.25280898736744395, "train.testDistance": 0.3347203843295574,
        "judge.distance": 0.3273976147174835, "judge.accuracy": 0.5459491081957547,
        "judge.realAccuracy": 0.5129693948997641, "judge.majorityShare": 0.3328327682783019,
        "judge.otherMapAgreement": 0.23613695828419812,
      ]),
  ])
