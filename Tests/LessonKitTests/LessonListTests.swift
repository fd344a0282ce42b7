import Foundation
import LessonKit
import TestSupport
import Testing

@Suite("A chapter is registered in Package.swift alone")
struct LessonListTests {
  private let folder: TemporaryFolder

  init() throws { folder = try TemporaryFolder() }

  private func register(_ targets: String..., lessons: [String]) throws {
    let names = targets.map { "\"\($0)\"" }.joined(separator: ", ")
    try folder.file("Package.swift", Array("// A comment\nlet lessons = [\n  \(names),\n]\n".utf8))
    for name in lessons {
      try folder.file(
        "Sources/Lessons/\(name)/Lesson.swift", Array("public final class \(name)Lesson: Lesson {}\n".utf8))
    }
    try folder.file(LessonList.path, Array("old".utf8))
  }

  @Test func theListIsWrittenInTheOrderOfThePackage() throws {
    try register("Waves", "coin", lessons: ["Waves", "coin"])
    let list = try LessonList(in: folder.url)
    #expect(list.targets == ["Waves", "coin"] && !list.isWritten)
    #expect(try list.write())
    let text = try String(contentsOf: folder.url.appending(path: LessonList.path), encoding: .utf8)
    #expect(text.contains("import coin\nimport LessonKit\nimport Waves\n"))
    #expect(text.contains("    WavesLesson.self,\n    coinLesson.self,\n"))
    #expect(try !LessonList(in: folder.url).write(), "nothing to do the second time")
  }

  @Test func aTargetWithoutALessonIsNamed() throws {
    try register("Waves", "Coin", lessons: ["Waves"])
    let error = #expect(throws: ChapterError.self) { try LessonList(in: folder.url) }
    #expect(error?.description.contains("Package.swift:2") == true, "\(error as Any)")
    #expect(error?.description.contains("Sources/Lessons/Coin/Lesson.swift") == true)
  }

  @Test func aPackageWithoutTheListIsNamed() throws {
    try folder.file("Package.swift", Array("let package = 1\n".utf8))
    #expect(throws: ChapterError.self) { try LessonList(in: folder.url) }
  }

  @Test func thisRepositorysListIsWritten() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    #expect(try LessonList(in: repository).isWritten, "run ./learn author sync")
  }
}
