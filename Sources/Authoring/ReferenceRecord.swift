import DataFolders
import Files
import Foundation
import LessonKit

/// The record of the run from which a chapter's numbers and figures come: `chapters/figures/<slug>/run.json`.
///
/// Of the run's own record it keeps what decides the results and the results themselves: no times, no memory, no paths
/// and nothing about the program that ran. The same run, made again, gives the same bytes.
public struct ReferenceRecord: Equatable, Sendable {
  /// The version of this format. It changes when a key changes its meaning.
  static let currentSchema = 1
  static let fileName = "run.json"

  /// The chapter's slug.
  public let chapter: String
  public let budget: Budget
  public let seed: UInt64
  public let threads: Int
  /// What computed the matrix products: other engines round differently.
  public let engine: String
  /// By the name of the data set.
  public let data: [String: DataSet]
  public let settings: [String: SettingScalar]
  public let steps: [Step]

  /// On which data the run was made.
  public struct DataSet: Codable, Equatable, Sendable {
    /// "MNIST"; "drawn digits (built-in stand-in)".
    public let note: String
    /// Of the files; see ``DataSource/fingerprint``.
    public let fingerprint: String?
  }

  /// The results of one step.
  public struct Step: Equatable, Sendable {
    public let id: String
    public let metrics: [String: Double]
    /// The content hash of every figure that the step saved, by file name.
    public let figures: [String: String]
  }

  /// What was measured, by `step.metric`.
  public var metrics: [String: Double] {
    steps.reduce(into: [:]) { all, step in
      for (name, value) in step.metrics { all["\(step.id).\(name)"] = value }
    }
  }

  /// The content hashes of all figures, by file name.
  public var figures: [String: String] {
    steps.reduce(into: [:]) { $0.merge($1.figures) { first, _ in first } }
  }

  /// The hash by which a figure is known.
  static func hash(of figure: Data) -> String {
    var hash = ContentHash()
    hash.add(figure)
    return hash.description
  }
}

extension ReferenceRecord {
  /// What is kept of a run.
  /// - Parameter figures: the bytes of every figure that the run saved, by its path from the run folder.
  init(_ run: RunRecord, figures: [String: Data]) {
    (chapter, budget, seed, threads, engine) = (run.chapter, run.budget, run.seed, run.threads, run.engine)
    data = run.data.mapValues { DataSet(note: $0.note, fingerprint: $0.fingerprint) }
    settings = run.settings
    steps = run.steps.map { step in
      var hashes: [String: String] = [:]
      for path in step.figures {
        hashes[Self.name(ofFigure: path)] = figures[path].map(Self.hash)
      }
      return Step(id: step.id, metrics: step.metrics, figures: hashes)
    }
  }

  /// `train-losses.png` of `figures/train-losses.png`.
  static func name(ofFigure path: String) -> String { URL(filePath: path).lastPathComponent }
}

extension ReferenceRecord: Codable {
  private enum Key: String, CodingKey {
    case schema, chapter, budget, seed, threads, engine, data, settings, steps
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    let schema = try container.decode(Int.self, forKey: .schema)
    guard schema == Self.currentSchema else {
      throw DecodingError.dataCorruptedError(
        forKey: .schema, in: container,
        debugDescription: "its schema is \(schema), this program knows \(Self.currentSchema)")
    }
    chapter = try container.decode(String.self, forKey: .chapter)
    budget = try container.decode(Budget.self, forKey: .budget)
    seed = try container.decode(UInt64.self, forKey: .seed)
    threads = try container.decode(Int.self, forKey: .threads)
    engine = try container.decode(String.self, forKey: .engine)
    data = try container.decodeIfPresent([String: DataSet].self, forKey: .data) ?? [:]
    settings = try container.decode([String: SettingScalar].self, forKey: .settings)
    steps = try container.decode([Step].self, forKey: .steps)
  }

  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(Self.currentSchema, forKey: .schema)
    try container.encode(chapter, forKey: .chapter)
    try container.encode(budget, forKey: .budget)
    try container.encode(seed, forKey: .seed)
    try container.encode(threads, forKey: .threads)
    try container.encode(engine, forKey: .engine)
    if !data.isEmpty { try container.encode(data, forKey: .data) }
    try container.encode(settings, forKey: .settings)
    try container.encode(steps, forKey: .steps)
  }

  /// The bytes of the file: keys sorted, indented, slashes as they are.
  func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }
}

extension ReferenceRecord.Step: Codable {
  private enum Key: String, CodingKey {
    case id, metrics, figures
  }

  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: Key.self)
    id = try container.decode(String.self, forKey: .id)
    metrics = try container.decodeIfPresent([String: Double].self, forKey: .metrics) ?? [:]
    figures = try container.decodeIfPresent([String: String].self, forKey: .figures) ?? [:]
  }

  /// Leaves out what is empty: it would stand there as three lines of braces.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: Key.self)
    try container.encode(id, forKey: .id)
    if !metrics.isEmpty { try container.encode(metrics, forKey: .metrics) }
    if !figures.isEmpty { try container.encode(figures, forKey: .figures) }
  }
}
