import Foundation
import GANKit
import TerminalText
import TestSupport
import Testing

@testable import LessonKit

@Suite struct ChapterTests {
  @Test func frontMatterIsRead() throws {
    let chapter = try parse(SampleChapter.text(body: "Hello."))
    let matter = chapter.frontMatter
    #expect(matter.number == 3)
    #expect(matter.slug == "vanilla-gan")
    #expect(matter.objectives == ["Train both players", "Read the losses: D at 2 ln 2"])
    #expect(matter.prerequisites == ["gan-theory"])
    #expect(matter.minutes.quick == 0.2)
    #expect(matter.minutes.reading == 25)
    #expect(matter.memory == "400 MB")
    #expect(matter.data == [])
    #expect(chapter.title == "A GAN on digits")
  }

  @Test func frontMatterSurvivesEncoding() throws {
    let matter = try parse(SampleChapter.text(body: "")).frontMatter
    let copy = try JSONDecoder().decode(FrontMatter.self, from: JSONEncoder().encode(matter))
    #expect(copy == matter)
  }

  @Test func chapterIsCutIntoIntroductionStepsAndClosing() throws {
    let chapter = try parse(SampleChapter.text(body: SampleChapter.body))
    #expect(chapter.introduction.markdown == "# A GAN on digits\n\nWhy? See [the paper][paper].")
    #expect(chapter.introduction.line == 15)
    #expect(chapter.steps.map(\.id) == ["untrained", "train-both"])
    #expect(chapter.steps.map(\.title) == ["Before training", "Train both"])
    #expect(chapter.steps[0].line == 19)
    #expect(chapter.steps[0].beforeRun.markdown == "## Before training\n\nPredict.")
    #expect(chapter.steps[0].beforeRun.line == 20)
    #expect(chapter.steps[0].afterRun.markdown == "Look.")
    #expect(chapter.steps[0].afterRun.line == 26)
    #expect(chapter.steps[1].beforeRun.markdown == "No heading here.\n\n```\n<!-- step: code-only -->\n```")
    #expect(chapter.steps[1].afterRun.isEmpty)
    #expect(chapter.closing.markdown.hasPrefix("## Exercises"))
    #expect(chapter.closing.line == 36)
    #expect(chapter.text.markdown.hasPrefix("# A GAN"))
    #expect(chapter.text.markdown.hasSuffix("[paper]: https://example.org/paper"))
  }

  @Test func linkDefinitionsReachEverySection() throws {
    let chapter = try parse(SampleChapter.text(body: SampleChapter.body))
    let renderer = MarkdownRenderer(terminal: .test(width: 80))
    #expect(renderer.render(chapter.introduction).contains("See the paper (https://example.org/paper)."))
  }

  @Test func windowsLineEndingsAndByteOrderMarkMakeNoDifference() throws {
    let text = SampleChapter.text(body: SampleChapter.body)
    let unix = try parse(text)
    let windows = try parse("\u{FEFF}" + text.replacing("\n", with: "\r\n"))
    #expect(windows.frontMatter == unix.frontMatter)
    #expect(windows.introduction == unix.introduction)
    #expect(windows.steps.map(\.id) == unix.steps.map(\.id))
    #expect(windows.steps.map(\.beforeRun) == unix.steps.map(\.beforeRun))
    #expect(windows.steps.map(\.afterRun) == unix.steps.map(\.afterRun))
    #expect(windows.closing == unix.closing)
    #expect(windows.codeBlocks == unix.codeBlocks)
  }

  @Test func chapterWithoutTextHasNoSteps() throws {
    let chapter = try parse(SampleChapter.text(body: ""))
    #expect(chapter.introduction.isEmpty)
    #expect(chapter.steps.isEmpty)
    #expect(chapter.closing.isEmpty)
    #expect(MarkdownRenderer(terminal: .test(width: 80)).render(chapter.text) == "")
  }

