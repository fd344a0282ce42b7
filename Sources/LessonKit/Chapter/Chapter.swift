import Foundation

/// A chapter of the book: a Markdown file with front matter, cut into an introduction, the steps that a lesson
/// runs, and what follows them.
///
/// A step is opened by the comment `<!-- step: train-discriminator -->` on a line of its own and goes on until the
/// next one. `<!-- after steps -->` ends the last step: the text after it (exercises, references) is for when all
/// steps have run. A step may hold the comment `<!-- run -->`: what stands before it is for before the step runs,
/// what stands after it (the figure, what to look for) for afterwards.
public struct Chapter: Sendable {
  /// A run of Markdown text.
  public struct Section: Sendable, Equatable {
    public let markdown: String
    /// The line of the file on which it begins, from 1.
    public let line: Int
    /// The chapter's link definitions (`[goodfellow]: https://...`), which the text may use.
    public let linkDefinitions: String

    /// Whether there is nothing to read.
    public var isEmpty: Bool { markdown.allSatisfy(\.isWhitespace) }

    /// The text up to a line of the file, and the rest.
    func split(afterLine last: Int) -> (Section, Section) {
      let lines = markdown.split(separator: "\n", omittingEmptySubsequences: false)
      let count = min(max(last - line + 1, 0), lines.count)
      func part(_ lines: ArraySlice<Substring>, line: Int) -> Section {
        Section(markdown: lines.joined(separator: "\n"), line: line, linkDefinitions: linkDefinitions)
      }
      return (part(lines[..<count], line: line), part(lines[count...], line: line + count))
    }
  }

  public struct Step: Sendable {
    /// The same as the id of the lesson's step.
    public let id: String
    /// The text of the first heading in the step; its id in words where it has none.
    public let title: String
    /// The line of the comment that opens the step.
    public let line: Int
    /// To be read before the step runs.
    public let beforeRun: Section
    /// To be read after the step has run; empty unless the step holds a `<!-- run -->` comment.
    public let afterRun: Section
    /// What the reader is asked in `beforeRun`, and `afterRun` answers.
    public let predictions: [Prediction]
  }

  /// Where the chapter was read from.
  public let url: URL
  /// The name of the file in messages, such as `chapters/03-vanilla-gan.md`.
  public let file: String
  public let frontMatter: FrontMatter
  public let introduction: Section
  public let steps: [Step]
  /// What follows the steps; empty unless the chapter holds an `<!-- after steps -->` comment.
  public let closing: Section

  /// Every code block, wherever it stands.
  public let codeBlocks: [CodeBlock]
  /// Every number that a run must confirm.
  public let metrics: [Metric]
  public let figures: [FigureReference]
  public let formulas: [Formula]
  /// Where the chapter's page has something to move, with the line; and comments that are meant to say so and cannot be
  /// read, with what is wrong.
  public let explorables: [(explorable: Explorable, line: Int)]
  public let unreadableExplorables: [(problem: String, line: Int)]

  public var number: Int { frontMatter.number }
  public var slug: String { frontMatter.slug }
  public var title: String { frontMatter.title }
  /// What the reader is asked in all steps.
  public var predictions: [Prediction] { steps.flatMap(\.predictions) }
  /// The whole text without the front matter, as `show` prints it.
  public let text: Section

  /// Reads a chapter.
  /// - Parameter file: how messages call the file; by default its last two path components.
  /// - Throws: ``ChapterError`` for the first mistake in the file.
  public init(contentsOf url: URL, file: String? = nil) throws {
    let name = file ?? url.pathComponents.suffix(2).joined(separator: "/")
    try self.init(parsing: ChapterSource(contentsOf: url, file: name).text, url: url, file: name)
  }

  /// Reads a chapter from its text.
  /// - Parameters:
  ///   - source: Markdown, with either kind of line ending.
  ///   - url: where it stands, so that its figures can be found.
  ///   - file: how messages call it.
  /// - Throws: ``ChapterError`` for the first mistake in the text.
  public init(parsing source: String, url: URL, file: String) throws {
    let parser = try ChapterParser(source, file: file)
    self.url = url
    self.file = file
    frontMatter = parser.frontMatter
    let parts = try parser.parts()
    introduction = parts.introduction
    steps = parts.steps
    closing = parts.closing
    text = parts.text
    codeBlocks = parser.codeBlocks()
    metrics = try parser.metrics()
    figures = parser.figures()
    formulas = parser.formulas()
    (explorables, unreadableExplorables) = parser.explorables()
  }
}

extension Chapter {
  /// A block of code in the text.
  public struct CodeBlock: Sendable, Equatable {
    /// The slice of a lesson's source that the block shows, from an info string such as
    /// `swift Sources/Lessons/VanillaGAN/Players.swift#updateDiscriminator`.
    public struct Source: Sendable, Equatable {
      /// Relative to the repository.
      public let path: String
      public let snippet: String
    }

    public let language: String
    public let source: Source?
    /// The lines of code as they stand in the chapter, joined by newlines, without one at the end.
    public let code: String
    /// The line of the opening fence.
    public let line: Int
    /// The line of the closing fence.
    public let endLine: Int
  }

  /// A number in the prose that a run produces, such as `8.1<!-- metric: train.digitScore within 0.4 -->`.
  public struct Metric: Sendable, Equatable {
    /// The step and the name of the metric: `train.digitScore`.
    public let name: String
    /// The step, `train` in `train.digitScore`.
    public let step: String
    /// The number as the text prints it. A number followed by `%` is given as a fraction: 98.5 % is 0.985.
    public let value: Double
    /// How far the measured number may be away, in the same unit as `value`.
    public let tolerance: Double
    /// The number as the reader sees it: `98.5 %`.
    public let printed: String
    public let line: Int
  }

  /// A formula, inside a sentence or on lines of its own.
  public struct Formula: Sendable, Equatable {
    public let tex: String
    public let line: Int
  }

  /// An image in the text.
  public struct FigureReference: Sendable, Equatable {
    /// As written: relative to the chapter's file, or a web address.
    public let path: String
    public let altText: String
    public let line: Int

    public var isRemote: Bool { path.contains("://") }
  }
}
