import ReportFigures
import WebPages
import Foundation
import LessonKit
import Synchronization

/// Pages that lay two runs side by side, with their pictures.
///
/// ```
/// /compare.html?chapter=03-vanilla-gan&first=latest&second=book
/// /live/compare/03-vanilla-gan/latest/book/curves/train-lossD.svg
/// /live/compare/03-vanilla-gan/latest/book/first/train-samples.png       second/…
/// ```
final class Comparisons: Sendable {
  private struct Key: Hashable {
    var chapter, first, second: String
  }

  private let shelf: Shelf
  private let make: @Sendable (_ chapter: String, _ first: String, _ second: String) throws -> RunComparison
  /// A comparison with its curves drawn.
  private struct Drawn {
    let made: ContinuousClock.Instant
    let comparison: RunComparison
    /// By the names of their files.
    let curves: [String: Data]
  }

  private let kept = Mutex<[Key: Drawn]>([:])

  init(
    _ shelf: Shelf,
    make: @escaping @Sendable (_ chapter: String, _ first: String, _ second: String) throws -> RunComparison
  ) {
    (self.shelf, self.make) = (shelf, make)
  }

  /// - Parameter query: `chapter`, `first` and `second`.
  /// - Throws: `Problem`.
  func page(_ query: [String: String], for reader: Shelf.Reader) throws -> Data {
    guard let name = query["chapter"], let first = query["first"], let second = query["second"] else {
      throw Problem(404, "Which runs are meant? The address names chapter, first and second.")
    }
    let edition = try shelf.edition()
    guard let chapter = edition.book.chapters.first(where: { $0.name == name }) else {
      throw Problem(404, "There is no chapter of this name.")
    }
    let comparison = try drawn(Key(chapter: name, first: first, second: second)).comparison
    let folder = ["live", "compare", name, first, second, ""].map(Self.encoded).joined(separator: "/")
    let page = edition.site.page(
      comparison, of: chapter, picturesIn: folder, head: shelf.head(for: reader))
    guard case .bytes(let bytes) = page.content else { throw Problem.notFound }
    return bytes
  }

  /// - Parameter path: behind `/live/compare/`.
  /// - Throws: `Problem`.
  func picture(_ path: [String]) throws -> (bytes: Data, name: String) {
    guard path.count == 5 else { throw Problem.notFound }
    let drawn = try drawn(Key(chapter: path[0], first: path[1], second: path[2]))
    let name = path[4]
    switch path[3] {
    case "curves":
      guard let curve = drawn.curves[name] else { break }
      return (curve, name)
    case "first", "second":
      // Only what the run's record lists has an address.
      let run = drawn.comparison.runs[path[3] == "first" ? 0 : 1]
      guard let file = run.pageFigures.values.first(where: { $0.lastPathComponent == name }),
        let bytes = try shelf.contents(of: file)
      else { break }
      return (bytes, name)
    default: break
    }
    throw Problem.notFound
  }

  /// A page asks for all its pictures at once: the runs are read and their curves drawn once for them.
  private func drawn(_ key: Key) throws -> Drawn {
    let now = ContinuousClock().now
    if let known = kept.withLock({ $0[key] }), now - known.made < .seconds(5) { return known }
    let new: Drawn
    do {
      let comparison = try make(key.chapter, key.first, key.second)
      let curves = try comparison.charts.compactMap { chart in
        try chart.svg().map { (chart.name + ".svg", $0) }
      }
      new = Drawn(made: now, comparison: comparison, curves: Dictionary(curves, uniquingKeysWith: { $1 }))
    } catch {
      // A run that is not there, or cannot be read.
      throw Problem(404, "\(error)")
    }
    kept.withLock { kept in
      kept = kept.filter { now - $0.value.made < .seconds(5) }
      kept[key] = new
    }
    return new
  }

  /// A part of an address.
  private static func encoded(_ part: String) -> String {
    let plain = CharacterSet.alphanumerics.union(CharacterSet(charactersIn: "-_.=~"))
    return part.addingPercentEncoding(withAllowedCharacters: plain) ?? ""
  }
}
