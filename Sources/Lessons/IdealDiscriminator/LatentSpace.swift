import Figures
import GANKit
import LessonKit

// How G bends its latent space, beside the exact map.

extension IdealDiscriminatorLesson {
  // snippet.transport
  /// The increasing map that turns normal noise into the target exactly: it keeps quantiles.
  private func idealGenerator(_ z: Double) -> Double {
    Self.target.quantile(Mixture.normal(0, 1).cumulative(z))
  }
  // snippet.end

  func compareTransport(_ report: Report) throws {
    let zs = Tensor.linspace(from: -3, to: 3, count: 241)
    let learned = players.generate(zs.reshaped(to: [241, 1])).scalars.map(Double.init)
    let ideal = zs.scalars.map { idealGenerator(Double($0)) }
    let falling = learned.last! < learned.first!
    let mirrored = falling ? ideal.reversed() : ideal
    try report.figure(
      "map",
      Chart("How G bends its latent space", x: "z, the latent number", y: "G(z), the sample")
        .line(falling ? "exact map, mirrored" : "exact map", zs, mirrored, colour: .reference, width: 5)
        .line("learned G", zs, learned, colour: .generator))
    // The mean gap between the two maps, weighted by the density of the noise.
    let weights = zs.scalars.map { Mixture.normal(0, 1).density(Double($0)) }
    let gaps = zip(learned, mirrored).map { Swift.abs($0 - $1) }
    let gap = zip(gaps, weights).reduce(0) { $0 + $1.0 * $1.1 } / weights.reduce(0, +)
    report.metric("gapBetweenMaps", gap)
    let random = run.random("layers")
    let dense = Dense(784, 784, using: random)
    let convolution = Conv2D(1, 1, kernel: 3, using: random)
    report.table(
      ["a layer from a 28x28 image to another one", "output", "parameters"],
      [
        ["dense, one unit for each pixel", "28x28x1", "\(dense.parameterCount)"],
        ["convolution with one 3x3 kernel", "28x28x1", "\(convolution.parameterCount)"],
      ])
    report.metric("denseParameters", dense.parameterCount)
    report.metric("convolutionParameters", convolution.parameterCount)
  }
}
