import Foundation
import GANKit
import LessonKit
import Synchronization

/// Runs chapters in order, two at a time where there are several threads: most of a chapter's loops are too short to keep
/// a second core busy, and those of the next chapter need nothing of them. A chapter that measures time runs by itself.
///
/// What they print comes out as if each had begun after the one before it. The first that cannot end, because it was
/// interrupted or something other than a check went wrong, ends the series: those before it run on, and one that had
/// begun after it is stopped and saved.
final class ChapterSeries: Sendable {
  /// A chapter as it is to be run.
  struct Part {
    let chapter: Chapter
    let lesson: any Lesson.Type
    var request: RunRequest
    /// The command that goes on after an interruption, with the chapters after this one too.
    let continuation: String
  }

  /// What became of a chapter.
  enum End: Sendable {
    case skipped(RunRecord)
    case recorded(RunRecord, LessonKit.ExitCode)
    case failed(code: LessonKit.ExitCode, message: String)

    init(_ outcome: RunOutcome) {
      self =
        outcome.record.map { .recorded($0, outcome.exitCode) }
        ?? .failed(code: outcome.exitCode, message: outcome.error.map { "\($0)" } ?? "no record")
    }

    var code: LessonKit.ExitCode {
      switch self {
      case .skipped: .done
      case .recorded(_, let code), .failed(let code, _): code
      }
    }
  }

  /// A chapter could not end; nothing that comes after it is begun.
  private struct Unfinished: Error {}

  private struct State {
    var ends: [Int: End] = [:]
    /// The first chapter, in order, that could not end.
    var unfinished = Int.max
    var begun = 0
  }

  private let state = Mutex(State())

  /// What became of the chapters, as far as the first one that could not end.
  var ends: [End] {
    state.withLock { state in
      state.ends.filter { $0.key <= state.unfinished }.sorted { $0.key < $1.key }.map(\.value)
    }
  }

  /// - Parameter most: how many run at the same time.
  func perform(_ parts: [Part], most: Int, in book: Book, _ narrator: Narrator) {
    let order = NarrationOrder(narrator)
    do {
      for group in Self.groups(parts) {
        let isShared = most > 1 && group.count > 1
        _ = try SideBySide.map(Array(group), most: most) { place in
          state.withLock { $0.begun = max($0.begun, place) }
          let (end, isFinished) = perform(
            parts, place, besideOthers: isShared, in: book, order.narrator(at: place))
          state.withLock { state in
            state.ends[place] = end
            if !isFinished { state.unfinished = min(state.unfinished, place) }
          }
          // What those after it say is of no interest: they only tell that they were stopped.
          guard isFinished else { throw Unfinished() }
          order.end(place)
        }
      }
    } catch {
      tellStopped(parts, narrator)
    }
  }

  /// Neighbours that may run at the same time. A chapter that measures time runs by itself.
  private static func groups(_ parts: [Part]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for place in parts.indices {
      let joins =
        place > 0 && !parts[place].lesson.measuresTime && !parts[place - 1].lesson.measuresTime
      let start = joins ? groups.removeLast().lowerBound : place
      groups.append(start..<place + 1)
    }
    return groups
  }

  private func perform(
    _ parts: [Part], _ place: Int, besideOthers: Bool, in book: Book, _ narrator: Narrator
  ) -> (end: End, isFinished: Bool) {
    let part = parts[place]
    var request = part.request
    request.settings.notes.forEach(narrator.note)
    if parts.count > 1, let record = DoneAlready.record(part.chapter, request, book) {
      narrator.sentence(
        "\(part.chapter.called): done already, skipped (run it again with: \(request.command) --restart)")
      return (.skipped(record), true)
    }
    request.besideOthers = besideOthers
    let wasInterrupted = request.isInterrupted
    request.isInterrupted = { [self] in wasInterrupted() || state.withLock { $0.unfinished < place } }
    request.awaitChapter = { [self] slug in
      guard let earlier = parts[..<place].firstIndex(where: { $0.chapter.slug == slug }) else { return }
      while state.withLock({ $0.ends[earlier] == nil }) { usleep(20_000) }
    }
    let outcome = ChapterRun(
      part.chapter, part.lesson, request, narrator, figureFolder: book.figureFolder
    ).execute()
    RunSummary(
      chapter: part.chapter, request: request, narrator: narrator, continuation: part.continuation
    ).print(outcome)
    // A failed check is a finding; whatever else went wrong would go wrong in the next chapter too.
    return (End(outcome), outcome.error == nil)
  }

  /// Somebody who reads that a chapter went wrong should know that another one had begun.
  private func tellStopped(_ parts: [Part], _ narrator: Narrator) {
    let (unfinished, begun) = state.withLock { ($0.unfinished, $0.begun) }
    guard unfinished < begun, !Interruption.isRequested else { return }
    let names = parts[(unfinished + 1)...begun].map(\.chapter.called)
    narrator.note(
      "\(Wording.list(names)), which had begun meanwhile, was stopped; the same command goes on with it.")
  }
}
