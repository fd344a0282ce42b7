import Foundation
import LessonKit

extension Author {
  /// The book's own run of a chapter, to be laid beside another one.
  /// - Throws: `UsageError` if the chapter has no reference run yet; `DamagedRecord`.
  public func bookRun(of chapter: Chapter) throws -> ComparedRun {
    let folder = ReferenceFolder(of: chapter.slug, in: library)
    guard let record = try folder.record() else {
      throw UsageError("\(chapter.called) has no reference run in the book yet.")
    }
    return ComparedRun(
      name: RunName.book, budget: record.budget, seed: record.seed, threads: record.threads,
      engine: record.engine,
      data: record.data.mapValues(\.note), settings: record.settings,
      metrics: record.steps.flatMap { step in
        step.metrics.sorted { $0.key < $1.key }.map { (name: "\(step.id).\($0.key)", value: $0.value) }
      },
      figures: folder.figures.map { folder.url.appending(path: $0) })
  }
}
