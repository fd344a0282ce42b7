import Files
import Foundation

/// The runs in an output folder: the latest one of each chapter, in `output/<NN-slug>`, and the former ones, in
/// `output/runs/<NN-slug>/<name>`.
///
/// A former run is moved here whole by one rename when a run with other settings takes its place; see ``FormerRun``.
/// Nothing here prints.
public struct KeptRuns: Sendable {
  /// The folder that holds one folder for each chapter.
  public let output: URL

  public init(output: URL) { self.output = output }

  /// How many bytes kept runs may take unless somebody says otherwise.
  public static let usualLimit: UInt64 = 2_000_000_000

  private var root: URL { output.appending(path: "runs", directoryHint: .isDirectory) }

  /// Where a chapter's former runs are.
  public func folder(of chapter: Chapter) -> URL {
    root.appending(path: chapter.outputFolder(in: output).lastPathComponent, directoryHint: .isDirectory)
  }

  // MARK: - Looking

  /// The run in the chapter's own folder; nil if there is none.
  public func latest(of chapter: Chapter) -> KeptRun? {
    let run = KeptRun(name: RunName.latest, folder: chapter.outputFolder(in: output))
    // A run makes its folder before it has anything to record.
    let exists = FileManager.default.fileExists(atPath: run.folder.appending(path: "run.json").path)
    return exists || run.writer != nil ? run : nil
  }

  /// The former runs of a chapter, the oldest first.
  public func former(of chapter: Chapter) -> [KeptRun] { Self.runs(in: folder(of: chapter)) }

  /// All runs of a chapter: the latest, and then the former ones, the newest first.
  public func all(of chapter: Chapter) -> [KeptRun] {
    [latest(of: chapter)].compactMap { $0 } + former(of: chapter).reversed()
  }

  /// The run of a chapter that has a name: `latest`, one that a former run is kept under, or what `--name` called the
  /// latest run.
  /// - Throws: `UsageError` with the names that there are.
  public func find(_ name: String, of chapter: Chapter) throws -> KeptRun {
    let all = all(of: chapter)
    if let run = all.first(where: { $0.name == name })
      ?? all.first(where: { $0.isLatest && $0.givenName == name })
    {
      return run
    }
    let names = all.map(\.name)
    let there =
      names.isEmpty ? "No run of this chapter is there." : "Its runs are: \(names.joined(separator: ", "))."
    throw UsageError(
      "\(chapter.called) has no run called \"\(name)\".\(NearMiss.question(for: name, among: names)) \(there)"
    )
  }

  /// The bytes that the former runs of all chapters take on the disk.
  public var bytes: UInt64 { DiskUse.bytes(in: formerOfAll.map(\.folder)) }

  private var formerOfAll: [KeptRun] {
    Self.names(in: root).flatMap { Self.runs(in: root.appending(path: $0, directoryHint: .isDirectory)) }
  }

  private static func runs(in folder: URL) -> [KeptRun] {
    names(in: folder)
      .map { KeptRun(name: $0, folder: folder.appending(path: $0, directoryHint: .isDirectory)) }
      .sorted { ($0.date, $0.name) < ($1.date, $1.name) }
  }

