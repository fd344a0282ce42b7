import ExerciseKit
import LessonKit

/// What the larger weight brings.
enum Conclusion: Sendable {
  case undecided
  case returnsBetterAndIsMoreRight, returnsBetterButIsLessRight
  case returnsWorseButIsMoreRight, returnsWorseAndIsLessRight

  var returnsBetter: Bool { self == .returnsBetterAndIsMoreRight || self == .returnsBetterButIsLessRight }
  var isMoreRight: Bool { self == .returnsBetterAndIsMoreRight || self == .returnsWorseButIsMoreRight }
}

/// What the learner fills in.
protocol CycleWeights: SendableMetatype {
  static var cycleErrorAt1: Float { get }
  static var ratioAt1: Float { get }
  static var cycleErrorAt100: Float { get }
  static var ratioAt100: Float { get }
  static var conclusion: Conclusion { get }
}

/// A run at quick budget that has come as far as the translations.
private struct TranslationRun {
  let record: RunRecord
  let weight: Int

  init?(_ record: RunRecord, weight: Int) {
    guard record.budget == .quick, record.settings["cycleWeight"] == .integer(weight),
      record.measured("translate.cycleErrorAToB") != nil, record.measured("translate.ratioAToB") != nil
    else { return nil }
    (self.record, self.weight) = (record, weight)
  }

  func measured(_ name: String) -> Double { record.measured("translate.\(name)") ?? 0 }
  var cycleError: Double { measured("cycleErrorAToB") }
  var ratio: Double { measured("ratioAToB") }

  /// Whether nothing but the weight is different.
  func differsInWeightAlone(from other: TranslationRun) -> Bool {
    func others(_ run: TranslationRun) -> [String: SettingScalar] {
      run.record.settings.filter { $0.key != "cycleWeight" }
    }
    return record.seed == other.record.seed && others(self) == others(other)
  }
}

/// The newest two runs that differ in the weight alone.
private func pair(_ conditions: CheckConditions) throws -> (
  weak: TranslationRun, strong: TranslationRun
) {
  func runs(_ weight: Int) throws -> [TranslationRun] {
    let found = conditions.runs(of: "07-cyclegan").compactMap { TranslationRun($0, weight: weight) }
    try expect(
      !found.isEmpty,
      "There is no run with cycleWeight=\(weight) at quick budget yet: "
        + "./learn run 7 --budget quick --set cycleWeight=\(weight)")
    return found
  }
  let (weak, strong) = (try runs(1), try runs(100))
  for one in strong {
    if let other = weak.first(where: one.differsInWeightAlone) { return (other, one) }
  }
  throw Complaint(
    "There are runs with cycleWeight=1 (seed \(weak[0].record.seed)) and cycleWeight=100 (seed "
      + "\(strong[0].record.seed)), but none that differ in the weight alone. If two things change at once, "
      + "what does a difference prove?")
}

/// Whether a number was typed as it is printed, with an error of rounding and 1 %.
private func agrees(_ typed: Float, _ found: Double, rounding: Double) -> Bool {
  (Double(typed) - found).magnitude <= rounding + 0.01 * found.magnitude
}

/// Complains about a number that a run does not have.
private func compare(
  _ typed: Float, called name: String, with metric: String, in run: TranslationRun,
  butNot other: TranslationRun,
  rounding: Double
) throws {
  let place = "the run with cycleWeight=\(run.weight) and seed \(run.record.seed)"
  try expect(typed != 0, "\(name) is still 0. What does the step translate of \(place) print?")
  if agrees(typed, run.measured(metric + "AToB"), rounding: rounding) { return }
  try expect(
    !agrees(typed, other.measured(metric + "AToB"), rounding: rounding),
    "\(name) is \(typed), which is what the run with cycleWeight=\(other.weight) has. Which run is which?")
  try expect(
    !agrees(typed, run.measured(metric + "BToA"), rounding: rounding),
    "\(name) is \(typed), which is what \(place) has from striped to plain. In which direction does G "
      + "translate?")
  try expect(
    metric != "ratio" || !agrees(typed, run.measured("errorAToB"), rounding: 0.0006),
    "\(name) is \(typed), which is the mean error in \(place). What is the ratio a ratio of?")
  throw Complaint(
    "\(name) is \(typed), and \(place) has another value there. Which row and which column of the table did "
      + "you read?")
}

func checks<E: CycleWeights>(_: E.Type) -> [Check] {
  [
    Check("there are two runs that differ in the weight alone") { conditions in _ = try pair(conditions) },
    Check("the numbers are those of the runs") { conditions in
      let (weak, strong) = try pair(conditions)
      try compare(
        E.cycleErrorAt1, called: "cycleErrorAt1", with: "cycleError", in: weak, butNot: strong,
        rounding: 0.0006)
      try compare(
        E.cycleErrorAt100, called: "cycleErrorAt100", with: "cycleError", in: strong, butNot: weak,
        rounding: 0.0006)
      try compare(E.ratioAt1, called: "ratioAt1", with: "ratio", in: weak, butNot: strong, rounding: 0.006)
      try compare(
        E.ratioAt100, called: "ratioAt100", with: "ratio", in: strong, butNot: weak, rounding: 0.006)
    },
    Check("the conclusion follows from them") { conditions in
      let (weak, strong) = try pair(conditions)
      try expect(
        E.conclusion != .undecided,
        "The numbers are those of the runs, and the conclusion is still undecided. Lower or higher: which is "
          + "better for a cycle error, and which for a ratio?")
      /// Whether an answer fits two numbers of which the lower is better. If they are about equal, any does.
      func fits(_ isBetter: Bool, _ found: Double, than other: Double) -> Bool {
        (found - other).magnitude < 0.02 * max(found, other) || isBetter == (found < other)
      }
      try expect(
        fits(E.conclusion.returnsBetter, strong.cycleError, than: weak.cycleError),
        "You conclude that with the larger weight pictures return "
          + "\(E.conclusion.returnsBetter ? "better" : "worse"), and the cycle errors are \(E.cycleErrorAt1) "
          + "with 1 and \(E.cycleErrorAt100) with 100. What is the cycle error if a picture returns "
          + "unchanged?")
      try expect(
        fits(E.conclusion.isMoreRight, strong.ratio, than: weak.ratio),
        "You conclude that with the larger weight translations are "
          + "\(E.conclusion.isMoreRight ? "more" : "less") right, and the ratios are \(E.ratioAt1) with 1 "
          + "and \(E.ratioAt100) with 100. Which ratio and which cycle error has a G that changes nothing?")
    },
  ]
}