  @Test func codeBlocksNameTheirSource() throws {
    let body = """
      ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      let a = 1

      ```

      - item
        ~~~sh
        ./learn
        ~~~
      """
    let blocks = try parse(SampleChapter.text(body: body)).codeBlocks
    #expect(blocks.count == 2)
    #expect(blocks[0].source == .init(path: "Sources/Lessons/VanillaGAN/Train.swift", snippet: "update"))
    #expect(blocks[0].code == "let a = 1\n")
    #expect((blocks[0].line, blocks[0].endLine) == (15, 18))
    #expect(blocks[1].language == "sh")
    #expect(blocks[1].source == nil)
    #expect((blocks[1].line, blocks[1].endLine) == (21, 23))
  }

  @Test func metricsBelongToTheNumberBeforeThem() throws {
    let body = """
      Score 8.1<!-- metric: train.digitScore within 0.4 -->, gap −0.69<!-- metric: a.gap within 1e-2 -->,
      **1,489,936**<!-- metric: a.b within 0 --> and 98.5 %<!-- metric: a.accuracy within 0.5 --> or
      200<!-- metric: a.c within 10 % -->; $`0.5`$<!-- metric: a.d within 0.1 -->.

      | x | y |
      |---|---|
      | 1 | 2<!-- metric: a.e within 3 --> |

      `3<!-- metric: not.this within 1 -->`
      """
    let metrics = try parse(SampleChapter.text(body: body)).metrics
    #expect(metrics.map(\.name) == ["train.digitScore", "a.gap", "a.b", "a.accuracy", "a.c", "a.d", "a.e"])
    #expect(metrics.map(\.value) == [8.1, -0.69, 1_489_936, 0.985, 200, 0.5, 2])
    #expect(metrics.map(\.line) == [15, 15, 16, 16, 17, 17, 21])
    #expect(metrics[0].step == "train")
    #expect(metrics[3].printed == "98.5 %")
    expectClose(metrics[3].tolerance, 0.005, within: 1e-12)
    #expect(metrics[4].tolerance == 20)
  }

  @Test func figuresHavePathAltTextAndLine() throws {
    let body = "Text\n![A *grid* of digits](figures/a%20b.png) and\n![](https://example.org/x.png)"
    let figures = try parse(SampleChapter.text(body: body)).figures
    #expect(figures.map(\.path) == ["figures/a b.png", "https://example.org/x.png"])
    #expect(figures.map(\.altText) == ["A grid of digits", ""])
    #expect(figures.map(\.line) == [16, 17])
    #expect(figures.map(\.isRemote) == [false, true])
  }

  // MARK: - Mistakes

  struct Mistake: CustomTestStringConvertible, Sendable {
    let name: String
    let source: String
    let kind: ChapterError.Kind
    let line: Int
    let says: String
    var testDescription: String { name }
  }

