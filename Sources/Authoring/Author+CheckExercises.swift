import Foundation
import LessonKit

extension Author {
  /// What is wrong with the form of the exercises. Whether their checks tell right from wrong, a test finds out.
  func exerciseFindings() -> [Finding] {
    let list: ExerciseList
    do {
      list = try ExerciseList(in: library.repository)
    } catch let finding as ChapterError {
      return [finding]
    } catch {
      return [Finding(.exerciseMalformed, file: "exercises", line: 1, "\(error)")]
    }
    let package = try? String(
      contentsOf: library.repository.appending(path: "Package.swift"), encoding: .utf8)
    return list.all.flatMap { exercise -> [Finding] in
      func finding(_ file: String, _ message: String) -> Finding {
        Finding(.exerciseMalformed, file: "exercises/\(exercise.name)/\(file)", line: 1, message)
      }
      func text(_ file: String) -> String? {
        try? String(contentsOf: exercise.folder.appending(path: file), encoding: .utf8)
      }
      var findings = [Exercise.fileName, "Solution.swift", "Wrong.swift", "Checks.swift", "Trial.swift"]
        .filter {
          text($0) == nil
        }.map { finding($0, "this file is missing") }
      for (file, type) in [(Exercise.fileName, "Exercise"), ("Solution.swift", "Solution")] {
        guard let text = text(file) else { continue }
        if !text.hasPrefix(exercise.mark + "\n") {
          findings.append(finding(file, "its first line has to be \"\(exercise.mark)\""))
        }
        if !text.contains("enum \(type): ") {
          findings.append(finding(file, "it has to declare \"enum \(type): ...\""))
        }
      }
      if !library.entries.contains(where: { $0.number == exercise.chapter }) {
        findings.append(finding("exercise.md", "there is no chapter \(exercise.chapter)"))
      }
      if package?.contains("\"\(exercise.name)\"") == false {
        findings.append(
          finding("exercise.md", "Package.swift does not list \"\(exercise.name)\" in exercises"))
      }
      return findings
    }
  }
}
