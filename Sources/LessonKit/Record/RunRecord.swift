import Foundation

/// What a run did, as it stands in `run.json`: the file that other programs read.
public struct RunRecord: Codable, Equatable, Sendable {
  /// The version of this format. It changes when a key changes its meaning.
  public static let currentSchema = 1

  public var schema = currentSchema
  /// The chapter's slug.
  public var chapter: String
  public var number: Int
  public var title: String
  public var budget: Budget
  public var seed: UInt64
  public var threads: Int
  /// What computes the matrix products, on which instruction set.
  public var engine: String
  /// By the name of the data set.
  public var data: [String: DataRecord] = [:]
  public var settings: [String: SettingScalar]
  public var steps: [StepRecord]
  public var peakMemoryBytes: UInt64 = 0
  /// The sum of the steps' times, interruptions not counted.
  public var seconds: Double = 0
  /// True if another chapter ran at the same time, so that the times are longer than by itself; missing otherwise.
  public var besideOthers: Bool?
  /// The state of the whole run: `done` when all steps are, `failed` or `interrupted` if one is, else `notRun`.
  public var status: StepStatus = .notRun
  /// The last command without the program's name: `run vanilla-gan --budget quick`. It resumes the run.
  public var command: String
  /// The steps that the last command asked for: `all`, `--from STEP` or `--only STEP`.
  public var selection = "all"
  /// The code that ran; missing in the records of earlier versions.
  public var code: CodeVersion?
  /// A hash of the program that ran.
  public var build: String
  /// What `--name` called the run; missing if it was given no name.
  public var name: String?
  /// What `--weights` gave the networks to start from; missing if they started from random weights.
  public var weights: WeightsRecord?
}

/// Weights of a file that a run's networks started from.
public struct WeightsRecord: Codable, Equatable, Sendable {
  /// As it was typed after `--weights`.
  public var path: String
  /// Of the weights that were loaded; see ``Checkpoint/contentHash``. It is part of the run's conditions.
  public var contentHash: String
  /// The networks that started from them, under the names of the lesson's state.
  public var networks: [String]
}

/// What became of a step.
public enum StepStatus: String, Codable, Sendable {
  case done
  /// A check failed or an error was thrown.
  case failed
  case interrupted
  case notRun = "not run"
}

/// What one step did.
public struct StepRecord: Codable, Equatable, Sendable {
  public var id: String
  public var status: StepStatus = .notRun
  public var seconds: Double = 0
  public var metrics: [String: Double] = [:]
  /// Paths from the run folder: `figures/train-losses.png`. A chart has two, its picture and then, with the same name
  /// but for its end, its drawing: `figures/train-losses.svg`.
  public var figures: [String] = []
  public var samples: [String] = []
  public var checks: [CheckRecord] = []
  /// The health of each training of the step, in their order; nil if none was watched.
  public var health: [HealthRecord]?
  /// The error that ended the step.
  public var error: String?
  /// The conditions under which this step was made, where they are not the run's own.
  public var madeWith: Conditions?
  /// The content hash of the lesson's state when the step began.
  public var startedFrom: String?
  /// What the step left of the lesson's state; missing if it did not change it.
  public var checkpoint: CheckpointRecord?

  public init(id: String) { self.id = id }

  /// How many figures the step saved; a chart counts once.
  public var figureCount: Int { Set(figures.map { ($0 as NSString).deletingPathExtension }).count }

  /// Whether the step ran to its end. A failed check does not keep later steps from running.
  public var ran: Bool { status == .done || (status == .failed && error == nil) }
}

/// A file that holds the lesson's state.
public struct CheckpointRecord: Codable, Equatable, Sendable {
  /// From the run folder: `checkpoint/05-train.safetensors`.
  public var path: String
  /// Of the state in it; see ``Checkpoint/contentHash``.
  public var contentHash: String
}

/// One thing that a step asserted about its results.
public struct CheckRecord: Codable, Equatable, Sendable {
  public var description: String
  public var passed: Bool
}

/// Where a data set came from.
public struct DataRecord: Codable, Equatable, Sendable {
  /// `files`, or `drawn` for the built-in stand-in.
  public var source: String
  /// As it stands in captions: "MNIST", "drawn digits (built-in stand-in)".
  public var note: String
  public var folder: String?
  /// Of the files, so that a change is noticed; see ``DataSource/fingerprint``.
  public var fingerprint: String?
  /// The data folder that `--data` named, if it did.
  public var named: String?
  /// Whether drawn data were chosen, and not used because files are missing.
  public var isChosen: Bool?

  /// Whether both describe the same data, wherever the files are.
  func isSame(as other: DataRecord) -> Bool {
    if let fingerprint, let otherFingerprint = other.fingerprint { return fingerprint == otherFingerprint }
    return source == other.source && note == other.note && folder == other.folder
  }
}

