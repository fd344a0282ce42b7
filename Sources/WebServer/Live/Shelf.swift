import WebPages
import Foundation
import LessonKit
import Synchronization

/// The pages and files of the book, made when they are asked for and kept until something they are made of changes.
final class Shelf: Sendable {
  /// Who reads: pages of the owner carry the token.
  enum Reader: Hashable, Sendable {
    case owner(token: String)
    case reader
  }

  /// The book as it is on the disk, and a name for this state.
  struct Edition: Sendable {
    let book: LiveBook.Edition
    let site: BookSite
    let tag: String
  }

  private struct Stamps: Equatable {
    var text: [String: FileStamp?] = [:]
    var sources: [String: FileStamp] = [:]
  }

  private struct Contents {
    var edition: Edition?
    var stamps = Stamps()
    var sourcesRead: ContinuousClock.Instant?
    var number = 0
    var pages: [String: Data] = [:]
  }

  private final class Maker: Sendable {
    let lock = NSLock()
  }

  private let book: LiveBook
  private let contents = Mutex(Contents())
  /// One for each page: a class that opens a page at once has it made once.
  private let makers = Mutex<[String: Maker]>([:])
  private let clock = ContinuousClock()

  init(_ book: LiveBook) { self.book = book }

  /// The book as it is now.
  /// - Throws: what reading it throws, such as `ChapterError`.
  func edition() throws -> Edition {
    try contents.withLock { contents in
      let stamps = stampsNow(&contents)
      if let edition = contents.edition, stamps == contents.stamps { return edition }
      let new = try book.read()
      contents.number += 1
      let edition = Edition(
        book: new, site: BookSite(new.chapters, articles: new.articles, nextCommand: new.nextCommand),
        tag: "\(contents.number)")
      (contents.edition, contents.stamps, contents.pages) = (edition, stamps, [:])
      return edition
    }
  }

  private func stampsNow(_ contents: inout Contents) -> Stamps {
    var stamps = Stamps()
    let manager = FileManager.default
    for folder in book.text {
      for name in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? [] where name.hasSuffix(".md") {
        stamps.text[name] = FileStamp(folder.appending(path: name))
      }
    }
    for name in (try? manager.contentsOfDirectory(atPath: book.output.path)) ?? [] where !name.hasPrefix(".")
    {
      stamps.text["run \(name)"] = FileStamp(book.output.appending(path: "\(name)/run.json"))
    }
    // A folder changes with each answer that is locked in it, and with each attempt at an exercise.
    for kind in ["predictions", "exercises"] {
      let folder = book.output.appending(path: kind)
      for name in (try? manager.contentsOfDirectory(atPath: folder.path)) ?? [] {
        stamps.text["\(kind) \(name)"] = FileStamp(folder.appending(path: name))
      }
    }
    // Hundreds of files, and what depends on them is only whether results are out of date.
    if let read = contents.sourcesRead, clock.now - read < .seconds(3) {
      stamps.sources = contents.stamps.sources
    } else {
      for folder in book.sources {
        stamps.sources.merge(FileStamp.stamps(below: folder, ending: [".swift", ".c", ".h"])) { $1 }
      }
      contents.sourcesRead = clock.now
    }
    return stamps
  }

  // MARK: - Pages

  /// A page, or a file that all pages share; nil if there is none of this name.
  func file(_ address: String, for reader: Reader) throws -> (bytes: Data, tag: String)? {
    if let asset = Self.assets[address] { return (asset, "asset-\(asset.count)") }
    let edition = try edition()
    let isPage = address.hasSuffix(".html")
    let key: String
    switch reader {
    case .owner(let token) where isPage: key = "\(token) \(address)"
    default: key = address
    }
    func kept() -> Data? { contents.withLock { $0.edition?.tag == edition.tag ? $0.pages[key] : nil } }
    if let bytes = kept() { return (bytes, edition.tag) }
    let maker = makers.withLock { makers in
      // Any address may be asked for.
      if makers.count > 200 { makers = [:] }
      let maker = makers[key] ?? Maker()
      makers[key] = maker
      return maker
    }
    // Outside of the lock of the contents: other pages need not wait for this one.
    return try maker.lock.withLock {
      if let bytes = kept() { return (bytes, edition.tag) }
      let head = isPage && address != "print.html" ? head(for: reader) : .nothing
      guard case .bytes(let bytes) = try edition.site.file(address, head: head)?.content else { return nil }
      contents.withLock { if $0.edition?.tag == edition.tag { $0.pages[key] = bytes } }
      return (bytes, edition.tag)
    }
  }

  /// What makes a page live. Without it, it is the page that stands in a file.
  func head(for reader: Reader) -> HTML {
    let basis: HTML = """

      <link rel="stylesheet" href="assets/live.css">
      <script src="assets/live.js" defer></script>
      """
    guard case .owner(let token) = reader else { return basis }
    let owner: HTML = basis + "\n<meta name=\"live-token\" content=\"\(token)\">"
    guard book.exercise != nil else { return owner }
    return owner + """

      <script src="assets/live-exercises.js" defer></script>
      """
  }

  private static let assets = [
    "assets/live.css": Data(PackageResources.live_css), "assets/live.js": Data(PackageResources.live_js),
    "assets/live-exercises.js": Data(PackageResources.live_exercises_js),
  ]

  // MARK: - Figures

  /// A figure, by its address: `runs/03-vanilla-gan/train-losses.svg` of this machine's runs, `figures/…` of the book's.
  /// - Throws: `Problem` if it leads out of the folders.
  func figure(_ path: [String]) throws -> (bytes: Data, tag: String)? {
    let url: URL
    if path[0] == "runs" {
      // A run that goes on has figures that its record does not list yet.
      guard let chapter = try edition().book.chapters.first(where: { $0.name == path[1] }),
        path[2].wholeMatch(of: /[A-Za-z0-9][A-Za-z0-9._-]*\.(png|svg)/) != nil
      else { return nil }
      url = chapter.runFolder.appending(path: "figures/\(path[2])", directoryHint: .notDirectory)
    } else {
      guard case .copy(let source) = try edition().site.file(path.joined(separator: "/"))?.content else {
        return nil
      }
      url = source
    }
    guard let stamp = FileStamp(url), let bytes = try contents(of: url) else { return nil }
    return (bytes, stamp.text)
  }

  /// The bytes of a figure; nil if there is none.
  /// - Throws: `Problem` if it leads out of the folders.
  func contents(of url: URL) throws -> Data? {
    guard FileStamp(url) != nil else { return nil }
    // Whoever can put a link into a folder of runs must not make other files readable with it.
    guard let real = Self.realPath(url),
      ([book.output] + book.text).contains(where: { root in
        Self.realPath(root).map { real.hasPrefix($0 + "/") } ?? false
      })
    else { throw Problem(403, "This figure is a link that leads out of the book.") }
    return try? Data(contentsOf: URL(filePath: real))
  }

  private static func realPath(_ url: URL) -> String? {
    guard let path = realpath(url.path, nil) else { return nil }
    defer { free(path) }
    return String(cString: path)
  }
}