  /// The folders in a folder; hidden ones are unfinished.
  private static func names(in folder: URL) -> [String] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.filter { name in
      var isFolder: ObjCBool = false
      let path = folder.appending(path: name).path
      return !name.hasPrefix(".") && FileManager.default.fileExists(atPath: path, isDirectory: &isFolder)
        && isFolder.boolValue
    }
  }

  func isTaken(_ name: String, in chapter: Chapter) -> Bool {
    // Where the file system does not tell upper case from lower, two such names are one.
    Self.names(in: folder(of: chapter)).contains { $0.lowercased() == name.lowercased() }
  }

  // MARK: - Removing

  /// Removes a former run with all its files.
  /// - Returns: the bytes that it took.
  /// - Throws: `UsageError` for the latest run; `FileError`.
  @discardableResult
  public func remove(_ run: KeptRun) throws -> UInt64 {
    guard !run.isLatest else {
      throw UsageError(
        "The latest run is not removed here: it is the folder \(run.folder.relativePath), which can be deleted."
      )
    }
    let bytes = run.bytes
    try remove(run.folder)
    return bytes
  }

  /// Takes a folder out of sight before its files go: whoever looks meanwhile finds all of it or nothing.
  private func remove(_ folder: URL) throws {
    let parent = folder.deletingLastPathComponent()
    let hidden = parent.appending(path: ".removing-\(getpid())-\(folder.lastPathComponent)")
    guard rename(folder.path, hidden.path) == 0 else { throw FileError(.write, folder, code: errno) }
    do { try FileManager.default.removeItem(at: hidden) } catch {
      // What could not be removed is seen again.
      _ = rename(hidden.path, folder.path)
      throw FileError(.write, folder, code: EACCES)
    }
    Self.clear(parent)
    // The chapter's folder too, if that was the last one.
    rmdir(parent.path)
  }

  /// Removes what a killed program left on its way out.
  private static func clear(_ folder: URL) {
    for name in (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    where name.hasPrefix(".removing-") || name.hasPrefix(".writing-") {
      try? FileManager.default.removeItem(at: folder.appending(path: name))
    }
  }

  // MARK: - A limit on the disk

  /// Something that was removed because kept runs took too much of the disk.
  public struct Dropped: Equatable, Sendable {
    /// `03-vanilla-gan/quick-seed2`.
    public let run: String
    /// Whether only its checkpoints went, and not all of it.
    public let isPart: Bool
  }

  /// Brings the former runs down to a limit: the checkpoints of unnamed runs go first, then the runs, the oldest first.
  /// The latest run of a chapter and runs that were given a name stay.
  /// - Returns: what was removed, in this order.
  public func trim(to limit: UInt64) -> [Dropped] {
    var dropped: [Dropped] = []
    let former = formerOfAll
    var taken = DiskUse.bytes(in: former.map(\.folder))
    let unnamed = former.filter { $0.record != nil && $0.givenName == nil }
      .sorted { ($0.date, $0.name) < ($1.date, $1.name) }
    for isPart in [true, false] {
      for run in unnamed where taken > limit {
        let target = isPart ? run.folder.appending(path: "checkpoint") : run.folder
        guard isPart ? run.hasCheckpoints : true, (try? remove(target)) != nil else { continue }
        let chapter = run.folder.deletingLastPathComponent().lastPathComponent
        dropped.removeAll { $0.run == "\(chapter)/\(run.name)" }
        dropped.append(Dropped(run: "\(chapter)/\(run.name)", isPart: isPart))
        taken = DiskUse.bytes(in: former.map(\.folder))
      }
    }
    return dropped
  }

  // MARK: - Naming

  /// Gives a run a name, so that it is kept until somebody removes it; a former run is found under it from now on.
  /// - Throws: `UsageError` if no run can be called so, if another one of the chapter is, or if the run is being written;
  ///   `DamagedRun`, `FileError`.
  public func name(_ run: KeptRun, _ name: String, of chapter: Chapter) throws {
    try RunName.check(name)
    guard var record = run.record else { throw DamagedRun(run: run) }
    let isOwn = !run.isLatest && run.name.lowercased() == name.lowercased()
    let isLatests = !run.isLatest && latest(of: chapter)?.givenName == name
    guard isOwn || !isTaken(name, in: chapter), !isLatests else {
      throw UsageError("\(chapter.called) has a run called \(name) already. Choose another name.")
    }
    let lock = run.isLatest ? try FolderLock(folder: run.folder) : nil
    defer { withExtendedLifetime(lock) {} }
    record.name = name
    let file = run.folder.appending(path: "run.json")
    try AtomicFile.write(record.encoded(), to: file)
    // It is as old as it was.
    try? FileManager.default.setAttributes([.modificationDate: run.date], ofItemAtPath: file.path)
    guard !run.isLatest, run.name != name else { return }
    try move(run.folder, to: folder(of: chapter).appending(path: name, directoryHint: .isDirectory))
  }

  // MARK: - Moving

  /// Where to keep a run, under a name that is free.
  func place(for name: String, of chapter: Chapter) -> URL {
    let free = RunName.unique(name) { isTaken($0, in: chapter) }
    return folder(of: chapter).appending(path: free, directoryHint: .isDirectory)
  }

  /// Makes a former run the latest one again, so that it can be read, continued and rerun in part. The run that was the
  /// latest is kept.
  /// - Parameter settings: what the chapter's lesson declares.
  /// - Returns: the name under which the run that was the latest is kept; nil if there was none.
  /// - Throws: `UsageError` if the latest run is being written now; `FileError`.
  public func restore(_ run: KeptRun, of chapter: Chapter, settings: [any AnySetting]) throws -> String? {
    guard !run.isLatest else {
      throw UsageError("This run is the latest one of chapter \(chapter.number) already.")
    }
    let folder = chapter.outputFolder(in: output)
    try Folder.make(folder)
    let lock = try FolderLock(folder: folder)
    defer { withExtendedLifetime(lock) {} }
    var kept: URL?
    // The folder may have been made just now, for the lock.
    let hasRecord = FileManager.default.fileExists(atPath: folder.appending(path: "run.json").path)
    if hasRecord, let latest = latest(of: chapter) {
      let name = latest.record.map { $0.name ?? RunName.automatic(for: $0, declared: settings) }
      let place = place(for: name ?? FormerRun.unreadable, of: chapter)
      try move(folder, to: place)
      kept = place
    } else {
      // Nothing was recorded in it.
      try FileManager.default.removeItem(at: folder)
    }
    do { try move(run.folder, to: folder) } catch {
      if let kept { try? move(kept, to: folder) }
      throw error
    }
    for place in [kept, folder] { _ = place.map { unlink($0.appending(path: ".lock").path) } }
    return kept?.lastPathComponent
  }

  private func move(_ folder: URL, to place: URL) throws {
    guard rename(folder.path, place.path) == 0 else { throw FileError(.write, place, code: errno) }
  }
}
