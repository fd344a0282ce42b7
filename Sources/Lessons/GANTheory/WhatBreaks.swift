import Figures
import GANKit
import LessonKit

// A G that learns too fast for its D.

extension GANTheoryLesson {
  func showWhatBreaks(_ report: Report) throws {
    var charts: [Chart] = []
    for (name, updates) in [
      ("one update of G per update of D", 1), ("twenty updates of G per update of D", 20),
    ] {
      let rival = Players(
        latent: run[Self.latent], learningRate: run[Self.learningRate],
        using: run.random("what-breaks networks"))
      let random = run.random("what-breaks")
      let loop = try report.loop(
        run[Self.exhibitIterations], named: "G \(updates)", every: 20,
        state: rival.state() + [("random", random)])
      while try loop.next() != nil {
        let size = run[Self.batchSize]
        let fake = rival.generator(rival.noise(size, using: random), .inference)
        let lossD = rival.updateDiscriminator(real: Ring.points(size, using: random), fake: fake)
        var lossG: Float = 0
        for _ in 0..<updates { lossG = rival.updateGenerator(rival.noise(size, using: random)) }
        try loop.log(Losses(lossD: lossD, lossG: lossG))
      }
      let points = rival.generator(rival.noise(2000, using: run.random("what-breaks judge")), .inference)
      report.metric("modesCovered\(updates)", Ring.coverage(of: points).covered)
      charts.append(planePicture(of: planeValues(rival, points.rows(0..<400)), title: name))
    }
    try report.figure("collapse", Panels("Mode collapse", columns: 2, charts).sharedRanges())
  }
}
