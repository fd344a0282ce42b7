import Foundation

/// What is known of a run that is laid beside another one: a run of this machine, or the book's.
public struct ComparedRun: Sendable {
  public let name: String
  public let budget: Budget
  public let seed: UInt64
  public let threads: Int
  public let engine: String
  /// What the data sets were, by their names.
  public let data: [String: String]
  public let settings: [String: SettingScalar]
  /// What the networks started from, in words.
  public let weights: String
  /// By `step.metric`, in the order of the steps.
  public let metrics: [(name: String, value: Double)]
  /// The files of its figures, PNG and SVG.
  private let figureFiles: [URL]
  /// How long its steps took together; nil if that is not known.
  public let seconds: Double?
  /// The code that ran; nil if that is not known.
  public let code: CodeVersion?
  /// Steps that were made under other conditions, and under which; empty if all were made under the same.
  public let parts: [String]
  /// What it logged over its iterations.
  package let log: MetricsFile

  /// A run whose metrics were not logged over its iterations, such as the book's.
  /// - Parameter figures: the files of its figures, PNG and SVG.
  public init(
    name: String, budget: Budget, seed: UInt64, threads: Int, engine: String, data: [String: String],
    settings: [String: SettingScalar], metrics: [(name: String, value: Double)], figures: [URL]
  ) {
    (self.name, self.budget, self.seed, self.threads, self.engine) = (name, budget, seed, threads, engine)
    (self.data, self.settings, self.metrics) = (data, settings, metrics)
    figureFiles = figures
    (seconds, code, parts, log) = (nil, nil, [], MetricsFile())
    weights = Self.randomWeights
  }

  /// A run of this machine.
  /// - Throws: `DamagedRun` if its record cannot be used.
  public init(_ run: KeptRun) throws {
    guard let record = run.record else { throw DamagedRun(run: run) }
    name = run.isLatest ? run.givenName ?? run.name : run.name
    (budget, seed, threads, engine) = (record.budget, record.seed, record.threads, record.engine)
    (data, settings) = (record.data.mapValues(\.note), record.settings)
    weights = record.weights.map { WeightsRecord.phrase($0.contentHash) } ?? Self.randomWeights
    (seconds, code, parts) = (record.seconds, record.code, record.parts)
    metrics = record.steps.flatMap { step in
      step.metrics.sorted { $0.key < $1.key }.map { (name: "\(step.id).\($0.key)", value: $0.value) }
    }
    figureFiles = record.steps.flatMap(\.figures).map { run.folder.appending(path: $0) }
      .filter { FileManager.default.fileExists(atPath: $0.path) }
    log = MetricsFile(reading: run.folder.appending(path: "metrics.csv"))
  }

  private static let randomWeights = "from random weights"

  /// The pictures of its figures, by file name.
  public var figures: [String: URL] {
    Dictionary(
      figureFiles.filter { $0.pathExtension == "png" }.map { ($0.lastPathComponent, $0) },
      uniquingKeysWith: { $1 })
  }

  /// Its figures as a page shows them, by name without the ending: charts as drawings, where there are any.
  public var pageFigures: [String: URL] {
    Dictionary(
      figureFiles.map { ($0.deletingPathExtension().lastPathComponent, $0) },
      uniquingKeysWith: { $1.pathExtension == "svg" ? $1 : $0 })
  }
}

/// A run whose record cannot be used. Exit code 3.
public struct DamagedRun: Error, CustomStringConvertible {
  let run: KeptRun

  public var description: String {
    """
    The run \(run.name) in \(run.folder.relativePath) cannot be used. \(run.problem ?? "") Its other files are as they were; \
    remove it, or put its run.json back.
    """
  }
}
