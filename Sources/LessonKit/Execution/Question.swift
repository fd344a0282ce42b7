import Foundation

/// Asks for a prediction where the text has just asked it, and locks the answer.
struct Question {
  let prediction: Prediction
  let answers: LockedAnswers
  /// The chapter's slug.
  let chapter: String
  /// Whether this machine has results of the step already.
  let hasResults: Bool
  let narrator: Narrator
  let isInterrupted: () -> Bool

  /// Asks until there is an answer, or a line without one. What has been answered already is not asked again.
  /// - Throws: `Interrupted` for a line `q`, and if someone asks the program to stop; `FileError` if the answer cannot be
  ///   kept.
  func ask() throws {
    if let earlier = try? answers.answer(to: prediction) {
      narrator.note("You answered \(prediction.words(for: earlier.answer)) (\(earlier.time.dayAndMinute)).")
      return
    }
    while true {
      guard let line = try TypedLine.read(after: prompt, narrator, isInterrupted: isInterrupted),
        case let typed = line.trimmingCharacters(in: .whitespaces), !typed.isEmpty
      else { return }
      if typed == "q" { throw Interrupted() }
      do {
        let answer = try prediction.answer(typed: typed)
        try answers.lock(
          LockedAnswer(
            chapter: chapter, step: prediction.step, prediction: prediction.id, answer: answer,
            words: prediction.words(for: answer), question: prediction.fingerprint, time: Date(),
            afterRun: hasResults),
          to: prediction)
        narrator.note("Locked. Your answer will stand beside the outcome: \(prediction.words(for: answer))")
        return
      } catch let problem as UsageError {
        narrator.tell("\(problem)")
      }
    }
  }

  private var prompt: String {
    let what =
      switch prediction.kind {
      case .choice: "1 to \(prediction.choiceCount)"
      case .number(let unit, _): unit.isEmpty ? "a number" : "a number, \(unit)"
      }
    return "Your prediction (\(what); Enter: none; q and Enter: stop here): "
  }
}
