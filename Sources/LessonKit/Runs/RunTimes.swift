import Foundation

/// How long chapters take on this machine: as long as its own runs took, and otherwise as long as the chapter says,
/// multiplied by how much slower than the authors' machine this one has been so far.
public struct RunTimes: Sendable {
  /// The time of a whole run.
  public struct Time: Codable, Equatable, Sendable {
    public enum Source: String, Codable, Sendable {
      /// A run on this machine took so long.
      case measured
      /// What the chapter says, adjusted to this machine.
      case estimated
      /// What the chapter says; nothing is known of this machine.
      case authors
    }

    public var minutes: Double
    public var source: Source
  }

  /// By slug and budget.
  private var measured: [String: [Budget: Double]] = [:]
  /// How many times as long as on the authors' machine a run takes here; nil if that is not known.
  public private(set) var slowness: Double?

  /// - Parameters:
  ///   - chapters: each with its runs on this machine and what its lesson declares.
  ///   - calibration: what a calibration found; used as long as there is no run to go by.
  public init(
    _ chapters: [(chapter: Chapter, runs: [RunRecord], settings: [any AnySetting])],
    calibration: Double? = nil
  ) {
    var ratios: [Double] = []
    for (chapter, runs, settings) in chapters {
      for run in runs
      where run.isWhole && run.besideOthers != true && run.unusualSettings(settings).isEmpty {
        // The newest run comes first.
        if measured[chapter.slug]?[run.budget] == nil {
          measured[chapter.slug, default: [:]][run.budget] = run.seconds / 60
        }
        // Of a few seconds, most go into opening data.
        if run.seconds >= 10, let said = chapter.frontMatter.minutes[run.budget] {
          ratios.append(run.seconds / 60 / said)
        }
      }
    }
    ratios.sort()
    slowness = ratios.isEmpty ? calibration : ratios[ratios.count / 2]
  }

  /// The time of a whole run; nil for a budget of which the chapter says nothing.
  public func time(of chapter: Chapter, at budget: Budget) -> Time? {
    if let minutes = measured[chapter.slug]?[budget] { return Time(minutes: minutes, source: .measured) }
    guard let said = chapter.frontMatter.minutes[budget] else { return nil }
    return Time(minutes: said * (slowness ?? 1), source: slowness == nil ? .authors : .estimated)
  }
}

extension RunRecord {
  /// Whether all steps ran to their end in one run.
  fileprivate var isWhole: Bool { steps.allSatisfy { $0.ran && $0.madeWith == nil } }
}

extension FrontMatter.Minutes {
  /// How long a run at a budget takes on the authors' machine; nil for the budget of the tests.
  public subscript(budget: Budget) -> Double? {
    switch budget {
    case .smoke: nil
    case .quick: quick
    case .standard: standard
    case .full: full
    }
  }
}

extension KeptRuns {
  /// The records of a chapter's runs, the newest first.
  public func records(of chapter: Chapter) -> [RunRecord] {
    all(of: chapter).filter { $0.writer == nil }.compactMap(\.record)
  }
}
