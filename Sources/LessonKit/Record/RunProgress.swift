import Files
import Foundation

/// How far a run is at this moment, as it stands in `progress.json` as long as it runs: for whoever watches the folder.
/// Nothing is ever restored from it.
public struct RunProgress: Codable, Equatable, Sendable {
  /// The process that runs.
  public var process: Int32
  /// The step that is executed; nil while data are read and networks are built.
  public var step: String?
  /// The loop's name, or its number within the step, as in `metrics.csv`; nil between loops.
  public var loop: String?
  /// How many of the loop's iterations are done, and of how many.
  public var iteration, count: Int?
  /// Until the loop's end, at the rate so far.
  public var secondsLeft: Double?
  /// What the loop logged last.
  public var values: [String: Double] = [:]

  public init(process: Int32 = getpid(), step: String? = nil) { (self.process, self.step) = (process, step) }

  static let fileName = "progress.json"

  /// The progress of the run that writes a folder now; nil if none does.
  public static func read(inRunFolder folder: URL) -> RunProgress? {
    // A run that was killed leaves its file. A look at the lock costs more than one at the file, so that comes first.
    guard let bytes = try? Data(contentsOf: folder.appending(path: fileName)),
      let progress = try? JSONDecoder().decode(RunProgress.self, from: bytes),
      FolderLock.owner(of: folder) == progress.process
    else { return nil }
    return progress
  }
}

/// Writes `progress.json` while a run goes on, at most twice a second.
///
/// What goes wrong is passed over in silence: no training ends because nobody can watch it.
final class ProgressFile {
  private let folder: URL
  private let isInPlace: () -> Bool
  private let clock = ContinuousClock()
  private var lastWritten: ContinuousClock.Instant?

  /// - Parameter isInPlace: whether the folder still belongs to this run.
  init(folder: URL, isInPlace: @escaping () -> Bool) { (self.folder, self.isInPlace) = (folder, isInPlace) }

  /// Writes what is said at the beginning and at the end of something.
  func write(_ progress: RunProgress) { write(progress, at: clock.now) }

  /// Writes what is said again and again, if it is time to.
  func update(_ progress: () -> RunProgress) {
    let now = clock.now
    if let lastWritten, now - lastWritten < .milliseconds(500) { return }
    write(progress(), at: now)
  }

  private func write(_ progress: RunProgress, at now: ContinuousClock.Instant) {
    lastWritten = now
    let encoder = JSONEncoder()
    encoder.outputFormatting = .sortedKeys
    guard isInPlace(), let bytes = try? encoder.encode(progress) else { return }
    // Renamed into place, so that nobody reads half of it; not flushed to the disk, where nobody needs it.
    let new = folder.appending(path: ".writing-\(RunProgress.fileName)").path
    let file = open(new, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0o666)
    guard file >= 0 else { return }
    let count = bytes.withUnsafeBytes { Foundation.write(file, $0.baseAddress!, $0.count) }
    close(file)
    if count == bytes.count {
      rename(new, folder.appending(path: RunProgress.fileName).path)
    } else {
      unlink(new)
    }
  }

  func remove() {
    if isInPlace() { unlink(folder.appending(path: RunProgress.fileName).path) }
  }
}
