import Foundation
import LessonKit

/// The glossary, and the links of all pages.
extension Author {
  /// What is wrong with the glossary; nothing where the chapters have none.
  func glossaryFindings() -> [Finding] {
    guard let page = page(Glossary.path) else { return [] }
    let glossary = Glossary(page)
    let chapters = library.entries.compactMap { self.page(library.displayPath(of: $0.url)) }
    return orderFindings(glossary) + placeFindings(glossary, chapters)
      + introductionFindings(glossary, chapters)
  }

  /// Links of all pages that lead nowhere.
  func linkFindings() -> [Finding] {
    var pages: [URL: MarkdownPage] = [:]
    return pageFiles().compactMap { try? MarkdownPage($0, file: library.displayPath(of: $0)) }.flatMap {
      page in
      page.links.compactMap { link -> Finding? in
        guard !link.isRemote, !link.target.isEmpty else { return nil }
        func finding(_ message: String) -> Finding {
          Finding(.linkBroken, file: page.file, line: link.line, message)
        }
        let url =
          link.path.isEmpty
          ? page.url : page.url.deletingLastPathComponent().appending(path: link.path).standardizedFileURL
        guard FileManager.default.fileExists(atPath: url.path) else {
          return finding("the link \(link.target) leads to a file that does not exist")
        }
        guard let anchor = link.anchor, url.pathExtension == "md" else { return nil }
        if pages[url] == nil { pages[url] = try? MarkdownPage(url, file: library.displayPath(of: url)) }
        guard let target = pages[url], !target.headings.contains(where: { $0.anchor == anchor }) else {
          return nil
        }
        return finding(
          "the link \(link.target) names a heading that \(target.file) does not have."
            + NearMiss.question(for: anchor, among: target.headings.map(\.anchor)))
      }
    }
  }

  /// The Markdown files of the repository's top, of `chapters`, `labs` and `docs`.
  private func pageFiles() -> [URL] {
    let top = library.repository
    return [top, library.folder, top.appending(path: "labs"), top.appending(path: "docs")].flatMap { folder in
      let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
      return names.filter { $0.hasSuffix(".md") }.sorted().map {
        folder.appending(path: $0).standardizedFileURL
      }
    }
  }

  private func page(_ path: String) -> MarkdownPage? {
    try? MarkdownPage(library.repository.appending(path: path).standardizedFileURL, file: path)
  }

  /// Entries that stand in the wrong order, and names that stand there twice.
  private func orderFindings(_ glossary: Glossary) -> [Finding] {
    var findings: [Finding] = []
    func add(_ kind: Finding.Kind, _ entry: Glossary.Entry, _ message: String) {
      findings.append(Finding(kind, file: glossary.page.file, line: entry.line, message))
    }
    var lines: [String: Int] = [:]
    var last = (key: "", name: "")
    for entry in glossary.entries {
      let (key, name) = (Glossary.key(entry.names[0]), entry.names[0])
      if key < last.key {
        add(.termUnsorted, entry, "\"\(name)\" stands after \"\(last.name)\". Sort the entries")
      }
      last = (key, name)
      if let letter = entry.letter, !key.hasPrefix(letter.lowercased()) {
        add(.termUnsorted, entry, "\"\(name)\" stands under the letter \(letter)")
      }
      for name in entry.names {
        if let line = lines.updateValue(entry.line, forKey: Glossary.key(name)) {
          add(.termDuplicate, entry, "\"\(name)\" has an entry on line \(line), too. Make one of the two")
        }
      }
    }
    return findings
  }

  /// Entries that do not say where the term is introduced, or name a place that does not use it.
  private func placeFindings(_ glossary: Glossary, _ chapters: [MarkdownPage]) -> [Finding] {
    glossary.entries.compactMap { entry in
      func finding(_ message: String) -> Finding {
        Finding(.termWithoutPlace, file: glossary.page.file, line: entry.line, message)
      }
      guard let place = entry.place, let anchor = place.anchor,
        let chapter = chapters.first(where: { $0.url.lastPathComponent == place.path })
      else {
        return finding(
          "\"\(entry.names[0])\" does not say where it is introduced. Link first to a heading of a chapter")
      }
      // A link that leads nowhere is reported with all others.
      guard let section = chapter.section(under: anchor), !Glossary.uses(section, entry.names) else {
        return nil
      }
      return finding(
        "\(place.target) does not use \"\(entry.names.joined(separator: "\" or \""))\". Link to the place that does"
      )
    }
  }

  /// Terms that a chapter introduces and the glossary does not have.
  private func introductionFindings(_ glossary: Glossary, _ chapters: [MarkdownPage]) -> [Finding] {
    let names = Set(glossary.entries.flatMap(\.names).map(Glossary.key)).union(glossary.stressed)
    return chapters.flatMap { chapter in
      Glossary.introductions(in: chapter).compactMap { term, line -> Finding? in
        let key = Glossary.key(term)
        if names.contains(key) || (key.hasSuffix("s") && names.contains(String(key.dropLast()))) {
          return nil
        }
        return Finding(
          .termMissing, file: chapter.file, line: line,
          "\"\(term)\" is introduced in bold here and has no entry in \(Glossary.path). Add one; if it is stressed only, "
            + "write it in italics, or name it in the glossary's comment \"not terms\"")
      }
    }
  }
}
