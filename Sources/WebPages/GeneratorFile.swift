import Files
import Foundation
import GANKit
import LessonKit

/// The file of a chapter's trained generator or flow, kept beside the runs: a site that is written again
/// takes it from there.
struct GeneratorFile {
  /// The script's key for it, and the name of its file in the site.
  let key: String
  let copy: ChapterFigures.Copy

  /// Why there is none.
  enum Missing: Error {
    /// It was not trained on this machine.
    case untrained
    /// It was, and cannot be shown.
    case unusable(String)
  }

  /// - Throws: ``Missing``.
  init(_ generator: TrainedGenerator, of source: BookChapter) throws(Missing) {
    try self.init(generator, of: source) { record, key in
      let loaded = try generator.load(from: record, settings: source.settings, folder: source.runFolder)
      return try GeneratorExport(generator, loaded).script(key: key)
    }
  }

  /// - Throws: ``Missing``.
  init(_ flow: TrainedFlow, of source: BookChapter) throws(Missing) {
    try self.init(flow, of: source) { record, key in
      let loaded = try flow.load(from: record, settings: source.settings, folder: source.runFolder)
      return try FlowExport(loaded).script(key: key)
    }
  }

  private init(
    _ model: any TrainedModel, of source: BookChapter,
    script: (_ record: RunRecord, _ key: String) throws -> Data
  ) throws(Missing) {
    guard let record = source.state.record, let saved = model.checkpoint(of: record) else {
      throw .untrained
    }
    let key = "\(source.name)-\(model.name)"
    let cache = source.runFolder.deletingLastPathComponent().appending(
      path: "cache", directoryHint: .isDirectory)
    // Another program may build another network around the same weights.
    let version = "\(saved.contentHash)-\(CodeVersion.program.library)"
    let file = cache.appending(path: "\(Self.prefix)\(key)-\(version).js")
    if !FileManager.default.fileExists(atPath: file.path) {
      do {
        let script = try script(record, key)
        try FileManager.default.createDirectory(at: cache, withIntermediateDirectories: true)
        Self.removeOthers(key, in: cache)
        try AtomicFile.write(script, to: file)
      } catch {
        throw .unusable("\(error)")
      }
    }
    self.key = key
    copy = ChapterFigures.Copy(source: file, address: "generators/\(key).js")
  }

  private static let prefix = "explorable-"

  /// A generator that was trained again leaves the file of the one before.
  private static func removeOthers(_ key: String, in cache: URL) {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: cache.path)) ?? []
    for name in names where name.hasPrefix("\(prefix)\(key)-") {
      try? FileManager.default.removeItem(at: cache.appending(path: name))
    }
  }
}
