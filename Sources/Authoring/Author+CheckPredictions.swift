import LessonKit

extension Author {
  /// Predictions whose answer the reference run does not confirm, and steps that ask for none.
  /// - Parameter record: of the reference run; without one only the names of the steps are checked.
  func predictionFindings(_ chapter: Chapter, _ record: ReferenceRecord?) -> [Finding] {
    let measured = record?.metrics
    return chapter.steps.flatMap { step -> [Finding] in
      func finding(_ kind: Finding.Kind, _ line: Int, _ message: String) -> Finding {
        Finding(kind, file: chapter.file, line: line, message)
      }
      // A chapter that is still being written asks for nothing anywhere. A lab shows the symptom first, and asks then.
      let asks = !chapter.isLabs || step.id.hasSuffix(Chapter.causeSuffix)
      if asks, step.predictions.isEmpty, chapter.steps.contains(where: { !$0.predictions.isEmpty }) {
        return [
          finding(
            .predictionMissing, step.line,
            "this step asks for no prediction. Write <!-- predict: NAME --> with a question and choices before "
              + "<!-- run -->, and <!-- answer: NAME ... --> behind it")
        ]
      }
      let known = Set(chapter.steps.prefix { $0.id != step.id }.map(\.id) + [step.id])
      return step.predictions.compactMap { prediction in
        let line = prediction.answerLines.lowerBound
        if let late = prediction.metrics.first(where: { !known.contains($0.step) }) {
          return finding(
            .predictionWrong, line,
            "\(late) is not measured when this is answered. Use a metric of step \(step.id) or of a step before it"
          )
        }
        guard let measured else { return nil }
        switch prediction.isConfirmed(by: measured) {
        case true: return nil
        case nil:
          let missing = prediction.metrics.first { measured[$0] == nil } ?? ""
          return finding(
            .predictionWrong, line,
            "the reference run measured no \"\(missing)\"."
              + NearMiss.question(for: missing, among: measured.keys.sorted()))
        case false:
          return finding(
            .predictionWrong, line,
            "the reference run does not confirm this answer: "
              + "\(Wording.list(prediction.contradictions(in: measured))). Correct the answer or its evidence"
          )
        }
      }
    }
  }
}

extension String {
  /// `train` of `train.digitScore`.
  fileprivate var step: String { String(prefix { $0 != "." }) }
}
