import Figures
import Foundation
import GANKit
import LessonKit

// Perfect players: densities far apart, moved together, equal; and points that follow the perfect discriminator.

extension IdealDiscriminatorLesson {
  private static let range = -30.0...30.0

  private func pair(distance: Double) -> (p: Mixture, q: Mixture, d: PerfectDiscriminator) {
    let (p, q) = (Mixture.normal(distance / 2, 0.7), Mixture.normal(-distance / 2, 0.7))
    return (p, q, PerfectDiscriminator(p: p.density, q: q.density))
  }

  private func chart(_ title: String, distance: Double) -> Chart {
    let (p, q, d) = pair(distance: distance)
    let xs = Tensor.linspace(from: -5, to: 5, count: 401).scalars.map(Double.init)
    return Chart(title, x: "x", y: "density, and D*")
      .area("real, p", xs, xs.map(p.density), colour: .real)
      .area("generated, q", xs, xs.map(q.density), colour: .generated)
      .line("D* = p / (p + q)", xs, xs.map { d($0) }, colour: .discriminator)
      .reference(y: 0.5, "1/2").yRange(0...1)
  }

  /// How often D* is right on samples of both kinds.
  private func sampledAccuracy(distance: Double, _ count: Int, _ stream: String) -> Double {
    let (p, q, d) = pair(distance: distance)
    let random = run.random(stream)
    let (real, fake) = (p.samples(count, using: random).scalars, q.samples(count, using: random).scalars)
    // Where D* is exactly 1/2 it tosses a coin.
    func right(_ decision: Double) -> Bool { decision == 0.5 ? random.uniform() < 0.5 : decision > 0.5 }
    let correct = real.count { right(d(Double($0))) } + fake.count { right(1 - d(Double($0))) }
    return Double(correct) / Double(2 * count)
  }

  func showFarApart(_ report: Report) throws {
    let distance = run[Self.distance]
    let exact = pair(distance: distance).d.accuracy(over: Self.range)
    let sampled = sampledAccuracy(distance: distance, 50_000, "far-apart")
    try report.figure("densities", chart("Two distributions far apart", distance: distance))
    report.metric("accuracy", exact)
    report.metric("accuracyOnSamples", sampled)
    // For two normals of equal width the answer is known: Phi(distance / (2 sigma)).
    let known = erfc(-distance / (2 * 0.7) / 2.0.squareRoot()) / 2
    report.check("the accuracy agrees with the closed form", Swift.abs(exact - known) < 1e-6)
    // Four standard errors of a share among 100,000.
    let tolerance = 4 * (exact * (1 - exact) / 100_000).squareRoot() + 1e-4
    report.check("and with samples", Swift.abs(exact - sampled) < tolerance)
  }

  func moveTogether(_ report: Report) throws {
    let distances = [4.0, 2, 1, 0.5]
    try report.figure(
      "panels",
      Panels(
        "The same two distributions, moved together", columns: 2,
        distances.map { chart("distance \($0)", distance: $0) }
      ).sharedRanges())
    let steps = (0...60).map { Double($0) / 10 }
    let found = steps.map { pair(distance: $0).d }
    try report.figure(
      "accuracy",
      Chart("What the perfect discriminator can do", x: "distance of the means", y: "")
        .line("accuracy", steps, found.map { $0.accuracy(over: Self.range) }, colour: .discriminator)
        .line("JSD / ln 2", steps, found.map { $0.jensenShannon(over: Self.range) / log(2) }, colour: .accent)
        .reference(y: 0.5, "right half the time").yRange(0...1))
    report.metric("accuracyAtOne", pair(distance: 1).d.accuracy(over: Self.range))
  }

  func showEqual(_ report: Report) throws {
    let d = pair(distance: 0).d
    try report.figure("densities", chart("The same distribution twice", distance: 0))
    let spread = stride(from: -5.0, through: 5, by: 0.01).map { Swift.abs(d($0) - 0.5) }.max()!
    let sampled = sampledAccuracy(distance: 0, 50_000, "equal")
    report.metric("accuracy", d.accuracy(over: Self.range))
    report.metric("accuracyOnSamples", sampled)
    report.metric("largestDeviationFromHalf", spread)
    report.check("D* is 1/2 everywhere", spread < 1e-12)
    report.check("and right half the time", Swift.abs(sampled - 0.5) < 0.01)
  }

  func matchIndirectly(_ report: Report) throws {
    let target = (mean: 1.5, deviation: 0.5)
    let random = run.random("indirect")
    var cloud = PerfectGenerator(points: (0..<run[Self.particles]).map { _ in -2 + 0.9 * random.normal() })
    var direct = DirectMatching(mean: cloud.mean, deviation: cloud.deviation)
    let xs = Tensor.linspace(from: -5, to: 4, count: 361).scalars.map(Double.init)
    var panels: [Chart] = []
    var (clouds, directs) = ([(Double, Double)](), [(Double, Double)]())
    for step in 0...400 {
      if [0, 20, 60, 400].contains(step) {
        panels.append(
          Chart("step \(step)", x: "x", y: "density")
            .area("target", xs, xs.map(Mixture.normal(target.mean, target.deviation).density), colour: .real)
            .histogram("points", cloud.points, bins: 60, in: -5...4, colour: .generated))
      }
      clouds.append((cloud.mean, cloud.deviation))
      directs.append((direct.mean, direct.deviation))
      cloud.climbLogOdds(towards: target, rate: 0.01)
      direct.descend(towards: target, rate: 0.01)
    }
    try report.figure(
      "transport", Panels("Points that climb the log-odds of D*", columns: 2, panels).sharedRanges())
    let steps = Array(clouds.indices)
    try report.figure(
      "two-ways",
      Chart("Two ways to the same end", x: "step", y: "mean and deviation")
        .line("mean, through D*", steps, clouds.map(\.0), colour: .generated, width: 5)
        .line("mean, directly", steps, directs.map(\.0), colour: .discriminator, style: .dashed)
        .line("deviation, through D*", steps, clouds.map(\.1), colour: .accent, width: 5)
        .line("deviation, directly", steps, directs.map(\.1), colour: .generator, style: .dashed))
    report.metric("mean", cloud.mean)
    report.metric("deviation", cloud.deviation)
    let gap = zip(clouds, directs).map { Swift.max(Swift.abs($0.0 - $1.0), Swift.abs($0.1 - $1.1)) }.max()!
    report.metric("largestGap", gap)
    report.check("both ways take the same path", gap < 1e-6)
    try compareLosses(report)
  }

  /// How strongly each of G's two losses moves a fake that lies in the middle of q.
  private func compareLosses(_ report: Report) throws {
    let distances = (1...60).map { Double($0) / 10 }
    let pulls = distances.map { distance -> (Double, Double) in
      let d = pair(distance: distance).d(-distance / 2)
      let slope = distance / (0.7 * 0.7)  // of ln(p / q), the same everywhere
      return (d * slope, (1 - d) * slope)
    }
    try report.figure(
      "pulls",
      Chart("How strongly a fake is pulled", x: "distance of the means", y: "|gradient| of the loss by x")
        .line("ln(1 - D*), saturating", distances, pulls.map(\.0), colour: .accent)
        .line("-ln D*, non-saturating", distances, pulls.map(\.1), colour: .generator)
        .logarithmicY())
    report.metric("pullSaturating", pulls[39].0)
    report.metric("pullNonSaturating", pulls[39].1)
  }
}
