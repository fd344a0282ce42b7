import Files
import Foundation

/// The answers that a reader has locked, each in a file of its own below the output folder:
/// `output/predictions/<NN-slug>/<prediction>.json`. Terminal and page write and read the same files.
public struct LockedAnswers: Sendable {
  /// The folder of one chapter's answers.
  public let folder: URL

  public init(of chapter: Chapter, in output: URL) {
    folder =
      output
      .appending(path: "predictions", directoryHint: .isDirectory)
      .appending(
        path: chapter.outputFolder(in: output).lastPathComponent, directoryHint: .isDirectory)
  }

  private func file(_ prediction: Prediction) -> URL {
    folder.appending(path: "\(prediction.id).json", directoryHint: .notDirectory)
  }

  /// The answer to a question as it is asked now; nil if there is none, or if the question has been rewritten since.
  /// - Throws: `UsageError` if the file cannot be read.
  public func answer(to prediction: Prediction) throws -> LockedAnswer? {
    do {
      let answer = try JSONFile.read(LockedAnswer.self, from: file(prediction))
      return answer?.question == prediction.fingerprint ? answer : nil
    } catch {
      throw UsageError(
        "\(file(prediction).path) cannot be read as a locked answer. Remove it to be asked again.")
    }
  }

  /// The answers to these questions, by their ids. A file that cannot be read counts as no answer.
  public func answers(to predictions: [Prediction]) -> [String: LockedAnswer] {
    predictions.reduce(into: [:]) { all, prediction in
      all[prediction.id] = (try? answer(to: prediction)) ?? nil
    }
  }

  /// Keeps an answer unless there is one already.
  /// - Returns: the answer that counts: this one, or the one that was there before.
  /// - Throws: `FileError`.
  @discardableResult
  public func lock(_ answer: LockedAnswer, to prediction: Prediction) throws -> LockedAnswer {
    if let earlier = try? self.answer(to: prediction) { return earlier }
    try JSONFile.write(answer, to: file(prediction))
    return answer
  }
}
