import Foundation
import LessonKit

/// A run that a test pretends a learner has made, for an exercise whose answer comes from one.
public struct FixtureRun: Sendable {
  /// The name of the chapter's folder: `03-vanilla-gan`.
  public let chapter: String
  public let budget: Budget
  public let seed: UInt64
  public let settings: [String: SettingScalar]
  /// By `step.name`.
  public let metrics: [String: Double]

  public init(
    of chapter: String, budget: Budget = .quick, seed: UInt64 = 1, settings: [String: SettingScalar] = [:],
    metrics: [String: Double]
  ) {
    (self.chapter, self.budget, self.seed) = (chapter, budget, seed)
    (self.settings, self.metrics) = (settings, metrics)
  }

  private struct Step: Encodable {
    var id: String
    var status = "done"
    var seconds = 1.0
    var metrics: [String: Double]
    var figures: [String] = []
    var samples: [String] = []
    var checks: [String] = []
  }

  private struct Record: Encodable {
    var schema = 1
    var chapter, title, budget: String
    var number: Int
    var seed: UInt64
    var threads = 1
    var engine = "none"
    var data: [String: String] = [:]
    var settings: [String: SettingScalar]
    var steps: [Step]
    var peakMemoryBytes = 0
    var seconds = 1.0
    var status = "done"
    var command = "run"
    var selection = "all"
    var build = ""
  }

  /// Writes it as a kept run.
  /// - Throws: an error of the file system.
  public func write(to output: URL, named name: String) throws {
    let slug = String(chapter.drop { $0 != "-" }.dropFirst())
    var measured: [String: [String: Double]] = [:]
    for (name, value) in metrics {
      let step = String(name.prefix { $0 != "." })
      measured[step, default: [:]][String(name.dropFirst(step.count + 1))] = value
    }
    let steps = measured.keys.sorted().map { Step(id: $0, metrics: measured[$0] ?? [:]) }
    let record = Record(
      chapter: slug, title: slug, budget: budget.rawValue, number: Int(chapter.prefix(2)) ?? 0, seed: seed,
      settings: settings, steps: steps)
    let folder = output.appending(path: "runs/\(chapter)/\(name)", directoryHint: .isDirectory)
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    try JSONEncoder().encode(record).write(to: folder.appending(path: "run.json"))
  }
}

extension RunRecord {
  /// What a step measured; nil if it did not.
  /// - Parameter metric: `train.digitScore`.
  public func measured(_ metric: String) -> Double? {
    guard let dot = metric.firstIndex(of: ".") else { return nil }
    return steps.first { $0.id == metric[..<dot] }?.metrics[String(metric[metric.index(after: dot)...])]
  }
}
