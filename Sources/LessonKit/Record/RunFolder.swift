import Files
import Foundation
import GANKit
import Synchronization

/// The folder `output/<NN-slug>` of one chapter, held by this run alone.
///
/// ```
/// figures/<step>-<name>.png    figures/<step>-<name>.svg (charts)
/// samples/<step>-<name>.npy    metrics.csv    run.json
/// progress.json                                 how far it is, as long as a run is writing the folder
/// checkpoint/<NN>-<step>.safetensors            the lesson's state after a step that changed it
/// checkpoint/00-weights.safetensors             what the networks started from, if that was in this very folder
/// checkpoint/<NN>-<step>-partial<K>.safetensors loop K of a step that is not finished
/// ```
package final class RunFolder {
  let url: URL
  let stepIDs: [String]
  var metrics: MetricsFile
  /// Where whoever watches the folder sees how far this run is.
  let progress: ProgressFile
  private let lock: FolderLock
  /// Held while loops that run at the same time write what belongs to all of them.
  private let shared = Mutex(())

  /// Makes the folder, locks it, and clears what a killed run left half-written.
  /// - Throws: `FileError` if it cannot be made or written, `UsageError` if another run holds it.
  init(_ url: URL, stepIDs: [String]) throws {
    (self.url, self.stepIDs) = (url, stepIDs)
    try Folder.make(url)
    let lock = try FolderLock(folder: url)
    self.lock = lock
    progress = ProgressFile(folder: url) { lock.isInPlace }
    progress.write(RunProgress())
    for name in ["figures", "samples", "checkpoint"] {
      try Folder.make(url.appending(path: name, directoryHint: .isDirectory))
    }
    metrics = MetricsFile(reading: url.appending(path: "metrics.csv"))
    for folder in ["", "figures", "samples", "checkpoint"] {
      for name in names(in: folder) where name.hasPrefix(".writing-") { remove("\(folder)/\(name)") }
    }
  }

  deinit { progress.remove() }

  // MARK: - Files, by their path from the folder

  func file(_ path: String) -> URL { url.appending(path: path, directoryHint: .notDirectory) }

  func exists(_ path: String) -> Bool { FileManager.default.fileExists(atPath: file(path).path) }

  /// Whether a file is in the folder, or is the folder itself.
  func contains(_ file: URL) -> Bool {
    let (inner, outer) = (file.resolvingSymlinksInPath().path, url.resolvingSymlinksInPath().path)
    return inner == outer || inner.hasPrefix(outer + "/")
  }

  /// Where to write a file, by its path from the folder.
  /// - Throws: `FolderReplaced` if the folder is no longer the one that this run holds.
  func place(_ path: String) throws -> URL {
    guard lock.isInPlace else { throw FolderReplaced(folder: url) }
    return file(path)
  }

  func write(_ bytes: Data, to path: String) throws { try AtomicFile.write(bytes, to: place(path)) }

  func write(_ record: RunRecord) throws { try write(record.encoded(), to: "run.json") }

  func writeMetrics() throws { try write(metrics.encoded(), to: "metrics.csv") }

  /// Writes what a loop has logged so far, in place of what it had logged before.
  func keepMetrics(ofStep step: String, loop: String, _ history: History) throws {
    try shared.withLock { _ in
      metrics.replace(step: step, loop: loop, with: history)
      try writeMetrics()
    }
  }

  /// Puts the loops of a step into this order, as if they had run one after another.
  func arrangeMetrics(ofStep step: String, _ loops: [(loop: String, history: History)]) throws {
    guard loops.contains(where: { !$0.history.rows.isEmpty }) else { return }
    try shared.withLock { _ in
      metrics.arrange(step: step, loops)
      try writeMetrics()
    }
  }

  func tellProgress(_ told: () -> RunProgress) {
    shared.withLock { _ in progress.update(told) }
  }

  /// Removes a file, unless the folder belongs to another run by now.
  func remove(_ path: String) {
    guard lock.isInPlace else { return }
    try? FileManager.default.removeItem(at: file(path))
  }

  private func names(in folder: String) -> [String] {
    (try? FileManager.default.contentsOfDirectory(atPath: url.appending(path: folder).path)) ?? []
  }

  /// The weights that the networks started from.
  static let startingWeights = "checkpoint/00-weights.safetensors"

  /// The lesson's state after a step.
  func checkpoint(after step: Int) -> String { "checkpoint/\(prefix(step)).safetensors" }

  /// A loop within a step, counted from 1.
  func partial(of step: Int, loop: Int) -> String { "checkpoint/\(prefix(step))-partial\(loop).safetensors" }

  /// Whether a loop of a step can be resumed.
  func hasPartial(of step: Int) -> Bool { !partials(of: step).isEmpty }

  private func partials(of step: Int) -> [String] {
    names(in: "checkpoint").filter { $0.hasPrefix(prefix(step) + "-partial") }.map { "checkpoint/" + $0 }
  }

  private func prefix(_ step: Int) -> String { (step < 9 ? "0" : "") + "\(step + 1)-\(stepIDs[step])" }

  // MARK: - What belongs to a step

  /// The step whose file this is: names start with the step's id, and of two ids the longer one counts.
  func owner(ofFile name: String) -> String? {
    stepIDs.filter { name.hasPrefix($0 + "-") }.max { $0.count < $1.count }
  }

  /// Removes what these steps saved, and what was saved by steps that the chapter no longer has.
  func removeResults(ofSteps steps: Set<String>) throws {
    for folder in ["figures", "samples"] {
      for name in names(in: folder) where owner(ofFile: name).map(steps.contains) ?? true {
        remove("\(folder)/\(name)")
      }
    }
    metrics.keep(steps: Set(stepIDs).subtracting(steps))
    if exists("metrics.csv") { try writeMetrics() }
    let kept =
      stepIDs.indices.filter { !steps.contains(stepIDs[$0]) }.flatMap { step in
        [checkpoint(after: step)] + partials(of: step)
      } + [Self.startingWeights]
    for name in names(in: "checkpoint") where !kept.contains("checkpoint/\(name)") {
      remove("checkpoint/\(name)")
    }
  }

  /// Removes the figures and samples of a step that its record does not list: an interrupted run saved them.
  func removeUnlisted(_ step: StepRecord) {
    for folder in ["figures", "samples"] {
      for path in names(in: folder).map({ "\(folder)/\($0)" })
      where owner(ofFile: file(path).lastPathComponent) == step.id {
        if !step.figures.contains(path), !step.samples.contains(path) { remove(path) }
      }
    }
  }

  func removePartials(ofStep step: Int) { partials(of: step).forEach(remove) }

  // MARK: - Making room for another run

  /// Moves the folder with all that is in it to a place where nothing is, all at once, and goes on with an empty one.
  /// - Throws: `FolderReplaced` if the folder is no longer the one that this run holds; `FileError`. The folder is then
  ///   where it was.
  func moveAside(to place: URL) throws {
    guard lock.isInPlace else { throw FolderReplaced(folder: url) }
    progress.remove()
    try Folder.make(place.deletingLastPathComponent())
    guard rename(url.path, place.path) == 0 else { throw FileError(.write, place, code: errno) }
    do {
      try Folder.make(url)
      try lock.renew(in: url)
    } catch {
      // It works where nothing, or an empty folder, is in the old place; another run that began there stays.
      _ = rename(place.path, url.path)
      throw error
    }
    unlink(place.appending(path: ".lock").path)
    metrics = MetricsFile()
    for name in ["figures", "samples", "checkpoint"] {
      try Folder.make(url.appending(path: name, directoryHint: .isDirectory))
    }
  }
}
