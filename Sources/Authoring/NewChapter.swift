import Files
import Foundation
import LessonKit

/// A chapter that somebody begins: its text, its lesson and its test, each small, complete and ready to be changed, and
/// its place in the list of lessons.
public struct NewChapter: Sendable {
  public let number: Int
  public let slug: String
  public let title: String
  /// The lesson's target: `CoinToss` for the slug `coin-toss`.
  public let target: String
  private let repository: URL

  /// The files that ``write()`` makes, relative to the repository.
  public var files: [String] { [text, lesson, test] }

  private var text: String { "chapters/\(String(format: "%02d", number))-\(slug).md" }
  private var lesson: String { "Sources/Lessons/\(target)/Lesson.swift" }
  private var test: String { "Tests/LessonTests/\(target)Tests.swift" }

  /// - Parameters:
  ///   - title: nil makes one of the slug.
  ///   - library: the chapters that there are; the new one becomes the last.
  /// - Throws: `UsageError` if the slug is none, or if something of this name is there already.
  public init(slug: String, title: String?, in library: ChapterLibrary) throws {
    guard slug.wholeMatch(of: /[a-z][a-z0-9]*(-[a-z0-9]+)*/) != nil else {
      throw UsageError(
        "\"\(slug)\" is no slug: write lower-case letters, digits and hyphens between them, as in coin-toss.")
    }
    if let entry = library.entries.first(where: { $0.slug == slug }) {
      throw UsageError("Chapter \(entry.number) is called \(slug) already.")
    }
    let words = slug.split(separator: "-")
    self.slug = slug
    self.title =
      title ?? words.joined(separator: " ").prefix(1).uppercased() + words.joined(separator: " ").dropFirst()
    target = words.map { $0.prefix(1).uppercased() + $0.dropFirst() }.joined()
    number = (library.entries.map(\.number).max() ?? 0) + 1
    repository = library.repository
    if let file = files.first(where: {
      FileManager.default.fileExists(atPath: repository.appending(path: $0).path)
    }) {
      throw UsageError("\(file) is there already. Choose another slug, or remove it first.")
    }
  }

