import WebPages
import Foundation
import LessonKit

/// How far everything is: what pages show besides the book itself.
struct LiveState: Encodable, Equatable, Sendable {
  var chapters: [ChapterNow]
  var jobs: [RunQueue.Job]

  struct ChapterNow: Encodable, Equatable, Sendable {
    /// `03-vanilla-gan`
    var name: String
    var title: String
    /// As in the contents, or "running".
    var status: String
    /// How the latest run differs from a plain one: "quick", "seed 2".
    var conditions: [String]
    /// Why its results are not those of a run now.
    var reasons: [String]
    /// What resumes the run if it was interrupted.
    var resume: String?
    var steps: [StepNow]
    /// The figures that the step which runs now has saved so far.
    var figures: [FigureNow]
  }

  struct StepNow: Encodable, Equatable, Sendable {
    var id: String
    /// done, stale, failed, interrupted, not run, running
    var status: String
    var seconds: Double
  }

  struct FigureNow: Encodable, Equatable, Sendable {
    /// Without the step's id and the kind of file: `samples`.
    var name: String
    /// Changes with the file.
    var address: String
    var width, height: Int
  }

  /// A run's progress, by the chapter's name.
  struct Progress: Encodable, Equatable, Sendable {
    var chapter: String
    /// nil when the run has ended.
    var progress: RunProgress?
  }

  /// New rows in `metrics.csv`.
  struct Metrics: Encodable, Equatable, Sendable {
    var chapter: String
    var tag: String
  }
}

extension LiveState.ChapterNow {
  /// - Parameter progress: of a run that goes on now.
  init(_ chapter: BookChapter, progress: RunProgress?) {
    let state = chapter.state
    (name, title) = (chapter.name, chapter.chapter.title)
    status = progress == nil ? state.status.rawValue : "running"
    (conditions, reasons) = (state.conditions, state.parts + state.reasons)
    resume = progress == nil && state.status == .interrupted ? state.record?.command : nil
    let results = chapter.results
    steps = chapter.chapter.steps.map { step in
      let result = results[step.id]
      let status =
        step.id == progress?.step
        ? "running"
        : state.staleSteps.contains(step.id) && result?.status == .done
          ? "stale" : (result?.status ?? .notRun).rawValue
      return LiveState.StepNow(id: step.id, status: status, seconds: result?.seconds ?? 0)
    }
    figures = progress?.step.map { Self.figures(of: $0, chapter) } ?? []
  }

  private static func figures(of step: String, _ chapter: BookChapter) -> [LiveState.FigureNow] {
    let folder = chapter.runFolder.appending(path: "figures")
    let names = ((try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []).sorted()
    let steps = chapter.chapter.steps.map(\.id)
    return names.compactMap { name in
      // Of two steps whose ids begin alike the longer one counts.
      let owner = steps.filter { name.hasPrefix($0 + "-") }.max { $0.count < $1.count }
      let url = folder.appending(path: name)
      guard owner == step, name.hasSuffix(".png") || name.hasSuffix(".svg"), let stamp = FileStamp(url),
        let size = PictureSize(of: url)
      else { return nil }
      // A chart is there in both forms; the one of lines stays sharp.
      let base = name.dropLast(4)
      if name.hasSuffix(".png"), names.contains("\(base).svg") { return nil }
      return LiveState.FigureNow(
        name: String(base.dropFirst(step.count + 1)), address: "runs/\(chapter.name)/\(name)?v=\(stamp.text)",
        width: size.width, height: size.height)
    }
  }
}
