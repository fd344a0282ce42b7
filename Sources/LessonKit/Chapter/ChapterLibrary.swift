import Foundation

/// The chapters of the book: the files `chapters/NN-slug.md`.
public struct ChapterLibrary: Sendable {
  /// A chapter's file, known by its name; not read yet.
  public struct Entry: Sendable, Equatable {
    public let number: Int
    public let slug: String
    public let url: URL

    /// `03-vanilla-gan`, also the name of a run's output folder.
    public var name: String { url.deletingPathExtension().lastPathComponent }
  }

  /// The folder of the chapter files.
  public let folder: URL
  /// Ordered by number.
  public let entries: [Entry]

  /// The folder that holds the sources and the chapters.
  public var repository: URL { folder.deletingLastPathComponent() }

  /// - Parameter folder: the folder `chapters`.
  /// - Throws: ``ChapterLibraryError`` where the folder holds no chapter.
  public init(folder: URL) throws {
    let folder = folder.standardizedFileURL
    let entries = Self.entries(in: folder)
    guard !entries.isEmpty else { throw ChapterLibraryError.noChapters([folder.path]) }
    for (entry, next) in zip(entries, entries.dropFirst()) where entry.number == next.number {
      throw ChapterLibraryError.sameNumber(entry.url.lastPathComponent, next.url.lastPathComponent)
    }
    self.folder = folder
    self.entries = entries
  }

  /// The labs of the chapters: the files `labs/NN-slug-labs.md`; nil if there are none.
  /// - Throws: ``ChapterLibraryError`` where two have the same number.
  public static func labs(beside chapters: ChapterLibrary) throws -> ChapterLibrary? {
    do {
      return try ChapterLibrary(folder: chapters.repository.appending(path: "labs"))
    } catch ChapterLibraryError.noChapters {
      return nil
    }
  }

  /// Finds the chapters: in `$GANLESSONS_HOME`, else upward from the working directory, else upward from the
  /// executable, which stands inside the repository's build folder.
  /// - Throws: ``ChapterLibraryError`` that lists where it looked.
  public static func find(
    environment: [String: String] = ProcessInfo.processInfo.environment,
    workingDirectory: URL = URL(filePath: FileManager.default.currentDirectoryPath),
    executable: URL? = Bundle.main.executableURL
  ) throws -> ChapterLibrary {
    if let home = environment["GANLESSONS_HOME"], !home.isEmpty {
      let url = URL(filePath: home)
      // Whoever names a place means that place.
      for folder in [url.appending(path: "chapters"), url] where !entries(in: folder).isEmpty {
        return try ChapterLibrary(folder: folder)
      }
      throw ChapterLibraryError.noChapters([url.appending(path: "chapters").path])
    }
    var searched: [String] = []
    let program = executable?.resolvingSymlinksInPath().deletingLastPathComponent()
    for start in [workingDirectory, program].compactMap({ $0?.standardizedFileURL }) {
      var folder = start
      while true {
        let chapters = folder.appending(path: "chapters")
        if !entries(in: chapters).isEmpty { return try ChapterLibrary(folder: chapters) }
        if folder == start { searched.append(chapters.path) }
        let parent = folder.deletingLastPathComponent().standardizedFileURL
        if parent.path == folder.path { break }
        folder = parent
      }
    }
    throw ChapterLibraryError.noChapters(searched)
  }

  /// The chapter with a number (`3`, `03`), a slug (`vanilla-gan`) or a file name (`03-vanilla-gan`).
  /// - Throws: ``ChapterLibraryError`` with near misses.
  public func entry(matching name: String) throws -> Entry {
    let wanted = name.lowercased().trimmingCharacters(in: .whitespaces)
    let plain = wanted.hasSuffix(".md") ? String(wanted.dropLast(3)) : wanted
    if let entry = entries.first(where: {
      Int(plain) == $0.number || plain == $0.slug || plain == $0.name
    }) {
      return entry
    }
    throw ChapterLibraryError.unknownChapter(name, available: entries)
  }

  /// Reads a chapter.
  /// - Throws: ``ChapterLibraryError`` for an unknown name, ``ChapterError`` for a damaged file.
  public func chapter(matching name: String) throws -> Chapter {
    try chapter(entry(matching: name))
  }

  /// Reads a chapter and holds its number and slug against its file name.
  public func chapter(_ entry: Entry) throws -> Chapter {
    let file = displayPath(of: entry.url)
    let chapter = try Chapter(contentsOf: entry.url, file: file)
    guard chapter.number == entry.number, chapter.slug == entry.slug else {
      throw ChapterError(
        .keyInvalid, file: file, line: 1,
        "the front matter says number \(chapter.number), slug \"\(chapter.slug)\", but the file is called "
          + "\(entry.url.lastPathComponent). Make them agree")
    }
    return chapter
  }

  /// The text of a page beside the chapters, such as `glossary`; nil if there is none of this name.
  public func page(named name: String) -> String? {
    guard name.wholeMatch(of: /[a-z][a-z-]*/) != nil else { return nil }
    return try? ChapterSource(contentsOf: folder.appending(path: "\(name).md"), file: name).text
  }

  /// The path of a file relative to the repository, for messages.
  public func displayPath(of url: URL) -> String {
    let (path, base) = (url.standardizedFileURL.path, repository.standardizedFileURL.path + "/")
    return path.hasPrefix(base) ? String(path.dropFirst(base.count)) : path
  }

  private static func entries(in folder: URL) -> [Entry] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.compactMap { name in
      guard let match = name.wholeMatch(of: /([0-9]{2,})-([a-z0-9-]+)\.md/),
        let number = Int(match.output.1)
      else { return nil }
      return Entry(
        number: number, slug: String(match.output.2), url: folder.appending(path: name))
    }.sorted { ($0.number, $0.slug) < ($1.number, $1.slug) }
  }
}

/// Why a chapter was not found.
public enum ChapterLibraryError: Error, CustomStringConvertible, Sendable {
  case noChapters([String])
  case sameNumber(String, String)
  case unknownChapter(String, available: [ChapterLibrary.Entry])

  public var description: String {
    switch self {
    case .noChapters(let searched):
      return "no chapters (files such as 01-gan-theory.md) in \(searched.joined(separator: " or ")). "
        + "Run this inside the repository, or set GANLESSONS_HOME to it"
    case .sameNumber(let first, let second):
      return "two chapters have the same number: \(first) and \(second). Rename one"
    case .unknownChapter(let name, let available):
      let near = NearMiss.question(for: name, among: available.map(\.slug))
      let list = available.map { "\($0.number) \($0.slug)" }.joined(separator: ", ")
      return "there is no chapter \"\(name)\".\(near) Chapters: \(list)"
    }
  }
}
