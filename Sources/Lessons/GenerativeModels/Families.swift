import Datasets
import Figures
import Foundation
import GANKit
import LessonKit

// The data that all families share, and what each of them is worth before it has learned anything.

extension GenerativeModelsLesson {
  func showFamilies(_ report: Report) throws {
    try report.figure("tree", familyTree)
    let shown = 0..<10
    try report.figure(
      "digits",
      ImageGrid(
        concatenate([digits.test.images.rows(shown), asImages(binary.test.rows(shown))]), columns: 10,
        caption: "Test images: \(digits.source.note).", rowLabels: ["grey", "binarized"]))
    report.metric("images", digits.train.count)
    let ring = ringTest
    report.metric("ringNats", -Ring.logDensity(of: ring).mean().scalar)
    report.metric("evenNats", 2 * log(PlaneCells.range.upperBound - PlaneCells.range.lowerBound))
    // snippet.yardsticks
    // A model that knows nothing, and one that knows how often each pixel is white but not which go together.
    let nothing = Tensor.zeros(binary.test.shape)
    report.metric("nothingNats", -bernoulliLogLikelihood(of: binary.test, logits: nothing).mean().scalar)
    let often = logits(ofMean: binary.train) + nothing
    report.metric("pixelNats", -bernoulliLogLikelihood(of: binary.test, logits: often).mean().scalar)
    // snippet.end
    report.metric("beliefNats", nats(of: belief, on: binary.test.rows(0..<1000)))
    let (reconstruction, divergence) = vae.bound(
      of: binary.test.rows(0..<1000), using: run.random("untrained"))
    report.metric("autoencoderBound", (divergence - reconstruction).scalar)
    let models: [(String, any Module)] = [
      ("belief network", belief), ("flow", flow), ("variational autoencoder", vae),
      ("Boltzmann machine", machine),
      ("GAN: G", digitPlayers.generator), ("GAN: D", digitPlayers.discriminator),
    ]
    report.table(
      ["model of digits", "trained parameters"], models.map { [$0.0, grouped($0.1.parameterCount)] })
    for (name, model) in zip(["Belief", "Flow", "Autoencoder", "Machine", "G", "D"], models) {
      report.metric("parameters\(name)", model.1.parameterCount)
    }
  }

  /// The families by what they say of the probability of an example.
  private var familyTree: BlockDiagram {
    BlockDiagram("Generative models by their density", columns: 4, rows: 6)
      .block("maximum likelihood", column: 0, row: 2.5)
      .block("explicit density", column: 1, row: 1.5)
      .block("implicit density", column: 1, row: 5)
      .block("exact", column: 2, row: 0.5)
      .block("approximate", column: 2, row: 2.5)
      .block("belief network", "chain rule", column: 3, row: 0, colour: .real)
      .block("flow", "change of variables", column: 3, row: 1, colour: .real)
      .block("variational autoencoder", "lower bound", column: 3, row: 2, colour: .real)
      .block("diffusion model", "lower bound, many steps", column: 3, row: 3, colour: .reference)
      .block("Boltzmann machine", "Markov chain", column: 3, row: 4, colour: .real)
      .block("GAN", "one pass", column: 3, row: 5, colour: .generator)
      .arrow("maximum likelihood", "explicit density")
      .arrow("maximum likelihood", "implicit density")
      .arrow("explicit density", "exact")
      .arrow("explicit density", "approximate")
      .arrow("exact", "belief network")
      .arrow("exact", "flow")
      .arrow("approximate", "variational autoencoder")
      .arrow("approximate", "diffusion model")
      .arrow("approximate", "Boltzmann machine")
      .arrow("implicit density", "GAN")
      .described(
        as:
          "A tree. Maximum likelihood leads to models with an explicit density and with an implicit one. Explicit "
          + "densities are exact, as in belief networks and flows, or approximate, as in variational autoencoders, "
          + "diffusion models and Boltzmann machines. GANs have an implicit density.")
  }
}