  static let mistakes: [Mistake] = [
    Mistake(name: "empty file", source: "", kind: .frontMatterMissing, line: 1, says: "begins with YAML"),
    Mistake(
      name: "no front matter", source: "# Title\n", kind: .frontMatterMissing, line: 1, says: "\"---\""),
    Mistake(
      name: "open front matter", source: "---\nnumber: 1\n", kind: .frontMatterMissing, line: 1,
      says: "not closed"),
    Mistake(
      name: "empty front matter", source: "---\n---\n", kind: .frontMatterMissing, line: 2,
      says: "holds no keys"),
    Mistake(
      name: "missing key", source: SampleChapter.text(dropping: "question"), kind: .keyMissing, line: 2,
      says: "lacks \"question\""),
    Mistake(
      name: "missing budget", source: SampleChapter.text(replacing: ", full: 60", with: ""),
      kind: .keyMissing, line: 10, says: "lacks \"minutes.full\""),
    Mistake(
      name: "wrong type", source: SampleChapter.text(replacing: "number: 3", with: "number: three"),
      kind: .keyInvalid, line: 2, says: "\"number\" in the front matter has the wrong form"),
    Mistake(
      name: "number 0", source: SampleChapter.text(replacing: "number: 3", with: "number: 0"),
      kind: .keyInvalid, line: 2, says: "count from 1"),
    Mistake(
      name: "bad slug", source: SampleChapter.text(replacing: "slug: vanilla-gan", with: "slug: Vanilla GAN"),
      kind: .keyInvalid, line: 3, says: "lower-case"),
    Mistake(
      name: "misspelt key", source: SampleChapter.text(replacing: "memory:", with: "memmory:"),
      kind: .keyUnknown, line: 11, says: "Did you mean \"memory\"?"),
    Mistake(
      name: "key twice", source: SampleChapter.text(replacing: "data: []", with: "data: []\nslug: x"),
      kind: .keyInvalid, line: 3, says: "slug stands there twice"),
    Mistake(
      name: "unquoted colon", source: SampleChapter.text(replacing: "400 MB", with: "about: 400: MB"),
      kind: .keyInvalid, line: 11, says: "needs quotes"),
    Mistake(
      name: "step twice", source: SampleChapter.text(body: "<!-- step: a -->\nx\n\n<!-- step: a -->\ny"),
      kind: .stepDuplicate, line: 18, says: "already opened on line 15"),
    Mistake(
      name: "bad step id", source: SampleChapter.text(body: "<!-- step: Train It -->"),
      kind: .stepMalformed, line: 15, says: "is not understood"),
    Mistake(
      name: "missing colon", source: SampleChapter.text(body: "<!-- step train -->"),
      kind: .stepMalformed, line: 15, says: "is not understood"),
    Mistake(
      name: "step in a sentence", source: SampleChapter.text(body: "text <!-- step: a --> text"),
      kind: .stepMalformed, line: 15, says: "a line of its own"),
    Mistake(
      name: "step in a list", source: SampleChapter.text(body: "- x\n\n  <!-- step: a -->"),
      kind: .stepMalformed, line: 17, says: "outside lists"),
    Mistake(
      name: "step after the last",
      source: SampleChapter.text(
        body: "<!-- step: a -->\n<!-- after steps -->\n<!-- step: b -->"),
      kind: .stepMalformed, line: 17, says: "nothing may follow"),
    Mistake(
      name: "run outside a step", source: SampleChapter.text(body: "<!-- run -->"),
      kind: .stepMalformed, line: 15, says: "once in a step"),
    Mistake(
      name: "run twice", source: SampleChapter.text(body: "<!-- step: a -->\n<!-- run -->\n<!-- run -->"),
      kind: .stepMalformed, line: 17, says: "once in a step"),
    Mistake(
      name: "after steps without steps", source: SampleChapter.text(body: "<!-- after steps -->"),
      kind: .stepMalformed, line: 15, says: "before any step"),
    Mistake(
      name: "metric without tolerance", source: SampleChapter.text(body: "8<!-- metric: a.b -->"),
      kind: .metricMalformed, line: 15, says: "is not understood"),
    Mistake(
      name: "metric without step", source: SampleChapter.text(body: "8<!-- metric: b within 1 -->"),
      kind: .metricMalformed, line: 15, says: "is not understood"),
    Mistake(
      name: "metric without number",
      source: SampleChapter.text(body: "x\n\nfour<!-- metric: a.b within 1 -->"),
      kind: .metricMalformed, line: 17, says: "must follow a number directly"),
    Mistake(
      name: "metric after a space", source: SampleChapter.text(body: "4, <!-- metric: a.b within 1 -->"),
      kind: .metricMalformed, line: 15, says: "must follow a number directly"),
  ]

  @Test(arguments: mistakes) func mistakesAreReportedWithTheirLine(_ mistake: Mistake) throws {
    let error = try #require(throws: ChapterError.self) { try parse(mistake.source) }
    #expect(error.kind == mistake.kind)
    #expect(error.line == mistake.line)
    #expect(error.message.contains(mistake.says))
    #expect(error.description.hasPrefix("chapters/03-vanilla-gan.md:\(mistake.line): "))
  }

  @Test func authorsNotesAreNoSteps() throws {
    let body =
      "<!-- run this again some day; the next step: faces -->\n\n<!-- steps are counted from here -->\nx"
    #expect(try parse(SampleChapter.text(body: body)).steps.isEmpty)
  }

  @Test func textThatIsNotUTF8IsReportedWithItsLine() throws {
    let folder = try TemporaryFolder()
    let url = folder.url.appending(path: "01-x.md")
    try Data(Array("---\nnumber: 1\n".utf8) + [0xFF, 0xFE]).write(to: url)
    let error = try #require(throws: ChapterError.self) { try Chapter(contentsOf: url) }
    #expect(error.kind == .unreadable)
    #expect(error.line == 3)
  }

