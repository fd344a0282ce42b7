import Datasets
import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// The variational autoencoder: trained, its plane of latents, and its blur.

extension GenerativeModelsLesson {
  func trainAutoencoder(_ report: Report) throws {
    _ = try maximiseBound(
      of: vaeOfPlane, named: "plane", on: ringTrain, run[Self.planeIterations], warmUp: 0.3, report)
    _ = try maximiseBound(of: vae2, named: "2 latents", on: binary.train, run[Self.planarIterations], report)
    let history = try maximiseBound(
      of: vae, named: "digits", on: binary.train, run[Self.vaeIterations], report)
    try report.likelihoodCurve(history, "Variational autoencoder on digits", y: "negative bound in nats")
    let random = run.random("vae test")
    for (model, suffix) in [(vae, ""), (vae2, "2")] {
      let (reconstruction, divergence) = model.bound(of: binary.test, using: random)
      let bound = (divergence - reconstruction).scalar
      report.metric("testBound\(suffix)", bound)
      if suffix.isEmpty { likelihoods.bound = bound }
      report.metric("reconstruction\(suffix)", -reconstruction.scalar)
      report.metric("divergence\(suffix)", divergence.scalar)
    }
    report.metric("testNats", -vae.logLikelihood(of: binary.test.rows(0..<500), draws: 100, using: random))
    report.metric("activeLatents", vae.activeLatents(on: binary.test.rows(0..<2000)))
    try self.report(planeOfAutoencoder(), report)
    try showPlaneOfLatents(report)
    try showBlur(report)
  }

  // snippet.train
  /// Maximises the evidence lower bound of the data.
  ///
  /// - Parameters:
  ///   - weight: of the divergence; 1 for the bound.
  ///   - warmUp: over which share of the training the weight rises from 0. Without it, an encoder may say nothing from
  ///     the beginning and never learn to (Bowman et al. 2016).
  func maximiseBound(
    of model: Autoencoder, named name: String, on data: Tensor, _ iterations: Int, weight: Float = 1,
    warmUp: Float = 0, _ report: Report
  ) throws -> History {
    try maximiseLikelihood(
      of: model, named: name, on: data, iterations: iterations, rate: run[Self.vaeRate], report
    ) { x, done, random in
      let (reconstruction, divergence) = model.bound(of: x, using: random)
      return min(1, done / max(warmUp, 1e-6)) * weight * divergence - reconstruction
    }
  }
  // snippet.end

  func planeOfAutoencoder() -> PlaneResult {
    let random = run.random("vae plane")
    return PlaneResult(
      "Variational autoencoder", logDensity: vaeOfPlane.logDensityByQuadrature,
      drawn: vaeOfPlane.samplePoints(1000, using: random),
      test: ringTest)
  }

  /// The pictures of a grid in the plane of the latents, evenly spaced by probability.
  private func showPlaneOfLatents(_ report: Report) throws {
    let side = 20
    let quantiles = (0..<side).map { Float(normalQuantile((Double($0) + 0.5) / Double(side))) }
    let z = Tensor(
      (0..<side * side).flatMap { [quantiles[$0 % side], -quantiles[$0 / side]] }, shape: [side * side, 2])
    try report.figure(
      "latents",
      ImageGrid(
        2 * sigmoid(vae2.decoder(z, .inference)).reshaped(to: [side * side, 28, 28, 1]) - 1, columns: side,
        caption:
          "The decoder's pictures of 20 x 20 latent vectors of two numbers, evenly spaced by probability."))
    let codes = vae2.encode(binary.test.rows(0..<2000)).mean
    var chart = Chart(
      "Where the encoder places test digits", x: "first latent number", y: "second latent number")
    let labels = digits.test.labels.prefix(2000)
    for digit in [0, 1, 4, 7, 9] {
      let rows = labels.indices.filter { labels[$0] == digit }
      let values = codes.gathered(rows: rows).scalars.map(Double.init)
      chart = chart.scatter(
        "\(digit)", stride(from: 0, to: values.count, by: 2).map { values[$0] },
        stride(from: 1, to: values.count, by: 2).map { values[$0] }, radius: 1.8)
    }
    try report.figure("codes", chart.equalAspect())
  }

