import ExerciseKit

/// The exercise with its answers.
public let trial = Trial(
  unsolved: checks(Exercise.self), message: "afterwards it stores 0 of them",
  solution: checks(Solution.self),
  wrong: [
    .init("stored before the old one is taken", checks(StoredFirst.self), message: "is lost after it"),
    .init("no coin", checks(WithoutCoin.self), message: "What decides whether a picture does?"),
    .init("one coin for a batch", checks(OneCoin.self), message: "two coins both show heads"),
    .init("a queue", checks(Queue.self), message: "a mixture of ages"),
    .init("the last place left out", checks(LastPlaceLeftOut.self), message: "Can every place be chosen?"),
    .init("still tracked", checks(Attached.self), message: "Whose weights would D's update reach?"),
  ])
