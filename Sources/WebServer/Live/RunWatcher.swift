import WebPages
import Foundation
import LessonKit
import Synchronization

/// Watches the folders of the runs, and tells pages what changes there: whoever started a run, its folder says how far it
/// is. Files are read when they have changed.
final class RunWatcher: Sendable {
  private struct Seen {
    var state: LiveState?
    var progress: [String: RunProgress] = [:]
    var metrics: [String: FileStamp] = [:]
  }

  private let shelf: Shelf
  private let queue: RunQueue
  private let hub: EventHub
  private let seen = Mutex(Seen())
  private let isStopped = Atomic<Bool>(false)

  init(shelf: Shelf, queue: RunQueue, hub: EventHub) {
    (self.shelf, self.queue, self.hub) = (shelf, queue, hub)
  }

  /// Watches until ``stop()`` is called, in a thread of its own.
  func start() {
    let thread = Thread { [self] in
      while !isStopped.load(ordering: .relaxed) {
        if hub.isHeard || queue.isBusy { look() }
        usleep(300_000)
      }
    }
    // Reading a chapter goes deep.
    thread.stackSize = 1 << 21
    thread.start()
  }

  func stop() { isStopped.store(true, ordering: .relaxed) }

  /// Looks once, and tells what has changed. The queue goes on where nothing runs.
  func look() {
    // A text that cannot be read now has its own message where it is asked for.
    guard let chapters = try? shelf.edition().book.chapters else { return }
    seen.withLock { seen in
      let progress = Self.progress(of: chapters)
      queue.advance(isBusyElsewhere: { !progress.isEmpty })
      let state = state(of: chapters, progress)
      if state != seen.state {
        hub.publish("state", state)
        seen.state = state
      }
      for name in Set(progress.keys).union(seen.progress.keys).sorted()
      where progress[name] != seen.progress[name] {
        hub.publish("progress", LiveState.Progress(chapter: name, progress: progress[name]))
      }
      for chapter in chapters where progress[chapter.name] != nil || seen.progress[chapter.name] != nil {
        let stamp = FileStamp(chapter.runFolder.appending(path: "metrics.csv"))
        if let stamp, stamp != seen.metrics[chapter.name] {
          hub.publish("metrics", LiveState.Metrics(chapter: chapter.name, tag: stamp.text))
        }
        seen.metrics[chapter.name] = stamp
      }
      seen.progress = progress
    }
  }

  /// Everything, for a page that begins to listen.
  func events() -> Data {
    guard let chapters = try? shelf.edition().book.chapters else { return Data() }
    let progress = Self.progress(of: chapters)
    return progress.sorted { $0.key < $1.key }.reduce(EventHub.event("state", state(of: chapters, progress)))
    {
      $0 + EventHub.event("progress", LiveState.Progress(chapter: $1.key, progress: $1.value))
    }
  }

  func state() throws -> LiveState {
    let chapters = try shelf.edition().book.chapters
    return state(of: chapters, Self.progress(of: chapters))
  }

  private func state(of chapters: [BookChapter], _ progress: [String: RunProgress]) -> LiveState {
    LiveState(
      chapters: chapters.map { LiveState.ChapterNow($0, progress: progress[$0.name]) }, jobs: queue.jobs)
  }

  private static func progress(of chapters: [BookChapter]) -> [String: RunProgress] {
    chapters.reduce(into: [:]) { $0[$1.name] = RunProgress.read(inRunFolder: $1.runFolder) }
  }
}
