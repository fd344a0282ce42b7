import ExerciseKit
import Foundation
import LessonKit

/// What can become of the players when G does not hear the request.
enum Conclusion {
  case undecided
  /// More than 0.2 of the samples are read as requested.
  case gObeys
  /// G does not obey, and D's loss is lower than where G is told, by more than 5 %.
  case lossFalls
  /// G does not obey, and D's loss is the same as where G is told, within 5 %.
  case lossIsUnchanged
  /// G does not obey, and D's loss is higher than where G is told, by more than 5 %.
  case lossRises
}

/// What the learner fills in.
protocol ToldOnlyD: SendableMetatype {
  static var accuracyTold: Float { get }
  static var accuracyUntold: Float { get }
  static var lossTold: Float { get }
  static var lossUntold: Float { get }
  static var conclusion: Conclusion { get }
}

func checks<E: ToldOnlyD>(_: E.Type) -> [Check] {
  [
    Check("there are two runs that differ in nothing but the loudness") { conditions in
      _ = try Results(conditions)
    },
    Check("the accuracies are those of the runs") { conditions in
      let results = try Results(conditions)
      for (name, value) in [("accuracyTold", E.accuracyTold), ("accuracyUntold", E.accuracyUntold)] {
        try expect(
          value <= 1,
          "\(name) is \(value). A share lies between 0 and 1: is this a percentage?")
      }
      try expect(E.accuracyTold, "accuracyTold", is: results.told.accuracy, not: results.untold.accuracy)
      try expect(E.accuracyUntold, "accuracyUntold", is: results.untold.accuracy, not: results.told.accuracy)
    },
    Check("the losses are those of the runs") { conditions in
      let results = try Results(conditions)
      try expect(E.lossTold, "lossTold", is: results.told.lossD, not: results.untold.lossD)
      try expect(E.lossUntold, "lossUntold", is: results.untold.lossD, not: results.told.lossD)
    },
    Check("the conclusion follows from the runs") { conditions in
      let results = try Results(conditions)
      let accuracy = String(format: "%.3f", results.untold.accuracy)
      let change = String(format: "%+.0f %%", 100 * (results.ratio - 1))
      try expect(E.conclusion != .undecided, "The conclusion is still undecided.")
      try expect(
        E.conclusion != .gObeys || results.conclusion == .gObeys,
        "The conclusion is that G obeys, and \(accuracy) of its samples are read as requested. How many "
          + "would be if it drew any digit?")
      try expect(
        E.conclusion == .gObeys || results.conclusion != .gObeys,
        "The conclusion is that G does not obey, and \(accuracy) of its samples are read as requested. Is "
          + "this the level of chance?")
      try expect(
        E.conclusion == results.conclusion,
        "The conclusion is \(E.conclusion), and D's loss differs by \(change) where G is not told. The "
          + "chapter speaks of other players. What does this number say of these?")
    },
  ]
}

/// What the learner's two runs measured.
private struct Results {
  struct Measured {
    let accuracy, lossD: Double

    init?(_ run: RunRecord) {
      guard let accuracy = run.measured("accuracy.accuracy"), let lossD = run.measured("train.lossD") else {
        return nil
      }
      (self.accuracy, self.lossD) = (accuracy, lossD)
    }
  }

  let told, untold: Measured

  /// - Throws: ``Complaint`` if a run is missing.
  init(_ conditions: CheckConditions) throws {
    let runs = conditions.runs(of: "05-conditional-gan").filter {
      $0.budget == .quick && Measured($0) != nil
    }
    let deaf = runs.filter { $0.settings["loudness"] == .number(0) }
    try expect(
      !deaf.isEmpty,
      "There is no run with loudness=0 at quick budget yet, among \(runs.count) that are done: "
        + "./learn run 5 --budget quick --set loudness=0")
    let pairs = deaf.compactMap { run in
      runs.first { other in
        other.settings["loudness"] == .number(2) && other.seed == run.seed
          && other.settings.filter { $0.key != "loudness" } == run.settings.filter { $0.key != "loudness" }
      }.map { (told: $0, untold: run) }
    }
    guard let pair = pairs.first, let told = Measured(pair.told), let untold = Measured(pair.untold) else {
      throw Complaint(
        "There is a run with loudness=0 and the seed \(deaf[0].seed), and none that differs from it only by "
          + "loudness=2. What would you compare it with? ./learn run 5 --budget quick --seed \(deaf[0].seed)"
      )
    }
    (self.told, self.untold) = (told, untold)
  }

  /// D's loss where G is not told, in relation to that where it is.
  var ratio: Double { untold.lossD / told.lossD }

  var conclusion: Conclusion {
    if untold.accuracy > 0.2 { return .gObeys }
    return ratio < 0.95 ? .lossFalls : ratio > 1.05 ? .lossRises : .lossIsUnchanged
  }
}

/// - Throws: ``Complaint`` unless a typed number is the measured one, as it is printed.
private func expect(_ typed: Float, _ name: String, is measured: Double, not other: Double) throws {
  func isNear(_ value: Double) -> Bool {
    (Double(typed) - value).magnitude <= Swift.max(0.01 * value.magnitude, 0.001)
  }
  try expect(typed != 0, "\(name) is still 0. Which step of the run prints it?")
  try expect(
    isNear(measured) || !isNear(other),
    "\(name) is \(typed), which is the number of the other run. In which of the two is G told the labels?")
  try expect(
    isNear(measured), "\(name) is \(typed), and this run measured another number. Which step prints it?")
}
