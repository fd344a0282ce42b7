import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "On which pair would it make one?",
  solution: checks(Solution.self),
  wrong: [
    .init(
      "fakes with wrong labels", checks(FakesMislabelled.self), message: "nothing but the label to go by"),
    .init("a real image is real", checks(RealIsReal.self), message: "a real 3 that is called a 7"),
    .init("three equal terms", checks(ThreeEqualTerms.self), message: "weigh 2.00 times as much"),
    .init("shuffled labels", checks(Shuffled.self), message: "How does a right label get in?"),
    .init("the next digit", checks(NextDigit.self), message: "with a label that it never sees there"),
  ])
