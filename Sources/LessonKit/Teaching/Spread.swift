import Files
import Foundation

/// What a chapter's numbers are over several seeds, as measured by whole runs at one budget. It stands beside the
/// teacher's page: `chapters/teaching/NN-slug.json`.
public struct Spread: Codable, Equatable, Sendable {
  public var schema = 1
  public var chapter: String
  public var budget: Budget
  public var seeds: [UInt64]
  /// The numbers of the chapter's text, by `step.name`, in the order of the seeds.
  public var metrics: [String: [Double]]
  /// How many of the runs confirm the answer to a prediction, by its id.
  public var confirmed: [String: Int]

  /// - Parameter records: whole runs of the chapter with the same settings and different seeds.
  /// - Throws: `UsageError` with what is wrong with which run.
  public init(of chapter: Chapter, _ records: [RunRecord]) throws {
    let records = records.sorted { $0.seed < $1.seed }
    guard let first = records.first, records.count > 1 else {
      throw UsageError("A spread takes at least two runs, found \(records.count).")
    }
    for record in records {
      let run = "the run with seed \(record.seed)"
      if record.chapter != chapter.slug {
        throw UsageError("\(run) is one of \(record.chapter), not of \(chapter.slug).")
      }
      if let step = record.steps.first(where: { !$0.ran }) {
        throw UsageError("\(run) is not whole: \(step.id) is \(step.status.rawValue).")
      }
      if record.budget != first.budget || record.settings != first.settings {
        throw UsageError("\(run) has another budget or other settings than that with seed \(first.seed).")
      }
      if records.count(where: { $0.seed == record.seed }) > 1 {
        throw UsageError("Two runs have the seed \(record.seed).")
      }
    }
    let measured = records.map { $0.metrics(ofFirst: $0.steps.count) }
    let predictions = chapter.predictions
    (self.chapter, budget, seeds) = (chapter.slug, first.budget, records.map(\.seed))
    metrics = [:]
    for name in Set(chapter.metrics.map(\.name)) {
      let values = measured.compactMap { $0[name] }.filter(\.isFinite)
      // What is the same for every seed has no spread.
      if values.count == records.count, Set(values).count > 1 { metrics[name] = values }
    }
    confirmed = Dictionary(
      uniqueKeysWithValues: predictions.map { prediction in
        (prediction.id, measured.count { prediction.isConfirmed(by: $0) == true })
      })
  }

  public static func file(of chapter: Chapter) -> URL {
    TeachingPage.file(of: chapter).deletingPathExtension().appendingPathExtension("json")
  }

  /// The spread that stands beside the teacher's page; nil if there is none.
  /// - Throws: `UsageError` if it cannot be read.
  public static func read(of chapter: Chapter) throws -> Spread? {
    let file = file(of: chapter)
    guard FileManager.default.fileExists(atPath: file.path) else { return nil }
    guard let spread = try? JSONFile.read(Spread.self, from: file), spread.chapter == chapter.slug,
      spread.metrics.values.allSatisfy({ !$0.isEmpty })
    else { throw UsageError("\(file.path) cannot be read as the spread of chapter \(chapter.number).") }
    return spread
  }

  /// - Throws: `FileError`.
  public func write(for chapter: Chapter) throws {
    try JSONFile.write(self, to: Self.file(of: chapter))
  }
}
