import Figures
import Foundation
import GANKit
import LessonKit

// The two losses of G and their gradients.

extension GANTheoryLesson {
  // snippet.generatorGradients
  func compareGeneratorLosses(_ report: Report) throws {
    // D(G(z)) from sure "fake" to sure "real"
    let decisions = Tensor.linspace(from: 0.005, to: 0.995, count: 199)
    let logits = log(decisions / (1 - decisions))
    let count = Float(logits.count)  // the losses are means
    let saturating = count * gradient(at: logits) { saturatingLoss(onFake: $0) }
    let nonSaturating = count * gradient(at: logits) { nonSaturatingLoss(onFake: $0) }
    // snippet.end
    let pull = { (gradients: Tensor) in gradients.scalars.map { Double(Swift.abs($0)) } }
    try report.figure(
      "gradients",
      Panels(
        "Two losses for the generator", columns: 2,
        [
          Chart("The losses", x: "D(G(z))", y: "loss")
            .line("ln(1 − D), saturating", decisions, -softplus(logits), colour: .accent)
            .line("−ln D, non-saturating", decisions, softplus(-logits), colour: .generator),
          Chart("Size of the gradients", x: "D(G(z))", y: "|gradient| with respect to the logit")
            .line("ln(1 − D), saturating", decisions, pull(saturating), colour: .accent)
            .line("−ln D, non-saturating", decisions, pull(nonSaturating), colour: .generator),
        ]))
    let closed = decisions.scalars.enumerated().map { index, d in
      Swift.max(
        Swift.abs(saturating.at(index) + d), Swift.abs(nonSaturating.at(index) - (d - 1)))
    }
    let early = decisions.scalars.firstIndex { $0 >= 0.0099 }!
    report.metric("largestDeviation", closed.max()!)
    report.metric("saturatingAtOnePercent", Swift.abs(saturating.at(early)))
    report.metric("nonSaturatingAtOnePercent", Swift.abs(nonSaturating.at(early)))
    report.check("the gradients are -D and D - 1", closed.max()! < 1e-4)
  }
}
