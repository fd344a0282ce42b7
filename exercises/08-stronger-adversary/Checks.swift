import ExerciseKit
import LessonKit

/// What the adversary brings on the two axes of the perception-distortion plane.
enum Conclusion: Sendable {
  case undecided
  case betterOnBothAxes, paysDistortionForPerception, paysPerceptionForDistortion, worseOnBothAxes

  var hasLessDistortion: Bool { self == .betterOnBothAxes || self == .paysPerceptionForDistortion }
  var hasBetterPerception: Bool { self == .betterOnBothAxes || self == .paysDistortionForPerception }
}

/// What the learner fills in.
protocol StrongAdversary: SendableMetatype {
  static var controlPSNR: Float { get }
  static var controlDistance: Float { get }
  static var srganPSNR: Float { get }
  static var srganDistance: Float { get }
  static var conclusion: Conclusion { get }
}

private let weight = 0.05

/// A run at quick budget that has come as far as SRGAN's results.
private struct GameRun {
  let record: RunRecord

  init?(_ record: RunRecord, adversarialWeight: Double) {
    guard record.budget == .quick, record.settings["adversarialWeight"] == .number(adversarialWeight),
      record.measured("srgan.controlPSNR") != nil, record.measured("srgan.srganPSNR") != nil
    else { return nil }
    self.record = record
  }

  /// The newest one.
  init(_ conditions: CheckConditions) throws {
    let runs = conditions.runs(of: "08-srgan").compactMap { GameRun($0, adversarialWeight: weight) }
    guard let newest = runs.first else {
      throw Complaint(
        "There is no run with adversarialWeight=\(weight) at quick budget yet: "
          + "./learn run 8 --budget quick --set adversarialWeight=\(weight)")
    }
    self = newest
  }

  /// - Parameters:
  ///   - way: srresnet, control or srgan.
  ///   - measure: PSNR or Distance.
  func measured(_ way: String, _ measure: String) -> Double { record.measured("srgan.\(way)\(measure)") ?? 0 }
}

/// Whether a number was typed as it is printed: with two decimals of a PSNR, and three of a distance.
private func agrees(_ typed: Float, _ found: Double, _ measure: String) -> Bool {
  let tolerance = measure == "PSNR" ? 0.006 + 0.001 * found : 0.0006 + 0.01 * found
  return (Double(typed) - found).magnitude <= tolerance
}

/// Complains about a number that the run does not have.
private func compare(
  _ typed: Float, with way: String, _ measure: String, in run: GameRun, butNot other: String
) throws {
  let name = way + measure
  let place = "the run with adversarialWeight=\(weight) and seed \(run.record.seed)"
  try expect(typed != 0, "\(name) is still 0. What does the step srgan of \(place) print?")
  if agrees(typed, run.measured(way, measure), measure) { return }
  try expect(
    !agrees(typed, run.measured("srresnet", measure), measure),
    "\(name) is \(typed), which is what SRResNet has. Both networks start from its weights: which of the "
      + "rows was trained further?")
  try expect(
    !agrees(typed, run.measured(other, measure), measure),
    "\(name) is \(typed), which is what \(other) has. Which of the two rows has an adversary?")
  throw Complaint(
    "\(name) is \(typed), and \(place) has another value there. Does your number come from this run, and "
      + "from the step srgan?")
}

func checks<E: StrongAdversary>(_: E.Type) -> [Check] {
  [
    Check("there is a run with the stronger adversary") { conditions in _ = try GameRun(conditions) },
    Check("the numbers are those of the run") { conditions in
      let run = try GameRun(conditions)
      try compare(E.controlPSNR, with: "control", "PSNR", in: run, butNot: "srgan")
      try compare(E.controlDistance, with: "control", "Distance", in: run, butNot: "srgan")
      try compare(E.srganPSNR, with: "srgan", "PSNR", in: run, butNot: "control")
      try compare(E.srganDistance, with: "srgan", "Distance", in: run, butNot: "control")
    },
    Check("the conclusion follows from them") { conditions in
      let run = try GameRun(conditions)
      try expect(
        E.conclusion != .undecided,
        "The numbers are those of the run, and the conclusion is still undecided. Which way is better on "
          + "each axis?")
      let wonPSNR = run.measured("srgan", "PSNR") - run.measured("control", "PSNR")
      // About equal numbers allow either answer.
      try expect(
        wonPSNR.magnitude < 0.03 || E.conclusion.hasLessDistortion == (wonPSNR > 0),
        "You conclude that SRGAN's pictures are "
          + "\(E.conclusion.hasLessDistortion ? "closer to" : "further from") the truth than the control's, "
          + "and the PSNRs are \(E.srganPSNR) and \(E.controlPSNR) dB. What does a higher PSNR say about the "
          + "squared error?")
      let (distance, before) = (run.measured("srgan", "Distance"), run.measured("control", "Distance"))
      try expect(
        (distance - before).magnitude < 0.02 * max(distance, before)
          || E.conclusion.hasBetterPerception == (distance < before),
        "You conclude that SRGAN's pictures are \(E.conclusion.hasBetterPerception ? "more" : "less") like "
          + "sharp pictures than the control's, and the Frechet distances are \(E.srganDistance) and "
          + "\(E.controlDistance). Which distance would the true pictures have?")
    },
  ]
}