  private func parse(_ source: String) throws -> Chapter {
    try Chapter(
      parsing: source, url: URL(filePath: "/book/chapters/03-vanilla-gan.md"),
      file: "chapters/03-vanilla-gan.md")
  }
}

@Suite struct ChapterLibraryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func chaptersAreFoundByNumberSlugAndFileName() throws {
    let library = try book()
    #expect(library.entries.map(\.number) == [1, 3])
    for name in ["3", "03", "vanilla-gan", "Vanilla-GAN", "03-vanilla-gan", "03-vanilla-gan.md"] {
      #expect(try library.entry(matching: name).slug == "vanilla-gan")
    }
    #expect(try library.chapter(matching: "3").title == "A GAN on digits")
    #expect(library.entries[1].name == "03-vanilla-gan")
  }

  @Test func unknownNamesGetNearMisses() throws {
    let library = try book()
    let error = #expect(throws: ChapterLibraryError.self) { try library.entry(matching: "vannila-gan") }
    #expect(
      error?.description
        == "there is no chapter \"vannila-gan\". Did you mean \"vanilla-gan\"? "
        + "Chapters: 1 gan-theory, 3 vanilla-gan")
    let other = #expect(throws: ChapterLibraryError.self) { try library.entry(matching: "12") }
    #expect(other?.description.contains("Did you mean") == false)
  }

  @Test func libraryIsFoundUpwardThenBesideTheProgram() throws {
    _ = try book()
    let elsewhere = try TemporaryFolder()
    let inside = folder.url.appending(path: "Sources/deep")
    try FileManager.default.createDirectory(at: inside, withIntermediateDirectories: true)
    let chapters = folder.url.appending(path: "chapters").resolvingSymlinksInPath().path

    func found(_ home: String?, _ working: URL, _ program: URL?) throws -> String {
      try ChapterLibrary.find(
        environment: home.map { ["GANLESSONS_HOME": $0] } ?? [:], workingDirectory: working,
        executable: program
      ).folder.resolvingSymlinksInPath().path
    }
    #expect(try found(nil, inside, nil) == chapters)
    #expect(try found(nil, elsewhere.url, inside.appending(path: "lesson-runner")) == chapters)
    #expect(try found(folder.url.path, elsewhere.url, nil) == chapters)
    #expect(throws: ChapterLibraryError.self) { try found(nil, elsewhere.url, nil) }
    // A home that holds no chapters is a mistake, not a reason to look elsewhere.
    #expect(throws: ChapterLibraryError.self) { try found(elsewhere.url.path, inside, nil) }
  }

  @Test func fileNameAndFrontMatterMustAgree() throws {
    _ = try book()
    try folder.write(SampleChapter.text(body: ""), to: "chapters/04-dcgan.md")
    let library = try ChapterLibrary(folder: folder.url.appending(path: "chapters"))
    let error = #expect(throws: ChapterError.self) { try library.chapter(matching: "dcgan") }
    #expect(error?.description.contains("04-dcgan.md") == true)
  }

  @Test func editDistanceCountsSwapsOnce() {
    #expect(NearMiss.editDistance("dcgan", "dcgan") == 0)
    #expect(NearMiss.editDistance("dcgna", "dcgan") == 1)
    #expect(NearMiss.editDistance("", "gan") == 3)
    #expect(NearMiss.editDistance("kitten", "sitting") == 3)
    #expect(NearMiss.suggestions(for: "cycle", among: ["cyclegan", "srgan"]) == ["cyclegan"])
    #expect(NearMiss.suggestions(for: "x", among: ["a", "b"]) == [])
  }

  /// Writes two chapters and a file that is none.
  private func book() throws -> ChapterLibrary {
    let theory = SampleChapter.text(replacing: "number: 3", with: "number: 1")
      .replacing("slug: vanilla-gan", with: "slug: gan-theory")
    try folder.write(theory, to: "chapters/01-gan-theory.md")
    try folder.write(SampleChapter.text(body: SampleChapter.body), to: "chapters/03-vanilla-gan.md")
    try folder.write("no chapter", to: "chapters/README.md")
    return try ChapterLibrary(folder: folder.url.appending(path: "chapters"))
  }
}
