import ReportFigures
import WebPages
import Foundation
import LessonKit

/// What the server serves: the book, where its runs are, and how one is started. The command line knows the lessons; the
/// server does not.
public struct LiveBook: Sendable {
  /// The book as it is at one moment.
  public struct Edition: Sendable {
    public var chapters: [BookChapter]
    public var articles: [BookArticle]
    /// What to type next.
    public var nextCommand: String?

    public init(chapters: [BookChapter], articles: [BookArticle] = [], nextCommand: String? = nil) {
      (self.chapters, self.articles, self.nextCommand) = (chapters, articles, nextCommand)
    }
  }

  /// The folder of the runs.
  public var output: URL
  /// The folders of the text and its figures: `chapters` and `labs`.
  public var text: [URL]
  /// Files and folders whose change changes the book besides.
  public var sources: [URL]
  /// Reads the book.
  public var read: @Sendable () throws -> Edition
  /// Says how an order would be run.
  public var prepare: @Sendable (RunOrder) throws -> PreparedRun
  /// The runs of a chapter that can be compared.
  public var runs: @Sendable (_ chapter: String) throws -> [ListedRun]
  /// Lays two runs of a chapter side by side, by their names.
  public var compare: @Sendable (_ chapter: String, _ first: String, _ second: String) throws -> RunComparison

  /// Does what a page asks about an exercise; nil if pages may not: what a learner writes there is compiled and run.
  public var exercise: (@Sendable (ExerciseOrder) throws -> ExerciseView)?

  public init(
    output: URL, text: [URL], sources: [URL] = [], read: @escaping @Sendable () throws -> Edition,
    prepare: @escaping @Sendable (RunOrder) throws -> PreparedRun,
    runs: @escaping @Sendable (_ chapter: String) throws -> [ListedRun],
    compare:
      @escaping @Sendable (_ chapter: String, _ first: String, _ second: String) throws -> RunComparison
  ) {
    (self.output, self.text, self.sources) = (output, text, sources)
    (self.read, self.prepare, self.runs, self.compare) = (read, prepare, runs, compare)
  }
}
