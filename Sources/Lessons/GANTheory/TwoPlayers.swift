import Figures
import Foundation
import GANKit
import LessonKit

// What D loses by its decisions, and where it cannot tell.

extension GANTheoryLesson {
  func showPlayers(_ report: Report) throws {
    try report.figure("game", gameDiagram())
    let decisions = Tensor.linspace(from: 0.01, to: 0.99, count: 99)
    let logits = log(decisions / (1 - decisions))
    try report.figure(
      "decisions",
      Chart("The critic's loss for one decision", x: "D(x): the probability of \"real\"", y: "loss")
        .line("on a real sample: −ln D", decisions, softplus(-logits), colour: .real)
        .line("on a fake: −ln(1 − D)", decisions, softplus(logits), colour: .generated)
        .reference(y: log(2.0), "ln 2: a coin toss"))
    let cases: [(String, Float, Float)] = [
      ("is sure and right", 0.99, 0.01), ("is fairly right", 0.8, 0.3), ("cannot tell", 0.5, 0.5),
      ("says \"real\" to both", 0.9, 0.9), ("is sure and wrong", 0.01, 0.99),
    ]
    func logit(_ probability: Float) -> Tensor { Tensor([Foundation.log(probability / (1 - probability))]) }
    let losses = cases.map { discriminatorLoss(onReal: logit($0.1), onFake: logit($0.2)).scalar }
    report.table(
      ["the critic", "D(real)", "D(fake)", "its loss"],
      zip(cases, losses).map { [$0.0, "\($0.1)", "\($0.2)", String(format: "%.3f", $1)] })
    report.metric("lossAtHalf", losses[2])
    report.check(
      "D's loss where it cannot tell is 2 ln 2", Swift.abs(losses[2] - 2 * Foundation.log(2)) < 1e-5)
  }
}
