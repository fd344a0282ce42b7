import ExerciseKit
import LessonKit

/// What the learner fills in.
protocol BrokenRules: SendableMetatype {
  static var seed4: Distances { get }
  static var seed5: Distances { get }
  static var withoutTanh: Effect { get }
  static var reluInD: Effect { get }
}

/// The Frechet distances of three pairs in one run.
struct Distances: Sendable {
  var allRules, withoutTanh, reluInD: Float
}

/// What breaking a rule does.
enum Effect: String {
  case undecided, harms, helps
  case notShown = "not shown"
}

/// A quick run whose last step has broken the rules.
private struct RulesRun {
  let seed: UInt64
  let settings: [String: SettingScalar]
  let distances: Distances

  /// - Returns: nil if the step was not run, or with other pairs or for another time.
  init?(_ run: RunRecord) {
    guard let step = run.steps.first(where: { $0.id == "what-breaks" }),
      let allRules = step.metrics["frechet1"], let withoutTanh = step.metrics["frechet8"],
      let reluInD = step.metrics["frechet9"]
    else { return nil }
    let made = step.madeWith ?? run.conditions
    guard made.budget == .quick, made.settings["exhibits"] == .text("rules"),
      made.settings["exhibitIterations"] == .integer(300)
    else { return nil }
    (seed, settings) = (made.seed, made.settings)
    distances = Distances(
      allRules: Float(allRules), withoutTanh: Float(withoutTanh), reluInD: Float(reluInD))
  }
}

/// The runs with seed 4 and seed 5, which differ in nothing else.
private struct TwoSeeds {
  let seed4, seed5: Distances
  /// By how much the pair that follows all rules differs from itself.
  var noise: Float { (seed4.allRules - seed5.allRules).magnitude }

  /// - Throws: `Complaint` that says which run to make.
  init(among records: [RunRecord]) throws {
    let runs = records.compactMap(RulesRun.init)
    for seed: UInt64 in [4, 5] {
      try expect(
        runs.contains { $0.seed == seed },
        "There is no run with exhibits=rules, exhibitIterations=300 and seed \(seed) at quick budget yet: "
          + "./learn run 4 --budget quick --seed \(seed) --set exhibits=rules --set exhibitIterations=300 "
          + "--set iterations=100 --set faceIterations=50")
    }
    let pairs = runs.filter { $0.seed == 4 }.flatMap { a in runs.filter { $0.seed == 5 }.map { (a, $0) } }
    guard let pair = pairs.first(where: { $0.0.settings == $0.1.settings }) else {
      throw Complaint(
        "There are runs with seed 4 and with seed 5, but their settings differ, too. What could you conclude "
          + "from them?"
      )
    }
    (seed4, seed5) = (pair.0.distances, pair.1.distances)
  }

  /// How much the distance rises when a rule is broken, with each seed.
  func rises(_ broken: KeyPath<Distances, Float>) -> [Float] {
    [seed4, seed5].map { $0[keyPath: broken] - $0.allRules }
  }

  func effect(_ broken: KeyPath<Distances, Float>) -> Effect {
    let rises = rises(broken)
    return rises.allSatisfy { $0 > noise } ? .harms : rises.allSatisfy { $0 < -noise } ? .helps : .notShown
  }
}

/// Whether a number is that of the run, as it is printed.
private func matches(_ typed: Float, _ measured: Float) -> Bool {
  (typed - measured).magnitude <= 0.01 * measured.magnitude
}

private func rounded(_ value: Float) -> Float { (10 * value).rounded() / 10 }

/// - Throws: `Complaint` unless all three distances are those of a run.
private func compare(_ typed: Distances, _ run: Distances, seed: Int, other: Distances) throws {
  let pairs = [
    (\Distances.allRules, "frechet1"), (\.withoutTanh, "frechet8"), (\.reluInD, "frechet9"),
  ]
  for (place, name) in pairs {
    let value = typed[keyPath: place]
    try expect(value != 0, "\(name) with seed \(seed) is still 0. The step what-breaks prints it.")
    try expect(
      matches(value, run[keyPath: place]),
      "You typed \(value) as \(name) with seed \(seed). "
        + (matches(value, other[keyPath: place])
          ? "The run with the other seed measured that. Which run is in output/04-dcgan now?"
          : "The run measured something else. Which row of the table does your number come from?"))
  }
}

/// - Throws: `Complaint` unless a verdict is what the runs show.
private func compare(
  _ verdict: Effect, _ runs: TwoSeeds, _ broken: KeyPath<Distances, Float>, _ change: String
) throws {
  try expect(verdict != .undecided, "The numbers are right. What is your verdict on the pair with \(change)?")
  let (rises, noise) = (runs.rises(broken).map(rounded), rounded(runs.noise))
  let question =
    switch (verdict, runs.effect(broken)) {
    case (.notShown, _): "Could luck alone, as it shows in the pair that follows all rules, have done this?"
    case (_, .notShown): "How far apart do two runs of one and the same pair lie?"
    default: "Is a larger distance a better one?"
    }
  try expect(
    verdict == runs.effect(broken),
    "Your verdict on the pair with \(change) is \"\(verdict.rawValue)\". Its distance is larger than that of "
      + "the pair with all rules by \(rises[0]) with seed 4 and by \(rises[1]) with seed 5, and the noise is "
      + "\(noise). "
      + question)
}

func checks<E: BrokenRules>(_: E.Type) -> [Check] {
  [
    Check("the two runs are there, and differ in nothing but the seed") { conditions in
      _ = try TwoSeeds(among: conditions.runs(of: "04-dcgan"))
    },
    Check("the distances are those of the runs") { conditions in
      let runs = try TwoSeeds(among: conditions.runs(of: "04-dcgan"))
      try compare(E.seed4, runs.seed4, seed: 4, other: runs.seed5)
      try compare(E.seed5, runs.seed5, seed: 5, other: runs.seed4)
    },
    Check("the verdicts follow from the runs") { conditions in
      let runs = try TwoSeeds(among: conditions.runs(of: "04-dcgan"))
      try compare(E.withoutTanh, runs, \.withoutTanh, "no tanh")
      try compare(E.reluInD, runs, \.reluInD, "ReLU in D")
    },
  ]
}
