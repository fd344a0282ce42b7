import Files
import Foundation

/// The list of lessons in `lesson-runner`, which follows the one in Package.swift: a chapter's lesson is registered there and
/// nowhere else.
public struct LessonList: Sendable {
  /// Where the list of `lesson-runner` stands, from the top of the repository.
  public static let path = "Sources/lesson-runner/Contents.swift"

  /// The targets of the lessons, in the order of the chapters.
  public let targets: [String]
  private let repository: URL

  /// Reads `let lessons = [...]` in the repository's Package.swift.
  ///
  /// - Throws: ``ChapterError`` where there is no such list, or a target in it has no lesson.
  public init(in repository: URL) throws(ChapterError) {
    self.repository = repository
    let file = "Package.swift"
    let text = (try? String(contentsOf: repository.appending(path: file), encoding: .utf8)) ?? ""
    guard let list = text.firstMatch(of: /(?m)^let lessons = \[([^\]]*)\]/) else {
      throw ChapterError(
        .sourceMissing, file: file, line: 1,
        "expected \"let lessons = [...]\", the targets of the lessons, at its top")
    }
    let line = text[..<list.range.lowerBound].count(where: \.isNewline) + 1
    targets = list.output.1.matches(of: /"([^"]*)"/).map { String($0.output.1) }
    for target in targets {
      let lesson = "Sources/Lessons/\(target)/Lesson.swift"
      let source = (try? String(contentsOf: repository.appending(path: lesson), encoding: .utf8)) ?? ""
      guard source.contains("class \(target)Lesson: Lesson") else {
        throw ChapterError(
          .sourceMissing, file: file, line: line,
          "\"\(target)\" is registered as a lesson, but \(lesson) has no \"public final class \(target)Lesson: Lesson\""
        )
      }
    }
  }

  /// What ``path`` has to say.
  public var source: String {
    let imports = (targets + ["LessonKit"]).sorted { $0.lowercased() < $1.lowercased() }
    return """
      // Written by `author sync` from the list in Package.swift.
      \(imports.map { "import \($0)" }.joined(separator: "\n"))

      /// The lessons of the book, in the order of the chapters.
      var lessons: [any Lesson.Type] {
        [
      \(targets.map { "    \($0)Lesson.self," }.joined(separator: "\n"))
        ]
      }

      """
  }

  private var url: URL { repository.appending(path: Self.path) }

  /// Whether `lesson-runner` knows these lessons, in this order.
  public var isWritten: Bool { (try? String(contentsOf: url, encoding: .utf8)) == source }

  /// Writes the list anew where it differs.
  ///
  /// - Returns: whether it did.
  /// - Throws: `FileError`.
  public func write() throws -> Bool {
    if isWritten { return false }
    try AtomicFile.write(Data(source.utf8), to: url)
    return true
  }
}
