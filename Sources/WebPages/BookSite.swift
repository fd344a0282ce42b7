import Files
import Foundation
import LessonKit
import ReportFigures

/// The book as a folder of pages that a browser opens from any disk: nothing in it asks for anything outside of it.
public struct BookSite: Sendable {
  private let chapters: [BookChapter]
  private let articles: [BookArticle]
  private let nextCommand: String?

  /// - Parameters:
  ///   - articles: what stands beside the chapters, such as the glossary.
  ///   - nextCommand: what a reader types next; nil if every chapter is done.
  public init(_ chapters: [BookChapter], articles: [BookArticle] = [], nextCommand: String? = nil) {
    (self.chapters, self.articles, self.nextCommand) = (chapters, articles, nextCommand)
  }

  /// What was written.
  public struct Summary: Sendable {
    public let pages: Int
    public let bytes: UInt64
    /// The page to open.
    public let contents: URL
  }

  /// Writes the site. It is made beside its place and then moved there: a reader finds the old one or the new one.
  /// - Throws: ``FileError`` if the folder cannot be written.
  public func write(to folder: URL) throws -> Summary {
    let files = try self.files()
    try AtomicFolder.replace(folder) { new in
      for file in files { try file.write(in: new) }
    }
    let bytes = files.reduce(0) { sum, file in sum + file.size(in: folder) }
    return Summary(
      pages: files.count { $0.address.hasSuffix(".html") }, bytes: bytes,
      contents: folder.appending(path: "index.html"))
  }

  // MARK: - Pages

  /// What every page leads to.
  private var links: [Page.Link] {
    [Page.Link(address: ContentsPage.name, title: "The book")]
      + chapters.map { Page.Link(address: $0.page, title: $0.title) }
      + articles.map { Page.Link(address: $0.page, title: $0.title) }
  }

  private func files() throws -> [SiteFile] {
    var files = SiteFile.assets
    var index: [SearchEntry] = []
    var whole = HTML.nothing
    for (position, chapter) in chapters.enumerated() {
      let parts = ChapterParts(chapter)
      let (page, entries) = rendered(parts, at: position)
      files.append(file(page))
      files += parts.copies.map(SiteFile.init)
      index += entries
      var again = ChapterPage(
        chapter, figures: parts.figures, explorables: nil, pages: pages, idPrefix: "\(chapter.name)-")
      whole += again.article
    }
    for position in articles.indices {
      let (page, entries) = rendered(articleAt: position)
      files.append(file(page))
      index += entries
    }
    files.append(file(contents))
    files.append(
      file(
        Page(
          name: "print.html", title: "The whole book on one page",
          summary: "All chapters on one page, to be printed.",
          body: whole)))
    files.append(SiteFile("assets/search.js", try SearchEntry.script(index)))
    return files
  }

  /// One file of the site, made when it is asked for; nil if the site has no such file.
  /// - Parameter head: what stands in the head of a page besides what stands there in a file.
  package func file(_ address: String, head: HTML = .nothing) throws -> SiteFile? {
    if let position = chapters.firstIndex(where: { $0.page == address }) {
      return file(rendered(ChapterParts(chapters[position]), at: position).page, head: head)
    }
    if let position = articles.firstIndex(where: { $0.page == address }) {
      return file(rendered(articleAt: position).page, head: head)
    }
    if address == ContentsPage.name { return file(contents, head: head) }
    if let asset = SiteFile.assets.first(where: { $0.address == address }) { return asset }
    let parts = address.split(separator: "/")
    if parts.count == 3, parts[0] == "figures" || parts[0] == "runs" {
      guard let chapter = chapters.first(where: { $0.name == parts[1] }) else { return nil }
      return ChapterFigures(chapter).copies.first { $0.address == address }.map(SiteFile.init)
    }
    if parts.count == 2, parts[0] == "generators" {
      let named = chapters.filter { parts[1].hasPrefix("\($0.name)-") }
      return named.lazy.flatMap { ChapterParts($0).copies }.first { $0.address == address }.map(SiteFile.init)
    }
    // The whole book: its print, its index, and what else has no page of its own.
    return try files().first { $0.address == address }
  }

  /// The page that lays two runs of a chapter side by side.
  /// - Parameters:
  ///   - folder: before the addresses of the comparison's pictures, as ``ComparisonPage`` names them.
  ///   - head: as in ``file(_:head:)``.
  package func page(
    _ comparison: RunComparison, of chapter: BookChapter, picturesIn folder: String, head: HTML
  ) -> SiteFile {
    file(ComparisonPage(comparison, of: chapter, picturesIn: folder).page, head: head)
  }

  private func file(_ page: Page, head: HTML = .nothing) -> SiteFile {
    var page = page
    page.head = head
    return SiteFile(page.name, page.file(site: links))
  }

  private var contents: Page {
    ContentsPage(chapters, nextCommand: nextCommand).page(next: links.dropFirst().first)
  }

  private func rendered(_ parts: ChapterParts, at position: Int) -> (page: Page, index: [SearchEntry]) {
    var builder = ChapterPage(
      parts.chapter, figures: parts.figures, explorables: parts.explorables, pages: pages)
    let page = builder.page(previous: links[position], next: link(position + 2))
    return (page, builder.index)
  }

  private func rendered(articleAt position: Int) -> (page: Page, index: [SearchEntry]) {
    let place = chapters.count + 1 + position
    return articles[position].rendered(pages: pages, previous: links[place - 1], next: link(place + 1))
  }

  private func link(_ position: Int) -> Page.Link? { position < links.count ? links[position] : nil }

  /// The pages by the file that they come from.
  private var pages: [String: String] {
    let chapters = chapters.map { ("\($0.folder)/\($0.name).md", $0.page) }
    return Dictionary(
      chapters + articles.map { ($0.file, $0.page) }, uniquingKeysWith: { first, _ in first })
  }
}

/// A chapter with what its page shows: figures, and what can be moved.
private struct ChapterParts {
  let chapter: BookChapter
  let figures: ChapterFigures
  let explorables: PageExplorables

  init(_ chapter: BookChapter) {
    self.chapter = chapter
    figures = ChapterFigures(chapter)
    explorables = PageExplorables(chapter, figures: figures)
  }

  /// The files that the page needs besides those that all pages share.
  var copies: [ChapterFigures.Copy] { figures.copies + explorables.copies }
}
