import GANKit
import LessonKit

// Networks in place of the perfect players, before any training.

extension IdealDiscriminatorLesson {
  func showUntrained(_ report: Report) throws {
    report.metric("parametersG", players.generator.parameterCount)
    report.metric("parametersD", players.discriminator.parameterCount)
    let fake = players.generate(noise(5000, using: run.random("untrained")))
    let real = Self.target.samples(5000, using: run.random("untrained real"))
    report.metric(
      "lossD", discriminatorLoss(onReal: players.decide(real), onFake: players.decide(fake)).scalar)
    report.metric("lossG", GeneratorLoss.nonSaturating(onFake: players.decide(fake)).scalar)
    report.metric("ks", kolmogorovSmirnovDistance(fake))
    try report.figure("start", lineChart("Before training", of: lineValues(), "untrained"))
  }
}
