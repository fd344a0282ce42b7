import Files
import Foundation
import LessonKit

extension Author {
  /// What the book's own run of a chapter measured, by `step.metric`; empty if there is no record that can be read.
  public func referenceMetrics(of chapter: Chapter) -> [String: Double] {
    let record = try? ReferenceFolder(of: chapter.slug, in: library).record()
    return record?.metrics ?? [:]
  }
}

/// The reference figures of a chapter, beside the record of the run that saved them: `chapters/figures/<slug>/`,
/// for labs `labs/figures/<slug>/`.
struct ReferenceFolder {
  let url: URL

  init(of slug: String, in library: ChapterLibrary) {
    let folder =
      slug.hasSuffix(Chapter.labsSuffix) ? library.repository.appending(path: "labs") : library.folder
    url = folder.appending(path: "figures/\(slug)", directoryHint: .isDirectory)
  }

  var recordFile: URL { url.appending(path: ReferenceRecord.fileName) }

  /// The record; nil if there is none.
  /// - Throws: `DamagedRecord`.
  func record() throws -> ReferenceRecord? {
    guard FileManager.default.fileExists(atPath: recordFile.path) else { return nil }
    do {
      return try JSONDecoder().decode(ReferenceRecord.self, from: Data(contentsOf: recordFile))
    } catch let error as DecodingError {
      throw DamagedRecord(file: recordFile, reason: error.reason)
    }
  }

  /// The names of the pictures in it, sorted.
  var figures: [String] { names.filter(Self.isFigure).sorted() }

  func figure(_ name: String) -> Data? { try? Data(contentsOf: url.appending(path: name)) }

  static func isFigure(_ name: String) -> Bool { name.hasSuffix(".png") || name.hasSuffix(".svg") }

  private var names: [String] { (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? [] }

  /// Puts a record and its figures in the place of those that are there, all or none of them. Files of other kinds stay.
  /// - Throws: `FileError`; everything is then as it was.
  func replace(with record: ReferenceRecord, figures: [String: Data]) throws {
    try Folder.make(url.deletingLastPathComponent())
    try AtomicFolder.replace(url) { new in
      try AtomicFile.write(record.encoded(), to: new.appending(path: ReferenceRecord.fileName))
      for (name, bytes) in figures { try AtomicFile.write(bytes, to: new.appending(path: name)) }
      for name in names where !Self.isFigure(name) && name != ReferenceRecord.fileName {
        try FileManager.default.copyItem(at: url.appending(path: name), to: new.appending(path: name))
      }
    }
  }
}

extension DecodingError {
  fileprivate var reason: String {
    func place(_ context: Context) -> String {
      context.codingPath.map { $0.intValue.map { "\($0 + 1)" } ?? $0.stringValue }.joined(separator: ".")
    }
    switch self {
    case .keyNotFound(let key, _): return "the key \(key.stringValue) is missing"
    case .typeMismatch(_, let context), .valueNotFound(_, let context):
      return "the value of \(place(context)) is of the wrong kind"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      return "the value of \(place(context)) is not one that this program knows"
    default: return "it is not JSON"
    }
  }
}
