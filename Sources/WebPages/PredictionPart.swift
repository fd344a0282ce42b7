import LessonKit

/// A prediction on a page: the question, which a script makes a form, and the answer, which is folded until somebody has
/// predicted or wants to see it.
struct PredictionPart {
  let prediction: Prediction
  let locked: LockedAnswer?

  /// - Parameter text: the question with its choices.
  func question(_ text: HTML) -> HTML {
    let lockedAttribute: HTML = locked.map { " data-locked=\"\(Wording.number($0.answer))\"" } ?? .nothing
    let unit: HTML =
      if case .number(let unit, _) = prediction.kind { " data-unit=\"\(unit)\"" } else { .nothing }
    return """
      <div class="predict" data-prediction="\(prediction.id)" data-question="\(prediction.fingerprint)"\
      \(unit)\(lockedAttribute)>
      \(text)</div>\n
      """
  }

  /// - Parameter text: the answer with its reasons.
  func answer(_ text: HTML) -> HTML {
    let right: HTML =
      if case .choice(let right, _) = prediction.kind { " data-right=\"\(right)\"" } else { .nothing }
    return """
      <details class="answer" data-answer="\(prediction.id)"\(right)\(locked == nil ? .nothing : " open")>
      <summary>The answer to the prediction</summary>
      \(text)</details>\n
      """
  }
}
