import Figures
import Foundation
import GANKit
import LessonKit

// What a translation hides from the eye.

extension CycleGANLesson {
  func showHiddenMessage(_ report: Report) throws {
    let a = domains.testA
    let random = run.random("hidden message")
    let translated = applied(players.g, to: a)
    // snippet.noise
    let levels: [Float] = [0, 0.02, 0.05, 0.1, 0.15, 0.2]
    let noise = Tensor.normal(a.shape, using: random)
    func error(of pictures: Tensor) -> [Double] {
      levels.map { level in
        Double(meanAbsoluteError(applied(players.f, to: pictures + level * noise), a).scalar)
      }
    }
    // snippet.end
    let returned = error(of: translated)
    report.metric("returned", returned[0])
    report.metric("returnedThroughNoise", returned[3])
    var chart = Chart(
      "How much of a comes back through noise",
      x: "noise on F's input (standard deviation, pixels in [-1, 1])",
      y: "mean |F(...) - a|"
    )
    .line("from G(a)", levels.map(Double.init), returned, colour: Palette.generator)
    .yRange(0...(returned.max() ?? 1) * 1.3)
    .caption("Test pictures. Trained on \(domains.source.note).")
    if let truth = domains.truth {
      let honest = error(of: truth.ofA)
      report.metric("honest", honest[0])
      report.metric("honestThroughNoise", honest[3])
      chart = chart.line("from the true b", levels.map(Double.init), honest, colour: Palette.real)
        .yRange(0...(max(returned.max() ?? 1, honest.max() ?? 1)) * 1.2)
    }
    try report.figure("noise", chart)
  }
}