/// Everything besides the program that determines the bits of a result.
public struct Conditions: Codable, Equatable, Sendable {
  public var budget: Budget
  public var seed: UInt64
  public var threads: Int
  public var settings: [String: SettingScalar]
  public var data: [String: DataRecord]
  /// Missing in the records of earlier versions.
  public var code: CodeVersion?
  /// The content hash of the weights that the networks started from; missing if these were random.
  public var weights: String?

  /// How these conditions differ from `earlier`: "seed is 2 (was 1)"; empty if they do not.
  public func differences(from earlier: Conditions) -> [String] {
    var list: [String] = []
    if budget != earlier.budget { list.append("budget is \(budget) (was \(earlier.budget))") }
    if seed != earlier.seed { list.append("seed is \(seed) (was \(earlier.seed))") }
    if threads != earlier.threads { list.append("threads is \(threads) (was \(earlier.threads))") }
    for name in Set(settings.keys).union(earlier.settings.keys).sorted() {
      let (new, old) = (settings[name], earlier.settings[name])
      guard new != old else { continue }
      list.append("\(name) is \(new.map { "\($0)" } ?? "gone") (was \(old.map { "\($0)" } ?? "not there"))")
    }
    if weights != earlier.weights {
      list.append(
        "weights are \(Self.text(ofWeights: weights)) (were \(Self.text(ofWeights: earlier.weights)))")
    }
    // A step may open its data later: only what both have used can differ.
    for name in data.keys.sorted() {
      guard let new = data[name], let old = earlier.data[name], !new.isSame(as: old) else { continue }
      let reason =
        new.note != old.note ? "" : new.folder == old.folder ? ", with other files" : ", from another folder"
      list.append("data is \(new.note) (was \(old.note)\(reason))")
    }
    if let code, let old = earlier.code { list += code.changes(since: old) }
    return list
  }

  /// "those with the hash 0123abcd", "random".
  private static func text(ofWeights hash: String?) -> String {
    hash.map { "those with the hash \(WeightsRecord.short($0))" } ?? "random"
  }
}

extension WeightsRecord {
  /// The beginning of a content hash, which tells weights apart in lists and names.
  static func short(_ hash: String) -> String { String(hash.prefix(8)) }

  /// "from weights 0123abcd".
  static func phrase(_ hash: String) -> String { "from weights \(short(hash))" }
}

extension RunRecord {
  public var conditions: Conditions {
    Conditions(
      budget: budget, seed: seed, threads: threads, settings: settings, data: data, code: code,
      weights: weights?.contentHash)
  }

  /// What the first steps measured, by `step.metric`.
  func metrics(ofFirst count: Int) -> [String: Double] {
    steps.prefix(count).reduce(into: [:]) { metrics, step in
      for (name, value) in step.metrics { metrics["\(step.id).\(name)"] = value }
    }
  }

  /// Brings `status` and `seconds` up to date with the steps.
  public mutating func summarize() {
    seconds = (steps.reduce(0) { $0 + $1.seconds } * 1000).rounded() / 1000
    let states = steps.map(\.status)
    status =
      if states.contains(.interrupted) { .interrupted } else if states.contains(.failed) {
        .failed
      } else if states.contains(.notRun) { .notRun } else { .done }
  }

  /// The bytes of `run.json`: keys sorted, indented, slashes as they are.
  public func encoded() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(self) + Data("\n".utf8)
  }

  /// The record in `file`; `nil` if there is none.
  /// - Throws: `DamagedRecord` if it cannot be read or is of another schema.
  public static func read(_ file: URL) throws -> RunRecord? {
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    struct Schema: Decodable { var schema: Int }
    do {
      let bytes = try Data(contentsOf: file)
      let schema = try JSONDecoder().decode(Schema.self, from: bytes).schema
      guard schema == currentSchema else {
        throw DamagedRecord(
          file: file, reason: "its schema is \(schema), this program knows \(currentSchema)")
      }
      return try JSONDecoder().decode(RunRecord.self, from: bytes)
    } catch let error as DecodingError {
      throw DamagedRecord(file: file, reason: Self.explain(error))
    }
  }

  private static func place(_ context: DecodingError.Context) -> String {
    context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
  }

  private static func explain(_ error: DecodingError) -> String {
    switch error {
    case .keyNotFound(let key, _): "the key \(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      "the value of \(place(context)) is of the wrong kind"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "the value of \(place(context)) is not one that this program knows"
    default: "it is not JSON"
    }
  }
}

/// A `run.json` that this program cannot use.
public struct DamagedRecord: Error, CustomStringConvertible {
  public let file: URL
  public let reason: String

  package init(file: URL, reason: String) { (self.file, self.reason) = (file, reason) }

  public var description: String { "\(file.path) cannot be used: \(reason)." }
}
