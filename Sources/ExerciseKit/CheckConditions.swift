import Foundation
import GANKit
import LessonKit

/// What a check may use: random numbers that nobody has seen before, and the learner's own runs.
public struct CheckConditions: Sendable {
  /// Differs from file to file, and is the same for the same file.
  public let seed: UInt64
  /// The folder of the learner's runs.
  public let output: URL

  public init(seed: UInt64, output: URL) { (self.seed, self.output) = (seed, output) }

  /// Random numbers that depend on the seed and a name.
  public func random(_ name: String) -> Random { Random(seed: seed, stream: name) }

  /// The learner's runs of a chapter, the newest first.
  /// - Parameter chapter: the name of its folder: `03-vanilla-gan`.
  public func runs(of chapter: String) -> [RunRecord] {
    let kept = output.appending(path: "runs/\(chapter)")
    let former = (try? FileManager.default.contentsOfDirectory(atPath: kept.path)) ?? []
    let folders = [output.appending(path: chapter)] + former.map { kept.appending(path: $0) }
    return folders.compactMap { folder -> (record: RunRecord, date: Date)? in
      let file = folder.appending(path: "run.json")
      guard let record = (try? RunRecord.read(file)) ?? nil else { return nil }
      let attributes = try? FileManager.default.attributesOfItem(atPath: file.path)
      return (record, attributes?[.modificationDate] as? Date ?? .distantPast)
    }.sorted { $0.date > $1.date }.map(\.record)
  }
}
