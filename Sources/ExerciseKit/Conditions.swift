import Foundation
import GANKit
import LessonKit

/// What a check may use: random numbers that nobody has seen before, and the learner's own runs.
public struct Conditions: Sendable {
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
    let latest = output.appending(path: chapter)
    let kept = output.appending(path: "runs/\(chapter)")
    let former = ((try? FileManager.default.contentsOfDirectory(atPath: kept.path)) ?? []).sorted().reversed()
    return ([latest] + former.map { kept.appending(path: $0) }).compactMap {
      (try? RunRecord.read($0.appending(path: "run.json"))) ?? nil
    }
  }
}
