import Files
import Foundation
import LessonKit

/// Pages that show the picture of a chart where the run saved a drawing of it too, and what they are to say instead.
///
/// A drawing is sharp at every size and a tenth as large, so that a page has no reason to show the picture.
struct ShownDrawings {
  private struct Page {
    let url: URL
    let before, after: Data
  }

  private var pages: [Page] = []
  /// What changes, in the order of the pages.
  private(set) var changes: [Author.ReferenceReport.PageChange] = []

  /// The name of the drawing of a chart whose picture this is; nil if the run saved none.
  static func drawing(of picture: String, among saved: some Collection<String>) -> String? {
    guard picture.hasSuffix(".png") else { return nil }
    let name = picture.dropLast(4) + ".svg"
    return saved.contains(String(name)) ? String(name) : nil
  }

  /// - Parameters:
  ///   - pages: the files that may show figures.
  ///   - name: the name of the figure of this chapter that a page shows under a path; nil if it is none of them.
  ///   - saved: the names of the figures that the run saved.
  init(
    on pages: [URL], in library: ChapterLibrary, saved: some Collection<String>,
    name: (_ page: URL, _ path: String) -> String?
  ) throws {
    for url in pages {
      let file = library.displayPath(of: url)
      guard let source = try? ChapterSource(contentsOf: url, file: file) else { continue }
      var lines = source.lines.map(String.init)
      var isChanged = false
      for index in lines.indices {
        // Images and links: the picture will not be there any more.
        for match in lines[index].matches(of: /\]\(([^)\s]+)/).reversed() {
          guard let picture = name(url, String(match.output.1)),
            let drawing = Self.drawing(of: picture, among: saved)
          else { continue }
          let path = match.output.1
          lines[index].replaceSubrange(path.startIndex..<path.endIndex, with: path.dropLast(4) + ".svg")
          changes.append(Author.ReferenceReport.PageChange(file: file, line: index + 1, figure: drawing))
          isChanged = true
        }
      }
      guard isChanged else { continue }
      self.pages.append(
        Page(url: url, before: try Data(contentsOf: url), after: source.encoded(lines)))
    }
  }

  /// Writes the pages, then does the rest; where that fails, the pages are as they were.
  /// - Throws: what the rest throws; `FileError`.
  func write(then rest: () throws -> Void) throws {
    var written: [Page] = []
    do {
      for page in pages {
        try AtomicFile.write(page.after, to: page.url)
        written.append(page)
      }
      try rest()
    } catch {
      for page in written { try? AtomicFile.write(page.before, to: page.url) }
      throw error
    }
  }
}
