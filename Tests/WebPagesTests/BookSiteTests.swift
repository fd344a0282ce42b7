import Foundation
import LessonKit
import TestSupport
import Testing

@testable import WebPages

/// The site of the book's own chapters, without any run.
@Suite("The book as pages") struct BookSiteTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()

  private func chapters() throws -> [BookChapter] {
    let library = try ChapterLibrary(folder: Self.repository.appending(path: "chapters"))
    return try library.entries.map(library.chapter).map { chapter in
      BookChapter(
        chapter,
        state: ChapterState(
          nil, stepIDs: chapter.steps.map(\.id), settings: [], code: nil, data: nil,
          folder: URL(filePath: "/nowhere")),
        runFolder: URL(filePath: "/nowhere"), referenceMetrics: [:], settings: [],
        command: "./learn run \(chapter.number)")
    }
  }

  /// Writes the site, and gives the text of each page by its name.
  private func pages(in folder: URL) throws -> [String: String] {
    let site = folder.appending(path: "book")
    let glossary = try String(
      contentsOf: Self.repository.appending(path: "chapters/glossary.md"), encoding: .utf8)
    let articles = [BookArticle(file: "chapters/glossary.md", markdown: glossary)]
    _ = try BookSite(try chapters(), articles: articles, nextCommand: "./learn run 1").write(to: site)
    let names = try FileManager.default.contentsOfDirectory(atPath: site.path)
    return try names.filter { $0.hasSuffix(".html") }.reduce(into: [:]) { pages, name in
      pages[name] = try String(contentsOf: site.appending(path: name), encoding: .utf8)
    }
  }

  @Test func everyLinkAndPictureLeadsSomewhere() throws {
    let place = try TemporaryFolder()
    let pages = try pages(in: place.url)
    #expect(pages.count >= 10)
    let site = place.url.appending(path: "book")
    var ids: [String: Set<String>] = [:]
    for (name, page) in pages {
      let all = page.matches(of: /\ id="([^"]+)"/).map { String($0.output.1) }
      ids[name] = Set(all)
      #expect(Set(all).count == all.count, "\(name) has an id twice")
    }
    for (name, page) in pages {
      for match in page.matches(of: /(href|src)="([^"]*)"/) {
        let (attribute, address) = (match.output.1, String(match.output.2))
        if address.contains("://") {
          // A link may lead out into the web; nothing is loaded from there.
          #expect(attribute == "href" && page.contains("<a href=\"\(address)\""), "\(name): \(address)")
          continue
        }
        let parts = address.split(separator: "#", maxSplits: 1, omittingEmptySubsequences: false)
        let target = parts[0].isEmpty ? name : String(parts[0])
        #expect(
          FileManager.default.fileExists(atPath: site.appending(path: target).path), "\(name): \(address)")
        if parts.count > 1, let known = ids[target] {
          #expect(known.contains(String(parts[1])), "\(name): \(address)")
        }
      }
    }
  }

  @Test func everyFormulaIsMathML() throws {
    let place = try TemporaryFolder()
    for (name, page) in try pages(in: place.url) {
      #expect(!page.contains("class=\"tex\""), "\(name) has a formula that cannot be read")
    }
  }

  @Test func searchFindsEverySection() throws {
    let place = try TemporaryFolder()
    let pages = try pages(in: place.url)
    let script = try String(
      contentsOf: place.url.appending(path: "book/assets/search.js"), encoding: .utf8)
    #expect(script.hasPrefix("window.bookIndex = [") && script.hasSuffix("];\n"))
    let json = Data(script.dropFirst("window.bookIndex = ".count).dropLast(2).utf8)
    let entries = try #require(JSONSerialization.jsonObject(with: json) as? [[String: String]])
    #expect(entries.count > 60)
    for entry in entries {
      let address = try #require(entry["address"])
      let parts = address.split(separator: "#")
      let page = try #require(pages[String(parts[0])], "\(address)")
      if parts.count > 1 { #expect(page.contains(" id=\"\(parts[1])\""), "\(address)") }
    }
    #expect(entries.contains { $0["text"]?.contains("Nash") == true })
  }

  @Test func aNewSiteTakesThePlaceOfTheOld() throws {
    let place = try TemporaryFolder()
    let old = place.url.appending(path: "book/left-over.html")
    try FileManager.default.createDirectory(
      at: old.deletingLastPathComponent(), withIntermediateDirectories: true)
    try Data("old".utf8).write(to: old)
    let pages = try pages(in: place.url)
    #expect(pages["left-over.html"] == nil)
    #expect(try FileManager.default.contentsOfDirectory(atPath: place.url.path) == ["book"])
  }
}
