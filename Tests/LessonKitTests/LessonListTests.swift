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
    try folder.write("// A comment\nlet lessons = [\n  \(names),\n]\n", to: "Package.swift")
    for name in lessons {
      try folder.write(
        "public final class \(name)Lesson: Lesson {}\n", to: "Sources/Lessons/\(name)/Lesson.swift")
    }
    try folder.write("old", to: LessonList.path)
  }

  @Test func theListIsWrittenInTheOrderOfThePackage() throws {
    try register("Waves", "coin", lessons: ["Waves", "coin"])
    let list = try LessonList(in: folder.url)
    #expect(list.targets == ["Waves", "coin"] && !list.isWritten)
    #expect(try list.write())
    let text = try folder.read(LessonList.path)
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
    try folder.write("let package = 1\n", to: "Package.swift")
    #expect(throws: ChapterError.self) { try LessonList(in: folder.url) }
  }

  @Test func thisRepositorysListIsWritten() throws {
    let repository = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent()
    #expect(try LessonList(in: repository).isWritten, "run ./learn author sync")
  }
}
