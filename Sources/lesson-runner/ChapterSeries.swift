import Foundation
import GANKit
import LessonKit
import Synchronization

/// Runs chapters in order, two at a time where there are several threads: most of a chapter's loops are too short to keep
/// a second core busy, and the next chapter seldom depends on this one. A chapter that measures time runs by itself.
///
/// Their output reads as if each had begun after the one before it. The first that could not be completed, because it was
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

  /// A chapter could not be completed; nothing that comes after it is begun.
  private struct Unfinished: Error {}

  private struct State {
    var ends: [Int: End] = [:]
    /// The first chapter, in order, that could not be completed.
    var unfinished = Int.max

    /// Whether a chapter was only stopped because of that one.
    func wasStopped(_ place: Int) -> Bool { place > unfinished && ends[place]?.code == .interrupted }
  }

  private let state = Mutex(State())

  /// What became of the chapters before a place, in their order, without those that were only stopped.
  func ends(before place: Int = .max) -> [End] {
    state.withLock { state in
      state.ends.keys.sorted().filter { $0 < place && !state.wasStopped($0) }.compactMap { state.ends[$0] }
    }
  }

  /// Of the first chapter that could not be completed; if all did, whether a check failed.
  var code: LessonKit.ExitCode {
    state.withLock { $0.ends[$0.unfinished]?.code } ?? ends().map(\.code).last { $0 != .done } ?? .done
  }

  /// - Parameter most: how many run at the same time.
  func perform(_ parts: [Part], most: Int, in book: Book, _ narrator: Narrator) {
    let order = NarrationOrder(narrator)
    let isSkipped = parts.map { parts.count > 1 && DoneAlready.record($0.chapter, $0.request, book) != nil }
    do {
      for group in Self.groups(parts) {
        let isShared = most > 1 && group.count { !isSkipped[$0] } > 1
        _ = try Concurrently.map(Array(group), most: most) { place in
          let (end, isFinished) = perform(
            parts, place, besideOthers: isShared, in: book, order.narrator(at: place))
          state.withLock { state in
            state.ends[place] = end
            if !isFinished { state.unfinished = min(state.unfinished, place) }
          }
          guard isFinished else { throw Unfinished() }
          order.end(place)
        }
      }
    } catch {
      endUnfinished(parts, order, narrator)
    }
  }

  /// Prints the output of later chapters that finished anyway. That of a chapter that was only stopped is dropped; but if a
  /// chapter failed, the reader is told that another had already started.
  private func endUnfinished(_ parts: [Part], _ order: NarrationOrder, _ narrator: Narrator) {
    let state = state.withLock { $0 }
    let places = state.ends.keys.sorted().filter { $0 >= state.unfinished }
    for place in places.reversed() where state.wasStopped(place) { order.endUnheard(place) }
    for place in places where !state.wasStopped(place) { order.end(place) }
    let stopped = places.filter(state.wasStopped).map { parts[$0].chapter.called }
    guard !stopped.isEmpty, !Interruption.isRequested else { return }
    narrator.note(
      "Already running alongside, and stopped and saved: \(Wording.list(stopped)). Run the same command again to resume."
    )
  }

  /// Neighbours that may run at the same time. A chapter that measures time runs by itself.
  private static func groups(_ parts: [Part]) -> [Range<Int>] {
    var groups: [Range<Int>] = []
    for place in parts.indices {
      let part = parts[place]
      let joins = groups.last.map { group in
        // A chapter that is named twice is done already when it comes again.
        !part.lesson.measuresTime
          && parts[group].allSatisfy { !$0.lesson.measuresTime && $0.chapter.slug != part.chapter.slug }
      }
      let start = joins == true ? groups.removeLast().lowerBound : place
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
      Concurrently.waiting {
        while state.withLock({ $0.ends[earlier] == nil }) { usleep(20_000) }
      }
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
}