  /// Means of p(x|z) are blurred; pixels drawn from it are speckled. Real pixels are neither.
  private func showBlur(_ report: Report) throws {
    let random = run.random("vae samples")
    let means = vae.sample(1000, using: random)
    let drawn = asImages(BinarizedDigits.binary(means, using: random))
    let real = digits.test.images.rows(0..<1000)
    let realDrawn = asImages(binary.test.rows(0..<1000))
    report.metric("sharpness", meanGradientMagnitude(of: means) / meanGradientMagnitude(of: real))
    report.metric("sharpnessDrawn", meanGradientMagnitude(of: drawn) / meanGradientMagnitude(of: realDrawn))
    let x = binary.test.rows(0..<10)
    let back = 2 * sigmoid(vae.decoder(vae.encode(x).mean, .inference)).reshaped(to: [10, 28, 28, 1]) - 1
    try report.figure(
      "blur",
      ImageGrid(
        concatenate([real.rows(0..<10), asImages(x), back, means.rows(0..<10), drawn.rows(0..<10)]),
        columns: 10,
        caption: "Trained on \(digits.source.note).",
        rowLabels: ["test images", "binarized", "encoded, decoded", "samples: p(x|z)", "samples: drawn"]))
    try report.figure(
      "samples",
      ImageGrid(means.rows(0..<100), columns: 10, caption: "Means of p(x|z) for 100 random z. Not selected."))
  }
}

extension Autoencoder {
  /// Pictures in [-1, 1] for random z: the means of p(x|z), `[count, 28, 28, 1]`.
  func sample(_ count: Int, using random: Random) -> Tensor {
    2
      * sigmoid(decoder(.normal([count, latent], using: random), .inference)).reshaped(to: [count, 28, 28, 1])
      - 1
  }

  /// Points drawn from p(x|z) for random z, `[count, 2]`.
  func samplePoints(_ count: Int, using random: Random) -> Tensor {
    draw(decodePoints(.normal([count, latent], using: random)), using: random)
  }

  /// How many numbers each latent vector has.
  var latent: Int { decoder.parameters[0].parameter.shape[0] }

  /// The mean over examples of an estimate of ln p(x), by importance sampling (Burda et al. 2016): nearer to ln p(x) than
  /// the bound, and on average still below it.
  func logLikelihood(of x: Tensor, draws: Int, using random: Random) -> Double {
    let q = encode(x)
    let logWeights = (0..<draws).map { _ -> Tensor in
      let z = draw(q, using: random)
      return logLikelihood(of: x, given: z) + standardNormalLogLikelihood(of: z)
        - gaussianLogLikelihood(of: z, mean: q.mean, logVariance: q.logVariance)
    }
    return Double((logSumExp(stack(logWeights), axis: 0) - Float(log(Double(draws)))).mean().scalar)
  }

  /// How many latent numbers say something: those whose divergence from the noise is at least 0.05 nats on average.
  func activeLatents(on x: Tensor) -> Int {
    let q = encode(x)
    return (0..<latent).count { place in
      let columns = [q.mean, q.logVariance].map { $0.sliced(axis: 1, place..<place + 1) }
      return klDivergence(mean: columns[0], logVariance: columns[1]).scalar >= 0.05
    }
  }

  /// ln p(x) of points of the plane, by a sum over 128 x 128 places of the two latent numbers, `[N, 2] -> [N]`.
  func logDensityByQuadrature(of x: Tensor) -> Tensor {
    let places = PlotGrid(x: -4...4, y: -4...4, columns: 128, rows: 128).points
    let z = Tensor(places.flatMap { [Float($0.x), Float($0.y)] }, shape: [places.count, 2])
    let (mean, logVariance) = decodePoints(z)
    let logPrior = standardNormalLogLikelihood(of: z) + Float(2 * log(8.0 / 128))
    // ln p(x|z) as products: (x - m)^2 e^-v = x^2 e^-v - 2 x m e^-v + m^2 e^-v.
    let precision = exp(-logVariance)
    let constant =
      logPrior - 0.5 * (square(mean) * precision + logVariance + Float(log(2 * Double.pi))).sum(axes: [1])
    return x.inPieces(of: 256) { x in
      logSumExp(
        matmul(square(x), (-0.5 * precision).transposed()) + matmul(x, (mean * precision).transposed())
          + constant)
    }
  }
}

/// The quantile of the standard normal distribution, by bisection.
func normalQuantile(_ share: Double) -> Double {
  var (low, high) = (-8.0, 8.0)
  for _ in 0..<60 {
    let middle = (low + high) / 2
    if 0.5 * erfc(-middle / 2.0.squareRoot()) < share { low = middle } else { high = middle }
  }
  return (low + high) / 2
}
