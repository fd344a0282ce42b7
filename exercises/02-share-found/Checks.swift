import ExerciseKit
import LessonKit

/// What a run says of D, and the share that follows.
struct Found: Sendable {
  var gap, gapOfHalf, share: Double
}

/// Whose D has found the larger share.
enum Conclusion: Sendable { case undecided, fiveFindMore, oneFindsMore, alike }

/// What the learner fills in.
protocol ShareFound: SendableMetatype {
  static var five: Found { get }
  static var one: Found { get }
  static var conclusion: Conclusion { get }
}

extension RunRecord {
  /// The settings with which the step `train` was made at quick budget, and its seed; nil if it was not.
  fileprivate var training: (settings: [String: SettingScalar], seed: UInt64)? {
    guard let step = steps.first(where: { $0.id == "train" }), step.ran else { return nil }
    let made = step.madeWith ?? conditions
    return made.budget == .quick ? (made.settings, made.seed) : nil
  }

  /// What the step `train` measured with so many updates of D.
  fileprivate func found(updatesD: Int) -> Found? {
    guard let training, training.settings["updatesD"] == .integer(updatesD),
      let gap = measured("train.gap"), let gapOfHalf = measured("train.gapOfHalf")
    else { return nil }
    return Found(gap: gap, gapOfHalf: gapOfHalf, share: 1 - gap / gapOfHalf)
  }

  /// Whether two trainings have everything in common but the updates of D.
  fileprivate func isComparable(to other: RunRecord) -> Bool {
    func rest(_ settings: [String: SettingScalar]) -> [String: SettingScalar] {
      settings.filter { $0.key != "updatesD" }
    }
    guard let mine = training, let others = other.training else { return false }
    return mine.seed == others.seed && rest(mine.settings) == rest(others.settings)
  }
}

/// As printed, with four digits, or rounded to a few less.
private func isNear(_ typed: Double, _ measured: Double) -> Bool {
  abs(typed - measured) <= 0.01 * abs(measured)
}

/// The two runs that are compared: those whose numbers were typed, or else the newest.
private func runs<E: ShareFound>(_: E.Type, _ conditions: CheckConditions) throws -> (
  five: Found, one: Found
) {
  let all = conditions.runs(of: "02-ideal-discriminator")
  for updates in [5, 1] {
    try expect(
      all.contains { $0.found(updatesD: updates) != nil },
      "There is no run with updatesD=\(updates) at quick budget yet: ./learn run 2 --budget quick --no-pause "
        + "--set updatesD=\(updates)")
  }
  let pairs = all.flatMap { first in
    all.compactMap { second -> (five: Found, one: Found)? in
      guard let five = first.found(updatesD: 5), let one = second.found(updatesD: 1),
        first.isComparable(to: second)
      else { return nil }
      return (five, one)
    }
  }
  guard let newest = pairs.first else {
    throw Complaint(
      "There are runs with five updates of D and with one, but they differ in their seeds or in other "
        + "settings, too. What else could then be the reason of a difference?")
  }
  return pairs.first { isNear(E.five.gap, $0.five.gap) && isNear(E.one.gap, $0.one.gap) } ?? newest
}

func checks<E: ShareFound>(_: E.Type) -> [Check] {
  [
    Check("the gaps are those of two runs that differ in the updates of D only") { conditions in
      let found = try runs(E.self, conditions)
      for (updates, typed, run) in [(5, E.five, found.five), (1, E.one, found.one)] {
        try expect(
          !isNear(typed.gap, run.gapOfHalf) || isNear(typed.gap, run.gap),
          "With updatesD=\(updates) you typed the gap \(typed.gap). In that run this is the gap of a critic "
            + "that always answers 1/2. Which of the two columns is about the learned D?")
        try expect(
          isNear(typed.gap, run.gap),
          "With updatesD=\(updates) you typed the gap \(typed.gap), and your run at quick budget has another "
            + "one. Which run, and which line of its section train, have you read?")
        try expect(
          isNear(typed.gapOfHalf, run.gapOfHalf),
          "With updatesD=\(updates) you typed \(typed.gapOfHalf) for gapOfHalf, and your run has another "
            + "number there. Is it from the same run as the gap?")
      }
    },
    Check("the shares follow from the gaps") { conditions in
      let found = try runs(E.self, conditions)
      for (updates, typed, run) in [(5, E.five, found.five), (1, E.one, found.one)] {
        let left = 1 - run.share
        try expect(
          abs(typed.share - left) > 0.01 || abs(typed.share - run.share) <= 0.01,
          "With updatesD=\(updates) you typed the share \(typed.share). A critic that always answers 1/2 "
            + "would get 1 in this way. Has it found everything?")
        try expect(
          abs(typed.share - run.share) <= 0.01,
          "With updatesD=\(updates) you typed the share \(typed.share). D has left \(run.gap.printed) of the "
            + "\(run.gapOfHalf.printed) that there are to find: which part has it closed?")
      }
    },
    Check("the conclusion follows from the shares") { conditions in
      let found = try runs(E.self, conditions)
      let difference = found.one.share - found.five.share
      let right: Conclusion =
        abs(difference) < 0.05 ? .alike : difference > 0 ? .oneFindsMore : .fiveFindMore
      let text =
        "With five updates D has found \(format(found.five.share, 3)) of what there is to find, with one "
        + "\(format(found.one.share, 3)). "
      try expect(E.conclusion != .undecided, text + "What do you conclude?")
      try expect(
        right != .alike || E.conclusion == .alike, text + "Is this a difference, as the task defines it?")
      try expect(
        E.conclusion == right,
        text
          + "You conclude \(E.conclusion). A gap is also small where there is little to find: which of your "
          + "numbers allow for that?")
    },
  ]
}

extension Double {
  /// As a run prints it.
  fileprivate var printed: String { Wording.number(self) }
}