  /// Writes the files and registers the lesson.
  /// - Throws: `ChapterError` if Package.swift has no list of lessons; `FileError`. What was written is then removed.
  public func write() throws {
    let package = repository.appending(path: "Package.swift")
    let before = try String(contentsOf: package, encoding: .utf8)
    guard let list = before.firstMatch(of: /(?m)^let lessons = \[([^\]]*)\]/) else {
      throw ChapterError(
        .sourceMissing, file: "Package.swift", line: 1, "expected \"let lessons = [...]\" at its top")
    }
    var registered = before
    let names = list.output.1.matches(of: /"([^"]*)"/).map { String($0.output.1) } + [target]
    registered.replaceSubrange(
      list.range, with: "let lessons = [\n\(Self.lines(names).map { "  \($0)\n" }.joined())]")
    do {
      for (file, text) in [(text, chapterSource), (lesson, lessonSource), (test, testSource)] {
        let url = repository.appending(path: file)
        try FileManager.default.createDirectory(
          at: url.deletingLastPathComponent(), withIntermediateDirectories: true)
        try AtomicFile.write(Data(text.utf8), to: url)
      }
      try AtomicFile.write(Data(registered.utf8), to: package)
      _ = try LessonList(in: repository).write()
    } catch {
      for file in files { try? FileManager.default.removeItem(at: repository.appending(path: file)) }
      try? AtomicFile.write(Data(before.utf8), to: package)
      throw error
    }
  }

  /// The names in quotation marks, as many on a line as there is room for.
  private static func lines(_ names: [String]) -> [String] {
    names.reduce(into: [""]) { lines, name in
      let word = "\"\(name)\","
      let line = lines[lines.count - 1]
      if line.isEmpty {
        lines[lines.count - 1] = word
      } else if line.count + 1 + word.count <= 106 {
        lines[lines.count - 1] += " \(word)"
      } else {
        lines.append(word)
      }
    }
  }

  // MARK: - What is written

  private var chapterSource: String {
    """
    ---
    number: \(number)
    slug: \(slug)
    title: "\(title.replacing("\"", with: "'"))"
    question: How close does a share of random points come to the area that they fall into?
    objectives:
      - Say what the chapter teaches, in three or four sentences that can be checked
      - Estimate an area by random points
      - Say how the error falls with the number of points
    prerequisites: []
    minutes: {reading: 5, quick: 0.1, standard: 0.1, full: 0.1}
    memory: 100 MB
    data: []
    references:
      - "Metropolis and Ulam 1949, The Monte Carlo Method, Journal of the American Statistical Association 44"
    ---

    # \(title)

    **Question.** How close does a share of random points come to the area that they fall into?

    This chapter is a beginning: it runs, it is tested, and it stands in the book. Replace its text, its lesson and its
    test step by step.

    <!-- step: estimate -->
    ## A first step

    **Why.** Points are drawn evenly from a square of side 2. The share of them that falls into the circle of radius 1
    estimates $`\\pi / 4`$.

    <!-- predict: four-times -->

    **Predict.** You draw four times as many points. What happens to the typical error?

    1. It is half as large.
    2. It is a quarter as large.
    3. It stays the same.

    ```swift \(lesson)#estimate
    \(Self.snippet)
    ```

    <!-- run -->

    <!-- answer: four-times 1 when estimate.ratio > 0.4 and estimate.ratio < 0.6 -->

    **Answer: 1.** The step measures it over many repetitions.

    1. Right: the error falls like one over the square root of the number of points.
    2. This is what happens to the square of the error.
    3. Every point adds something: the mean of many draws varies less than one draw.

    <!-- after steps -->

    ## Exercises

    1. Change the number of points with `--set points=N` and compare the errors.
    """ + "\n"
  }

  /// The function that the chapter shows.
  private static let snippet = """
    /// The share of points of a square that fall into its inscribed circle, times four: an estimate of pi.
    static func estimate(points: Int, using random: Random) -> Double {
      let inside = (0..<points).count { _ in
        let (x, y) = (2 * random.uniform() - 1, 2 * random.uniform() - 1)
        return x * x + y * y <= 1
      }
      return 4 * Double(inside) / Double(points)
    }
    """

  private var lessonSource: String {
    let snippet = Self.snippet.split(separator: "\n", omittingEmptySubsequences: false)
      .map { $0.isEmpty ? "" : "  \($0)" }.joined(separator: "\n")
    return """
      import Figures
      import GANKit
      import LessonKit

      /// Chapter \(number): \(title).
      public final class \(target)Lesson: Lesson {
        public static let slug = "\(slug)"

        static let points = Setting(
          "points", smoke: 100, quick: 1000, standard: 1000, full: 1000, in: 10...1_000_000,
          "points of an estimate")
        public static let settings: [any AnySetting] = [points]

        let run: Run

        public init(_ run: Run) throws { self.run = run }

        public static var steps: [Step<\(target)Lesson>] { [Step("estimate", showEstimates)] }

        // snippet.estimate
      \(snippet)
        // snippet.end

        /// The typical error of an estimate: the root mean square over many.
        static func error(points: Int, repetitions: Int = 400, using random: Random) -> Double {
          let squares = (0..<repetitions).map { _ in
            let error = estimate(points: points, using: random) - .pi
            return error * error
          }
          return (squares.reduce(0, +) / Double(repetitions)).squareRoot()
        }

        func showEstimates(_ report: Report) throws {
          let random = run.random("estimate")
          let counts = [1, 4, 16].map { $0 * run[Self.points] }
          let errors = counts.map { Self.error(points: $0, using: random) }
          report.table(
            ["points", "typical error"], zip(counts, errors).map { ["\\($0)", Wording.number($1)] })
          report.metric("error", errors[0])
          report.metric("ratio", errors[1] / errors[0])
          try report.figure(
            "errors",
            Chart("The error falls with the number of points", x: "points", y: "typical error").line(
              "measured", zip(counts, errors).map { (step: $0, value: $1) }))
        }
      }

      """
  }

  private var testSource: String {
    """
    import GANKit
    import Testing

    @testable import \(target)

    @Suite struct \(target)Tests {
      @Test func theErrorHalvesWithFourTimesThePoints() {
        let random = Random(seed: 1)
        let few = \(target)Lesson.error(points: 100, using: random)
        let many = \(target)Lesson.error(points: 400, using: random)
        #expect(abs(many / few - 0.5) < 0.1)
      }
    }

    """
  }
}
