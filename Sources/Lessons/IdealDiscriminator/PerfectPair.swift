import Figures
import Foundation
import GANKit
import LessonKit

// Two normal distributions at a distance, and the discriminator that no other beats on them.

extension IdealDiscriminatorLesson {
  static let range = -30.0...30.0

  func perfectPair(distance: Double) -> (p: Mixture, q: Mixture, d: PerfectDiscriminator) {
    let (p, q) = (Mixture.normal(distance / 2, 0.7), Mixture.normal(-distance / 2, 0.7))
    return (p, q, PerfectDiscriminator(p: p.density, q: q.density))
  }

  func perfectChart(_ title: String, distance: Double) -> Chart {
    let (p, q, d) = perfectPair(distance: distance)
    let xs = Tensor.linspace(from: -5, to: 5, count: 401).scalars.map(Double.init)
    return Chart(title, x: "x", y: "density, and D*")
      .area("real, p", xs, xs.map(p.density), colour: .real)
      .area("generated, q", xs, xs.map(q.density), colour: .generated, outline: .dashed)
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
