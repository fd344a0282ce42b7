import Figures
import Foundation
import GANKit
import Judges
import LessonKit

// A picture of both players on the line: D, and the density of G's samples.

extension IdealDiscriminatorLesson {
  private static let axis = Tensor.linspace(from: -4, to: 4, count: 321)

  /// How far samples are from the target's distribution.
  func kolmogorovSmirnovDistance(_ samples: Tensor) -> Double {
    kolmogorovSmirnov(samples.scalars.map(Double.init), Self.target.cumulative)
  }

  /// D along the axis, then a smooth density of G's samples along it: `[1, 1, 1, 642]`.
  func lineValues() -> Tensor {
    let axis = Self.axis
    let d = sigmoid(players.decide(axis.reshaped(to: [axis.count, 1]))).scalars
    let fake = players.generate(noise(4000, using: run.random("pictures"))).scalars.map(Double.init)
    let width = 0.12
    let q = axis.scalars.map { x in
      Float(
        fake.reduce(0) { sum, sample in
          let u = (Double(x) - sample) / width
          return Swift.abs(u) > 5 ? sum : sum + exp(-u * u / 2)
        } / (Double(fake.count) * width * (2 * Double.pi).squareRoot()))
    }
    return Tensor(d + q, shape: [1, 1, 1, 2 * axis.count])
  }

  /// - Parameter state: what D is at that time: learned or not.
  func lineChart(_ title: String, of lineValues: Tensor, _ state: String = "learned") -> Chart {
    let xs = Self.axis.scalars.map(Double.init)
    let values = lineValues.scalars.map(Double.init)
    let (d, q) = (Array(values[..<xs.count]), Array(values[xs.count...]))
    let p = xs.map(Self.target.density)
    // D* means nothing where neither density has weight.
    let best = zip(p, q).map { $0 + $1 > 0.01 ? $0 / ($0 + $1) : Double.nan }
    return Chart(title, x: "x", y: "density, and D")
      .area("real, p", xs, p, colour: .real)
      .area("generated, q", xs, q, colour: .generated, outline: .dashed)
      .line("D*, with q estimated", xs, best, colour: .reference, width: 4)
      .line("D, \(state)", xs, d, colour: .discriminator)
  }
}
