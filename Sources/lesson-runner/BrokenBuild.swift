import Foundation
import LessonKit

/// What the script `learn` says when the sources do not compile and it starts the program that was built last.
///
/// That program must not run a lesson whose code has changed since: the run would be recorded as one of the new code.
struct BrokenBuild {
  /// By target, the first error in it; `library` stands for all that every lesson needs.
  let errors: [String: String]
  /// Targets that changed since the program was built.
  let notBuilt: Set<String>

  init(environment: [String: String] = ProcessInfo.processInfo.environment) {
    let lines = (environment["GANLESSONS_BUILD_ERROR"] ?? "").split(separator: "\n")
    let pairs = lines.map { line in
      let words = line.split(separator: " ", maxSplits: 1).map(String.init)
      return (words[0], words.count > 1 ? words[1] : "")
    }
    errors = Dictionary(pairs) { first, _ in first }
    notBuilt = Set((environment["GANLESSONS_NOT_BUILT"] ?? "").split(separator: "\n").map(String.init))
  }

  /// Whether a lesson's code is that of the program.
  func isCurrent(_ target: String) -> Bool {
    Set([target, "library"]).isDisjoint(with: notBuilt.union(errors.keys))
  }

  /// - Throws: `LessonError` if a chapter was chosen whose lesson does not compile, or is not in the program as it is now.
  func check(_ chosen: [(Chapter, any Lesson.Type)], in book: Book) throws {
    guard let (chapter, lesson) = chosen.first(where: { !isCurrent(book.target(of: $1)) }) else { return }
    let reason: String
    if let error = errors[book.target(of: lesson)] {
      reason = "its lesson does not compile: \(error)"
    } else if let error = errors["library"] {
      reason = "the code that every lesson needs does not compile: \(error)"
    } else {
      let error = errors.min { $0.key < $1.key }.map { ": \($0.value)" } ?? ""
      reason = "its code changed, and the program could not be built again\(error)"
    }
    let others = try book.library.entries.map(book.library.chapter).filter { chapter in
      book.lesson(of: chapter.slug).map { isCurrent(book.target(of: $0)) } ?? false
    }
    let works =
      others.isEmpty
      ? "What still works: reading (\(Program.name) show \(chapter.number)), and every command but run"
      : "What still works: \(Program.name) run \(others.map { "\($0.number)" }.joined(separator: " "))"
        + ", and every command but run"
    throw LessonError(
      "\(chapter.called) cannot run: \(reason). Correct that and run again. \(works).")
  }
}
