import ArgumentParser
import WebPages
import Files
import Foundation
import LessonKit

struct BookCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "book", abstract: "Write the book as pages for a browser; nothing is executed.",
    discussion: """
      The pages are written to the folder book beside the runs, output/book unless --output says otherwise. They show \
      this machine's latest results, and the book's own where a chapter was not run. They need no server and no network: \
      open index.html, also from another disk.
      """)

  @OptionGroup var common: CommonOptions
  @OptionGroup var place: OutputOption

  /// What `--json` prints.
  private struct Written: Encodable {
    var contents: String
    var pages: Int
    var bytes: UInt64
  }

  func run() throws {
    let book = try Book()
    let site = BookSite(
      try book.pages(in: place), articles: book.articles, nextCommand: try book.nextCommand(in: place))
    try Folder.make(place.url)
    let written = try site.write(to: place.url.appending(path: "book", directoryHint: .isDirectory))
    let path = written.contents.relativePath
    if common.json {
      return try Console.print(report: Written(contents: path, pages: written.pages, bytes: written.bytes))
    }
    Console.print(
      "\(Wording.count(written.pages, "page")), \(Wording.bytes(written.bytes)): open \(path) in a browser.")
  }
}
