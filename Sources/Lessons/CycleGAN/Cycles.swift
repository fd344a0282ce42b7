import Figures
import Foundation
import GANKit
import LessonKit
import Pictures

// The two cycles, drawn with what is really in them.

extension CycleGANLesson {
  func showCycles(_ report: Report) throws {
    try report.figure("diagram", cycleDiagram(title: "The two cycles, before training"))
    // snippet.cycle
    let there = applied(players.g, to: domains.testA)
    let andBack = applied(players.f, to: there)
    let cycleError = meanAbsoluteError(andBack, domains.testA)
    // snippet.end
    report.metric("cycleErrorA", cycleError.scalar)
    report.metric(
      "cycleErrorB",
      meanAbsoluteError(
        applied(players.g, to: applied(players.f, to: domains.testB)), domains.testB
      ).scalar)
  }

  /// The first test picture of each collection on its way there and back.
  func cycleDiagram(title: String) -> PictureChain {
    let (a, b) = (domains.testA.rows(0..<1), domains.testB.rows(0..<1))
    let fakeB = players.g(a, .inference)
    let fakeA = players.f(b, .inference)
    let (backToA, backToB) = (players.f(fakeB, .inference), players.g(fakeA, .inference))
    func row(_ images: [Tensor], _ names: [String], _ notes: [String], _ arrows: [String]) -> PictureChain.Row
    {
      let error = String(format: "%.3f", meanAbsoluteError(images[2], images[0]).scalar)
      return PictureChain.Row(
        pictures: images.flatMap { Image.batch($0) }, names: names, notes: notes, arrows: arrows,
        closing: "cycle loss: mean |\(names[2]) − \(names[0])| = \(error)")
    }
    return PictureChain(
      title: title, caption: "Test pictures. Data: \(domains.source.note).",
      rows: [
        row(
          [a, fakeB, backToA], ["a", "G(a)", "F(G(a))"],
          ["real, \(domains.names.a)", "judged by D_B", "should be a again"], ["G", "F"]),
        row(
          [b, fakeA, backToB], ["b", "F(b)", "G(F(b))"],
          ["real, \(domains.names.b)", "judged by D_A", "should be b again"], ["F", "G"]),
      ])
  }
}
