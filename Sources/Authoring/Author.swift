import Files
import Foundation
import LessonKit

/// Keeps chapters and code together, for those who write them.
///
/// `sync` copies code from the lessons' sources into the chapters; `check` finds everything in a chapter that is
/// no longer true: code, step ids, numbers, figures.
public struct Author: Sendable {
  /// Something to correct, with the file and the line.
  public typealias Finding = ChapterError

  /// A code block that `sync` rewrote.
  public struct Change: Codable, Equatable, Sendable, CustomStringConvertible {
    public let file: String
    /// The line of the opening fence after the change.
    public let line: Int
    /// `Sources/Lessons/VanillaGAN/Players.swift#updateDiscriminator`
    public let source: String
    public let linesBefore: Int
    public let linesAfter: Int

    public var description: String {
      "\(file):\(line): \(source), \(linesBefore) -> \(linesAfter) lines"
    }
  }

  /// What `sync` did, and what it could not do.
  public struct SyncReport: Codable, Equatable, Sendable {
    public var changes: [Change] = []
    /// The list of lessons, if it was written anew.
    public var lessonList: String?
    public var findings: [Finding] = []
  }

  /// A chapter shows at most this many lines of code at once.
  public static let longestSnippet = 25

  public let library: ChapterLibrary
  /// The chapters, and their labs.
  public let entries: [ChapterLibrary.Entry]

  /// - Parameter library: the chapters; sources and labs are looked for relative to the repository around them.
  public init(_ library: ChapterLibrary) {
    self.library = library
    // Labs that cannot be listed have stopped the command line before.
    entries = library.entries + ((try? ChapterLibrary.labs(beside: library))?.entries ?? [])
  }

  /// Rewrites every code block that names a slice of a source file with the code that stands there now. A chapter
  /// with a mistake in its form is left alone and reported; so is a block whose source is missing.
  /// - Throws: an error of the file system if a chapter cannot be written; it is then as it was.
  public func sync() throws -> SyncReport {
    var report = SyncReport()
    for entry in entries {
      let file = library.displayPath(of: entry.url)
      do { try sync(entry, file, &report) } catch let finding as ChapterError {
        report.findings.append(finding)
      }
    }
    do {
      if let list = try lessonList(), try list.write() { report.lessonList = LessonList.path }
    } catch let finding as ChapterError {
      report.findings.append(finding)
    }
    return report
  }

  /// The package's lessons; nil where the chapters do not lie in a package.
  func lessonList() throws(ChapterError) -> LessonList? {
    let package = library.repository.appending(path: "Package.swift")
    return FileManager.default.fileExists(atPath: package.path) ? try LessonList(in: library.repository) : nil
  }

  private func sync(_ entry: ChapterLibrary.Entry, _ file: String, _ report: inout SyncReport) throws {
    let source = try ChapterSource(contentsOf: entry.url, file: file)
    let chapter = try Chapter(parsing: source.text, url: entry.url, file: file)
    var lines = source.lines.map(String.init)
    var changes: [Change] = []
    var growth = 0
    for block in chapter.codeBlocks {
      guard let slice = block.source else { continue }
      let code: [String]
      do { code = try self.code(of: block, in: file) } catch let finding as ChapterError {
        report.findings.append(finding)
        continue
      }
      if code.joined(separator: "\n") == block.code { continue }
      let fence = block.line - 1 + growth
      let end = block.endLine - 1 + growth
      guard let prefix = Self.prefix(ofFence: lines[fence], closedBy: lines[end], end > fence, around: code)
      else {
        report.findings.append(
          Finding(
            .snippetMalformed, file: file, line: block.line,
            "the code block is not closed, or its code holds a line that would close it: use a longer fence"))
        continue
      }
      lines.replaceSubrange((fence + 1)..<end, with: code.map { Self.trimmingEnd(prefix + $0) })
      growth += code.count - (end - fence - 1)
      changes.append(
        Change(
          file: file, line: fence + 1, source: "\(slice.path)#\(slice.snippet)",
          linesBefore: end - fence - 1, linesAfter: code.count))
    }
    if changes.isEmpty { return }
    try AtomicFile.write(source.encoded(lines), to: entry.url)
    report.changes += changes
  }

  /// The code that a block ought to show.
  /// - Throws: ``ChapterError`` where the source or the slice is missing.
  func code(of block: Chapter.CodeBlock, in file: String) throws -> [String] {
    guard let source = block.source else { return [] }
    let url = library.repository.appending(path: source.path).standardizedFileURL
    guard library.displayPath(of: url) == source.path,
      let text = try? String(contentsOf: url, encoding: .utf8)
    else {
      throw Finding(
        .sourceMissing, file: file, line: block.line,
        "there is no source file \"\(source.path)\" in the repository. "
          + "Write the path from its top: Sources/Lessons/VanillaGAN/Players.swift#\(source.snippet)")
    }
    do { return try Snippets(text).lines(of: source.snippet) } catch {
      // A mistake inside the source is reported there; a name that is not in it, here.
      if let line = error.line { throw Finding(error.kind, file: source.path, line: line, error.message) }
      throw Finding(error.kind, file: file, line: block.line, "\(source.path) \(error.message)")
    }
  }

  /// What stands before the fence of a block inside a list or a quotation, to be put before each line of its code;
  /// nil where the block cannot hold the code.
  private static func prefix(
    ofFence opening: String, closedBy closing: String, _ hasEnd: Bool, around code: [String]
  ) -> String? {
    guard hasEnd, let match = opening.firstMatch(of: /(`{3,}|~{3,})/) else { return nil }
    let fence = String(match.output.1)
    let isClosed = closing.trimmingCharacters(in: CharacterSet(charactersIn: " \t>")).hasPrefix(fence)
    let isInterrupted = code.contains { $0.trimmingCharacters(in: .whitespaces).hasPrefix(fence) }
    guard isClosed, !isInterrupted else { return nil }
    return String(opening[..<match.range.lowerBound].map { $0 == ">" ? ">" : " " })
  }

  private static func trimmingEnd(_ line: String) -> String {
    var line = line
    while line.last?.isWhitespace == true { line.removeLast() }
    return line
  }
}
