import ExerciseKit
import Foundation
import LessonKit

/// Which measure sees that something was learned.
enum Conclusion {
  case undecided, bothSeeIt, onlyTheJudgeSeesIt, onlyL1SeesIt, neitherSeesIt

  var saysThatL1SeesIt: Bool { self == .bothSeeIt || self == .onlyL1SeesIt }
  var saysThatTheJudgeSeesIt: Bool { self == .bothSeeIt || self == .onlyTheJudgeSeesIt }
}

/// What the learner fills in.
protocol DrawnFacadesReport: SendableMetatype {
  static var meanPictureDistance: Float { get }
  static var distance: Float { get }
  static var accuracy: Float { get }
  static var majorityShare: Float { get }
  static var conclusion: Conclusion { get }
}

func checks<E: DrawnFacadesReport>(_: E.Type) -> [Check] {
  [
    Check("there is a run with drawn facades") { conditions in
      _ = try Results(conditions)
    },
    Check("the two errors are those of the run") { conditions in
      let results = try Results(conditions)
      try expect(
        E.meanPictureDistance, "meanPictureDistance", is: results.meanPictureDistance,
        butNot: results.run.measured("pairs.constantDistance"),
        "the error of a single colour. Which baseline is harder to beat?")
      try expect(
        E.distance, "distance", is: results.distance, butNot: results.run.measured("train.distance"),
        "the error on training pairs. Which pairs has the mean picture been compared with?")
    },
    Check("the two shares are those of the run") { conditions in
      let results = try Results(conditions)
      try expect(
        E.accuracy, "accuracy", is: results.accuracy, butNot: results.run.measured("judge.realAccuracy"),
        "what the judge reads in real pictures. Whose work is to be judged?")
      try expect(
        E.majorityShare, "majorityShare", is: results.majorityShare,
        butNot: results.run.measured("judge.otherMapAgreement"),
        "what the map of another building reaches. Which answer needs no map at all?")
    },
    Check("the conclusion follows from the run") { conditions in
      let results = try Results(conditions)
      let l1 = String(format: "%.2f", results.distance / results.meanPictureDistance)
      let judge = String(format: "%.2f", results.accuracy / results.majorityShare)
      try expect(E.conclusion != .undecided, "The conclusion is still undecided.")
      try expect(
        E.conclusion.saysThatL1SeesIt == results.l1SeesIt,
        "The conclusion is \(E.conclusion), and the translations' error is \(l1) times that of the mean "
          + "picture. On photos the two were equal. What does L1 say of these pictures?")
      try expect(
        E.conclusion.saysThatTheJudgeSeesIt == results.judgeSeesIt,
        "The conclusion is \(E.conclusion), and the judge's accuracy is \(judge) times the share of the "
          + "most frequent label. Is a large or a small value good here?")
    },
  ]
}

/// What the learner's run measured.
private struct Results {
  let run: RunRecord
  let meanPictureDistance, distance, accuracy, majorityShare: Double

  /// - Throws: ``Complaint`` if the run is missing or is not done.
  init(_ conditions: CheckConditions) throws {
    let runs = conditions.runs(of: "06-pix2pix")
    let drawn = runs.filter { $0.budget == .quick && $0.settings["data"] == .text("drawn") }
    guard let newest = drawn.first else {
      throw Complaint(
        "There is no run with data=drawn at quick budget yet, among \(runs.count) of this chapter: "
          + "./learn run 6 --budget quick --set data=drawn")
    }
    let run = drawn.first { $0.measured("judge.majorityShare") != nil } ?? newest
    guard let meanPicture = run.measured("pairs.meanTargetDistance"),
      let distance = run.measured("judge.distance"), let accuracy = run.measured("judge.accuracy"),
      let majority = run.measured("judge.majorityShare")
    else {
      throw Complaint(
        "The run with data=drawn has \(run.steps.count) steps and the step judge is not done yet. "
          + "Go on with it: ./learn run 6 --budget quick --set data=drawn")
    }
    self.run = run
    (meanPictureDistance, self.distance) = (meanPicture, distance)
    (self.accuracy, majorityShare) = (accuracy, majority)
  }

  var l1SeesIt: Bool { distance < 0.9 * meanPictureDistance }
  var judgeSeesIt: Bool { accuracy > 1.1 * majorityShare }
}

/// - Parameters:
///   - other: a number of the run that is easily taken for it.
///   - explanation: what that number is.
/// - Throws: ``Complaint`` unless a typed number is the measured one, as it is printed.
private func expect(
  _ typed: Float, _ name: String, is measured: Double, butNot other: Double?, _ explanation: String
) throws {
  func isNear(_ value: Double) -> Bool {
    (Double(typed) - value).magnitude <= Swift.max(0.01 * value.magnitude, 0.001)
  }
  if isNear(measured) { return }
  try expect(typed != 0, "\(name) is still 0. Which step of the run prints it?")
  if let other, isNear(other) { throw Complaint("\(name) is \(typed), which is \(explanation)") }
  throw Complaint("\(name) is \(typed), and the run measured another number. Which step prints it?")
}
