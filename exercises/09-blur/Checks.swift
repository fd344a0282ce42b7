import ExerciseKit
import LessonKit

/// What the learner fills in.
protocol BlurAndRoom: SendableMetatype {
  static var usual: Reading { get }
  static var roomy: Reading { get }
  static var room: Room { get }
  static var bound: Change { get }
  static var sharpness: Change { get }
}

/// What a run measured.
struct Reading: Sendable {
  var bound, activeLatents, sharpness: Float
}

/// What becomes of the latent numbers that were added.
enum Room: String {
  case undecided
  case isUsed = "is used"
  case isLeftEmpty = "is left empty"
}

/// What becomes of a number, by more than 5 %.
enum Change: String {
  case undecided, rises, falls
  case isUnchanged = "is unchanged"

  init(from old: Float, to new: Float) {
    self = new > 1.05 * old ? .rises : new < 0.95 * old ? .falls : .isUnchanged
  }
}

/// A quick run whose autoencoder was trained.
private struct AutoencoderRun {
  let latent: SettingScalar?
  let seed: UInt64
  /// Apart from the number of latent numbers.
  let settings: [String: SettingScalar]
  let reading: Reading
  /// What may be taken for the bound or the sharpness.
  let boundOfTwo, estimate, sharpnessDrawn: Float

  /// - Returns: nil if the step was not run, or at another budget.
  init?(_ run: RunRecord) {
    guard let step = run.steps.first(where: { $0.id == "autoencoder" }) else { return nil }
    let made = step.madeWith ?? run.conditions
    let names = ["testBound", "activeLatents", "sharpness", "testBound2", "testNats", "sharpnessDrawn"]
    let measured = names.compactMap { step.metrics[$0].map { Float($0) } }
    guard made.budget == .quick, measured.count == names.count else { return nil }
    (latent, seed) = (made.settings["latent"], made.seed)
    settings = made.settings.filter { $0.key != "latent" }
    reading = Reading(bound: measured[0], activeLatents: measured[1], sharpness: measured[2])
    (boundOfTwo, estimate, sharpnessDrawn) = (measured[3], measured[4], measured[5])
  }
}

/// Two runs that differ in nothing but the number of latent numbers.
private struct Pair {
  let usual, roomy: AutoencoderRun

  /// - Throws: `Complaint` that says which run to make.
  init(_ conditions: CheckConditions) throws {
    let runs = conditions.runs(of: "09-generative-models").compactMap(AutoencoderRun.init)
    let (usual, roomy) = (
      runs.filter { $0.latent == .integer(20) }, runs.filter { $0.latent == .integer(100) }
    )
    try expect(
      !usual.isEmpty,
      "There is no run with 20 latent numbers at quick budget yet: ./learn run 9 --budget quick")
    try expect(
      !roomy.isEmpty,
      "There is no run with latent=100 at quick budget yet: ./learn run 9 --budget quick --set latent=100")
    let pairs = usual.flatMap { first in roomy.map { (first, $0) } }
    guard let pair = pairs.first(where: { $0.0.seed == $0.1.seed && $0.0.settings == $0.1.settings }) else {
      throw Complaint(
        "There are runs with 20 and with 100 latent numbers, but they differ in their seeds or in other "
          + "settings, too. What could you conclude from them?")
    }
    (self.usual, self.roomy) = pair
  }
}

/// Whether a number is that of the run, as it is printed.
private func matches(_ typed: Float, _ measured: Float) -> Bool {
  (typed - measured).magnitude <= 0.01 * measured.magnitude
}

/// - Throws: `Complaint` unless a typed number is the measured one.
/// - Parameters:
///   - other: the same number of the other run.
///   - mistaken: numbers that it may be mistaken for, and what to ask of whoever has typed them.
private func compare(
  _ typed: Float, _ name: String, latent: Int, is measured: Float, not other: Float,
  mistaken: [(value: Float, question: String)] = []
) throws {
  try expect(typed != 0, "\(name) with \(latent) latent numbers is still 0. The step autoencoder prints it.")
  if matches(typed, measured) { return }
  let question =
    mistaken.first { matches(typed, $0.value) }?.question
    ?? (matches(typed, other)
      ? "The other run measured that. Which run is in output/09-generative-models now?"
      : "The run measured something else. Does the number come from the step autoencoder of this run?")
  throw Complaint("You typed \(typed) as \(name) with \(latent) latent numbers. " + question)
}

/// - Throws: `Complaint` unless all numbers are those of a run.
private func compare(_ typed: Reading, with run: AutoencoderRun, latent: Int, other: AutoencoderRun) throws {
  try compare(
    typed.bound, "testBound", latent: latent, is: run.reading.bound, not: other.reading.bound,
    mistaken: [
      (
        run.boundOfTwo,
        "That is the bound of another network of this step. How many latent numbers has it got?"
      ),
      (run.estimate, "That is an estimate of -ln p(x). On which side of it does the bound lie?"),
    ])
  try compare(
    typed.activeLatents, "activeLatents", latent: latent, is: run.reading.activeLatents,
    not: other.reading.activeLatents)
  try compare(
    typed.sharpness, "sharpness", latent: latent, is: run.reading.sharpness, not: other.reading.sharpness,
    mistaken: [
      (
        run.sharpnessDrawn,
        "So sharp are pixels that are drawn as 0 or 1. Which pictures are the blurred ones?"
      )
    ])
}

/// By how many percent a number has changed: `+2.7 %`.
private func percent(from old: Float, to new: Float) -> String {
  let change = 100 * (new / old - 1)
  return "\(change < 0 ? "" : "+")\(format(change, 1)) %"
}

func checks<E: BlurAndRoom>(_: E.Type) -> [Check] {
  [
    Check("the two runs are there, and differ in nothing but the latent numbers") { conditions in
      _ = try Pair(conditions)
    },
    Check("the numbers are those of the runs") { conditions in
      let pair = try Pair(conditions)
      try compare(E.usual, with: pair.usual, latent: 20, other: pair.roomy)
      try compare(E.roomy, with: pair.roomy, latent: 100, other: pair.usual)
    },
    Check("the conclusion on the room follows from them") { conditions in
      let pair = try Pair(conditions)
      let (old, new) = (pair.usual.reading.activeLatents, pair.roomy.reading.activeLatents)
      try expect(E.room != .undecided, "The numbers are right. What becomes of the 80 new latent numbers?")
      try expect(
        E.room == (new - old >= 40 ? .isUsed : .isLeftEmpty),
        "You concluded that the new room \(E.room.rawValue). Of 20 latent numbers \(Int(old)) say something, "
          + "and of 100 it is \(Int(new)). How many of the 80 are that?")
    },
    Check("the conclusions on the bound and the sharpness follow, too") { conditions in
      let pair = try Pair(conditions)
      for (name, conclusion, place, question) in [
        (
          "bound", E.bound, \Reading.bound,
          "What does a latent number cost that says nothing, and what does it bring?"
        ),
        (
          "sharpness", E.sharpness, \Reading.sharpness,
          "What is a mean of several sharp pictures like, however many numbers describe them?"
        ),
      ] {
        let (old, new) = (pair.usual.reading[keyPath: place], pair.roomy.reading[keyPath: place])
        let change = Change(from: old, to: new)
        try expect(conclusion != .undecided, "What becomes of the \(name) with more latent numbers?")
        try expect(
          conclusion == change,
          "You concluded that the \(name) \(conclusion.rawValue). Between your two runs it changes by "
            + "\(percent(from: old, to: new)). "
            + (change == .isUnchanged ? question : "In which direction is that, and how far beyond 5 %?"))
      }
    },
  ]
}
