import ExerciseKit
import LessonKit

/// What the learner fills in.
protocol LossAndDistance: SendableMetatype {
  static var short: Reading { get }
  static var long: Reading { get }
  static var moved: Moved { get }
}

/// What a run measured.
struct Reading: Sendable {
  var lossD, frechetDistance: Float
}

/// Which of the two numbers has moved between the runs, by more than a factor of 2.
enum Moved: String {
  case undecided, both, onlyTheLoss, onlyTheDistance, neither
}

/// A quick run whose training has been judged.
private struct JudgedRun {
  let iterations: SettingScalar?
  let seed: UInt64
  /// Apart from the number of iterations.
  let settings: [String: SettingScalar]
  let lossD, lossG, distance, distanceOfG: Float

  /// - Returns: nil if the run was not judged, or if one of its steps was made under other conditions.
  init?(_ run: RunRecord) {
    let made = run.steps.filter { ["train", "judge"].contains($0.id) }.map { $0.madeWith ?? run.conditions }
    guard made.count == 2, made[0].settings == made[1].settings, made[0].seed == made[1].seed,
      made.allSatisfy({ $0.budget == .quick }),
      let lossD = run.measured("train.lossD"), let lossG = run.measured("train.lossG"),
      let distance = run.measured("judge.frechetDistance"),
      let distanceOfG = run.measured("judge.frechetDistanceOfG")
    else { return nil }
    iterations = made[0].settings["iterations"]
    seed = made[0].seed
    settings = made[0].settings.filter { $0.key != "iterations" }
    (self.lossD, self.lossG) = (Float(lossD), Float(lossG))
    (self.distance, self.distanceOfG) = (Float(distance), Float(distanceOfG))
  }
}

/// Two runs that differ in nothing but the number of iterations.
private struct Pair {
  let short, long: JudgedRun

  /// - Throws: `Complaint` that says which run to make.
  init(among records: [RunRecord]) throws {
    let judged = records.compactMap(JudgedRun.init)
    func runs(_ iterations: Int) throws -> [JudgedRun] {
      let found = judged.filter { $0.iterations == .integer(iterations) }
      try expect(
        !found.isEmpty,
        "There is no judged run with iterations=\(iterations) at quick budget yet: "
          + "./learn run 3 --budget quick --set iterations=\(iterations)")
      return found
    }
    let (short, long) = (try runs(1000), try runs(2800))
    let pairs = short.flatMap { first in long.map { (first, $0) } }
    guard let pair = pairs.first(where: { $0.0.seed == $0.1.seed && $0.0.settings == $0.1.settings }) else {
      throw Complaint(
        "There are runs of 1000 and of 2800 iterations, but they differ in their seeds or in other settings, "
          + "too. What could you conclude from them?")
    }
    (self.short, self.long) = pair
  }
}

/// Whether a number is that of the run, as it is printed.
private func matches(_ typed: Float, _ measured: Float) -> Bool {
  (typed - measured).magnitude <= 0.01 * measured.magnitude + 0.005
}

/// How many times the smaller number goes into the larger one.
private func factor(_ a: Float, _ b: Float) -> Float { max(a, b) / min(a, b) }

private func rounded(_ value: Float) -> Float { (100 * value).rounded() / 100 }

func checks<E: LossAndDistance>(_: E.Type) -> [Check] {
  let readings = [(1000, \Pair.short, E.short), (2800, \Pair.long, E.long)]
  return [
    Check("the two runs are there, and differ in nothing but their length") { conditions in
      _ = try Pair(among: conditions.runs(of: "03-vanilla-gan"))
    },
    Check("D's losses are those of the runs") { conditions in
      let pair = try Pair(among: conditions.runs(of: "03-vanilla-gan"))
      for (iterations, run, reading) in readings {
        let (typed, measured) = (reading.lossD, pair[keyPath: run])
        try expect(
          typed != 0, "lossD of the run of \(iterations) iterations is still 0. The step train prints it.")
        try expect(
          matches(typed, measured.lossD),
          "You typed \(typed) as D's loss after \(iterations) iterations. "
            + (matches(typed, measured.lossG)
              ? "That is what the run says of another loss: whose is it?"
              : "Your run measured something else. Does the number come from the step train of this very "
                + "run?")
        )
      }
    },
    Check("the distances are those of the runs") { conditions in
      let pair = try Pair(among: conditions.runs(of: "03-vanilla-gan"))
      for (iterations, run, reading) in readings {
        let (typed, measured) = (reading.frechetDistance, pair[keyPath: run])
        try expect(
          typed != 0, "The distance after \(iterations) iterations is still 0. The step judge prints it.")
        try expect(
          matches(typed, measured.distance),
          "You typed \(typed) as the Frechet distance after \(iterations) iterations. "
            + (matches(typed, measured.distanceOfG)
              ? "That is the distance of one of the two generators in the table. Which of them draws the "
                + "samples?"
              : "Your run measured something else. Does the number come from the step judge of this very "
                + "run?")
        )
      }
    },
    Check("the conclusion follows from the runs") { conditions in
      let pair = try Pair(among: conditions.runs(of: "03-vanilla-gan"))
      try expect(E.moved != .undecided, "The numbers are right. Which of the two has moved?")
      let loss = factor(pair.short.lossD, pair.long.lossD)
      let distance = factor(pair.short.distance, pair.long.distance)
      let moved: Moved =
        loss > 2 ? (distance > 2 ? .both : .onlyTheLoss) : (distance > 2 ? .onlyTheDistance : .neither)
      try expect(
        E.moved == moved,
        "You concluded \"\(E.moved.rawValue)\". Between the two runs D's loss has changed by a factor of "
          + "\(rounded(loss)), and the distance by a factor of \(rounded(distance)). Whose decisions does "
          + "the loss measure, and against which opponent?"
      )
    },
  ]
}
