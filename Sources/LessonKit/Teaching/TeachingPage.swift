import Foundation

/// What a teacher needs to know about a chapter: the file `chapters/teaching/NN-slug.md`, and what the chapter and its
/// runs add to it.
public struct TeachingPage: Sendable {
  public let chapter: Chapter
  /// The text of the file.
  public let markdown: String

  public static func file(of chapter: Chapter) -> URL {
    chapter.url.deletingLastPathComponent().appending(path: "teaching/\(chapter.url.lastPathComponent)")
  }

  /// - Throws: `UsageError` if the chapter has no such page.
  public init(of chapter: Chapter) throws {
    let file = Self.file(of: chapter)
    guard let text = try? ChapterSource(contentsOf: file, file: file.lastPathComponent).text else {
      throw UsageError(
        "\(chapter.called) has no teacher's page: \(file.path) does not exist.")
    }
    (self.chapter, markdown) = (chapter, text)
  }

  /// The page with what follows from chapter and machine: the questions with their answers, what the numbers of the
  /// chapter are over several seeds, and what a machine needs.
  /// - Parameter times: of runs on this machine.
  public func complete(times: RunTimes, spread: Spread?) -> String {
    ([markdown.trimmingCharacters(in: .newlines), answers] + [spread.map(Self.text)].compactMap { $0 }
      + [needs(times)]).joined(separator: "\n\n") + "\n"
  }

  private var answers: String {
    let items = chapter.predictions.enumerated().map { index, prediction -> String in
      let answer =
        switch prediction.kind {
        case .choice(let right, _): "\(right), \(prediction.plainChoice(right) ?? "")"
        case .number(let unit, let metric): "the run's `\(metric)`" + (unit.isEmpty ? "" : ", in \(unit)")
        }
      return "\(index + 1). `\(prediction.id)`, step `\(prediction.step)`: \(prediction.plainQuestion) "
        + "**Answer: \(answer)**"
    }
    return items.isEmpty ? "" : "## Questions and answers\n\n" + items.joined(separator: "\n")
  }

  private static func text(_ spread: Spread) -> String {
    let metrics = spread.metrics.sorted { $0.key < $1.key }.map { name, values in
      let sorted = values.sorted()
      return "| `\(name)` | \(Wording.number(sorted[0])) | \(Wording.number(sorted[sorted.count / 2])) "
        + "| \(Wording.number(sorted[sorted.count - 1])) |"
    }
    let confirmed = spread.confirmed.sorted { $0.key < $1.key }.filter { $0.value < spread.seeds.count }.map {
      "`\($0)` by \($1) of \(spread.seeds.count)"
    }
    let predictions =
      confirmed.isEmpty
      ? "Every run confirmed the answers to all predictions."
      : "Every run confirmed the answers to the predictions, but for these: \(Wording.list(confirmed)). "
        + "Somebody in a class will see another outcome there."
    return """
      ## The spread over \(spread.seeds.count) seeds

      Runs at \(spread.budget.rawValue) budget with the seeds \(Wording.list(spread.seeds.map(String.init))). \(predictions)

      | metric | lowest | median | highest |
      |---|---:|---:|---:|
      \(metrics.joined(separator: "\n"))
      """
  }

  private func needs(_ times: RunTimes) -> String {
    let rows = Budget.offered.compactMap { budget in
      times.time(of: chapter, at: budget).map { time in
        "| \(budget.rawValue) | \(time.source == .measured ? "" : "about ")\(Wording.minutes(time.minutes)) |"
      }
    }
    let data =
      chapter.frontMatter.data.isEmpty
      ? "It needs no data set."
      : "It uses \(Wording.list(chapter.frontMatter.data)) where they are there; otherwise drawn pictures stand in."
    return """
      ## What a machine needs

      Two cores, \(chapter.frontMatter.memory) of memory, no network. \(data) A whole run takes, on this machine:

      | budget | time |
      |---|---:|
      \(rows.joined(separator: "\n"))
      """
  }
}
