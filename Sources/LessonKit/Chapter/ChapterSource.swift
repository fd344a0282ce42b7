import Foundation

/// The text of a chapter or of a source file, with Unix line endings, and what is needed to write it back as it was.
package struct ChapterSource {
  /// Lines end with `\n`; a byte order mark is gone.
  package let text: String
  package let usesCRLF: Bool

  package init(_ text: String) {
    var text = text
    if text.unicodeScalars.first == "\u{FEFF}" { text.unicodeScalars.removeFirst() }
    usesCRLF = text.contains("\r\n")
    self.text = text.replacing("\r\n", with: "\n").replacing("\r", with: "\n")
  }

  /// - Throws: ``ChapterError`` where the file cannot be read or is not UTF-8.
  package init(contentsOf url: URL, file: String) throws {
    let bytes: Data
    do { bytes = try Data(contentsOf: url) } catch {
      throw ChapterError(
        .unreadable, file: file, line: 1, "cannot be read: \(error.localizedDescription)")
    }
    guard let text = String(validating: bytes, as: UTF8.self) else {
      let valid = String(decoding: bytes, as: UTF8.self).prefix { $0 != "\u{FFFD}" }
      throw ChapterError(
        .unreadable, file: file, line: valid.count { $0.isNewline } + 1,
        "is not UTF-8 text here. Save the file as UTF-8")
    }
    self.init(text)
  }

  package var lines: [Substring] { text.split(separator: "\n", omittingEmptySubsequences: false) }

  /// The bytes of a changed text, with the line endings that the file had.
  package func encoded(_ lines: [String]) -> Data {
    Data(lines.joined(separator: usesCRLF ? "\r\n" : "\n").utf8)
  }
}
