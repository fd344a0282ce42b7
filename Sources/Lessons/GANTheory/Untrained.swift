import Datasets
import GANKit
import Judges
import LessonKit

// The players before any training.

extension GANTheoryLesson {
  func showUntrained(_ report: Report) throws {
    let fake = players.generator(players.noise(500, using: run.random("untrained")), .inference)
    let real = Ring.points(500, using: run.random("untrained real"))
    let (onReal, onFake) = (players.discriminator(real, .inference), players.discriminator(fake, .inference))
    report.metric("lossD", discriminatorLoss(onReal: onReal, onFake: onFake).scalar)
    report.metric("lossG", nonSaturatingLoss(onFake: onFake).scalar)
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    report.metric("modesCovered", Ring.coverage(of: fake).covered)
    try report.figure("plane", planePicture(fake, title: "Before training"))
  }
}
