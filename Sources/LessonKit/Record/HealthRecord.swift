import Foundation
import GANKit

/// How healthy one training was at its end, as it stands in `run.json`.
public struct HealthRecord: Codable, Equatable, Sendable {
  /// One thing that was wrong.
  public struct Finding: Codable, Equatable, Sendable {
    /// What it is, in a word or two: "low diversity".
    public var kind: String
    /// The number that shows it; nil if it is not finite.
    public var number: Double?
    /// The iteration since which it has been so.
    public var since: Int
    /// What it means and what to do.
    public var sentence: String
  }

  /// The loop's name where it has one.
  public var training: String?
  public var observations: Int
  /// Whether there were too few observations to tell.
  public var tooShort: Bool
  /// What is wrong; empty if nothing is.
  public var findings: [Finding]
  /// D's share of right decisions, how different generated images are beside real ones, and the length of G's gradient
  /// beside that at the beginning: each over the latest observations, nil where it was not observed.
  public var accuracy, diversity, gradientShare: Double?
  /// Whether generated images are too much alike, but in a training so short that this may be its beginning.
  public var tooEarly: Bool

  init(_ health: TrainingHealth, of history: History, named training: String?) {
    self.training = training
    observations = health.observations.count
    let logged = history.names.map { TrainingHealth.Logged(name: $0, values: history.column($0)) }
    // A value that is not finite needs no further evidence.
    let found = health.findings(logged: logged).filter { !health.isTooShort || $0.kind == .notFinite }
    findings = found.map { finding in
      Finding(
        kind: finding.kind.rawValue, number: finding.number.isFinite ? finding.number : nil,
        since: finding.since, sentence: finding.sentence)
    }
    tooShort = health.isTooShort && found.isEmpty
    let numbers = [health.latestAccuracy, health.latestDiversity, health.latestGradientShare]
      .map { $0.flatMap { $0.isFinite ? $0 : nil } }
    tooEarly = !health.isPastBeginning && (numbers[1] ?? 1) < health.limits.diversity
    (accuracy, diversity, gradientShare) = (numbers[0], numbers[1], numbers[2])
  }

  /// What is printed at the training's end, as Markdown: one line, or a paragraph for each finding.
  var text: String {
    let title = "Health" + (training.map { " (\($0))" } ?? "")
    if tooShort {
      return "\(title): too short to judge, with \(Wording.count(observations, "observation"))."
    }
    if findings.isEmpty {
      let ending = numbers.isEmpty ? "." : ": \(numbers.joined(separator: ", "))."
      return "\(title): no problems found in \(Wording.count(observations, "observation"))\(ending)"
    }
    return findings.map { "**\(title): \($0.kind).** \($0.sentence)" }.joined(separator: "\n\n")
  }

  private var numbers: [String] {
    let percent = { (share: Double) in String(format: "%.0f %%", 100 * share) }
    return [
      accuracy.map { "D right in \(percent($0))" },
      diversity.map {
        "diversity " + String(format: "%.2f", $0) + (tooEarly ? " (too early to judge)" : "")
      },
      gradientShare.map {
        "G's gradient at " + ($0 < 3 ? percent($0) + " of" : String(format: "%.0f times", $0))
          + " its initial length"
      },
    ].compactMap { $0 }
  }
}
