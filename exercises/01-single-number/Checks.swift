import ExerciseKit
import LessonKit

/// How the runs with one number compare with those with sixteen.
enum Comparison: Sendable { case undecided, lower, higher, withinSpread }

/// What the learner fills in.
protocol SingleNumber: SendableMetatype {
  static var sixteen: [Double] { get }
  static var one: [Double] { get }
  static var shares: Comparison { get }
  static var clusters: Comparison { get }
}

/// What the step `train` of a run found, and how it was made.
private struct Training {
  let seed: UInt64
  let latent: SettingScalar?
  /// The settings that have to be the same in all runs.
  let others: [String: SettingScalar]
  let share, clusters: Double

  /// Nil if the run was not made at quick budget or did not get so far.
  init?(_ run: RunRecord) {
    guard let step = run.steps.first(where: { $0.id == "train" }), step.ran,
      let share = run.measured("train.goodSamples"), let clusters = run.measured("train.modesCovered")
    else { return nil }
    let made = step.madeWith ?? run.conditions
    guard made.budget == .quick else { return nil }
    (seed, latent, self.share, self.clusters) = (made.seed, made.settings["latent"], share, clusters)
    // The iterations of the last section change nothing here.
    others = made.settings.filter { $0.key != "latent" && $0.key != "exhibitIterations" }
  }
}

/// Three runs of each kind, in the order of their seeds.
private struct Groups {
  let sixteen, one: [Training]

  /// - Throws: a complaint if a run is missing.
  init(_ conditions: CheckConditions) throws {
    let all = conditions.runs(of: "01-gan-theory").compactMap(Training.init)
    func group(_ latent: Int, like model: Training?) -> [Training] {
      [1, 2, 3].compactMap { seed in
        all.first {
          $0.seed == seed && $0.latent == .integer(latent) && (model == nil || $0.others == model?.others)
        }
      }
    }
    for latent in [16, 1] {
      let seeds = Set(group(latent, like: nil).map(\.seed))
      if let missing = [1, 2, 3].first(where: { !seeds.contains($0) }) {
        throw Complaint(
          "There is no run with latent=\(latent) and seed \(missing) at quick budget yet: ./learn run 1 "
            + "--budget quick --no-pause --seed \(missing) --set latent=\(latent) --set exhibitIterations=40")
      }
    }
    let model = all.first { group(16, like: $0).count == 3 && group(1, like: $0).count == 3 }
    guard let model else {
      throw Complaint(
        "There are three runs of each kind, but they differ in other settings, too. What else could then be "
          + "the reason of a difference?")
    }
    (sixteen, one) = (group(16, like: model), group(1, like: model))
  }

  /// What the runs say of one of their numbers.
  func comparison(of value: (Training) -> Double) -> Comparison {
    let (a, b) = (one.map(value), sixteen.map(value))
    return a.max()! < b.min()! ? .lower : a.min()! > b.max()! ? .higher : .withinSpread
  }
}

/// As printed, with four digits, or rounded to a few less.
private func isNear(_ typed: Double, _ measured: Double) -> Bool {
  abs(typed - measured) <= 0.01 * abs(measured)
}

/// "0.8402 to 0.9135"
private func range(_ values: [Double]) -> String {
  "\(Wording.number(values.min()!)) to \(Wording.number(values.max()!))"
}

/// "7, 8 and 8"
private func list(_ values: [Double]) -> String { Wording.list(values.map(Wording.number)) }

func checks<E: SingleNumber>(_: E.Type) -> [Check] {
  [
    Check("the shares are those of three runs of each kind") { conditions in
      let groups = try Groups(conditions)
      let kinds = [(16, E.sixteen, groups.sixteen, groups.one), (1, E.one, groups.one, groups.sixteen)]
      for (latent, typed, runs, otherKind) in kinds {
        try expect(
          typed.count == 3, "There are \(typed.count) shares for latent=\(latent). How many seeds are there?")
        for (index, share) in typed.enumerated() {
          let place = "For latent=\(latent) and seed \(index + 1) you typed \(share). "
          try expect(share <= 1, place + "A share of all fakes is at most 1. In which unit is yours?")
          let isOther = isNear(share, otherKind[index].share) && !isNear(share, runs[index].share)
          try expect(!isOther, place + "The run of the other kind has this share. Which latent had this run?")
          try expect(
            isNear(share, runs[index].share),
            place + "Your run at quick budget has another share there. Where does this one come from?")
        }
      }
    },
    Check("what you conclude about the shares follows from them") { conditions in
      let groups = try Groups(conditions)
      try expect(
        E.shares == groups.comparison(of: \.share),
        "For the shares you conclude \(E.shares). With one number they are "
          + "\(range(groups.one.map(\.share))), with sixteen \(range(groups.sixteen.map(\.share))). Would "
          + "you know of each single run to which kind it belongs?")
    },
    Check("what you conclude about the clusters follows from them") { conditions in
      let groups = try Groups(conditions)
      let (one, sixteen) = (list(groups.one.map(\.clusters)), list(groups.sixteen.map(\.clusters)))
      try expect(
        E.clusters == groups.comparison(of: \.clusters),
        "For the clusters you conclude \(E.clusters). With one number, the runs reach \(one), with sixteen "
          + "\(sixteen). Is this true of all the runs?")
    },
  ]
}
