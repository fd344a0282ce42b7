import Foundation
import Testing

/// docs/second-edition.md promises that what it quotes from the present pages is on one of them.
@Suite struct SecondEditionTests {
  private static let repository = URL(filePath: #filePath).deletingLastPathComponent()
    .appending(path: "../..").standardizedFileURL

  @Test("Every quotation of what was done is on a page of the book") func quotations() throws {
    let chapters = Self.repository.appending(path: "chapters")
    let files = try FileManager.default.contentsOfDirectory(atPath: chapters.path).filter {
      $0.hasSuffix(".md")
    }
    #expect(files.count > 8)
    let pages = try
      (files.map { chapters.appending(path: $0) } + [Self.repository.appending(path: "README.md")])
      .map { try String(contentsOf: $0, encoding: .utf8) }.map(Self.prose).joined(separator: "\n")
    let table = try String(
      contentsOf: Self.repository.appending(path: "docs/second-edition.md"), encoding: .utf8)
    let cells = table.split(separator: "\n").filter { $0.hasPrefix("| **") }.compactMap { line in
      let parts = line.split(separator: "|", omittingEmptySubsequences: false)
      return parts.count == 7 ? (row: parts[1], done: parts[4]) : nil
    }
    #expect(cells.count > 45)
    var count = 0
    for (row, done) in cells {
      for quotation in done.matches(of: /"([^"]+)"/) {
        count += 1
        #expect(pages.contains(Self.prose(String(quotation.output.1))), "\(row): \(quotation.output.1)")
      }
    }
    #expect(count > 45)
  }

  /// Without comments, and with single spaces.
  private static func prose(_ text: String) -> String {
    text.replacing(/(?s)<!--.*?-->/, with: "").split(whereSeparator: \.isWhitespace).joined(separator: " ")
  }
}
