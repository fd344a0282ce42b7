import Foundation

/// A run of a chapter with its files: the latest one, or a former one that was kept.
public struct KeptRun: Sendable {
  /// ``RunName/latest``, or the name under which a former run is kept.
  public let name: String
  /// What it did; nil if its record cannot be read.
  public let record: RunRecord?
  /// Why its record cannot be used; nil if it can.
  public let problem: String?
  public let folder: URL
  /// When its record was last written; when the folder was changed, if it has none.
  public let date: Date
  /// The process that is writing it now; nil if none is.
  public let writer: Int32?

  init(name: String, folder: URL) {
    (self.name, self.folder) = (name, folder)
    let file = folder.appending(path: "run.json")
    do {
      record = try RunRecord.read(file)
      problem = record == nil ? "It has no run.json." : nil
    } catch {
      (record, problem) = (nil, "\(error)")
    }
    date = Self.modification(of: file) ?? Self.modification(of: folder) ?? .distantPast
    // Former runs are not written any more.
    writer = name == RunName.latest ? FolderLock.owner(of: folder) : nil
  }

  public var isLatest: Bool { name == RunName.latest }

  /// What `--name` called it; nil if it was given no name.
  public var givenName: String? { record?.name }

  /// Whether networks and optimizers can be loaded from it: the first things that go where disk space is scarce.
  public var hasCheckpoints: Bool { DiskUse.isNotEmpty(folder.appending(path: "checkpoint")) }

  /// The bytes that its files take on the disk.
  public var bytes: UInt64 { DiskUse.bytes(in: [folder]) }

  /// How it differs from a plain run: "quick", "seed 2", "learningRate=0.1".
  /// - Parameter settings: what the chapter's lesson declares.
  public func differences(_ settings: [any AnySetting]) -> [String] {
    guard let record else { return [] }
    return record.unusualConditions(settings) + (record.parts.isEmpty ? [] : ["mixed"])
  }

  /// How far it got, in a word or two.
  public var state: String {
    if writer != nil { return "running" }
    guard let record else { return "damaged" }
    switch record.status {
    case .notRun: return "in part"
    case .done, .failed, .interrupted: return record.status.rawValue
    }
  }

  private static func modification(of file: URL) -> Date? {
    (try? FileManager.default.attributesOfItem(atPath: file.path))?[.modificationDate] as? Date
  }
}
