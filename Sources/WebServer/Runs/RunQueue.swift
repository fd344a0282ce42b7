import Foundation
import LessonKit
import Synchronization

/// The runs that pages asked for: one after the other, and none beside a run that somebody started in a terminal.
final class RunQueue: Sendable {
  /// A run as pages show it.
  struct Job: Encodable, Equatable, Sendable {
    enum State: String, Encodable {
      case waiting, running, done, failed, stopped
    }

    let id: Int
    /// The name of the chapter's file.
    let chapter: String
    let command: String
    var state = State.waiting
    var exitCode: Int32?
    /// What went wrong, as the run said it.
    var message: String?
  }

  private struct Contents {
    var jobs: [Job] = []
    var prepared: [Int: PreparedRun] = [:]
    var child: ChildProcess?
    var current: Int?
    var lastID = 0
    /// The process that was asked to stop last.
    var stopping: pid_t?
  }

  private let contents = Mutex(Contents())
  private let logs: URL

  /// - Parameter logs: the folder that gets what runs print.
  init(logs: URL) { self.logs = logs }

  var jobs: [Job] { contents.withLock { $0.jobs } }

  /// Whether there is something to watch.
  var isBusy: Bool { contents.withLock { $0.current != nil || $0.jobs.contains { $0.state == .waiting } } }

  @discardableResult
  func add(_ run: PreparedRun, chapter: String) throws(Problem) -> Job {
    let added: Job? = contents.withLock { contents in
      guard contents.jobs.count(where: { $0.state == .waiting }) < 50 else { return nil }
      contents.lastID += 1
      let job = Job(id: contents.lastID, chapter: chapter, command: run.command)
      contents.jobs.append(job)
      contents.prepared[job.id] = run
      // What ended long ago need not be shown.
      while contents.jobs.count > 100 || contents.jobs.filter({ $0.state != .waiting }).count > 12 {
        guard let old = contents.jobs.firstIndex(where: { $0.state != .waiting && $0.id != contents.current })
        else { break }
        contents.jobs.remove(at: old)
      }
      return job
    }
    guard let added else { throw Problem(409, "Fifty runs wait already.") }
    return added
  }

  /// Takes back a run that has not begun.
  func cancel(_ id: Int) throws(Problem) {
    let isCancelled = contents.withLock { contents in
      guard let index = contents.jobs.firstIndex(where: { $0.id == id && $0.state == .waiting }) else {
        return false
      }
      contents.jobs.remove(at: index)
      contents.prepared[id] = nil
      return true
    }
    guard isCancelled else { throw Problem(409, "That run does not wait any more.") }
  }

  /// Asks the run of a chapter to stop, wherever it was started.
  func stop(chapter: String, folder: URL) throws(Problem) {
    let child = contents.withLock { contents in
      contents.jobs.contains { $0.id == contents.current && $0.chapter == chapter } ? contents.child?.id : nil
    }
    // The lock is asked now: the number of a process that has ended may be another's.
    guard let process = child ?? FolderLock.owner(of: folder) else {
      throw Problem(409, "This chapter is not running.")
    }
    let isFirst = contents.withLock { contents in
      defer { contents.stopping = process }
      return contents.stopping != process
    }
    // A second request would end it before it has saved what it has.
    guard isFirst else { throw Problem(409, "It is stopping already, and saves what it has.") }
    // A run of ours may still be building: then more than one process has to stop.
    kill(child.map { -$0 } ?? process, SIGINT)
  }

  /// Sees whether the current run has ended, and starts the next one if nothing else runs.
  /// - Parameter isBusyElsewhere: whether a run goes on that is none of these.
  func advance(isBusyElsewhere: () -> Bool) {
    let next: (job: Job, run: PreparedRun)? = contents.withLock { contents in
      if let child = contents.child, child.hasEnded() { end(child, &contents) }
      guard contents.child == nil, let job = contents.jobs.first(where: { $0.state == .waiting }),
        let run = contents.prepared[job.id]
      else { return nil }
      return (job, run)
    }
    guard let next, !isBusyElsewhere() else { return }
    contents.withLock { contents in
      guard let index = contents.jobs.firstIndex(where: { $0.id == next.job.id && $0.state == .waiting })
      else {
        return
      }
      contents.prepared[next.job.id] = nil
      do throws(Problem) {
        contents.child = try ChildProcess(next.run.program, next.run.arguments, log: log(of: next.job))
        contents.current = next.job.id
        contents.jobs[index].state = .running
      } catch {
        contents.jobs[index].state = .failed
        contents.jobs[index].message = error.text
      }
    }
  }

  private func log(of job: Job) -> URL { logs.appending(path: "\(job.chapter).log") }

  private func end(_ child: ChildProcess, _ contents: inout Contents) {
    let code = child.exitCode ?? 0
    if let index = contents.jobs.firstIndex(where: { $0.id == contents.current }) {
      contents.jobs[index].state = code == 0 ? .done : code == 130 ? .stopped : .failed
      contents.jobs[index].exitCode = code
      if code != 0, code != 130 { contents.jobs[index].message = tail(of: log(of: contents.jobs[index])) }
    }
    (contents.child, contents.current) = (nil, nil)
  }

  /// The end of what a run printed: there stands what went wrong.
  private func tail(of log: URL) -> String? {
    guard let bytes = try? Data(contentsOf: log) else { return nil }
    let lines = String(decoding: bytes.suffix(4000), as: UTF8.self).split(separator: "\n")
    return lines.suffix(12).joined(separator: "\n")
  }

  /// Asks the current run to save itself, takes back those that wait, and gives it time to end.
  /// - Returns: the run that was stopped, if there was one.
  func shutDown(patience: Duration) -> Job? {
    let (child, job) = contents.withLock { contents in
      contents.jobs.removeAll { $0.state == .waiting }
      return (contents.child.map(UncheckedChild.init), contents.jobs.first { $0.id == contents.current })
    }
    guard let child = child?.process, let job else { return nil }
    child.interrupt()
    let end = ContinuousClock().now + patience
    while !child.hasEnded(), ContinuousClock().now < end { usleep(20_000) }
    return job
  }

  private struct UncheckedChild: @unchecked Sendable {
    let process: ChildProcess
  }
}
