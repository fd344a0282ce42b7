import LessonKit

/// One of the networks that a chapter trains, for use outside of it.
enum TrainedNetwork {
  case generator(TrainedGenerator)
  case translator(TrainedTranslator)

  private var model: any TrainedModel {
    switch self {
    case .generator(let model): model
    case .translator(let model): model
    }
  }

  var name: String { model.name }

  static func all(of lesson: any Lesson.Type) -> [TrainedNetwork] {
    lesson.generators.map { .generator($0) } + lesson.translators.map { .translator($0) }
  }

  /// The network of a lesson that has a name; without a name, the first one that the run has trained.
  /// - Throws: `UsageError` with the names that there are.
  static func named(_ name: String?, of lesson: any Lesson.Type, in run: ChosenRun) throws -> TrainedNetwork {
    let all = all(of: lesson)
    guard let first = all.first else {
      throw UsageError(
        "\(run.chapter.called) trains no network that makes pictures. Chapters 3 to 9 do.")
    }
    guard let name else { return all.first { $0.model.checkpoint(of: run.record) != nil } ?? first }
    guard let found = all.first(where: { $0.name == name }) else {
      let names = all.map(\.name)
      throw UsageError(
        "\(run.chapter.called) has no network \"\(name)\".\(NearMiss.question(for: name, among: names)) "
          + "Its networks: \(names.joined(separator: ", ")).")
    }
    return found
  }
}
