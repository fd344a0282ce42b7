import Files
import Foundation
import LessonKit

/// The book as a folder of pages that a browser opens from any disk: nothing in it asks for anything outside of it.
public struct BookSite {
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

  private func files() throws -> [SiteFile] {
    let pages = self.pages
    var site = [Page.Link(address: "index.html", title: "The book")]
    site += chapters.map { Page.Link(address: $0.page, title: "\($0.chapter.number). \($0.chapter.title)") }
    site += articles.map { Page.Link(address: $0.page, title: $0.title) }

    var files = SiteFile.assets
    var index: [SearchEntry] = []
    var whole = HTML.nothing
    for (position, chapter) in chapters.enumerated() {
      let figures = ChapterFigures(chapter)
      let explorables = PageExplorables(chapter, figures: figures)
      var builder = ChapterPage(chapter, figures: figures, explorables: explorables, pages: pages)
      let page = builder.page(
        previous: position > 0 ? site[position] : site[0],
        next: position + 2 < site.count ? site[position + 2] : nil)
      files.append(SiteFile(page.name, page.file(site: site)))
      files += (figures.copies + explorables.copies).map(SiteFile.init)
      index += builder.index
      var again = ChapterPage(
        chapter, figures: figures, explorables: nil, pages: pages, idPrefix: "\(chapter.name)-")
      whole += again.article
    }
    for (position, article) in articles.enumerated() {
      let place = chapters.count + 1 + position
      let (page, entries) = article.rendered(
        pages: pages, previous: site[place - 1], next: place + 1 < site.count ? site[place + 1] : nil)
      files.append(SiteFile(page.name, page.file(site: site)))
      index += entries
    }
    let contents = ContentsPage(chapters, nextCommand: nextCommand).page(next: site.dropFirst().first)
    files.append(SiteFile(contents.name, contents.file(site: site)))
    let print = Page(
      name: "print.html", title: "The whole book on one page",
      summary: "All chapters on one page, to be printed.",
      body: whole)
    files.append(SiteFile(print.name, print.file(site: site)))
    files.append(SiteFile("assets/search.js", try SearchEntry.script(index)))
    return files
  }

  /// The pages by the file that they come from.
  private var pages: [String: String] {
    let chapters = chapters.map { ("chapters/\($0.name).md", $0.page) }
    return Dictionary(
      chapters + articles.map { ($0.file, $0.page) }, uniquingKeysWith: { first, _ in first })
  }
}
