import Foundation
import GANKit
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

@Suite struct AuthorTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  private static let train = """
    import GANKit

    enum Train {
      // snippet.update
      /// One step.
      func update() {

        step(1)
      }
      // snippet.end

      // snippet.other
      let x = 1
      // snippet.end
      // snippet.empty
      // snippet.end
      // snippet.twice
      let a = 1
      // snippet.end
      // snippet.twice
      let a = 2
      // snippet.end
      // snippet.open
      let b = 1
    }
    """

  @Test func snippetsAreDedented() throws {
    let snippets = Snippets(Self.train)
    #expect(try snippets.lines(of: "update") == ["/// One step.", "func update() {", "", "  step(1)", "}"])
    #expect(try snippets.lines(of: "other") == ["let x = 1"])
  }

  @Test func snippetMistakesNameTheirLine() throws {
    let snippets = Snippets(Self.train)
    func problem(_ name: String) -> Snippets.Problem? {
      #expect(throws: Snippets.Problem.self) { try snippets.lines(of: name) }
    }
    #expect(problem("upate")?.kind == .snippetMissing)
    #expect(problem("upate")?.message.contains("Did you mean \"update\"?") == true)
    #expect(problem("empty")?.line == 15)
    #expect(problem("twice")?.line == 20)
    #expect(problem("twice")?.message.contains("on line 17") == true)
    #expect(problem("open")?.line == 23)
  }

  @Test(arguments: ["\n", "\r\n"]) func syncRewritesOnlyTheCode(_ newline: String) throws {
    let body = """
      Intro.

      ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      old
      ```

      - In a list:

        ```swift Sources/Lessons/VanillaGAN/Train.swift#other
        ```

      > ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      > old
      > older
      > ```

      ```swift
      untouched()
      ```

      End without a newline
      """
    let expected = """
      Intro.

      ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      /// One step.
      func update() {

        step(1)
      }
      ```

      - In a list:

        ```swift Sources/Lessons/VanillaGAN/Train.swift#other
        let x = 1
        ```

      > ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      > /// One step.
      > func update() {
      >
      >   step(1)
      > }
      > ```

      ```swift
      untouched()
      ```

      End without a newline
      """
    func text(_ body: String) -> String {
      SampleChapter.text(body: body).replacing("\n", with: newline)
    }
    let author = try author(of: text(body))
    let report = try author.sync()
    #expect(report.findings == [])
    #expect(report.changes.map(\.line) == [17, 27, 31])
    #expect(report.changes.map(\.linesBefore) == [1, 0, 2])
    #expect(report.changes.map(\.linesAfter) == [5, 1, 5])
    try #require(report.changes.count == 3)
    #expect(report.changes[0].source == "Sources/Lessons/VanillaGAN/Train.swift#update")
    #expect(try folder.read(Self.chapterPath) == text(expected))
    // A second time there is nothing to do.
    #expect(try author.sync().changes == [])
    #expect(author.check().findings == [])
    let names = try FileManager.default.contentsOfDirectory(
      atPath: folder.url.appending(path: "chapters").path)
    #expect(names == ["03-vanilla-gan.md"])
  }

  @Test func syncReportsWhatItCannotDo() throws {
    let body = """
      ```swift Sources/Lessons/VanillaGAN/Train.swift#upate
      ```
      ```swift Sources/Nowhere.swift#update
      ```
      ```swift Sources/Lessons/VanillaGAN/Train.swift#open
      ```
      ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      """
    let author = try author(of: SampleChapter.text(body: body))
    let report = try author.sync()
    #expect(report.changes == [])
    #expect(
      report.findings.map(\.kind)
        == [.snippetMissing, .sourceMissing, .snippetMalformed, .snippetMalformed])
    #expect(report.findings.map(\.line) == [15, 17, 23, 21])
    try #require(report.findings.count == 4)
    #expect(report.findings[2].file == "Sources/Lessons/VanillaGAN/Train.swift")
    #expect(try folder.read(Self.chapterPath) == SampleChapter.text(body: body))
  }

  @Test func sourcesOutsideTheRepositoryAreRefused() throws {
    try folder.write("// snippet.x\nsecret\n// snippet.end", to: "outside.swift")
    let body = "```swift ../outside.swift#x\n```"
    try folder.write(SampleChapter.text(body: body), to: "repository/chapters/03-vanilla-gan.md")
    let author = Author(try ChapterLibrary(folder: folder.url.appending(path: "repository/chapters")))
    #expect(try author.sync().findings.map(\.kind) == [.sourceMissing])
  }

  @Test func checkFindsCodeThatDiffersOrIsLong() throws {
    let body = """
      ```swift Sources/Lessons/VanillaGAN/Train.swift#update
      /// One step.
      func updated() {
      ```

      ```swift Sources/Lessons/VanillaGAN/Long.swift#long
      \((1...26).map { "let x\($0) = \($0)" }.joined(separator: "\n"))
      ```
      """
    let author = try author(of: SampleChapter.text(body: body))
    let long = (1...26).map { "  let x\($0) = \($0)\n" }.joined()
    try folder.write("// snippet.long\n\(long)// snippet.end\n", to: "Sources/Lessons/VanillaGAN/Long.swift")
    let findings = author.check().findings
    #expect(findings.map(\.kind) == [.codeDiffers, .snippetTooLong])
    #expect(findings.map(\.line) == [15, 20])
    try #require(findings.count == 2)
    #expect(findings[0].message.contains("from line 17 on"))
    #expect(findings[1].message.contains("26 lines"))
    #expect(try folder.read(Self.chapterPath) == SampleChapter.text(body: body))
  }

  @Test func checkComparesStepsWithTheLesson() throws {
    let body = "<!-- step: a -->\nx\n\n<!-- step: b -->\ny"
    let author = try author(of: SampleChapter.text(body: body))
    func check(_ slug: String, _ steps: [String]) -> [Author.Finding] {
      author.check(steps: [slug: steps]).findings
    }
    #expect(check("vanilla-gan", ["a", "b"]) == [])
    #expect(check("dcgan", ["x"]) == [])
    let swapped = check("vanilla-gan", ["a", "c"])
    #expect(swapped.map(\.kind) == [.stepsDiffer])
    #expect(swapped.first?.line == 18)
    #expect(swapped.first?.message.contains("from step 2 on") == true)
    #expect(check("vanilla-gan", ["a", "b", "c"]).first?.line == 18)
    #expect(check("vanilla-gan", []).first?.message.contains("Lesson: none") == true)
  }

  @Test func checkFindsMetricsOfUnknownSteps() throws {
    let body = "<!-- step: train -->\n1<!-- metric: trian.score within 1 -->"
    let author = try author(of: SampleChapter.text(body: body))
    // Without a record, too.
    let findings = author.check(recordsToCome: ["vanilla-gan"]).findings
    #expect(findings.map(\.kind) == [.metricUnknown])
    #expect(findings.first?.message.contains("Did you mean \"train\"?") == true)
  }

  @Test func checkFindsExplorablesThatDoNotExist() throws {
    let body = "# Title\n\n<!-- explorable: losses -->\n\n<!-- explorable: sadle -->"
    let author = try author(of: SampleChapter.text(body: body))
    let findings = author.check(recordsToCome: ["vanilla-gan"]).findings
    #expect(findings.map(\.kind) == [.explorableUnreadable])
    #expect(findings.map(\.line) == [19])
    #expect(findings.first?.message.contains("Did you mean \"saddle\"?") == true)
  }

  @Test func checkFindsFiguresThatAreMissingOrMute() throws {
    let body = """
      ![Seen](figures/vanilla-gan/a.png) ![](figures/vanilla-gan/a.png)

      ![Gone](figures/vanilla-gan/b.png)
      ![Far](https://example.org/c.png)
      """
    let author = try author(of: SampleChapter.text(body: body))
    try folder.write("png", to: "chapters/figures/vanilla-gan/a.png")
    let findings = author.check().findings
    #expect(findings.map(\.kind) == [.figureWithoutAltText, .figureMissing, .figureMissing])
    #expect(findings.map(\.line) == [15, 17, 18])
    try #require(findings.count == 3)
    #expect(findings[2].message.contains("on the network"))
  }

  @Test func checkReportsADamagedChapterAndGoesOn() throws {
    let author = try author(of: SampleChapter.text(body: "1<!-- metric: x.y within 1 -->"))
    try folder.write("no front matter", to: "chapters/04-dcgan.md")
    let both = Author(try ChapterLibrary(folder: author.library.folder))
    let findings = both.check(recordsToCome: ["vanilla-gan"]).findings
    #expect(findings.map(\.kind) == [.metricUnknown, .frontMatterMissing])
    #expect(findings.last?.description.hasPrefix("chapters/04-dcgan.md:1: ") == true)
  }

  private static let chapterPath = "chapters/03-vanilla-gan.md"

  /// Writes the chapter and the source it quotes.
  private func author(of chapter: String) throws -> Author {
    try folder.write(chapter, to: Self.chapterPath)
    try folder.write(Self.train, to: "Sources/Lessons/VanillaGAN/Train.swift")
    return Author(try ChapterLibrary(folder: folder.url.appending(path: "chapters")))
  }
}
