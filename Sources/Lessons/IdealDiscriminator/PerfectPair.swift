import Figures
import Foundation
import GANKit
import LessonKit

// Two normal distributions at a distance, and the discriminator that no other beats on them.

extension IdealDiscriminatorLesson {
  static let range = -30.0...30.0

  /// - Parameter noise: the standard deviation of noise that is added to real samples and to fakes.
  func perfectPair(
    distance: Double, noise: Double = 0
  ) -> (p: Mixture, q: Mixture, d: PerfectDiscriminator) {
    let deviation = hypot(0.7, noise)  // variances add up
    let (p, q) = (Mixture.normal(distance / 2, deviation), Mixture.normal(-distance / 2, deviation))
    return (p, q, PerfectDiscriminator(p: p.density, q: q.density))
  }

  func perfectChart(
    _ title: String, distance: Double, noise: Double = 0, range: ClosedRange<Float> = -5...5
  ) -> Chart {
    let (p, q, d) = perfectPair(distance: distance, noise: noise)
    let xs = Tensor.linspace(from: range.lowerBound, to: range.upperBound, count: 401).scalars
      .map(Double.init)
    return Chart(title, x: "x", y: "density, and D*")
      .area("real, p", xs, xs.map(p.density), colour: .real)
      .area("generated, q", xs, xs.map(q.density), colour: .generated)
      .line("D* = p / (p + q)", xs, xs.map { d($0) }, colour: .discriminator)
      .reference(y: 0.5, "1/2").yRange(0...1)
  }

  /// How often D* is right on samples of both kinds.
  func sampledAccuracy(distance: Double, _ count: Int, _ stream: String) -> Double {
    let (p, q, d) = perfectPair(distance: distance)
    let random = run.random(stream)
    let (real, fake) = (p.samples(count, using: random).scalars, q.samples(count, using: random).scalars)
    // Where D* is exactly 1/2 it tosses a coin.
    func right(_ decision: Double) -> Bool { decision == 0.5 ? random.uniform() < 0.5 : decision > 0.5 }
    let correct = real.count { right(d(Double($0))) } + fake.count { right(1 - d(Double($0))) }
    return Double(correct) / Double(2 * count)
  }
}
