import Files
import Foundation
import LessonKit

extension Author {
  /// What has changed since the last reference run of a chapter.
  public struct ReferenceReport: Codable, Equatable, Sendable {
    /// A number that the run measured; one of the two is missing where only the other run measured it.
    public struct NumberChange: Codable, Equatable, Sendable {
      public var metric: String
      public var before, after: Double?
    }

    public struct FigureChange: Codable, Equatable, Sendable {
      public enum Kind: String, Codable, Sendable { case new, changed, removed }
      public var file: String
      public var kind: Kind
    }

    /// A place where a page now shows the drawing of a chart, and no longer its picture.
    public struct PageChange: Codable, Equatable, Sendable {
      public var file: String
      public var line: Int
      /// The drawing's name.
      public var figure: String
    }

    /// Whether the chapter had no record before.
    public var isFirst: Bool
    public var numbers: [NumberChange]
    /// Of the figures that are shown.
    public var figures: [FigureChange]
    /// Where pages now show drawings.
    public var pages: [PageChange]
    /// Numbers of the prose that now lie outside their tolerance.
    public var findings: [Finding]
  }

  /// Takes a chapter's numbers and figures from a run: copies the figures that are shown exactly as the run saved them,
  /// writes the record, and removes reference figures that nothing shows. Pages that show the picture of a chart show its
  /// drawing from then on.
  /// - Throws: `UsageError` if a figure is shown that the run did not save; `ChapterError` if a chapter is damaged, so that
  ///   nobody knows which figures it shows; `FileError`. Everything is then as it was.
  public func makeReference(of chapter: Chapter, from run: ReferenceRun) throws -> ReferenceReport {
    let saved = try savedFigures(of: run.record, in: run.folder)
    let record = ReferenceRecord(run.record, figures: saved)
    let byName = Dictionary(
      saved.map { (ReferenceRecord.name(ofFigure: $0), $1) }, uniquingKeysWith: { first, _ in first })
    let drawings = try ShownDrawings(on: pages, in: library, saved: byName.keys) { page, path in
      name(ofFigure: path, on: page, of: chapter.slug)
    }
    let shown = Set(
      try shownFigures(of: chapter.slug).map { ShownDrawings.drawing(of: $0, among: byName.keys) ?? $0 })
    try requireSaved(shown, in: byName, chapter)
    let figures = byName.filter { shown.contains($0.key) }

    let folder = ReferenceFolder(of: chapter.slug, in: library)
    // A record that cannot be read is replaced as if it were not there.
    let before = (try? folder.record()) ?? nil
    let report = ReferenceReport(
      isFirst: before == nil, numbers: Self.changes(from: before?.metrics ?? [:], to: record.metrics),
      figures: Self.changes(in: folder, to: figures), pages: drawings.changes,
      findings: metricFindings(chapter, record))
    try drawings.write { try folder.replace(with: record, figures: figures) }
    return report
  }

  private func savedFigures(of run: RunRecord, in folder: URL) throws -> [String: Data] {
    var figures: [String: Data] = [:]
    for path in run.steps.flatMap(\.figures) {
      let file = folder.appending(path: path)
      guard let bytes = try? Data(contentsOf: file) else { throw FileError(.read, file, code: ENOENT) }
      figures[path] = bytes
    }
    return figures
  }

  private func requireSaved(_ shown: Set<String>, in saved: [String: Data], _ chapter: Chapter) throws {
    let missing = shown.subtracting(saved.keys).sorted()
    guard !missing.isEmpty else { return }
    let list = missing.map { name in
      "  \(name)\(NearMiss.question(for: name, among: saved.keys.sorted()))"
    }
    throw UsageError(
      """
      Figures of \(chapter.slug) are shown that the run did not save:
      \(list.joined(separator: "\n"))
      Nothing was changed. Show figures that the run saves: \(saved.keys.sorted().joined(separator: ", "))
      """)
  }

  /// The names of the reference figures of one chapter that any page of the repository shows: a chapter, the README or
  /// another page beside it, a page in `docs`.
  /// - Throws: `ChapterError` if a chapter is damaged.
  func shownFigures(of slug: String) throws -> Set<String> {
    let shown = try entries.map(library.chapter).flatMap { chapter in
      chapter.figures.filter { !$0.isRemote }.map { (chapter.url, $0.path) }
    }
    return Set(
      (shown + otherPages.flatMap(figures(onPage:))).compactMap { name(ofFigure: $1, on: $0, of: slug) })
  }

  /// The name of a chapter's reference figure to which a path on a page leads; nil if it leads elsewhere.
  private func name(ofFigure path: String, on page: URL, of slug: String) -> String? {
    let folder = library.displayPath(of: ReferenceFolder(of: slug, in: library).url) + "/"
    let place = library.displayPath(of: page.deletingLastPathComponent().appending(path: path))
    return place.hasPrefix(folder) ? String(place.dropFirst(folder.count)) : nil
  }

  /// All pages that may show figures.
  private var pages: [URL] { entries.map(\.url) + otherPages }

  private var otherPages: [URL] {
    let top = library.repository
    return [top, top.appending(path: "docs")].flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".md") }.sorted().map { folder.appending(path: $0) }
    }
  }

  private func figures(onPage url: URL) -> [(URL, String)] {
    guard let source = try? ChapterSource(contentsOf: url, file: url.lastPathComponent) else { return [] }
    // A pattern, not the Markdown parser, which recurses: these pages are not checked as chapters are.
    return source.text.matches(of: /!\[[^\]\n]*\]\(([^)\s]+)\)/).map { (url, String($0.output.1)) }
  }

  private static func changes(
    from before: [String: Double], to after: [String: Double]
  ) -> [ReferenceReport.NumberChange] {
    Set(before.keys).union(after.keys).sorted().filter { before[$0] != after[$0] }.map {
      ReferenceReport.NumberChange(metric: $0, before: before[$0], after: after[$0])
    }
  }

  private static func changes(
    in folder: ReferenceFolder, to figures: [String: Data]
  ) -> [ReferenceReport.FigureChange] {
    Set(folder.figures).union(figures.keys).sorted().compactMap { name in
      switch (folder.figure(name), figures[name]) {
      case (let old?, let new?):
        old == new ? nil : ReferenceReport.FigureChange(file: name, kind: .changed)
      case (nil, _): ReferenceReport.FigureChange(file: name, kind: .new)
      case (_, nil): ReferenceReport.FigureChange(file: name, kind: .removed)
      }
    }
  }
}
