import DataFolders
import Files
import Foundation
import GANKit

/// One run of one chapter, as its lesson sees it: settings, random numbers, data and where results go.
public final class Run {
  /// The chapter's slug.
  public let chapter: String
  public let seed: UInt64
  /// Where data sets are looked for.
  public let data: DataFolder
  public let settings: Settings
  public var budget: Budget { settings.budget }
  /// The number of threads that the kernels use.
  public var threads: Int { Machine.threads }
  /// This chapter's folder, `output/<NN-slug>`.
  public let outputFolder: URL
  private let outputRoot: URL

  let narrator: Narrator
  /// The code that runs; nil if it was not determined.
  let code: CodeVersion?
  private let isInterrupted: () -> Bool
  private let awaitChapter: (String) -> Void
  private(set) var sources: [(name: String, record: DataRecord)] = []
  /// The weights of a file that the networks start from; nil if they start from random ones. Set after the lesson has
  /// built its networks.
  var weights: WeightsRecord?

  init(
    chapter: String, seed: UInt64, data: DataFolder, settings: Settings, outputFolder: URL, outputRoot: URL,
    narrator: Narrator, code: CodeVersion? = nil, isInterrupted: @escaping () -> Bool,
    awaitChapter: @escaping (String) -> Void = { _ in }
  ) {
    (self.chapter, self.seed, self.data, self.settings) = (chapter, seed, data, settings)
    self.narrator = narrator
    (self.outputFolder, self.outputRoot) = (outputFolder, outputRoot)
    (self.code, self.isInterrupted, self.awaitChapter) = (code, isInterrupted, awaitChapter)
  }

  /// Where things that several chapters and runs need are kept, such as a trained classifier:
  /// `output/cache`, made when it is first asked for.
  /// - Throws: `FileError`.
  public var cacheFolder: URL {
    get throws {
      let folder = outputRoot.appending(path: "cache", directoryHint: .isDirectory)
      try Folder.make(folder)
      return folder
    }
  }

  /// What another chapter's run in the same output folder recorded, to be shown beside this one's results; nil if it was
  /// not run there. If the same command is still running that chapter, this waits for it.
  public func record(ofChapter slug: String) -> RunRecord? {
    awaitChapter(slug)
    let folders = (try? FileManager.default.contentsOfDirectory(atPath: outputRoot.path)) ?? []
    return folders.filter { $0.hasSuffix("-\(slug)") }.lazy
      .compactMap { try? RunRecord.read(self.outputRoot.appending(path: "\($0)/run.json")) }
      .first { $0.chapter == slug }
  }

  /// The value of one of the lesson's settings in this run.
  public subscript<Value>(_ setting: Setting<Value>) -> Value { settings[setting] }

  /// The random numbers of this name: the same in every run of this chapter with this seed, whatever
  /// was drawn elsewhere. A step names its own, so that rerunning it alone draws the same numbers.
  public func random(_ stream: String) -> Random {
    Random(seed: seed, stream: "\(chapter)/\(stream)")
  }

  /// Says that this run uses a data set: in the text, in `run.json` and, through `dataNote`, in captions.
  ///
  /// - Parameter chosen: whether drawn data are used because the lesson or a setting asks for them, not because files are
  ///   missing.
  /// - Parameter remark: what else a reader should know about the data, as one or more sentences.
  public func use(_ source: DataSource, as name: String, chosen: Bool = false, remark: String? = nil) {
    let record: DataRecord
    let named = data.isExplicit ? data.searched.first?.path : nil
    switch source {
    case .files(let folder):
      record = DataRecord(
        source: "files", note: source.note, folder: folder.path, fingerprint: source.fingerprint,
        named: named)
    case .drawn: record = DataRecord(source: "drawn", note: source.note, named: named, isChosen: chosen)
    }
    if let known = sources.firstIndex(where: { $0.name == name }) {
      guard sources[known].record != record else { return }
      sources[known].record = record
    } else {
      sources.append((name, record))
    }
    defer { if let remark { narrator.sentence(remark) } }
    switch source {
    case .files(let folder): narrator.sentence("Data: \(source.note), from \(folder.path).")
    case .drawn where chosen: narrator.sentence("Data: \(source.note).")
    case .drawn:
      let searched = Wording.list(data.searched.map(\.path))
      narrator.sentence("Data: \(source.note). The data set \"\(name)\" was not found in \(searched).")
    }
  }

  /// What the data are, for captions: "MNIST"; "drawn digits (built-in stand-in)". Empty if none is used.
  public var dataNote: String { sources.map(\.record.note).joined(separator: ", ") }

  /// Whether a network of the lesson's ``Lesson/startingNetworks`` started from the weights of a file.
  public func startsFromFile(_ network: String) -> Bool { weights?.networks.contains(network) ?? false }

  /// What networks are called that this run has not trained yet, for captions: "untrained", or "loaded" if they start
  /// from the weights of a file.
  public var untrained: String { weights == nil ? "untrained" : "loaded" }

  /// Ends the step if someone asked the program to stop. Long work outside of loops calls this now and
  /// then; loops do it by themselves.
  /// - Throws: `Interrupted`.
  public func checkInterruption() throws {
    if isInterrupted() { throw Interrupted() }
  }

  /// Everything that determines the bits of this run's results.
  var conditions: Conditions {
    Conditions(
      budget: budget, seed: seed, threads: threads, settings: settings.scalars, data: dataRecords, code: code,
      weights: weights?.contentHash)
  }

  /// What a checkpoint says of itself.
  func metadata(ofStep step: String) -> [String: String] {
    [
      CheckpointKey.schema: "\(RunRecord.currentSchema)", CheckpointKey.chapter: chapter,
      CheckpointKey.step: step, CheckpointKey.budget: budget.rawValue, CheckpointKey.seed: "\(seed)",
    ]
  }

  /// By name, for `run.json`.
  var dataRecords: [String: DataRecord] {
    Dictionary(uniqueKeysWithValues: sources.map { ($0.name, $0.record) })
  }
}
