import Foundation
import TestSupport
import Testing

@testable import Authoring
@testable import LessonKit

@Suite("author new") struct NewChapterTests {
  private func library(_ package: String = "let lessons = [\n  \"Walk\",\n]\n") throws -> (
    TemporaryFolder, ChapterLibrary
  ) {
    let folder = try TemporaryFolder()
    try folder.write(SampleChapter.text(body: "# A GAN on digits\n"), to: "chapters/03-vanilla-gan.md")
    try folder.write(package, to: "Package.swift")
    try folder.write(
      "public final class WalkLesson: Lesson {}\n", to: "Sources/Lessons/Walk/Lesson.swift")
    try FileManager.default.createDirectory(
      at: folder.url.appending(path: "Sources/lesson-runner"), withIntermediateDirectories: true)
    return (folder, try ChapterLibrary(folder: folder.url.appending(path: "chapters")))
  }

  @Test(
    "Text, lesson and test are written, and the lesson stands in both lists; the text has nothing to correct")
  func made() throws {
    let (folder, library) = try library()
    let new = try NewChapter(slug: "coin-toss", title: nil, in: library)
    #expect(new.number == 4 && new.title == "Coin toss" && new.target == "CoinToss")
    try new.write()
    func text(_ path: String) throws -> String {
      try String(contentsOf: folder.url.appending(path: path), encoding: .utf8)
    }
    #expect(try text("Package.swift") == "let lessons = [\n  \"Walk\", \"CoinToss\",\n]\n")
    #expect(try text(LessonList.path).contains("CoinTossLesson.self"))
    #expect(try text("Sources/Lessons/CoinToss/Lesson.swift").contains("class CoinTossLesson: Lesson"))
    #expect(try text("Tests/LessonTests/CoinTossTests.swift").contains("@testable import CoinToss"))
    let chapter = try ChapterLibrary(folder: library.folder).chapter(matching: "coin-toss")
    #expect(chapter.steps.map(\.id) == ["estimate"])
    #expect(chapter.steps[0].predictions.map(\.id) == ["four-times"])
    let author = Author(try ChapterLibrary(folder: library.folder))
    let findings = author.check(steps: ["coin-toss": ["estimate"]]).findings
    #expect(findings.filter { $0.file == "chapters/04-coin-toss.md" } == [])
  }

  @Test("What cannot be made is refused, and nothing is left of it")
  func refused() throws {
    let (folder, library) = try library("// no list\n")
    for slug in ["Coin", "coin toss", "-coin", "vanilla-gan"] {
      #expect(throws: UsageError.self) { try NewChapter(slug: slug, title: nil, in: library) }
    }
    #expect(throws: ChapterError.self) { try NewChapter(slug: "coin", title: nil, in: library).write() }
    #expect(!FileManager.default.fileExists(atPath: folder.url.appending(path: "chapters/04-coin.md").path))
    try folder.write("", to: "Tests/LessonTests/CoinTests.swift")
    #expect(throws: UsageError.self) { try NewChapter(slug: "coin", title: nil, in: library) }
  }
}
