import Foundation

/// What one learner's output folder tells: how far each chapter got, what was predicted, and what the runs found.
public struct LearnerWork: Sendable {
  /// One chapter of one learner.
  public struct ChapterWork: Sendable {
    public let chapter: Chapter
    /// The latest run; nil if there is none, or if its record cannot be read.
    public let record: RunRecord?
    /// Why the record cannot be read.
    public let problem: String?
    public let answers: [String: LockedAnswer]

    /// How far the run got, in a word or two.
    public var state: String {
      if problem != nil { return "damaged" }
      guard let record else { return "not run" }
      switch record.status {
      case .done: return "done"
      case .failed: return "failed"
      case .interrupted: return "interrupted"
      case .notRun: return record.steps.contains(where: \.ran) ? "in part" : "not run"
      }
    }

    /// What the trainings of the run were found to suffer from, with the step: `what-breaks: low diversity`.
    public var findings: [String] {
      (record?.steps ?? []).flatMap { step in
        (step.health ?? []).flatMap { health in
          health.findings.map { finding in
            "\(step.id)\(health.training.map { " (\($0))" } ?? ""): \(finding.kind)"
          }
        } + (step.error.map { ["\(step.id): \($0)"] } ?? [])
      }
    }

    /// What the run measured, by `step.name`.
    public var measured: [String: Double] { record.map { $0.metrics(ofFirst: $0.steps.count) } ?? [:] }
  }

  /// From 1, in the order of the folders: no names are kept.
  public let number: Int
  public let chapters: [ChapterWork]
  /// The names of the exercises that have passed.
  public let solved: [String]

  /// - Parameter folder: the learner's output folder, or one that holds it as `output`.
  /// - Throws: `UsageError` if there is nothing of a learner in it.
  public init(number: Int, in folder: URL, chapters: [Chapter], exercises: [Exercise] = []) throws {
    let inner = folder.appending(path: "output", directoryHint: .isDirectory)
    let candidates = [folder, inner].filter { candidate in
      chapters.contains { chapter in
        let name = chapter.outputFolder(in: candidate).lastPathComponent
        return [name, "predictions/\(name)"].contains {
          FileManager.default.fileExists(atPath: candidate.appending(path: $0).path)
        }
      }
    }
    guard let place = candidates.first else {
      throw UsageError(
        "\(folder.relativePath) holds no learner's work: expected an output folder with runs such as 01-gan-theory."
      )
    }
    self.number = number
    solved = exercises.filter { ExerciseWork(on: $0, in: place).state.passed != nil }.map(\.name)
    self.chapters = chapters.map { chapter in
      var (record, problem): (RunRecord?, String?) = (nil, nil)
      do {
        record = try RunRecord.read(chapter.outputFolder(in: place).appending(path: "run.json"))
      } catch {
        problem = "\(error)"
      }
      return ChapterWork(
        chapter: chapter, record: record, problem: problem,
        answers: LockedAnswers(of: chapter, in: place).answers(to: chapter.predictions))
    }
  }
}
