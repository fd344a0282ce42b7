import Datasets
import Foundation

/// Looks into a lesson without running it.
public enum LessonInspection {
  /// The ids of the steps that a lesson declares. Builds the lesson at quick budget, on its stand-in data.
  /// - Throws: whatever the lesson's initializer throws.
  public static func stepIDs(of lesson: any Lesson.Type) throws -> [String] {
    let nowhere = FileManager.default.temporaryDirectory
    let place = Terminal(isTerminal: false, width: 80, environment: [:])
    let run = Run(
      chapter: lesson.slug, budget: .quick, seed: 1, threads: 1,
      data: DataFolder(environment: [:], workingDirectory: nowhere.appending(path: "no-data")),
      settings: try Settings(lesson.settings, budget: .quick), outputFolder: nowhere, outputRoot: nowhere,
      narrator: Narrator(output: place, errors: place, detail: .nothing, showsProgress: false),
      isInterrupted: { false })
    return try lesson.init(run).steps.map(\.id)
  }
}
